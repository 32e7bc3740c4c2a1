"""The two ends of a promise: kept, or not kept."""

from __future__ import annotations

import streamlit as st

from netdash.follow_up import promises
from netdash.ui import flash
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


def show(visit: Visit, id: str, page: str, *, primary: bool = False) -> None:
    """Draw both."""
    with st.container(horizontal=True):
        show_kept(visit, id, page, primary=primary)
        show_not_kept(visit, id, page)


def show_kept(visit: Visit, id: str, page: str, *, primary: bool = False) -> None:
    """Draw the good end."""
    if st.button("Kept", key=f"{page}_kept_{id}", icon=":material/check:", type="primary" if primary else "secondary"):
        _settle(visit, id, kept=True)


def show_not_kept(visit: Visit, id: str, page: str) -> None:
    """Draw the other end."""
    if st.button("Not kept", key=f"{page}_dropped_{id}", type="tertiary"):
        _settle(visit, id, kept=False)


def _settle(visit: Visit, id: str, *, kept: bool) -> None:
    with flash.errors_shown():
        promises.settle(visit.workspace, id, visit.now, kept=kept)
        flash.say(f"Promise {'kept' if kept else 'closed as not kept'}.", undo=undoing(promises.reopen, id))
        st.rerun()
