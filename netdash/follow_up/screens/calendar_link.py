"""The calendar's address on the Workspace page: made, shown once, renewed and ended."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from netdash.follow_up import calendar_links
from netdash.moments import day_of, day_words
from netdash.ui import flash, layout, session
from netdash.ui.session import Visit

SHOWN = "_calendar_shown"
"""Where the session keeps an address until it has been copied, with whose it is."""
HOW_TO = (
    "- **Google**: Settings, Add calendar, From URL. It looks every few hours, and has to reach this server.\n"
    "- **Outlook**: Add calendar, Subscribe from web.\n"
    "- **Apple**: File, New calendar subscription; on a phone: Calendar accounts, Add subscribed calendar."
)


def show(visit: Visit) -> None:
    """Draw the address of the calendar: what it is for, and what makes, renews and ends it."""
    st.caption(
        "Your planned conversations and follow-ups in the calendar that you use, kept up to date by it. Whoever has "
        "the address can read them, without signing in.",
        width=layout.CAPTION_WIDTH,
    )
    if visit.file is not None:
        st.caption("This netdash answers on this machine alone, so only a calendar program here can subscribe.")
    owner_key, secret = st.session_state.get(SHOWN, ("", ""))
    if secret and owner_key == visit.owner_key:
        _draw_address(secret)
    made_at = visit.profile.calendar_link_made_at
    if not visit.profile.calendar_link or made_at is None:
        st.button("Make an address", key="workspace_calendar_make", icon=":material/event:", on_click=_make)
        return
    st.markdown(f":material/check: In use since {day_words(day_of(made_at, visit.zone), visit.today)}.")
    with st.container(horizontal=True):
        _draw_confirmed("Make a new one", "renew", "autorenew", "The old address ends at once.", _make)
        _draw_confirmed("End it", "end", "link_off", "Calendars that use it stop updating.", _end)


def _draw_address(secret: str) -> None:
    st.markdown("**Copy it now: it is shown this once.**")
    st.code(_address(secret), language=None, wrap_lines=True)
    st.markdown(HOW_TO)
    st.button("I have copied it", key="workspace_calendar_copied", on_click=_hide)


def _draw_confirmed(label: str, name: str, icon: str, warning: str, act: object) -> None:
    with st.popover(label, icon=f":material/{icon}:", type="tertiary", key=f"workspace_calendar_{name}"):
        st.markdown(warning)
        st.button(label, key=f"workspace_calendar_{name}_yes", on_click=act)  # type: ignore[arg-type]


def _address(secret: str) -> str:
    """Return the whole address, on the server that the browser asked for this page."""
    page = urlsplit(st.context.url or "")
    folder = page.path.removesuffix("/workspace").rstrip("/")
    return f"{page.scheme}://{page.netloc}{folder}/calendar/{secret}.ics"


def _make() -> None:
    def make() -> None:
        visit = session.opened()
        member = visit.member.address if visit.member else ""
        secret = calendar_links.make(visit.workspace, visit.common, member, visit.now)
        st.session_state[SHOWN] = visit.owner_key, secret
        flash.say("Made the address of your calendar. Copy it now.")

    flash.attempt(make)


def _end() -> None:
    def end() -> None:
        visit = session.opened()
        calendar_links.end(visit.workspace, visit.common)
        _hide()
        flash.say("The address of your calendar has ended.")

    flash.attempt(end)


def _hide() -> None:
    st.session_state.pop(SHOWN, None)
