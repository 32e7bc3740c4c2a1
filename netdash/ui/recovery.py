"""A page whose database is away: it asks again by itself, and is drawn once the database answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import streamlit as st

from netdash.errors import NetdashError, StoreBusyError, StoreUnreachableError
from netdash.ui import flash

EVERY_S = 10
"""A look at a database that is away takes up to three seconds, in which nothing else of the page moves."""


def show(error: NetdashError, is_back: Callable[[], bool]) -> None:
    """Show why there is no page, and wait where the database is only away."""
    flash.show_error(error)
    if is_away(error):
        wait_for(is_back)


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
