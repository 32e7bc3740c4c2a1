"""Hold a conversation: its clock, the questions to tick, and notes that keep themselves."""

import streamlit as st

from netdash.ui import deep_link, holding_page, lists, session

visit = session.visit()
deep_link.follow(visit, holding_page.show, "meeting")
lists.back("All conversations", "meeting_log.py", "conversation_back")
st.title("Hold a conversation")
holding_page.show_planned(visit)
