"""The meeting log: log a conversation, find and read earlier ones, and download them as CSV."""

import streamlit as st

from netdash.meetings.screens import form, log, meeting
from netdash.records import Meeting
from netdash.ui import deep_link, flash, session

visit = session.visit()
deep_link.follow(visit, meeting.show, "meeting")
st.title("Meeting log")
logged_any = bool(visit.workspace.all(Meeting))
if not logged_any:
    st.markdown(
        "Write down a conversation while it is fresh: who, when, and what you learned. "
        "netdash then keeps its thank-you clock and drafts the note for you."
    )
unfolded = not logged_any or session.unfinished(visit, "meeting_log")
with st.expander("Log a conversation", expanded=unfolded, icon=":material/add:", key="meeting_log_form"):
    meeting_form = form.MeetingForm(visit)
    should_save, planned = meeting_form.submitted()
    if should_save:
        with flash.errors_shown():
            form.save_new(visit, meeting_form, planned)
if st.button("Plan a conversation", key="meeting_log_plan", type="tertiary", icon=":material/event_note:"):
    st.switch_page("plan.py")
if logged_any:
    log.show(visit)
else:
    st.caption(":material/forum: Your log is empty. The first conversation you save appears here.")
