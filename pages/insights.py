"""Insights: where the member stands, each figure as a sentence, a chart and a table."""

import streamlit as st

from netdash.insights.screens import insights
from netdash.ui import session

visit = session.visit()
st.title("Insights")
if not insights.has_anything(visit):
    insights.explain(visit)
    st.stop()
insights.show(visit, insights.choose_period())
