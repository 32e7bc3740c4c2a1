"""The target plan: companies and who can introduce the member there, opportunities, branding, and weekly goals."""

import streamlit as st

from netdash.targets.screens import branding, goals, opportunities, parts, targets
from netdash.targets.screens.parts import PlanPart
from netdash.ui import deep_link, session

visit = session.visit()
deep_link.follow(visit, targets.show_target, "target")
deep_link.follow(visit, opportunities.show_one, "opportunity")
deep_link.follow(visit, opportunities.show_from_meeting, "meeting")
deep_link.follow(visit, branding.show_item, "item")
st.title("Target plan")
with st.container(horizontal=True, vertical_alignment="center"):
    st.caption("Where you want to work, who can open the door there, and what to do each week to get there.")
    goals.show_page_for_coach(visit)
part = parts.choose()
if part is PlanPart.COMPANIES:
    targets.show(visit)
elif part is PlanPart.OPPORTUNITIES:
    opportunities.show(visit)
elif part is PlanPart.BRANDING:
    branding.show(visit)
else:
    goals.show(visit)
