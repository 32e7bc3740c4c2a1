"""Time away from the queue: a pause ahead of it, and starting over gently after it."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from netdash import date_style
from netdash.follow_up.actions import BACK_A_DAY, PAUSE, SOURCE_KINDS, Lane, last_change, pause, snooze_all, wake
from netdash.follow_up.screens import queries
from netdash.moments import DAY, WEEK, day_words
from netdash.ui.forms import DAY_WIDTH
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out
from netdash.wording import counted

USUAL_PAUSE = timedelta(days=14)

MANY = 10
"""So many overdue actions are more than a day's work."""
AWAY = WEEK
"""Whoever changed nothing for so long was away."""


def show_start_over(visit: Visit, page: str) -> None:
    """Offer to snooze most of many overdue actions, so that a few come back a day."""
    keys = [action.key for action in queries.queue(visit).actions if action.lane is Lane.OVERDUE]
    if len(keys) < MANY:
        return
    last = visit.remember(lambda: last_change(visit.workspace), "last_change", *SOURCE_KINDS)
    greeting = "Welcome back. " if last is not None and visit.now - last >= AWAY else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"{greeting}{len(keys)} follow-ups are overdue: start with the {BACK_A_DAY} most urgent, "
            f"and the others come back {BACK_A_DAY} a day."
        )
        rest = tuple(keys[BACK_A_DAY:])
        if st.button("Start over gently", key=f"{page}_start_over", icon=":material/snooze:"):
            change = lambda: snooze_all(visit.workspace, rest, visit.today + DAY, visit.today)  # noqa: E731
            carry_out(visit.workspace, change, f"Snoozed, {BACK_A_DAY} a day: {counted(len(rest), 'follow-up')}.")


def pause_words(visit: Visit) -> str:
    """Say until when there is a pause and how much waits in it; empty where there is none."""
    queue = queries.queue(visit)
    if queue.pause is None or queue.pause.until is None:
        return ""
    number = len(queue.paused)
    paused = f" {counted(number, 'follow-up')} {'is' if number == 1 else 'are'} on hold." if number else ""
    until = day_words(queue.pause.until, visit.today)
    return f"Paused until {until}.{paused} Planned conversations stay on your list, and so do their thank-yous."


def show_pause(visit: Visit) -> None:
    """Draw the form that starts a pause, or the state of a pause and the button that ends it."""
    status = pause_words(visit)
    if status:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f":material/beach_access: {status}")
            if st.button("End the pause", key="follow_up_tracker_pause_end", type="tertiary"):
                carry_out(visit.workspace, lambda: wake(visit.workspace, PAUSE), "The pause is over.")
        return
    box = st.expander("Take a pause", icon=":material/beach_access:", key="follow_up_tracker_pausing")
    with box, st.container(horizontal=True, vertical_alignment="bottom"):
        key = "follow_up_tracker_pause_until"
        until = st.date_input(
            "Until", visit.today + USUAL_PAUSE, key=key, format=date_style.current().field, width=DAY_WIDTH
        )
        if st.button("Pause", key="follow_up_tracker_pause"):
            sentence = f"Paused until {day_words(until, visit.today)}."
            carry_out(visit.workspace, lambda: pause(visit.workspace, until, visit.today), sentence)
