"""The meeting log: log a conversation, find and read earlier ones, and download them as CSV."""

import streamlit as st

from netdash.meetings.screens import form, log, meeting
from netdash.people.screens.directory import contact_in_address
from netdash.records import Meeting
from netdash.ui import deep_link, layout, session

visit = session.visit()
deep_link.follow(visit, meeting.show, "meeting")
contact = contact_in_address(visit)
meetings = visit.workspace.all(Meeting)
actions = layout.title("Meeting log", log.summary(visit) if meetings else log.EMPTY)
if actions.button("Plan a conversation", key="meeting_log_plan", icon=":material/event_note:"):
    st.switch_page("plan.py")
form.show_new(visit, contact, actions, unfolded=not meetings)
if meetings:
    log.show(visit)
