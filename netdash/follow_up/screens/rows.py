"""Rows of the action queue: what to do, why, by when, the way to where it is done, and the way to put it off."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.follow_up.actions import Action, Kind, Place, clock, snooze_id
from netdash.follow_up.screens import menu, promise_ends
from netdash.meetings.meetings import message_id
from netdash.ui import lists
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit

DO_WORDS = {
    Kind.THANK_YOU: "Write it",
    Kind.PROMISE: "Open it",
    Kind.ANSWER: "Answer",
    Kind.RECORD: "Record it",
    Kind.CONFIRM: "Confirm",
    Kind.PREPARE: "Prepare",
    Kind.MEETING_QUESTIONS: "Choose",
    Kind.CLOSE_THE_LOOP: "Write",
    Kind.MEET: "Write",
    Kind.NUDGE: "Nudge",
    Kind.SOMEONE_ELSE: "Look",
    Kind.STAY_IN_TOUCH: "Write",
    Kind.PITCH: "Write it",
    Kind.QUESTIONS: "Choose",
    Kind.STAKEHOLDER: "Find",
}
"""What the button of each kind says."""


def show(visit: Visit, action: Action, page: str, detail: str = "", *, primary: bool = False) -> None:
    """Draw one action. `detail` stands for the reason where a page has something better to say; it is Markdown."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        lists.about(title(visit, action), detail or escaped(action.rule.words))
        _draw_way(visit, action, page, primary=primary)
        menu.show(visit, action, page)


def _draw_way(visit: Visit, action: Action, page: str, *, primary: bool) -> None:
    if action.kind is Kind.PROMISE and page != "today":
        promise_ends.show_kept(visit, action.where.parameters["promise"], page)
        return
    if st.button(DO_WORDS[action.kind], key=f"{page}_{_doing(action)}", type="primary" if primary else "secondary"):
        follow(action.where)


def title(visit: Visit, action: Action) -> str:
    """Say in Markdown what to do, with the name brought out, and by when."""
    said = clock(action, visit.now, visit.zone, rules.of(visit.workspace))
    return f"{_named(action)} {badge(said)}"


def follow(where: Place) -> None:
    """Go to where an action is done, with the right thing in hand."""
    st.switch_page(f"{where.page}.py", query_params=where.parameters)


def _named(action: Action) -> str:
    name = action.person.name if action.person else ""
    before, found, after = action.what.partition(name) if name else (action.what, "", "")
    return f"{escaped(before)}**{escaped(found)}**{escaped(after)}" if found else f"**{escaped(before)}**"


def _doing(action: Action) -> str:
    """Return the end of the button's key; that of a thank-you ends with the id of its note."""
    if action.kind is Kind.THANK_YOU:
        about = action.where.parameters
        return f"write_{message_id(about['meeting'], about['contact'])}"
    return f"do_{snooze_id(action.key)}"
