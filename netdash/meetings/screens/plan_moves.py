"""What may become of a plan: another time, or none."""

from __future__ import annotations

import streamlit as st

from netdash.meetings import plans, results
from netdash.moments import DAY, check_time, day_of, moment_at
from netdash.people.screens.directory import directory
from netdash.records import Meeting
from netdash.ui import flash
from netdash.ui.forms import Form
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


def cancel(visit: Visit, meeting: Meeting) -> None:
    """Cancel a conversation, say so with the way back, and draw the page anew."""
    plans.cancel(visit.workspace, meeting.id)
    flash.say(
        f"Cancelled the conversation with {directory(visit).names(meeting.contacts)}.",
        undo=undoing(results.reopen, meeting.id),
        then=flash.NextStep("Take it out of your calendar", "plan.py", {"meeting": meeting.id}),
    )
    st.rerun()


def show_moving(visit: Visit, meeting: Meeting, label: str, page: str = "plan_move") -> None:
    """Draw the fields that give a conversation another time."""
    form = Form(visit, page, about=meeting.id)
    local = meeting.starts_at.astimezone(form.zone)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        ahead = max(local.date(), day_of(visit.now + DAY, form.zone))
        day = form.day("Day", "day", ahead, counts=False)
        at = local.time().replace(second=0, microsecond=0, fold=0)
        start = form.hour("Starts at", "start", at, counts=False, help=f"On the clocks of {form.zone.key}")
        minutes = form.number("Minutes", "minutes", max(1, meeting.minutes), 1, 1440, counts=False)
        pressed = st.button(label, key=form.key("save"), type="primary")
    form.mind_clock(day, start)
    form.keep()
    if pressed:
        with flash.errors_shown():
            check_time(day, start, form.zone)
            plans.move(visit.workspace, meeting.id, moment_at(day, start, form.zone), minutes, visit.now)
            form.start_over()
            flash.say(f"Moved it to {day:%A} {day.day} {day:%B}. Confirm the new time with them.")
            st.rerun()
