"""The quickest way to log a conversation: who, when it ended, what you learned. The rest can wait."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from netdash.meetings import meetings
from netdash.meetings.screens import planned_match
from netdash.meetings.screens.form import USUAL_MINUTES, five_minutes_down
from netdash.moments import moment_by
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.people.screens.people_picker import Picked
from netdash.records import Meeting
from netdash.ui import flash, session
from netdash.ui.forms import Form
from netdash.ui.session import Visit


def show(visit: Visit, met: int) -> None:
    """Draw the three fields and log what is in them; `met` says how many conversations there are already.

    They fold into one line from the first on, unless something is typed in them.
    """
    expanded = not met or session.unfinished(visit, "today")
    form = Form(visit, "today")
    # Under another key after each, since what is open stays open in the browser.
    with st.expander("Log a conversation", expanded=expanded, icon=":material/add:", key=f"today_quick_log_{met}"):
        people = people_picker.pick(visit, form, "Who did you talk to?", "people")
        ended = five_minutes_down(visit.now).astimezone(form.zone)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            day = form.day("Day", "day", ended.date(), counts=False)
            at = form.hour("Ended at", "end", ended.time().replace(fold=0), counts=False)
            learned = form.line("One thing you learned", "learned")
        form.mind_clock(day, at)
        form.keep()
        pressed = st.button("Log the conversation", key="today_save", type="primary", icon=":material/add:")
        now, planned = planned_match.answered(visit, form, people.ids, day, at, USUAL_MINUTES, pressed=pressed)
        if now:
            with flash.errors_shown():
                _save(visit, form, people, moment_by(day, at, form.zone, visit.now), learned, planned)


def _save(visit: Visit, form: Form, people: Picked, ends_at: datetime, learned: str, of_plan: Meeting | None) -> None:
    form.answer_second_click()
    form.give_way(Meeting)
    meeting = Meeting(
        id=form.token,
        contacts=people.ids,
        starts_at=ends_at - timedelta(minutes=USUAL_MINUTES),
        ends_at=ends_at,
        learnings=(learned,),
    )
    if of_plan is not None:
        planned_match.record_there(visit, form, of_plan, meeting, people.contacts())
    with form.saving():
        id = meetings.log_meeting(visit.workspace, meeting, visit.now, people.contacts())
    names = directory(visit).names(meeting.contacts)
    planned = ends_at > visit.now
    flash.say(
        f"Planned: {names}." if planned else f"Logged: {names}. Add the rest whenever you like.",
        then=flash.NextStep("Open the conversation", "meeting_log.py", {"meeting": id}),
    )
    st.rerun()
