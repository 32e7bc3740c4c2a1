"""The button in the sidebar that opens the box in which anything is found, from every page; the box's own shortcut."""

from __future__ import annotations

import streamlit as st

from netdash.ui.session import Visit

BUTTON = "find_open"
"""The button's key, by which the script in the tab presses it while somebody types."""
OPEN = "_find_open"
"""Where the session remembers on which page the box is open."""


def show(visit: Visit, page: str) -> None:
    """Draw the button, and the box while it is open on this page; another page closes it."""
    if st.session_state.get(OPEN, page) != page:
        del st.session_state[OPEN]
    this_run = [visit]
    with st.sidebar:
        _draw(page, this_run)
    this_run.clear()


@st.fragment
def _draw(page: str, this_run: list[Visit]) -> None:
    # A fragment, so that a press draws the box and nothing else: what is being typed below it stays as it is.
    icon = ":material/search:"
    st.button("Find", key=BUTTON, icon=icon, on_click=_open, args=(page,), shortcut="Ctrl+K", width="stretch")
    if st.session_state.get(OPEN) == page:
        from netdash.find.screens import box  # what it draws from takes time that the first page need not wait for

        box.show(this_run)


def _open(page: str) -> None:
    st.session_state[OPEN] = page
