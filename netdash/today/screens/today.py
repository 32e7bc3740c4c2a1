"""What Today shows around the queue: the greeting, the week, the next conversation, what was learned last."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from netdash import rules
from netdash.follow_up.actions import Kind, clock
from netdash.follow_up.screens import queries
from netdash.meetings import times
from netdash.moments import day_words, span_words, when_words
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, MeetingState, Target
from netdash.targets.screens import goals
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
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
    due = queries.to_do(visit).due
    others = sum(one.kind is not Kind.THANK_YOU for one in due)
    also = f"{counted(others, 'other thing')} {'is' if others == 1 else 'are'} due" if others else ""
    return " · ".join(filter(None, (f"{today:%A} {today.day} {today:%B}", _thanks_due(visit), also)))


def _thanks_due(visit: Visit) -> str:
    owed = [one for one in queries.to_do(visit).queue if one.kind is Kind.THANK_YOU]
    if not owed:
        listing = queries.to_do(visit)
        snoozed = sum(one.kind is Kind.THANK_YOU for one in (*(one.action for one in listing.snoozed), *listing.paused))
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
    day = day_words(times.day(last, visit.zone), visit.today)
    st.caption(f"{escaped(directory(visit).names(last.contacts))}, {day}")
