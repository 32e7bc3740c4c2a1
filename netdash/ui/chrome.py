"""What surrounds every page: the mark, its entry in the sidebar, the title in the browser's tab, and who is signed in.

While the database is away it also says so, as the page then shows what was read last.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from netdash.ui import layout, recovery, session, sign_in_screen
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

SIDEBAR_WIDTH = 230
"""In pixels."""

FOLDER = Path(__file__).parent
AWAY = "netdash cannot ask its database at the moment."


def set_up() -> None:
    """Set the mark in the sidebar and in the browser's tab."""
    icon, mark = _picture("icon.svg"), _picture("mark.svg")
    st.set_page_config(page_title="netdash", page_icon=icon, layout="wide", initial_sidebar_state=SIDEBAR_WIDTH)
    st.logo(mark, size="large", icon_image=icon)


def name_tab(title: str) -> None:
    """Name the browser's tab after the page, without its badge."""
    st.set_page_config(page_title=f"{title.split(' :')[0]} · netdash")


def pages(hidden: Collection[str], *rows: tuple[str, str, str, str]) -> list[StreamlitPage]:
    """Declare pages, the first by default: script, title, Material icon, what about; hidden ones open by address."""
    return [
        st.Page(
            f"{script}.py",
            title=title,
            icon=f":material/{icon}:",
            help=about,
            default=number == 0,
            visibility="hidden" if script in hidden else "visible",
        )
        for number, (script, title, icon, about) in enumerate(rows)
    ]


@cache
def _picture(name: str) -> str:
    """Return a picture as an address that holds it; a path would be read and encoded anew on every run."""
    return f"data:image/svg+xml;base64,{b64encode((FOLDER / name).read_bytes()).decode()}"


def show_member(visit: Visit) -> None:
    """Say in the sidebar who is signed in, with the way out."""
    if visit.member is not None:
        with st.sidebar:
            st.text(visit.member.words)  # Markdown would make the address a link
            sign_in_screen.sign_out("sidebar_sign_out")


def show_offline(visit: Visit | None) -> None:
    """Say that what is seen may be old, and why where somebody has to do something about it."""
    if visit is None or visit.workspace.stale_reason is None:
        return
    away = recovery.is_away(visit.workspace.stale_reason)
    why = AWAY if away else escaped(visit.workspace.stale_reason.sentence)
    with st.container(key="trouble", width=layout.NARROW_WIDTH):
        st.warning(
            f"{why} What you see is what was read last; nothing can be saved now, but what you type stays here.",
            icon=":material/cloud_off:",
        )
        if away:
            recovery.wait_for(_is_over)


def _is_over() -> bool:
    visit = session.try_visit()
    return visit is not None and visit.workspace.stale_reason is None
