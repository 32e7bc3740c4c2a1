"""Rows of the action queue: what to do, why, by when, the button to do it, and the menu to snooze or dismiss it."""

from __future__ import annotations

import streamlit as st

from netdash import date_style, rules
from netdash.follow_up.actions import Action, Destination, Kind, deadline_of, snooze_choices, snooze_id
from netdash.follow_up.screens import changes, promise, way_back
from netdash.meetings.meetings import thank_you_id
from netdash.moments import WEEK
from netdash.ui import lists, part
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit


def show(visit: Visit, action: Action, page: str, *, primary: bool = False, in_part: bool = False) -> None:
    """Draw an action with who it is for and when the member talked to them; the menu says by which rule.

    In a part of a page nothing is typed, so its menu has neither a day nor a reason (docs/decisions/0012).
    """
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        lists.about(title(visit, action), escaped(action.who))
        _draw_button(visit, action, page, primary=primary)
        show_menu(visit, action, page, in_part=in_part)


def _draw_button(visit: Visit, action: Action, page: str, *, primary: bool) -> None:
    if action.kind is Kind.PROMISE and page != "today":
        promise.show_kept_button(visit, action.where.parameters["promise"], page)
        return
    key, kind = f"{page}_{_key_suffix(action)}", action.kind
    if st.button(kind.button, key=key, type="primary" if primary else "secondary", on_click=part.take_press):
        go_to(action.where, page)


def title(visit: Visit, action: Action) -> str:
    """Return in Markdown what to do, with the name in bold, and by when."""
    deadline = deadline_of(action, visit.now, visit.zone, rules.of(visit.workspace))
    return f"{_what_words(action)} {badge(deadline)}"


def go_to(where: Destination, page: str) -> None:
    """Open the page where an action is done; a desk or a conversation on another page leads back."""
    back = way_back.leading_back(page) if where.page in LEADING_BACK and where.page != page else {}
    st.switch_page(f"{where.page}.py", query_params={**where.parameters, **back})


LEADING_BACK = ("follow_up_tracker", "outreach", "meeting_log", "plan", "conversation")
"""The pages with the desks at which thank-yous and other messages are written, and those of one conversation."""


def _what_words(action: Action) -> str:
    name = action.person.name if action.person else ""
    before, bold, after = action.what.partition(name) if name else (action.what, "", "")
    return f"{escaped(before)}**{escaped(bold)}**{escaped(after)}" if bold else f"**{escaped(before)}**"


def _key_suffix(action: Action) -> str:
    """Return the end of the button's key; a thank-you's ends with the id of its message."""
    if action.kind is Kind.THANK_YOU:
        about = action.where.parameters
        return f"write_{thank_you_id(about['meeting'], about['contact'])}"
    return f"do_{snooze_id(action.key)}"


WIDTH, HEIGHT, SETTLE_HEIGHT = 320, 320, 56
"""The size of the menu in pixels. The height is fixed before the content is drawn, so that the menu opens with room."""


def show_menu(visit: Visit, action: Action, page: str, *, in_part: bool = False) -> None:
    """Draw the button that opens an action's menu; its content is drawn when it is open."""
    key = f"{page}_more_{snooze_id(action.key)}"
    label, tip = ":material/more_horiz:", f"Snooze or dismiss. {escaped(action.rule.words)}"
    box = st.popover(label, key=key, type="tertiary", help=tip, on_change="rerun")
    height = HEIGHT + (SETTLE_HEIGHT if action.kind is Kind.PROMISE else 0)
    with box, st.container(width=WIDTH, height=height, border=False):
        if action.kind is Kind.PROMISE and page == "today":
            promise.show_settle_buttons(visit, action.where.parameters["promise"], page)
        elif action.kind is Kind.PROMISE:
            promise.show_not_kept_button(visit, action.where.parameters["promise"], page)
        if box.open:
            _draw_choices(visit, action, page)
            if not in_part:
                _draw_fields(visit, action, page)


def _draw_choices(visit: Visit, action: Action, page: str) -> None:
    source = f" Source: {escaped(action.rule.source)}." if action.rule.source else ""
    st.caption(f"{escaped(action.rule.words)}{source}")
    with st.container(horizontal=True, gap="small"):
        for name, until in snooze_choices(visit.today).items():
            key = f"{page}_snooze_{name.lower().replace(' ', '_')}_{snooze_id(action.key)}"
            if st.button(name, key=key, on_click=part.take_press):
                changes.snooze(visit, (action,), until)


def _draw_fields(visit: Visit, action: Action, page: str) -> None:
    id = snooze_id(action.key)
    with st.container(horizontal=True, vertical_alignment="bottom", wrap=False):
        day = st.date_input(
            "Or until", visit.today + WEEK, key=f"{page}_snooze_day_{id}", format=date_style.current().field
        )
        if st.button("Snooze", key=f"{page}_snooze_{id}"):
            changes.snooze(visit, (action,), day)
    with st.container(horizontal=True, vertical_alignment="bottom", wrap=False):
        key = f"{page}_reason_{id}"
        reason = st.text_input("Not needed, because", key=key, live=True, max_chars=300)
        if st.button("Dismiss", key=f"{page}_dismiss_{id}"):
            changes.dismiss(visit, (action,), reason or "", key)
