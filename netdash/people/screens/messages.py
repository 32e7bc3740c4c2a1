"""The messages with one person, on their page."""

from __future__ import annotations

import streamlit as st

from netdash.outreach.screens import messages
from netdash.outreach.screens.message import REPLY
from netdash.outreach.search import with_contact
from netdash.records import Message
from netdash.ui import lists
from netdash.ui.session import Visit


def show(visit: Visit, id: str) -> None:
    """Draw the messages to a person, and the way to write another."""
    st.subheader("Messages")
    found = visit.remember(lambda: with_contact(visit.workspace.all(Message), id), "messages_with", Message, given=id)
    if not found:
        st.caption("None yet.")
    for one in lists.paged(found, f"people_messages_{id}"):
        messages.draw_row(visit, one, "people")
        if one.reply:
            with st.expander(REPLY, icon=":material/mark_email_read:", key=f"people_reply_{one.id}"):
                st.text(one.reply)
    lists.pager(found, f"people_messages_{id}")
    if st.button("Write a message", key=f"people_write_{id}", icon=":material/edit:"):
        st.switch_page("outreach.py", query_params={"contact": id})
