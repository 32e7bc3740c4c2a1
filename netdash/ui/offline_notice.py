"""What is said on every page while the database is away and the page shows what was read last."""

from __future__ import annotations

import streamlit as st

from netdash.ui import recovery, session
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

AWAY = "netdash cannot ask its database at the moment."


def show(visit: Visit | None) -> None:
    """Say that what is seen may be old, and why where somebody has to do something about it."""
    if visit is None or visit.workspace.trouble is None:
        return
    away = recovery.is_away(visit.workspace.trouble)
    why = AWAY if away else escaped(visit.workspace.trouble.sentence)
    with st.container(key="trouble"):
        st.warning(
            f"{why} What you see is what was read last; nothing can be saved now, but what you type stays here.",
            icon=":material/cloud_off:",
        )
        if away:
            recovery.wait_for(_is_over)


def _is_over() -> bool:
    visit = session.try_visit()
    return visit is not None and visit.workspace.trouble is None
