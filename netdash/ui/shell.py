"""What surrounds every page: the mark, its entry in the sidebar, the title in the browser's tab, badges."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from netdash import actions, promises, rules, thank_yous, under_way
from netdash.records import Contact, Meeting, Message, Promise, Trashed
from netdash.ui import gate
from netdash.ui.session import Visit

FOLDER = Path(__file__).parent


def set_up() -> None:
    """Set the mark in the sidebar and in the browser's tab."""
    icon, mark = _picture("icon.svg"), _picture("mark.svg")
    st.set_page_config(page_title="netdash", page_icon=icon, layout="centered")
    st.logo(mark, size="large", icon_image=icon)


def name_tab(title: str) -> None:
    """Name the browser's tab after the page, without its badge."""
    st.set_page_config(page_title=f"{title.split(' :')[0]} · netdash")


def page(
    script: str, title: str, icon: str, about: str, *, default: bool = False, hidden: bool = False
) -> StreamlitPage:
    """Declare a page with its Material icon and what it is about; a hidden one opens by its address."""
    return st.Page(
        f"{script}.py",
        title=title,
        icon=f":material/{icon}:",
        help=about,
        default=default,
        visibility="hidden" if hidden else "visible",
    )


@cache
def _picture(name: str) -> str:
    """Return a picture as an address that holds it; a path would be read and encoded anew on every run."""
    return f"data:image/svg+xml;base64,{b64encode((FOLDER / name).read_bytes()).decode()}"


def owed(visit: Visit) -> tuple[thank_yous.Owed, ...]:
    """Return the owed thank-yous, worked out once a change."""

    def build() -> tuple[thank_yous.Owed, ...]:
        workspace = visit.workspace
        return thank_yous.owed(workspace.all(Meeting), workspace.all(Message), visit.directory.find)

    return visit.remember(build, "owed", Meeting, Message, Contact, Trashed)


def thanked(visit: Visit) -> Mapping[tuple[str, str], Message]:
    """Return the thank-yous that were sent, by meeting and contact, looked up once a change."""
    return visit.remember(lambda: thank_yous.sent(visit.workspace.all(Message)), "thanked", Message)


def promised(visit: Visit) -> tuple[Promise, ...]:
    """Return the open promises, worked out once a change."""
    return visit.remember(lambda: promises.open_promises(visit.workspace.all(Promise)), "promised", Promise)


def to_do(visit: Visit) -> actions.Listing:
    """Return everything there is to do, worked out once a change and once a minute."""

    def build() -> actions.Listing:
        return actions.listing(visit.workspace, visit.now, visit.zone, rules.of(visit.workspace))

    # Drafts change with every word typed; of theirs only what has begun matters to the queue.
    return visit.remember_this_minute(build, "to_do", *actions.KINDS, given=begun(visit))


def begun(visit: Visit) -> tuple[under_way.Begun, ...]:
    """Return the conversations that have begun and are not recorded yet."""
    return under_way.begun(visit.workspace, visit.now)


def found_to_do(visit: Visit, wanted: actions.Wanted) -> tuple[actions.Action, ...]:
    """Return what there is to do of all that is wanted, searched once a change, once a minute and once a wish."""
    queue = to_do(visit).queue
    find = lambda: actions.matching(queue, wanted)  # noqa: E731
    return visit.remember_this_minute(find, "found_to_do", *actions.KINDS, given=wanted)


def with_badge(title: str, visit: Visit | None) -> str:
    """Return a page's title with the number of things that are overdue or due today."""
    if visit is None:
        return title
    due = to_do(visit).due
    late = due and due[0].lane is actions.Lane.OVERDUE
    return f"{title} :{'red' if late else 'orange'}-badge[{len(due)}]" if due else title


def show_member(visit: Visit) -> None:
    """Say in the sidebar who is signed in, with the way out."""
    if visit.member is not None:
        with st.sidebar:
            st.text(visit.member.words)  # Markdown would make the address a link
            gate.sign_out("sidebar_sign_out")
