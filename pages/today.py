"""Today: the quickest way to log a conversation, where the week stands, and what to do next."""

import streamlit as st

from netdash.records import Meeting
from netdash.ui import quick_log, session, today_lanes, today_lists, welcome

visit = session.visit()
st.title(today_lists.greeting(visit))
st.caption(today_lists.summary(visit))
quick_log.show(visit)
if visit.workspace.all(Meeting):
    welcome.show_steps_left(visit)
if today_lists.begun(visit):
    today_lists.show_week(visit)
    left, right = st.columns([2, 1], gap="large")
    with left:
        today_lanes.show(visit)
    with right:
        today_lists.show_next(visit)
        today_lists.show_learned(visit)
if not visit.workspace.all(Meeting):
    welcome.show_steps(visit)
