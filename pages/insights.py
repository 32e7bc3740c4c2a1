"""Insights: where the member stands, each figure as a sentence, a chart and a table."""

from netdash.insights.screens import insights
from netdash.ui import layout, session

visit = session.visit()
actions = layout.title("Insights")
if insights.has_anything(visit):
    insights.show(visit, insights.choose_period(actions), insights.choose_side(visit, actions))
else:
    insights.explain(visit)
