"""The meeting log: log a conversation, search and read the log, and download it as CSV."""

import streamlit as st

from netdash.meetings.screens import form, log, meeting
from netdash.records import Meeting
from netdash.ui import deep_link, flash, session

visit = session.visit()
deep_link.follow(visit, meeting.show, "meeting")
st.title("Meeting log")
has_meetings = bool(visit.workspace.all(Meeting))
if not has_meetings:
    st.markdown(
        "Write down a conversation while it is fresh: who, when, and what you learned. "
        "netdash then keeps its thank-you clock and drafts the note for you."
    )
is_open = not has_meetings or session.unfinished(visit, "meeting_log")
with st.expander("Log a conversation", expanded=is_open, icon=":material/add:", key="meeting_log_form"):
    new_meeting = form.MeetingForm(visit)
    is_submitted, planned = new_meeting.wanted()
    if is_submitted:
        with flash.errors_shown():
            form.save_new(visit, new_meeting, planned)
if st.button("Plan a conversation", key="meeting_log_plan", type="tertiary", icon=":material/event_note:"):
    st.switch_page("plan.py")
if has_meetings:
    log.show(visit)
else:
    st.caption(":material/forum: Your log is empty. The first conversation you save appears here.")
