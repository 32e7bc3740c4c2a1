"""The action queue on Today: what is overdue, for today, for this week, and, folded away, for later."""

from __future__ import annotations

import streamlit as st

from netdash.actions import LANE_WORDS, Action, Kind, Lane, in_lanes
from netdash.ui import action_rows, lists, shell, welcome
from netdash.ui.session import Visit

FIRST_STEPS = (Kind.PITCH, Kind.QUESTIONS)
"""The kinds of actions that are first steps as well."""


def show(visit: Visit) -> None:
    """Draw the lanes that hold something, the most urgent first."""
    lanes = in_lanes(_asked_here(visit))
    soon = {lane: todo for lane, todo in lanes.items() if todo and lane is not Lane.LATER}
    if not soon:
        st.subheader("Nothing is waiting for you")
        st.caption(":material/check: Everybody has heard from you. A good moment to write to somebody new.")
    for lane, todo in soon.items():
        st.subheader(LANE_WORDS[lane])
        _draw_rows(visit, lane, todo)
    _draw_later(visit, lanes[Lane.LATER])


def _asked_here(visit: Visit) -> list[Action]:
    """Return the queue without what the first steps ask for; what is due stands here all the same."""
    steps = FIRST_STEPS if welcome.steps_asked(visit) else ()
    listing = shell.to_do(visit)
    return [one for one in listing.queue if one.kind not in steps or one in listing.due]


def _draw_later(visit: Visit, todo: tuple[Action, ...]) -> None:
    if not todo:
        return
    label = f"{LANE_WORDS[Lane.LATER]} ({len(todo)})"
    box = st.expander(label, icon=":material/schedule:", key="today_later", on_change="rerun")
    if box.open:
        with box:
            _draw_rows(visit, Lane.LATER, todo)


def _draw_rows(visit: Visit, lane: Lane, todo: tuple[Action, ...]) -> None:
    key = f"today_{lane}_page"
    for one in lists.paged(todo, key):
        action_rows.show(visit, one, "today")
    lists.pager(todo, key)
