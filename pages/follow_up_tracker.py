"""The follow-up tracker: who is owed a thank-you, what was promised, and what is done."""

import streamlit as st

from netdash.ui import deep_link, follow_up_lists, session, shell, thank_you_desk

visit = session.visit()
deep_link.follow(visit, thank_you_desk.show, "meeting", "contact")
st.title("Follow-up tracker")
owed, promised = shell.owed(visit), shell.promised(visit)
st.subheader("Thank-yous")
if owed:
    follow_up_lists.show_owed(visit, owed)
else:
    st.caption(":material/check: Nobody is waiting for a thank-you. Each conversation you log starts its clock here.")
st.subheader("Promises")
if promised:
    follow_up_lists.show_promised(visit, promised)
else:
    st.caption(":material/check: No open promises. Note them with the conversation in which you made them.")
follow_up_lists.show_history(visit)
