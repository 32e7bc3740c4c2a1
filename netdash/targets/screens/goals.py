"""The goals for a week: how many messages and conversations, and how many thank-yous on time."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.targets import goals
from netdash.targets.screens import goal_marks
from netdash.ui import flash, session
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

FIELDS = {"messages": "Messages", "conversations": "Conversations", "on_time": "Thank-yous on time, in %"}


def show(visit: Visit) -> None:
    """Draw this week against the goals, and the three numbers."""
    st.caption("A pace you can hold every week takes you further than a heroic one. Today shows how this week stands.")
    goal_marks.show(visit)
    now = goals.goals_of(visit.workspace)
    form = Form(visit, "target_plan_goals", now, about="")
    wanted = {}
    with st.container(horizontal=True):
        for field, label in FIELDS.items():
            wanted[field] = form.number(label, field, getattr(now, field), 0, step=1, width=200)
    form.keep()
    st.caption(f"Zero means no goal. Source: {escaped(rules.source_of('goals'))}.")
    if form.submitted("Save the goals"):
        with flash.errors_shown():
            _save(visit, form, wanted)


def _save(visit: Visit, form: Form, wanted: dict[str, int]) -> None:
    form.answer_second_click()
    with form.saving():
        before = goals.goals_of(visit.workspace)
        goals.change(visit.workspace, **wanted)
    old = {field: getattr(before, field) for field in FIELDS}
    flash.say("Saved your goals for a week.", undo=lambda: goals.change(session.opened().workspace, **old))
    st.rerun()
