"""Workspaces of every record the queue reads, for Hypothesis: a few people, and what may go on with them."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st

from netdash.questions import questions
from netdash.records import (
    Cadence,
    Contact,
    Introduction,
    Meeting,
    MeetingState,
    Message,
    Outcome,
    Pitch,
    Promise,
    Purpose,
    QuestionSet,
    Record,
    Revision,
    Stakeholder,
    TagCadence,
    Target,
    new_id,
)
from netdash.store import Workspace
from tests.factories import DAY, HOUR, NOON, fresh

EVERYBODY = [f"{number:032x}" for number in range(1, 7)]
"""The people that records speak of; not all of them need be there."""
COMPANIES = ["", "Northwind", "northwind", "Contoso"]
TAGS = ["mentor", "Mentor", "friend"]

somebody = st.sampled_from(EVERYBODY)
moments = st.integers(-400, 40).map(lambda halves: NOON + halves * 12 * HOUR)
"""So few that two things happen at once now and then."""
days = st.integers(-40, 20).map(lambda number: (NOON + number * DAY).date())
cadences = st.tuples(st.integers(0, 90), st.integers(0, 60)).map(
    lambda both: Cadence(ideal_days=both[0], latest_days=both[0] + both[1])
)


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    ends_at: datetime = draw(moments)
    return Meeting(
        contacts=tuple(draw(st.lists(somebody, min_size=1, max_size=3))),
        starts_at=ends_at - timedelta(minutes=30),
        ends_at=ends_at,
        state=draw(st.sampled_from(MeetingState)),
        questions=tuple(one.id for one in questions.shipped()[: draw(st.integers(0, 9))]),
        confirmed_at=draw(st.none() | moments),
    )


@st.composite
def messages(draw: st.DrawFn, about: tuple[str, ...]) -> Message:
    outcome = draw(st.none() | st.sampled_from(Outcome))
    return Message(
        contact=draw(somebody),
        meeting=draw(st.none() | st.sampled_from(about)) if about else None,
        purpose=draw(st.sampled_from(Purpose)),
        sent_at=draw(st.none() | moments),
        outcome=outcome,
        outcome_at=draw(st.none() | moments) if outcome else None,
    )


@st.composite
def introductions(draw: st.DrawFn, about: tuple[str, ...]) -> Introduction:
    meeting = draw(st.none() | st.sampled_from((*about, new_id())))
    return Introduction(by_contact=draw(somebody), to_contact=draw(somebody), meeting=meeting)


contacts = st.builds(
    Contact,
    id=somebody,
    name=st.sampled_from(["Ada", "Tom", "Mei Chow", "Ada"]),
    company=st.sampled_from(COMPANIES),
    stakeholder=st.none() | st.sampled_from(Stakeholder),
    tags=st.lists(st.sampled_from(TAGS), max_size=2).map(tuple),
    cadence=st.none() | cadences,
    sample=st.booleans(),
)
promises = st.builds(
    Promise,
    contact=somebody,
    meeting=st.none(),
    what=st.just("Send it"),
    due_on=days,
    settled_at=st.none() | moments,
    kept=st.booleans(),
)
parts = st.sampled_from(["", "Said."])
pitches = st.builds(
    lambda *said: Pitch(
        name="Mine", revisions=(Revision(past=said[0], interests=said[1], outcome=said[2], saved_at=NOON),)
    ),
    parts,
    parts,
    parts,
)
targets = st.builds(Target, company=st.sampled_from(COMPANIES[1:]), archived=st.booleans())
sets = st.integers(0, 9).map(
    lambda size: QuestionSet(name="Some", questions=tuple(one.id for one in questions.shipped()[:size]))
)
tag_cadences = st.builds(TagCadence, tag=st.sampled_from(TAGS), cadence=cadences)


@st.composite
def record_lists(draw: st.DrawFn) -> list[Record]:
    """Draw what a workspace may hold."""
    met = draw(st.lists(meetings(), max_size=6))
    about = tuple(one.id for one in met)
    found: list[Record] = [
        *draw(st.lists(contacts, max_size=6, unique_by=lambda one: one.id)),
        *met,
        *draw(st.lists(messages(about), max_size=8)),
        *draw(st.lists(introductions(about), max_size=4)),
        *draw(st.lists(promises, max_size=3)),
        *draw(st.lists(pitches, max_size=2)),
        *draw(st.lists(targets, max_size=3)),
        *draw(st.lists(sets, max_size=2)),
        *draw(st.lists(tag_cadences, max_size=2)),
    ]
    return [one.replace(created_at=draw(st.none() | moments)) for one in found]


def holding(records: list[Record]) -> Workspace:
    """Keep records exactly as they are."""
    workspace = fresh()
    with workspace.transaction():
        for record in records:
            workspace.put(record)
    return workspace
