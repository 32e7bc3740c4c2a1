"""The goals for a week: how many messages and conversations, and how many thank-yous on time."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.follow_up import weeks
from netdash.follow_up.weeks import Week
from netdash.insights import plan_report
from netdash.people.screens.directory import directory
from netdash.records import Contact, Introduction, Meeting, Message, RuleChanges, Trashed
from netdash.targets import goals
from netdash.ui import layout
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.request_guard import download_button
from netdash.ui.session import Visit
from netdash.ui.undo import undoable

NUMBER_OF_WEEKS = 6

FIELDS = {"messages": "Messages", "conversations": "Conversations", "on_time": "Thank-yous on time, in %"}


def show(visit: Visit) -> None:
    """Draw this week against the goals, and the form that sets them."""
    st.caption("A pace that you can keep up takes you further than one heroic week.")
    show_figures(visit, 4)
    current = goals.goals_of(visit.workspace)
    form = Form(visit, "target_plan_goals", current, about="", one_by_one=True)
    numbers = {}
    with st.container(horizontal=True):
        for field, label in FIELDS.items():
            most = goals.highest(field)
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


def recent_weeks(visit: Visit) -> tuple[Week, ...]:
    """Count what was done in the last weeks, this one last; remembered for a minute."""
    workspace = visit.workspace

    def build() -> tuple[Week, ...]:
        records = (workspace.all(Meeting), workspace.all(Message), workspace.all(Introduction))
        is_known = directory(visit).find
        return weeks.recent_weeks(
            visit.today, NUMBER_OF_WEEKS, visit.zone, *records, rules.of(workspace), visit.now, is_known
        )

    kinds = (Meeting, Message, Introduction, RuleChanges, Contact, Trashed)
    return visit.remember_this_minute(build, "weeks", *kinds)


def show_figures(visit: Visit, columns: int) -> None:
    """Draw this week's figures as cards, each with its goal and the weeks before, in so many columns."""
    layout.figures(weeks.figures(recent_weeks(visit), goals.goals_of(visit.workspace)), columns)


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
    with st.popover("Share with coach", icon=":material/ios_share:", key="target_plan_share"):
        st.markdown(PAGE_WORDS)
        label, file, key = "Download the page", plan_report.file_name(visit.today), "target_plan_download"
        download_button(visit.workspace, label, lambda: _page(visit), file, "text/html", key)


def _page(visit: Visit) -> str:
    plan = plan_report.gather(visit.workspace, visit.now, visit.zone, rules.of(visit.workspace))
    return plan_report.export(plan)
