"""The workspace: the member's name and zone, backups, the trash, and erasing everything."""

import streamlit as st

from netdash.access.screens import members
from netdash.follow_up.screens import calendar_link
from netdash.today.screens import welcome
from netdash.ui import layout, session, sign_in_screen
from netdash.workspace.screens import workspace

visit = session.visit()
layout.title("Workspace")
left, right = st.columns(2, gap="medium")
with left:
    with layout.card("You"):
        members.show_profile(visit)
        if visit.member:
            st.text(visit.member.words)
            sign_in_screen.sign_out("workspace_sign_out")
    if not visit.in_memory:
        with layout.card("Calendar"):
            calendar_link.show(visit)
    with layout.card("Backup"):
        workspace.show_backup(visit)
    with layout.card("Restore a backup"):
        workspace.show_restore(visit)
with right:
    with layout.card("Sample data"):
        welcome.show_sample(visit, "workspace")
    with layout.card("Trash"):
        workspace.show_trash(visit)
    with layout.card(":material/warning: Erase everything"):
        workspace.show_erase(visit)
