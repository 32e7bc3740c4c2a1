"""The action queue on Today: what is overdue, for today, for this week, and, folded away, for later."""

from __future__ import annotations

import streamlit as st

from netdash.follow_up.actions import BACK_A_DAY, LANE_WORDS, Action, Kind, Lane, in_lanes, snooze_all, wake_all
from netdash.follow_up.screens import pause, queries, rows
from netdash.moments import DAY, day_words
from netdash.today.screens import welcome
from netdash.ui import flash, lists
from netdash.ui.session import Visit
from netdash.ui.undo import undoing
from netdash.wording import counted

FIRST_STEPS = (Kind.PITCH, Kind.QUESTIONS)
"""The kinds of actions that are first steps as well."""

MANY = 10
"""So many overdue things are more than a day's work: somebody was away."""


def show(visit: Visit) -> None:
    """Draw the lanes that hold something, the most urgent first."""
    lanes = in_lanes(_asked_here(visit))
    soon = {lane: todo for lane, todo in lanes.items() if todo and lane is not Lane.LATER}
    if not soon:
        st.subheader("Nothing is waiting for you")
        st.caption(_calm(visit))
    _draw_starting_over(visit)
    for lane, todo in soon.items():
        st.subheader(LANE_WORDS[lane])
        _draw_rows(visit, lane, todo)
    _draw_later(visit, lanes[Lane.LATER])


def _calm(visit: Visit) -> str:
    """Say why nothing is asked for: all is done or dismissed, or some of it is snoozed."""
    paused, snoozed = pause.words(visit), queries.to_do(visit).snoozed
    if paused:
        return f":material/beach_access: {paused} End it on the follow-up tracker."
    if not snoozed or snoozed[0].snooze.until is None:
        return ":material/check: Nothing is open. A good moment to write to somebody new."
    day, number = day_words(snoozed[0].snooze.until, visit.today), len(snoozed)
    said = f"{counted(number, 'thing')} {'is' if number == 1 else 'are'} snoozed; the first comes back {day}."
    return f":material/snooze: {said} See the follow-up tracker."


def _draw_starting_over(visit: Visit) -> None:
    """After some time away: offer to begin with a few things, and to let the rest come back a few a day."""
    late = [one.key for one in queries.to_do(visit).queue if one.lane is Lane.OVERDUE]
    if len(late) < MANY:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{len(late)} things are overdue. Begin with {BACK_A_DAY}; the rest comes back {BACK_A_DAY} a day.")
        rest = tuple(late[BACK_A_DAY:])
        if st.button("Start over gently", key="today_start_over", icon=":material/snooze:"):
            with flash.errors_shown():
                snooze_all(visit.workspace, rest, visit.today + DAY, visit.today)
                flash.say(f"Put off, {BACK_A_DAY} a day: {counted(len(rest), 'thing')}.", undo=undoing(wake_all, rest))
                st.rerun()


def _asked_here(visit: Visit) -> list[Action]:
    """Return the queue without what the first steps ask for; what is due stands here all the same."""
    steps = FIRST_STEPS if welcome.steps_asked(visit) else ()
    listing = queries.to_do(visit)
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
        rows.show(visit, one, "today")
    lists.pager(todo, key)
