"""Today: live conversations, what to do next, and the quickest way to log a conversation."""

import streamlit as st

from netdash.meetings.screens import log
from netdash.records import Meeting
from netdash.today.screens import today, welcome
from netdash.ui import session

visit = session.visit()
meetings = len(visit.workspace.all(Meeting))
st.title(today.greeting(visit))
st.caption(today.summary(visit))
today.show_begun(visit)
log.show_quick_log(visit, meetings)
if today.has_anything(visit):
    main, side = st.columns([2, 1], gap="large")
    with main:
        today.show(visit)
    with side:
        today.show_next_meeting(visit)
        if meetings:
            welcome.show_open_steps(visit)
        today.show_week(visit)
        today.show_last_learning(visit)
if not meetings:
    welcome.show_steps(visit)
