"""The meeting log: log a conversation, find and read earlier ones, and download them as CSV."""

from functools import partial

import streamlit as st

from netdash.meetings.screens import form, log, meeting
from netdash.records import Meeting
from netdash.ui import deep_link, layout, session
from netdash.ui.forms import form_box

visit = session.visit()
deep_link.follow(visit, meeting.show, "meeting")
meetings = visit.workspace.all(Meeting)
actions = layout.title("Meeting log", log.summary(visit) if meetings else log.EMPTY)
export = actions.popover("Export", icon=":material/download:", key="meeting_log_export") if meetings else None
if actions.button("Plan a conversation", key="meeting_log_plan", icon=":material/event_note:"):
    st.switch_page("plan.py")
icon, key, draw = ":material/add:", "meeting_log_form", partial(form.draw_new, visit)
form_box(visit, "Log a conversation", "meeting_log", draw, icon=icon, key=key, unfolded=not meetings, actions=actions)
if export is not None:
    log.show(visit, export)
