"""A pause of the queue, for holidays say: planned conversations stay, the rest waits until a day."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from netdash.follow_up.actions import PAUSE, pause, wake
from netdash.follow_up.screens import queries
from netdash.moments import day_words
from netdash.ui.forms import DAY_WIDTH
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out
from netdash.wording import counted

USUAL_PAUSE = timedelta(days=14)


def words(visit: Visit) -> str:
    """Say until when there is a pause and how much waits in it; empty where there is none."""
    queue = queries.queue(visit)
    if queue.pause is None or queue.pause.until is None:
        return ""
    number = len(queue.paused)
    paused = f" {counted(number, 'thing')} {'rests' if number == 1 else 'rest'} till then." if number else ""
    until = day_words(queue.pause.until, visit.today)
    return f"Paused until {until}.{paused} Planned conversations stay, and thanks for them."


def show(visit: Visit) -> None:
    """Draw the form that starts a pause, or the state of a pause and the button that ends it."""
    status = words(visit)
    if status:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f":material/beach_access: {status}")
            if st.button("End the pause", key="follow_up_tracker_pause_end", type="tertiary"):
                carry_out(visit.workspace, lambda: wake(visit.workspace, PAUSE), "The pause is over.")
        return
    box = st.expander("Take a pause", icon=":material/beach_access:", key="follow_up_tracker_pausing")
    with box, st.container(horizontal=True, vertical_alignment="bottom"):
        key = "follow_up_tracker_pause_until"
        until = st.date_input("Until", visit.today + USUAL_PAUSE, key=key, format="YYYY-MM-DD", width=DAY_WIDTH)
        if st.button("Pause", key="follow_up_tracker_pause"):
            said = f"Paused until {day_words(until, visit.today)}."
            carry_out(visit.workspace, lambda: pause(visit.workspace, until, visit.today), said)
