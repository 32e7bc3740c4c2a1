"""This week against the goals: as lines on Today, as figures beside the goals themselves."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.follow_up import weeks
from netdash.follow_up.weeks import Mark, Week
from netdash.people.screens.directory import directory
from netdash.records import Contact, Introduction, Meeting, Message, RuleChanges, Trashed
from netdash.targets import goals
from netdash.ui.session import Visit


def week(visit: Visit) -> Week:
    """Count this week, once a change and once a minute."""
    workspace = visit.workspace

    def build() -> Week:
        kinds = (workspace.all(Meeting), workspace.all(Message), workspace.all(Introduction))
        return weeks.week_of(visit.today, visit.zone, *kinds, rules.of(workspace), visit.now, directory(visit).find)

    needed = (Meeting, Message, Introduction, RuleChanges, Contact, Trashed)
    return visit.remember_this_minute(build, "week", *needed)


def show(visit: Visit) -> None:
    """Draw one figure for each goal that is set."""
    marks = weeks.marks(week(visit), goals.goals_of(visit.workspace))
    if not marks:
        return
    with st.grid(len(marks), min_column_width=150):
        for mark in marks:
            _draw(mark)


def show_lines(visit: Visit) -> None:
    """Draw one short line for each goal that is set, and one for this week's introductions."""
    now = week(visit)
    lines = [f"{mark.label}: **{mark.words}**" for mark in weeks.marks(now, goals.goals_of(visit.workspace))]
    st.markdown("  \n".join([*lines, f"Introductions: **{now.introductions}**"]))


def _draw(mark: Mark) -> None:
    """Draw one goal and what was done of it; a dash where there is nothing to measure yet."""
    if mark.done is None:
        st.metric(mark.label, "–", help=f"None sent yet this week; the goal is {mark.goal}{mark.unit}", border=True)
    elif mark.unit:  # the whole sentence does not fit a figure
        st.metric(f"{mark.label}, goal {mark.goal}{mark.unit}", f"{mark.done}{mark.unit}", border=True)
    else:
        st.metric(mark.label, mark.words, border=True)
