"""The quickest way to log a conversation: who, when it ended, what you learned. The rest can wait."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from netdash import meetings
from netdash.moments import moment_at
from netdash.records import Meeting
from netdash.ui import flash, people_picker
from netdash.ui.forms import Form
from netdash.ui.meeting_form import USUAL_MINUTES, five_minutes_down
from netdash.ui.people_picker import Picked
from netdash.ui.session import Visit


def show(visit: Visit) -> None:
    """Draw the three fields and log what is in them."""
    form = Form(visit, "today")
    with st.container(border=True, key="today_quick_log"):
        people = people_picker.pick(visit, form, "Who did you talk to?", "people")
        ended = five_minutes_down(visit.now).astimezone(visit.zone)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            day = st.date_input(
                "Day", key=form.field("day", ended.date(), counts=False), format="YYYY-MM-DD", width=150
            )
            at = st.time_input("Ended at", key=form.field("end", ended.time(), counts=False), step=300, width=130)
            learned = st.text_input("One thing you learned", key=form.field("learned", ""), live=True)
        form.keep()
        if st.button("Log the conversation", key="today_save", type="primary", icon=":material/add:"):
            with flash.errors_shown():
                _save(visit, form, people, moment_at(day, at, visit.zone), learned or "")


def _save(visit: Visit, form: Form, people: Picked, ends_at: datetime, learned: str) -> None:
    if form.just_saved:  # the second click of a double click
        return
    meeting = Meeting(
        id=form.token,
        contacts=people.ids,
        starts_at=ends_at - timedelta(minutes=USUAL_MINUTES),
        ends_at=ends_at,
        learnings=(learned,),
    )
    with form.saving():
        id = meetings.log_meeting(visit.workspace, meeting, visit.now, people.newcomers)
    names = visit.directory.names(meeting.contacts)
    flash.say(
        f"Logged: {names}. Add the rest whenever you like.",
        then=flash.NextStep("Open the conversation", "meeting_log.py", {"meeting": id}),
    )
    st.rerun()
