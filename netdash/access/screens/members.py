"""Who a member is, which a newcomer gives first, with what the coach can see; and who may come in, for the coach."""

from __future__ import annotations

import streamlit as st

from netdash.access.policy import Entries, GuestList
from netdash.date_style import OFFERED, example, own_style
from netdash.moments import zone_words
from netdash.records import PROFILE_ID, Profile
from netdash.ui import layout, lists
from netdash.ui.forms import Form
from netdash.ui.session import Visit
from netdash.wording import counted

WHAT_THE_COACH_SEES = (
    "**On the coach’s page: that you may come in.** It shows the addresses on this server’s list; not whether, when or "
    "how you use it.",
    "**On the Feedback page: what you submit there,** as it is shown to you before, without the people in it. You can "
    "delete it; then it is gone there too.",
    "**Nothing else of your workspace:** not your notes, messages, contacts or pitches, and no counts of them. Should "
    "a later version share anything, you will see what, and can turn it off.",
    "**Whoever runs this server**, often your coach or their organisation, can read and copy what is saved on it, as "
    "with any website. You can take yours along, or erase everything, on the Workspace page.",
)


def show_profile(
    visit: Visit,
    page: str = "workspace",
    *,
    suggested: str = "",
    button: str = "Save",
    message: str = "Saved your settings.",
) -> None:
    """Draw the fields and save them; `suggested` is the name to start with where none is saved."""
    form = Form(visit, page, visit.profile, about="")
    name = form.line("Your name", "name", visit.profile.name or suggested, help="It signs your messages and thank-yous")
    saved_zone, browser = visit.profile.zone, visit.browser_zone or "it does not say"
    labels = {"": f"Automatic ({browser})", **({saved_zone: saved_zone} if saved_zone else {})}
    zone = form.choice("Time zone", "zone", labels | zone_words(), saved_zone)
    locale = visit.profile.locale
    if not is_new(visit):  # whoever is new has enough to read
        locale = form.choice("Dates and times", "locale", _locale_words(visit), locale)
        st.caption(":material/contrast: Light or dark follows your device.")
    form.keep()
    if st.button(button, key=f"{page}_save", type="primary"):
        with form.submitting() as submission:
            visit.workspace.save(form.made(Profile, {"name": name, "zone": zone, "locale": locale}))
            submission.say(message)


def _locale_words(visit: Visit) -> dict[str, str]:
    """Return each way to write dates and times with an example of it, that of the browser first."""
    saved = visit.profile.locale
    examples = {tag: example(own_style(tag, None)) for tag in dict.fromkeys((*OFFERED, *filter(None, [saved])))}
    return {"": f"Automatic ({example(own_style('', visit.browser_locale))})", **examples}


def is_new(visit: Visit) -> bool:
    """Tell whether a member who signed in has no profile yet."""
    return visit.member is not None and visit.workspace.get(Profile, PROFILE_ID) is None


def show_welcome(visit: Visit) -> None:
    """Ask for name and time zone, and say what the coach can see."""
    st.title("Welcome")
    st.header("What your coach can see")
    st.markdown("\n".join(f"- {line}" for line in WHAT_THE_COACH_SEES), width=layout.TEXT_WIDTH)
    st.header("Who you are")
    st.caption("Two things first. You can change both on the Workspace page.")
    name = st.user.get("name")
    suggested = name.strip()[:80] if isinstance(name, str) else ""
    with st.container(width=layout.TEXT_WIDTH):
        show_profile(visit, "welcome", suggested=suggested, button="Start", message="Welcome to your workspace.")


def show_lists(guests: GuestList) -> None:
    """Show both lists, and say what a coach does not see."""
    st.caption(
        "Who may sign in here, by the lists in its secrets. What they write is theirs: "
        "you see nobody’s workspace, and not who has opened one."
    )
    _show_list("Members", guests.members, "coach_members", "Nobody is listed as a member. Coaches can come in.")
    _show_list("Coaches", guests.coaches, "coach_coaches", "")
    st.caption(
        "To invite or remove somebody, change members or coaches under \\[netdash\\] in the secrets: "
        "it counts at their next click."
    )


def _show_list(title: str, entries: Entries, key: str, empty: str) -> None:
    st.header(title)
    if not entries.addresses and not entries.domains:
        st.caption(empty)
        return
    groups = [counted(len(entries.addresses), "address", "addresses")] if entries.addresses else []
    groups += [f"everybody at {domain}" for domain in entries.domains]
    st.text("; ".join(groups))
    if entries.addresses:
        st.text("\n".join(lists.page_of(entries.addresses, key)))  # Markdown would make the addresses links
        lists.pager(entries.addresses, key)
