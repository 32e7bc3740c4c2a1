"""Today: what is under way, what to do next, and the quickest way to log a conversation."""

import streamlit as st

from netdash.records import Meeting
from netdash.ui import quick_log, session, today_lanes, today_lists, welcome

visit = session.visit()
met = len(visit.workspace.all(Meeting))
st.title(today_lists.greeting(visit))
st.caption(today_lists.summary(visit))
today_lists.show_begun(visit)
quick_log.show(visit, met)
if today_lists.begun(visit):
    left, right = st.columns([2, 1], gap="large")
    with left:
        today_lanes.show(visit)
    with right:
        today_lists.show_next(visit)
        if met:
            welcome.show_steps_left(visit)
        today_lists.show_week(visit)
        today_lists.show_learned(visit)
if not met:
    welcome.show_steps(visit)
