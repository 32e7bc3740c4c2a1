"""Today: live conversations, what to do next, and the quickest way to log a conversation."""

import streamlit as st

from netdash.meetings.screens import log
from netdash.today.screens import today, welcome
from netdash.ui import deep_link, layout, session

visit = session.visit()
is_newcomer = not today.has_anything(visit)
title = "Welcome to netdash" if is_newcomer else today.greeting(visit)
actions = layout.title(title, welcome.WHAT_IT_IS if is_newcomer else today.summary(visit))
if not is_newcomer and actions.button("Plan", key="today_plan", icon=":material/event_note:"):
    st.switch_page("plan.py", query_params={deep_link.FROM: "today"})
log.show_quick_log(visit, actions, primary=not is_newcomer and today.first(visit) is today.First.LOG)
if is_newcomer:
    welcome.show_newcomer(visit, primary=not today.is_logging())
else:
    today.show_begun(visit)
    main, side = st.columns([2, 1], gap="medium")
    with main:
        today.show(visit)
    with side:
        today.show_next_meeting(visit)
        today.show_week(visit)
    # Where columns stand below each other, the first steps come after the next conversation.
    with main if today.next_meeting(visit) is None else side:
        welcome.show_open_steps(visit)
    with side:
        today.show_last_learning(visit)
