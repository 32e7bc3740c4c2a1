"""The workspace: the member's name and zone, backups, the trash, and erasing everything."""

import streamlit as st

from netdash.access.screens import members
from netdash.today.screens import welcome
from netdash.ui import session, sign_in_screen
from netdash.workspace.screens import workspace

visit = session.visit()
st.title("Workspace")
st.header("You")
members.show_profile(visit)
if visit.member:
    st.text(visit.member.words)
    sign_in_screen.sign_out("workspace_sign_out")
st.header("Backup")
workspace.show_backup(visit)
st.header("Restore a backup")
workspace.show_restore(visit)
welcome.show_sample(visit, "workspace")
st.header("Trash")
workspace.show_trash(visit)
st.header("Erase everything")
workspace.show_erase(visit)
