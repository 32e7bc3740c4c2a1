"""The workspace: the member's name and zone, backups, the trash, and erasing everything."""

import streamlit as st

from netdash.ui import gate, keeping, profile_form, session, welcome

visit = session.visit()
st.title("Workspace")
st.subheader("You")
profile_form.show(visit)
if visit.member:
    st.text(visit.member.words)
    gate.sign_out("workspace_sign_out")
st.subheader("Backup")
keeping.show_backup(visit)
st.subheader("Restore a backup")
keeping.show_restore(visit)
welcome.show_sample(visit)
st.subheader("Trash")
keeping.show_trash(visit)
st.subheader("Erase everything")
keeping.show_erase(visit)
