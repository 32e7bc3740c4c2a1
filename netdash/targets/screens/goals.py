"""The goals for a week: how many messages and conversations, and how many thank-yous on time."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.follow_up import weeks
from netdash.follow_up.weeks import GoalProgress, Week
from netdash.insights import plan_report
from netdash.outreach.board import Patience
from netdash.people.screens.directory import directory
from netdash.records import Contact, Introduction, Meeting, Message, RuleChanges, Trashed
from netdash.targets import goals
from netdash.ui import session
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.side_doors import for_this_browser

FIELDS = {"messages": "Messages", "conversations": "Conversations", "on_time": "Thank-yous on time, in %"}


def show(visit: Visit) -> None:
    """Draw this week against the goals, and the three numbers."""
    st.caption("A pace you can hold every week takes you further than a heroic one. Today shows how this week stands.")
    show_marks(visit)
    now = goals.goals_of(visit.workspace)
    form = Form(visit, "target_plan_goals", now, about="")
    wanted = {}
    with st.container(horizontal=True):
        for field, label in FIELDS.items():
            wanted[field] = form.number(label, field, getattr(now, field), 0, step=1, width=200)
    form.keep()
    st.caption(f"Zero means no goal. Source: {escaped(rules.source_of('goals'))}.")
    if form.submitted("Save the goals"):
        with form.submitting() as submission:
            before = goals.goals_of(visit.workspace)
            goals.change(visit.workspace, **wanted)
            old = {field: getattr(before, field) for field in FIELDS}
            submission.say("Saved your goals for a week.", undo=lambda: goals.change(session.opened().workspace, **old))


def week(visit: Visit) -> Week:
    """Count this week, once a change and once a minute."""
    workspace = visit.workspace

    def build() -> Week:
        kinds = (workspace.all(Meeting), workspace.all(Message), workspace.all(Introduction))
        return weeks.week_of(visit.today, visit.zone, *kinds, rules.of(workspace), visit.now, directory(visit).find)

    needed = (Meeting, Message, Introduction, RuleChanges, Contact, Trashed)
    return visit.remember_this_minute(build, "week", *needed)


def show_marks(visit: Visit) -> None:
    """Draw one figure for each goal that is set."""
    marks = weeks.goal_progress(week(visit), goals.goals_of(visit.workspace))
    if not marks:
        return
    with st.grid(len(marks), min_column_width=150):
        for mark in marks:
            _draw(mark)


def show_lines(visit: Visit) -> None:
    """Draw one short line for each goal that is set, and one for this week's introductions."""
    now = week(visit)
    lines = [f"{mark.label}: **{mark.words}**" for mark in weeks.goal_progress(now, goals.goals_of(visit.workspace))]
    st.markdown("  \n".join([*lines, f"Introductions: **{now.introductions}**"]))


def _draw(mark: GoalProgress) -> None:
    """Draw one goal and what was done of it; a dash where there is nothing to measure yet."""
    if mark.done is None:
        st.metric(mark.label, "–", help=f"None sent yet this week; the goal is {mark.goal}{mark.unit}", border=True)
    elif mark.unit:  # the whole sentence does not fit a figure
        st.metric(f"{mark.label}, goal {mark.goal}{mark.unit}", f"{mark.done}{mark.unit}", border=True)
    else:
        st.metric(mark.label, mark.words, border=True)


CONTAINS = """
One page to print, or to send to your coach.

- **It says** your companies and roles with why, how many people you know there, how this week stands
  against your goals, how far your people and opportunities have come and how much is due or late, as numbers,
  and your branding.
- **It leaves out** everybody's name, your notes and your messages.

What you wrote under *Why you want to work there* is on it: mind that it names nobody.
"""


def show_page_for_coach(visit: Visit) -> None:
    """Draw what opens to the word about the page and its download."""
    with st.popover("A page for your coach", icon=":material/ios_share:", key="target_plan_share"):
        st.markdown(CONTAINS)
        st.download_button(
            "Download the page",
            data=for_this_browser(visit.workspace, lambda: _page(visit)),
            file_name=plan_report.file_name(visit.today),
            mime="text/html",
            on_click="ignore",
            icon=":material/download:",
            key="target_plan_download",
        )


def _page(visit: Visit) -> str:
    here = rules.of(visit.workspace)
    patience = Patience(here.no_reply.most_nudges, here.no_reply.nudge_after_business_days)
    return plan_report.export(plan_report.gather(visit.workspace, visit.now, visit.zone, here, patience))
