"""The goals for a week: how many messages and conversations, and how many thank-yous on time."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.follow_up import weeks
from netdash.follow_up.weeks import GoalProgress, Week
from netdash.insights import plan_report
from netdash.people.screens.directory import directory
from netdash.records import Contact, Introduction, Meeting, Message, RuleChanges, Trashed
from netdash.targets import goals
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.request_guard import download_button
from netdash.ui.session import Visit
from netdash.ui.undo import undoable

FIELDS = {
    "messages": ("Messages", 200),
    "conversations": ("Conversations", 100),
    "on_time": ("Thank-yous on time, in %", 100),
}
"""The label of each goal, and the highest number that it takes."""


def show(visit: Visit) -> None:
    """Draw this week against the goals, and the form that sets them."""
    st.caption("A pace you can hold every week takes you further than a heroic one. Today shows how this week stands.")
    show_marks(visit)
    current = goals.goals_of(visit.workspace)
    form = Form(visit, "target_plan_goals", current, about="", one_by_one=True)
    numbers = {}
    with st.container(horizontal=True):
        for field, (label, most) in FIELDS.items():
            numbers[field] = form.number(label, field, getattr(current, field), 0, most, step=1, width=200)
    form.keep()
    st.caption(f"Zero means no goal. Source: {escaped(rules.source_of('goals'))}.")
    if form.submitted("Save the goals"):
        with form.submitting() as submission:
            # Only what was touched: another tab may have changed another goal meanwhile.
            changes = {field: number for field, number in numbers.items() if not form.started_with(field)}
            change = lambda: goals.change(visit.workspace, **changes)  # noqa: E731
            undo = undoable(visit.workspace, change, default=goals.goals_of(visit.workspace))
            submission.say("Saved your goals for a week.", undo)


def week(visit: Visit) -> Week:
    """Count what was done this week; remembered for a minute."""
    workspace = visit.workspace

    def build() -> Week:
        records = (workspace.all(Meeting), workspace.all(Message), workspace.all(Introduction))
        return weeks.week_of(visit.today, visit.zone, *records, rules.of(workspace), visit.now, directory(visit).find)

    kinds = (Meeting, Message, Introduction, RuleChanges, Contact, Trashed)
    return visit.remember_this_minute(build, "week", *kinds)


def show_marks(visit: Visit) -> None:
    """Draw one figure for each goal that is set."""
    marks = weeks.goal_progress(week(visit), goals.goals_of(visit.workspace))
    if not marks:
        return
    with st.grid(len(marks), min_column_width=150):
        for mark in marks:
            _draw_mark(mark)


def show_lines(visit: Visit) -> None:
    """Draw one short line for each goal that is set, and one for this week's introductions."""
    this_week = week(visit)
    marks = weeks.goal_progress(this_week, goals.goals_of(visit.workspace))
    lines = [f"{mark.label}: **{mark.words}**" for mark in marks]
    st.markdown("  \n".join([*lines, f"Introductions: **{this_week.introductions}**"]))


def _draw_mark(mark: GoalProgress) -> None:
    """Draw one goal and how far it is reached; a dash where there is nothing to measure yet."""
    if mark.done is None:
        st.metric(mark.label, "–", help=f"None sent yet this week; the goal is {mark.goal}{mark.unit}", border=True)
    elif mark.unit:  # the whole sentence does not fit a figure
        st.metric(f"{mark.label}, goal {mark.goal}{mark.unit}", f"{mark.done}{mark.unit}", border=True)
    else:
        st.metric(mark.label, mark.words, border=True)


PAGE_WORDS = """
One page to print, or to send to your coach.

- **It says** your companies and roles with why, how many people you know there, how this week stands
  against your goals, how far your people and opportunities have come and how much is due or late, as numbers,
  and your branding.
- **It leaves out** everybody's name, your notes and your messages.

What you wrote under *Why you want to work there* is on it: mind that it names nobody.
"""


def show_page_for_coach(visit: Visit) -> None:
    """Draw the popover with the page to share with a coach."""
    with st.popover("A page for your coach", icon=":material/ios_share:", key="target_plan_share"):
        st.markdown(PAGE_WORDS)
        label, file, key = "Download the page", plan_report.file_name(visit.today), "target_plan_download"
        download_button(visit.workspace, label, lambda: _page(visit), file, "text/html", key)


def _page(visit: Visit) -> str:
    plan = plan_report.gather(visit.workspace, visit.now, visit.zone, rules.of(visit.workspace))
    return plan_report.export(plan)
