"""What Today shows: the queue in its lanes, the greeting, the week, the next conversation, what was learned last."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from netdash import rules
from netdash.follow_up.actions import BACK_A_DAY, LANE_WORDS, Action, Kind, Lane, clock, in_lanes, snooze_all, wake_all
from netdash.follow_up.screens import pause, queries, rows
from netdash.meetings import meetings
from netdash.moments import DAY, day_words, span_words, when_words
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, MeetingState, Target
from netdash.targets.screens import goals
from netdash.today.screens import welcome
from netdash.ui import flash, lists
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing
from netdash.wording import counted

AT_HAND = timedelta(minutes=15)
"""So long before it starts, a conversation can be held straight from Today."""


def greeting(visit: Visit) -> str:
    """Greet the member by the hour it is where they live."""
    hour = visit.now.astimezone(visit.zone).hour
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    name = f", {escaped(visit.profile.name.split()[0])}" if visit.profile.name else ""
    return f"Good {part}{name}"


def begun(visit: Visit) -> bool:
    """Tell whether there is anything yet that asks for a next step."""
    return any(visit.workspace.all(kind) for kind in (Meeting, Contact, Target))


def summary(visit: Visit) -> str:
    """Say what day it is and what is due."""
    today = visit.today
    due = queries.queue(visit).due
    others = sum(one.kind is not Kind.THANK_YOU for one in due)
    also = f"{counted(others, 'other thing')} {'is' if others == 1 else 'are'} due" if others else ""
    return " · ".join(filter(None, (f"{today:%A} {today.day} {today:%B}", _thanks_due(visit), also)))


def _thanks_due(visit: Visit) -> str:
    owed = [one for one in queries.queue(visit).actions if one.kind is Kind.THANK_YOU]
    if not owed:
        queue = queries.queue(visit)
        snoozed = sum(one.kind is Kind.THANK_YOU for one in (*(one.action for one in queue.coming_back), *queue.paused))
        said = f"{counted(snoozed, 'thank-you')} {'is' if snoozed == 1 else 'are'} snoozed"
        return said if snoozed else "no thank-you is open"
    first = clock(owed[0], visit.now, visit.zone, rules.of(visit.workspace))
    said = "is owed," if len(owed) == 1 else "are owed, the first"
    return f"{counted(len(owed), 'thank-you')} {said} {first.words}"


def show_begun(visit: Visit) -> None:
    """Draw the way back to each conversation that has begun and is not recorded yet."""
    for one in queries.begun(visit):
        names = escaped(directory(visit).names(visit.workspace.require(Meeting, one.meeting).contacts))
        said, label, page = (
            (f"You are talking to **{names}**.", "Go on", "conversation.py")
            if one.ended_at is None
            else (f"You talked to **{names}**. What you noted waits to be recorded.", "Record it", "meeting_log.py")
        )
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"today_begun_{one.meeting}"):
            st.markdown(f":material/forum: {said}", width="stretch")
            if st.button(label, key=f"today_go_on_{one.meeting}", type="primary"):
                st.switch_page(page, query_params={"meeting": one.meeting})


def show_week(visit: Visit) -> None:
    """Draw this week's counts against the goals, a short line each."""
    st.subheader("Your week")
    goals.show_lines(visit)


def show_next(visit: Visit) -> None:
    """Draw the next planned conversation."""
    ahead = visit.remember(
        lambda: sorted(
            (one for one in visit.workspace.all(Meeting) if one.state is MeetingState.PLANNED),
            key=lambda one: one.starts_at,
        ),
        "planned",
        Meeting,
    )
    begun = {one.meeting for one in queries.begun(visit)}
    following = next((one for one in ahead if one.ends_at > visit.now and one.id not in begun), None)
    st.subheader("Next conversation")
    if following is None:
        st.caption("None planned. Whoever says yes goes here.")
        st.page_link("plan.py", label="Plan a conversation", icon=":material/event_note:")
        return
    names = escaped(directory(visit).names(following.contacts))
    st.markdown(f"**{names}**, {when_words(following.starts_at, visit.now, visit.zone)}")
    person = directory(visit).find(following.contacts[0])
    facts = [position_words(person) if person else "", counted(following.minutes, "minute"), following.place]
    st.caption(" · ".join(escaped(part) for part in facts if part))
    ahead_by = following.starts_at - visit.now
    st.caption(f":material/schedule: {f'in {span_words(ahead_by)}' if ahead_by > timedelta(0) else 'under way'}")
    where = {"meeting": following.id}
    with st.container(horizontal=True):
        if ahead_by <= AT_HAND and st.button("Hold it", key=f"today_hold_{following.id}", icon=":material/play_arrow:"):
            st.switch_page("conversation.py", query_params=where)
        if st.button("Open it", key=f"today_next_{following.id}"):
            st.switch_page("meeting_log.py", query_params=where)


def show_learned(visit: Visit) -> None:
    """Draw what was learned last."""
    last = visit.remember(
        lambda: max(
            # Of two that ended together the one logged last: max takes the first it finds.
            (one for one in reversed(visit.workspace.all(Meeting)) if one.learnings and one.state is MeetingState.HELD),
            key=lambda one: one.ends_at,
            default=None,
        ),
        "learned",
        Meeting,
    )
    if last is None:
        return
    st.subheader("What you learned last")
    st.markdown(f"*“{escaped(last.learnings[0])}”*")
    day = day_words(meetings.day(last, visit.zone), visit.today)
    st.caption(f"{escaped(directory(visit).names(last.contacts))}, {day}")


FIRST_STEPS = (Kind.PITCH, Kind.QUESTIONS)
"""The kinds of actions that are first steps as well."""

MANY = 10
"""So many overdue things are more than a day's work: somebody was away."""


def show(visit: Visit) -> None:
    """Draw the lanes that hold something, the most urgent first."""
    lanes = in_lanes(_asked_here(visit))
    soon = {lane: todo for lane, todo in lanes.items() if todo and lane is not Lane.LATER}
    if not soon:
        st.subheader("Nothing is waiting for you")
        st.caption(_calm(visit))
    _draw_starting_over(visit)
    for lane, todo in soon.items():
        st.subheader(LANE_WORDS[lane])
        _draw_rows(visit, lane, todo)
    _draw_later(visit, lanes[Lane.LATER])


def _calm(visit: Visit) -> str:
    """Say why nothing is asked for: all is done or dismissed, or some of it is snoozed."""
    paused, snoozed = pause.words(visit), queries.queue(visit).coming_back
    if paused:
        return f":material/beach_access: {paused} End it on the follow-up tracker."
    if not snoozed or snoozed[0].snooze.until is None:
        return ":material/check: Nothing is open. A good moment to write to somebody new."
    day, number = day_words(snoozed[0].snooze.until, visit.today), len(snoozed)
    said = f"{counted(number, 'thing')} {'is' if number == 1 else 'are'} snoozed; the first comes back {day}."
    return f":material/snooze: {said} See the follow-up tracker."


def _draw_starting_over(visit: Visit) -> None:
    """After some time away: offer to begin with a few things, and to let the rest come back a few a day."""
    late = [one.key for one in queries.queue(visit).actions if one.lane is Lane.OVERDUE]
    if len(late) < MANY:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{len(late)} things are overdue. Begin with {BACK_A_DAY}; the rest comes back {BACK_A_DAY} a day.")
        rest = tuple(late[BACK_A_DAY:])
        if st.button("Start over gently", key="today_start_over", icon=":material/snooze:"):
            with flash.errors_shown():
                snooze_all(visit.workspace, rest, visit.today + DAY, visit.today)
                flash.say(f"Put off, {BACK_A_DAY} a day: {counted(len(rest), 'thing')}.", undo=undoing(wake_all, rest))
                st.rerun()


def _asked_here(visit: Visit) -> list[Action]:
    """Return the queue without what the first steps ask for; what is due stands here all the same."""
    steps = FIRST_STEPS if welcome.steps_asked(visit) else ()
    queue = queries.queue(visit)
    return [one for one in queue.actions if one.kind not in steps or one in queue.due]


def _draw_later(visit: Visit, todo: tuple[Action, ...]) -> None:
    if not todo:
        return
    label = f"{LANE_WORDS[Lane.LATER]} ({len(todo)})"
    box = st.expander(label, icon=":material/schedule:", key="today_later", on_change="rerun")
    if box.open:
        with box:
            _draw_rows(visit, Lane.LATER, todo)


def _draw_rows(visit: Visit, lane: Lane, todo: tuple[Action, ...]) -> None:
    key = f"today_{lane}_page"
    for one in lists.paged(todo, key):
        rows.show(visit, one, "today")
    lists.pager(todo, key)
