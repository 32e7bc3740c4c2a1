"""A page that cannot be drawn: it says why, asks an absent database again by itself, and offers to rescue a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import streamlit as st

from netdash.date_style import date_words, hour_words, own_style, written_in
from netdash.errors import NetdashError, StoreBusyError, StoreUnreachableError, StoreUnreadableError
from netdash.moments import own_zone
from netdash.store import rescue
from netdash.ui import flash

Way = Callable[[Path, datetime], tuple[Path, ...]]

EVERY_S = 10
"""A look at a database that is away takes up to three seconds, in which nothing else of the page moves."""


def show_unexpected(_error: Exception) -> bool:
    """Say that netdash itself failed; True keeps Streamlit from showing the traceback, which the server's log has."""
    st.error(
        "Something in netdash went wrong. Nothing that was saved is lost: reload the page. "
        "If it happens again, the server’s log says where.",
        icon=":material/error:",
    )
    return True


def is_away(error: NetdashError) -> bool:
    """Tell whether waiting may help; a host that refuses a password locks out whoever keeps trying."""
    return isinstance(error, (StoreUnreachableError, StoreBusyError)) and "database_url" not in error.sentence


def wait_for(is_back: Callable[[], bool]) -> None:
    """Keep asking, from one interval after this run on; what is typed stays."""
    _look_again(is_back, count())


@st.fragment(run_every=EVERY_S)
def _look_again(is_back: Callable[[], bool], times: Iterator[int]) -> None:
    # The first time is a part of the whole run, which has just found out.
    if next(times) and is_back():
        st.rerun()


def show_rescue(error: StoreUnreadableError, check_owner: Callable[[], None]) -> None:
    """Say what is wrong and offer what can be done; `check_owner` raises for anybody else when one presses."""
    st.title("Your file needs a look")
    flash.show_error(error)
    copied_at = rescue.automatic_copy(error.path)
    with st.container(horizontal=True):
        if copied_at is not None:
            zone, style = own_zone("", st.context.timezone) or UTC, own_style("", st.context.locale)
            local = copied_at.astimezone(zone)
            with written_in(style):
                when = f"{date_words(local, month='%b', year=True)}, {hour_words(local)}"
            label = f"Use the automatic copy of {when} ({zone})"
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
