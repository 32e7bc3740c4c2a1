"""What Today shows: the greeting, the week, who is waiting, what comes next, what was learned last."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from netdash import promises, rules, thank_yous, weeks
from netdash.clocks import Urgency
from netdash.contacts import position_words
from netdash.moments import day_of, day_words, span_words, when_words
from netdash.records import Introduction, Meeting, MeetingState, Message, RuleChanges
from netdash.ui import follow_up_lists, shell
from netdash.ui.session import Visit
from netdash.ui.words import counted, escaped

FEW = 5


def greeting(visit: Visit) -> str:
    """Greet the member by the hour it is where they live."""
    hour = visit.now.astimezone(visit.zone).hour
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    name = f", {escaped(visit.profile.name.split()[0])}" if visit.profile.name else ""
    return f"Good {part}{name}"


def summary(visit: Visit) -> str:
    """Say what day it is and what is due."""
    today = visit.today
    day = f"{today:%A} {today.day} {today:%B}"
    owed = shell.owed(visit)
    if not owed:
        return f"{day} · nobody is waiting for a thank-you"
    clock = thank_yous.clock(owed[0].since, visit.now, rules.of(visit.workspace))
    first = "is" if len(owed) == 1 else "are"
    return f"{day} · {counted(len(owed), 'thank-you')} {first} owed, the first {clock.words}"


def show_week(visit: Visit) -> None:
    """Draw this week's counts against the goals."""
    workspace = visit.workspace
    week = visit.remember(
        lambda: weeks.week_of(
            visit.today,
            visit.zone,
            workspace.all(Meeting),
            workspace.all(Message),
            workspace.all(Introduction),
            rules.of(workspace),
        ),
        "week",
        Meeting,
        Message,
        Introduction,
        RuleChanges,
        given=(visit.today, visit.zone.key),
    )
    goals = weeks.goals_of(workspace)
    with st.grid(4, min_column_width=150):
        st.metric("Conversations this week", f"{week.conversations} of {goals.conversations}", border=True)
        st.metric("Messages sent", f"{week.messages} of {goals.messages}", border=True)
        st.metric("Thank-yous on time", "–" if week.on_time is None else f"{week.on_time:.0%}", border=True)
        st.metric("Introductions", str(week.introductions), border=True)


def show_owed(visit: Visit) -> None:
    """Draw the most urgent thank-yous."""
    owed = shell.owed(visit)
    st.subheader("Thank-yous")
    if not owed:
        st.caption(":material/check: Nobody is waiting.")
        return
    follow_up_lists.show_owed(visit, owed[:FEW], page="today")
    if len(owed) > FEW:
        st.page_link("follow_up_tracker.py", label=f"All {len(owed)}", icon=":material/arrow_forward:")


def show_promised(visit: Visit) -> None:
    """Draw the promises that are late or due within a day."""
    pressing = [one for one in shell.promised(visit) if promises.clock(one, visit.today).urgency is not Urgency.GREEN]
    if pressing:
        st.subheader("Promises")
        follow_up_lists.show_promised(visit, tuple(pressing[:FEW]), page="today")


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
    following = next((one for one in ahead if one.ends_at > visit.now), None)
    st.subheader("Next conversation")
    if following is None:
        st.caption("None planned. A conversation logged with an end to come appears here.")
        return
    names = escaped(visit.directory.names(following.contacts))
    st.markdown(f"**{names}**, {when_words(following.starts_at, visit.now, visit.zone)}")
    person = visit.directory.find(following.contacts[0])
    facts = [position_words(person) if person else "", f"{following.minutes} minutes", following.place]
    st.caption(" · ".join(escaped(part) for part in facts if part))
    ahead_by = following.starts_at - visit.now
    st.caption(f":material/schedule: {f'in {span_words(ahead_by)}' if ahead_by > timedelta(0) else 'under way'}")
    if st.button("Open it", key=f"today_next_{following.id}"):
        st.switch_page("meeting_log.py", query_params={"meeting": following.id})


def show_learned(visit: Visit) -> None:
    """Draw what was learned last."""
    last = visit.remember(
        lambda: max(
            (one for one in visit.workspace.all(Meeting) if one.learnings and one.state is MeetingState.HELD),
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
    day = day_words(day_of(last.ends_at, visit.zone), visit.today)
    st.caption(f"{escaped(visit.directory.names(last.contacts))}, {day}")
