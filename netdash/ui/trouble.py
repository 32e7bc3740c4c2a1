"""What is said on every page while the database is away and the page shows what was read last."""

from __future__ import annotations

import streamlit as st

from netdash.ui.session import Visit
from netdash.ui.words import escaped


def show(visit: Visit | None) -> None:
    """Say that what is seen may be old, and why."""
    if visit is None or visit.workspace.trouble is None:
        return
    with st.container(key="trouble"):
        st.warning(
            f"{escaped(visit.workspace.trouble.sentence)} What you see is what was read last, "
            "and what you type stays on this page.",
            icon=":material/cloud_off:",
        )
