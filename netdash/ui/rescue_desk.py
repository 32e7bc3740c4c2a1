"""What can be done about a workspace file that cannot be read, as buttons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from netdash.errors import StoreUnreadableError
from netdash.moments import own_zone
from netdash.store import rescue
from netdash.ui import flash

Way = Callable[[Path, datetime], tuple[Path, ...]]


def show(error: StoreUnreadableError, check_owner: Callable[[], None]) -> None:
    """Say what is wrong and offer what can be done; `check_owner` raises for anybody else when one presses."""
    st.title("Your file needs a look")
    flash.show_error(error)
    copied_at = rescue.automatic_copy(error.path)
    with st.container(horizontal=True):
        if copied_at is not None:
            zone = own_zone("", st.context.timezone) or UTC
            label = f"Use the automatic copy of {copied_at.astimezone(zone):%Y-%m-%d %H:%M} ({zone})"
            done = "The automatic copy is in place. What was saved after it is missing."
            way = (check_owner, error.path, rescue.use_automatic_copy, done)
            st.button(label, key="rescue_copy", type="primary", on_click=_take, args=way)
        way = (
            check_owner,
            error.path,
            rescue.set_aside,
            "This is an empty workspace. Restore a backup on the Workspace page.",
        )
        st.button("Start empty, to restore a backup", key="rescue_empty", on_click=_take, args=way)
    st.caption("Either way nothing is thrown away: what is there now is kept under a name with “unreadable” in it.")


def _take(check_owner: Callable[[], None], path: Path, way: Way, done: str) -> None:
    def act() -> None:
        check_owner()
        copies = " and ".join(copy.name for copy in way(path, datetime.now(UTC)))
        flash.say(f"{done} What was there is kept as {copies}." if copies else done)

    flash.attempt(act)
