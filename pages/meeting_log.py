"""The meeting log: log a conversation, find and read earlier ones, and download them as CSV."""

from functools import partial

import streamlit as st

from netdash.meetings.screens import form, log, meeting
from netdash.records import Meeting
from netdash.ui import deep_link, session
from netdash.ui.forms import form_box

visit = session.visit()
deep_link.follow(visit, meeting.show, "meeting")
st.title("Meeting log")
has_meetings = bool(visit.workspace.all(Meeting))
if not has_meetings:
    st.markdown(
        "Write down a conversation while it is fresh: who, when, and what you learned. "
        "netdash then keeps its thank-you clock and drafts the note for you."
    )
icon, key, draw = ":material/add:", "meeting_log_form", partial(form.draw_new, visit)
form_box(visit, "Log a conversation", "meeting_log", draw, icon=icon, key=key, unfolded=not has_meetings)
if st.button("Plan a conversation", key="meeting_log_plan", type="tertiary", icon=":material/event_note:"):
    st.switch_page("plan.py")
if has_meetings:
    log.show(visit)
else:
    st.caption(":material/forum: Your log is empty. The first conversation you save appears here.")
