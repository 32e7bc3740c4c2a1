"""The workspace: the member's name and zone, backups, the trash, and erasing everything."""

import streamlit as st

from netdash.access.screens import members
from netdash.today.screens import welcome
from netdash.ui import session, sign_in_screen
from netdash.workspace.screens import workspace

visit = session.visit()
st.title("Workspace")
st.subheader("You")
members.show_profile(visit)
if visit.member:
    st.text(visit.member.words)
    sign_in_screen.sign_out("workspace_sign_out")
st.subheader("Backup")
workspace.show_backup(visit)
st.subheader("Restore a backup")
workspace.show_restore(visit)
welcome.show_sample(visit)
st.subheader("Trash")
workspace.show_trash(visit)
st.subheader("Erase everything")
workspace.show_erase(visit)
