"""Today: what is under way, what to do next, and the quickest way to log a conversation."""

import streamlit as st

from netdash.meetings.screens import log
from netdash.records import Meeting
from netdash.today.screens import today, welcome
from netdash.ui import session

visit = session.visit()
met = len(visit.workspace.all(Meeting))
st.title(today.greeting(visit))
st.caption(today.summary(visit))
today.show_begun(visit)
log.show_quick_log(visit, met)
if today.has_anything(visit):
    left, right = st.columns([2, 1], gap="large")
    with left:
        today.show(visit)
    with right:
        today.show_next_meeting(visit)
        if met:
            welcome.show_open_steps(visit)
        today.show_week(visit)
        today.show_last_learning(visit)
if not met:
    welcome.show_steps(visit)
