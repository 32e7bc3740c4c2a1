"""Outreach: write a message, see what came of each, who is where, and the templates to start from."""

import streamlit as st

from netdash.ui import deep_link, outreach_board, outreach_desk, outreach_list, session, template_list, template_page

visit = session.visit()
deep_link.follow(visit, outreach_desk.show_to, "contact")
deep_link.follow(visit, outreach_desk.show_one, "message")
deep_link.follow(visit, template_page.show, "template")
st.title("Outreach")
st.caption("netdash drafts and counts; you send it yourself, and mark it as sent.")
outreach_desk.show_new(visit)
messages, board, templates = outreach_list.choose_view("Messages", "Board", "Templates")
if messages.open:
    with messages:
        outreach_list.show(visit)
if board.open:
    with board:
        outreach_board.show(visit)
if templates.open:
    with templates:
        template_list.show(visit)
