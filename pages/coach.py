"""The coach's page: who may sign in to this netdash. Only coaches see it."""

import streamlit as st

from netdash.access import policy
from netdash.access.screens import members
from netdash.ui import flash, identity, layout, session

visit = session.visit()
st.title("Coach")
with flash.errors_shown(), st.container(width=layout.NARROW_WIDTH):
    guests = policy.guest_list(visit.member, identity.deployment().sign_in)
    members.show_lists(guests)
