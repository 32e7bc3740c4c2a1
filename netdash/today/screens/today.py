"""The sections of Today: the greeting, the queue in its lanes, the week, the next conversation, the last learning."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum, auto
from operator import attrgetter
from typing import Literal

import streamlit as st

from netdash import rules
from netdash.date_style import date_words
from netdash.follow_up.actions import LANE_WORDS, Action, Destination, Kind, Lane, in_lanes
from netdash.follow_up.screens import queries, rows, time_away
from netdash.meetings import meetings, preparation
from netdash.meetings.screens import live
from netdash.moments import DAY, day_words, span_words, when_words
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.questions import questions
from netdash.records import Contact, Meeting, MeetingState, Question, Target
from netdash.targets.screens import goals
from netdash.today.screens import welcome
from netdash.ui import deep_link, layout, lists, part
from netdash.ui.forms import is_open
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.wording import counted


def greeting(visit: Visit) -> str:
    """Return a greeting for the time of day in the member's zone."""
    hour = visit.now.astimezone(visit.zone).hour
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    name = f", {escaped(visit.profile.name.split()[0])}" if visit.profile.name else ""
    return f"Good {part}{name}"


def has_anything(visit: Visit) -> bool:
    """Tell whether there are records yet that can need a next step."""
    return any(visit.workspace.all(kind) for kind in (Meeting, Contact, Target))


def summary(visit: Visit) -> str:
    """Return the date and what is due, in words."""
    today = visit.today
    due = queries.queue(visit).due
    others = sum(action.kind is not Kind.THANK_YOU for action in due)
    others_words = f"{counted(others, 'other follow-up')} to do today" if others else ""
    return " · ".join(filter(None, (date_words(today, weekday="%A"), _thanks_due(visit), others_words)))


def _thanks_due(visit: Visit) -> str:
    queue = queries.queue(visit)
    owed = [action for action in queue.actions if action.kind is Kind.THANK_YOU]
    if not owed:
        later = (*(snoozed.action for snoozed in queue.coming_back), *queue.paused)
        number = sum(action.kind is Kind.THANK_YOU for action in later)
        snoozed_words = f"{counted(number, 'thank-you')} snoozed" if number else ""
        return "all thank-yous sent" if queries.is_everybody_thanked(visit) else snoozed_words
    late = [action for action in owed if action.lane is Lane.OVERDUE]
    words = f"{counted(len(owed), 'thank-you')} due"
    if not late:
        return words
    which = ", the oldest" if len(late) > 1 else ""
    return f"{words}, {len(late)} overdue{which} by {span_words(visit.now - late[0].due)}"


class First(Enum):
    """What comes first on the page: the one thing with the primary button."""

    LOG = auto()
    BEGUN = auto()
    MEETING = auto()
    QUEUE = auto()


def is_logging() -> bool:
    """Tell whether the quick log is open."""
    return is_open("today_quick_log", "today")


def first(visit: Visit) -> First:
    """Return what comes first: what is being logged, a conversation that goes on or starts soon, what is due."""
    if is_logging():
        return First.LOG
    if queries.under_way(visit):
        return First.BEGUN
    meeting = next_meeting(visit)
    if meeting is not None and meetings.is_at_hand(meeting, visit.now):
        return First.MEETING
    return First.QUEUE if queries.queue(visit).due else First.LOG


def show_begun(visit: Visit) -> None:
    """Draw a link to each conversation that goes on; one that has ended is to record, and in the queue."""
    comes_first = first(visit) is First.BEGUN
    for number, id in enumerate(queries.under_way(visit)):
        names = escaped(directory(visit).names(visit.workspace.require(Meeting, id).contacts))
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"today_begun_{id}"):
            st.markdown(f":material/forum: You are talking to **{names}**.", width="stretch")
            kind: Literal["primary", "secondary"] = "primary" if comes_first and number == 0 else "secondary"
            if st.button("Resume", key=f"today_go_on_{id}", type=kind):
                rows.go_to(Destination("conversation", (("meeting", id),)), "today")


def show_week(visit: Visit) -> None:
    """Draw this week's figures."""
    goals.show_figures(visit, 2)


def show_next_meeting(visit: Visit) -> None:
    """Draw the next planned conversation, with how far it is prepared."""
    meeting = next_meeting(visit)
    with layout.card(":material/event: Next conversation"):
        if meeting is None:
            st.caption("Nothing scheduled.")
        else:
            _draw_meeting(visit, meeting)


def next_meeting(visit: Visit) -> Meeting | None:
    """Return the next planned conversation that has not begun."""
    begun = {conversation.meeting for conversation in queries.begun(visit)}
    coming = (meeting for meeting in queries.planned(visit) if meeting.ends_at > visit.now)
    return next((meeting for meeting in coming if meeting.id not in begun), None)


def _draw_meeting(visit: Visit, meeting: Meeting) -> None:
    names = escaped(directory(visit).names(meeting.contacts))
    person = directory(visit).find(meeting.contacts[0])
    facts = [position_words(person) if person else "", counted(meeting.minutes, "minute"), meeting.place]
    ahead = meeting.starts_at - visit.now
    soon = f"in {span_words(ahead)}" if timedelta(0) < ahead < DAY else "" if ahead > timedelta(0) else "under way"
    when = " · ".join(filter(None, (when_words(meeting.starts_at, visit.now, visit.zone), soon)))
    lists.about(f"**{names}**  \n{when}", escaped(" · ".join(filter(None, facts))))
    bank = questions.bank(visit.workspace.all(Question))
    steps = preparation.steps(meeting, rules.of(visit.workspace).questions, bank)
    done = sum(step.done for step in steps)
    st.progress(done / len(steps), f"{done} of {len(steps)} prepared")
    where = (("meeting", meeting.id),)
    with st.container(horizontal=True):
        if st.button("Open", key=f"today_next_{meeting.id}", icon=":material/description:"):
            rows.go_to(Destination("plan" if done < len(steps) else "meeting_log", where), "today")
        key, is_first = f"today_hold_{meeting.id}", first(visit) is First.MEETING
        live.draw_opening(visit, meeting, key, primary=is_first, **{deep_link.FROM: "today"})


def show_last_learning(visit: Visit) -> None:
    """Draw the last learning."""

    def build() -> Meeting | None:
        # Of two that ended together take the one logged last: max returns the first of equals.
        latest = reversed(visit.workspace.all(Meeting))
        held = (meeting for meeting in latest if meeting.learnings and meeting.state is MeetingState.HELD)
        return max(held, key=attrgetter("ends_at"), default=None)

    meeting = visit.remember(build, "learned", Meeting)
    if meeting is None:
        return
    day = day_words(meetings.day(meeting, visit.zone), visit.today)
    names = escaped(directory(visit).names(meeting.contacts))
    with layout.card(":material/lightbulb: What you learned last"):
        lists.about(f"*“{escaped(meeting.learnings[0])}”*", f"{names}, {day}")


FIRST_STEPS = (Kind.PITCH, Kind.QUESTIONS)
"""The kinds of actions that are also first steps."""


def show(visit: Visit) -> None:
    """Draw the lanes that have actions, the most urgent first."""
    lanes = in_lanes(_actions_here(visit))
    soon = {lane: actions for lane, actions in lanes.items() if actions and lane is not Lane.LATER}
    if not soon:
        with layout.card("Nothing is due"):
            st.caption(_empty_words(visit))
    time_away.show_start_over(visit, "today")
    for lane, actions in soon.items():
        with layout.card(LANE_WORDS[lane], len(actions)):
            _draw_rows(visit, lane, actions)
    _draw_later(visit, lanes[Lane.LATER])


def _empty_words(visit: Visit) -> str:
    """Say why there are no actions: there is a pause, some are snoozed, or all are done."""
    paused, snoozed = time_away.pause_words(visit), queries.queue(visit).coming_back
    if paused:
        return f":material/beach_access: {paused} End it on the follow-up tracker."
    if not snoozed or snoozed[0].snooze.until is None:
        return ":material/check: Nobody is waiting for you. A good moment to write to somebody new."
    day, number = day_words(snoozed[0].snooze.until, visit.today), len(snoozed)
    words = f"{counted(number, 'follow-up')} {'is' if number == 1 else 'are'} snoozed; the first comes back {day}."
    return f":material/snooze: {words} See the follow-up tracker."


def _actions_here(visit: Visit) -> list[Action]:
    """Return the queue without actions that the first steps on the page ask for, unless they are due."""
    steps = FIRST_STEPS if welcome.has_open_steps(visit) else ()
    queue = queries.queue(visit)
    return [action for action in queue.actions if action.kind not in steps or action in queue.due]


def _draw_later(visit: Visit, actions: tuple[Action, ...]) -> None:
    if not actions:
        return
    draw = lambda visit: _draw_rows(visit, Lane.LATER, actions)  # noqa: E731
    part.folded_box(visit, f"{LANE_WORDS[Lane.LATER]} ({len(actions)})", "schedule", "today_later", draw)


def _draw_rows(visit: Visit, lane: Lane, actions: tuple[Action, ...]) -> None:
    key = f"today_{lane}_page"
    urgent = queries.queue(visit).actions[0] if first(visit) is First.QUEUE else None
    for action in lists.paged(actions, key):
        rows.show(visit, action, "today", primary=action is urgent, in_part=lane is Lane.LATER)
