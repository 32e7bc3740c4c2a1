"""The notices above every page: how long the workspace lasts, and which zone the times are in."""

from __future__ import annotations

import streamlit as st

from netdash.ui.session import Visit
from netdash.workspace.screens import workspace


def show(visit: Visit | None) -> None:
    """Draw the notices, with a backup to download where records may be lost."""
    if visit is None:
        return
    if visit.temporary:
        with st.container(key="temporary"):
            st.info(
                "You are trying netdash in a private workspace of your own. It lasts until this server restarts, "
                "or until very many others have come: download a backup on the Workspace page before you leave.",
                icon=":material/hourglass_empty:",
            )
    elif visit.fleeting:
        _say_fleeting(visit)
    if not visit.zone_known:
        st.caption(
            ":material/public: Times are in UTC, as your browser names no time zone or hides it. "
            "Choose yours on the Workspace page."
        )


def _say_fleeting(visit: Visit) -> None:
    with st.container(key="fleeting"):
        st.warning(
            "This server’s disk does not last. Whatever you save here can be gone after its next restart, and "
            "nobody could bring it back: take a backup with you each time. You can restore it on the Workspace page.",
            icon=":material/cloud_off:",
        )
        if visit.is_coach:
            st.caption(
                "For the coach: this is so for everybody who comes in here. A database ends it; the steps are under "
                "“A database” in docs/hosting.md, in your copy of netdash on GitHub or the folder it runs from."
            )
        workspace.download(visit, "notice_backup")
