"""Today: where things stand, what comes next, and the quickest way to log a conversation."""

import streamlit as st

from netdash.records import Meeting
from netdash.ui import quick_log, session, today_lists, welcome

visit = session.visit()
st.title(today_lists.greeting(visit))
st.caption(today_lists.summary(visit))
quick_log.show(visit)
if visit.workspace.all(Meeting):
    welcome.show_steps_left(visit)
    today_lists.show_week(visit)
    left, right = st.columns([3, 2], gap="large")
    with left:
        today_lists.show_owed(visit)
        today_lists.show_promised(visit)
    with right:
        today_lists.show_next(visit)
        today_lists.show_learned(visit)
else:
    welcome.show_steps(visit)
