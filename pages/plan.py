"""Plan a conversation: with whom, when, its questions and preparation."""

import streamlit as st

from netdash.errors import GoneError
from netdash.meetings.screens import plan, plan_form
from netdash.people.screens.directory import directory
from netdash.records import Contact
from netdash.ui import deep_link, flash, layout, lists, session

visit = session.visit()
deep_link.follow(visit, plan.show, "meeting")
contact = st.query_params.get("contact", "")
if contact and directory(visit).find(contact) is None:
    flash.show_error(GoneError(Contact.noun))
    contact = ""
lists.back("All conversations", "meeting_log.py", "plan_back")
layout.title("Plan a conversation", "Who, when, and what you will ask. The preparation can follow.")
with st.container(width=layout.NARROW_WIDTH):
    plan_form.draw(visit, contact=contact)
