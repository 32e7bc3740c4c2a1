"""Rows of the action queue: what to do, why, by when, the way to where it is done, and the way to put it off."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from netdash import rules
from netdash.follow_up.actions import Action, Kind, Place, choices, clock, dismiss, snooze, snooze_id, wake_all
from netdash.follow_up.screens import promise
from netdash.meetings.meetings import thank_you_id
from netdash.moments import day_of, day_words
from netdash.records import Meeting, MeetingState
from netdash.ui import flash, lists
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


def show(visit: Visit, action: Action, page: str, detail: str = "", *, primary: bool = False) -> None:
    """Draw one action. `detail` stands for the reason where a page has something better to say; it is Markdown."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        lists.about(title(visit, action), detail or escaped(action.rule.words))
        _draw_way(visit, action, page, primary=primary)
        show_menu(visit, action, page)


def _draw_way(visit: Visit, action: Action, page: str, *, primary: bool) -> None:
    if action.kind is Kind.PROMISE and page != "today":
        promise.show_kept(visit, action.where.parameters["promise"], page)
        return
    if st.button(action.kind.button, key=f"{page}_{_doing(action)}", type="primary" if primary else "secondary"):
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
        return f"write_{thank_you_id(about['meeting'], about['contact'])}"
    return f"do_{snooze_id(action.key)}"


WIDTH, HEIGHT, ENDS_HEIGHT = 320, 320, 56
"""In pixels. The height is there before the inside is, so that the menu opens where it has room."""

USUAL_DAYS = timedelta(days=7)


def show_menu(visit: Visit, action: Action, page: str) -> None:
    """Draw the button that opens the menu; its inside is drawn when it is open."""
    key = f"{page}_more_{snooze_id(action.key)}"
    label, tip = ":material/more_horiz:", "Put off or dismiss"
    box = st.popover(label, key=key, type="tertiary", help=tip, on_change="rerun")
    height = HEIGHT + (ENDS_HEIGHT if action.kind is Kind.PROMISE else 0)
    with box, st.container(width=WIDTH, height=height, border=False):
        if action.kind is Kind.PROMISE and page == "today":
            promise.show_ends(visit, action.where.parameters["promise"], page)
        elif action.kind is Kind.PROMISE:
            promise.show_not_kept(visit, action.where.parameters["promise"], page)
        if box.open:
            _draw(visit, action, page)


def _draw(visit: Visit, action: Action, page: str) -> None:
    id = snooze_id(action.key)
    source = f" Source: {escaped(action.rule.source)}." if action.rule.source else ""
    st.caption(f"{escaped(action.rule.words)}{source}")
    with st.container(horizontal=True, gap="small"):
        for name, until in choices(visit.today).items():
            if st.button(name, key=f"{page}_snooze_{name.lower().replace(' ', '_')}_{id}"):
                _put_off(visit, action, until)
    with st.container(horizontal=True, vertical_alignment="bottom", wrap=False):
        usual = visit.today + USUAL_DAYS
        day = st.date_input("Or until", usual, key=f"{page}_snooze_day_{id}", format="YYYY-MM-DD")
        if st.button("Put off", key=f"{page}_snooze_{id}"):
            _put_off(visit, action, day)
    with st.container(horizontal=True, vertical_alignment="bottom", wrap=False):
        reason = st.text_input("Not needed, because", key=f"{page}_reason_{id}", live=True, max_chars=300)
        if st.button("Dismiss", key=f"{page}_dismiss_{id}"):
            _dismiss(visit, action, reason or "")


def _put_off(visit: Visit, action: Action, until: date) -> None:
    with flash.errors_shown():
        snooze(visit.workspace, action.key, until, visit.today)
        day, late = day_words(until, visit.today), _after_its_conversation(visit, action, until)
        then = " The conversation is before that." if late else ""
        flash.say(f"Put off until {day}: {action.what}.{then}", undo=undoing(wake_all, (action.key,)))
        st.rerun()


def _dismiss(visit: Visit, action: Action, reason: str) -> None:
    with flash.errors_shown():
        dismiss(visit.workspace, action.key, reason)
        flash.say(f"Dismissed: {action.what}.", undo=undoing(wake_all, (action.key,)))
        st.rerun()


def _after_its_conversation(visit: Visit, action: Action, day: date) -> bool:
    """Say whether the planned conversation that an action gets ready for is before a day."""
    meeting = visit.workspace.get(Meeting, action.where.parameters.get("meeting", ""))
    if meeting is None or meeting.state is not MeetingState.PLANNED or meeting.starts_at <= visit.now:
        return False
    return day_of(meeting.starts_at, visit.zone) < day
