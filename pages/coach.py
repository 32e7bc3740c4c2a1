"""The coach's page: whom this netdash lets in. It opens for coaches alone."""

import streamlit as st

from netdash import cohort
from netdash.ui import coach_lists, door, flash, session

visit = session.visit()
st.title("Coach")
with flash.errors_shown():
    invited = cohort.guest_list(visit.member, door.deployment().sign_in)
    coach_lists.show(invited)
