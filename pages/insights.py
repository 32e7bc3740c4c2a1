"""Insights: where things stand, each figure as a sentence, a chart and, when opened, a table."""

import streamlit as st

from netdash.ui import insight_page, session

visit = session.visit()
st.title("Insights")
if not insight_page.anything(visit):
    insight_page.teach(visit)
    st.stop()
insight_page.show(visit, insight_page.choose_period())
