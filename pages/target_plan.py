"""The target plan: the companies aimed at and who opens their doors, opportunities, branding, and goals for a week."""

import streamlit as st

from netdash.ui import (
    branding_list,
    branding_page,
    deep_link,
    goals_form,
    opportunity_list,
    opportunity_page,
    plan_share,
    session,
    target_list,
    target_page,
    target_parts,
)
from netdash.ui.target_parts import Part

visit = session.visit()
deep_link.follow(visit, target_page.show, "target")
deep_link.follow(visit, opportunity_page.show, "opportunity")
deep_link.follow(visit, opportunity_page.show_heard_in, "meeting")
deep_link.follow(visit, branding_page.show, "item")
st.title("Target plan")
with st.container(horizontal=True, vertical_alignment="center"):
    st.caption("Where you want to work, who can open the door there, and what to do each week to get there.")
    plan_share.show(visit)
part = target_parts.choose()
if part is Part.COMPANIES:
    target_list.show(visit)
elif part is Part.OPPORTUNITIES:
    opportunity_list.show(visit)
elif part is Part.BRANDING:
    branding_list.show(visit)
else:
    goals_form.show(visit)
