"""A page without its database: it looks again by itself, and draws itself anew once the database answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import streamlit as st

from netdash.errors import NetdashError, StoreBusyError, StoreUnreachableError
from netdash.ui import flash

EVERY_S = 10
"""A look at a database that is away takes up to three seconds, in which nothing else of the page moves."""


def show(error: NetdashError, is_back: Callable[[], bool]) -> None:
    """Show why there is no page; where a database is only away, wait for it."""
    flash.show_error(error)
    if is_away(error):
        wait_for(is_back)


def is_away(error: NetdashError) -> bool:
    """Tell whether time may mend it. A host that refuses a password shuts out whoever tries again and again."""
    return isinstance(error, (StoreUnreachableError, StoreBusyError)) and "database_url" not in error.sentence


def wait_for(is_back: Callable[[], bool]) -> None:
    """Go on asking, from one interval after this run on; what is typed stays, as in any other run of the page."""
    _look_again(is_back, count())


@st.fragment(run_every=EVERY_S)
def _look_again(is_back: Callable[[], bool], times: Iterator[int]) -> None:
    # The first time is a part of the whole run, which has just found out.
    if next(times) and is_back():
        st.rerun()
