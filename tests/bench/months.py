"""A member's months for measurements: believable records of about 1 KB, as many as one likes, the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from netdash.meetings.meetings import thank_you_id
from netdash.pitch import pitches
from netdash.questions import questions
from netdash.records import (
    AskedQuestion,
    Contact,
    Introduction,
    Meeting,
    MeetingKind,
    MeetingState,
    Message,
    Pitch,
    Profile,
    Promise,
    Record,
    Stakeholder,
    Target,
)
from netdash.store import Workspace, open_file
from tests.factories import EXAMPLE

FIRST = ("Ada", "Priya", "Tom", "Mei", "Jonas", "Sara", "Zoë", "Luis", "Amara", "Ivan", "Noor", "Kofi", "Lena")
INITIALS = "ABCDE"
LAST = ("Berg", "Raman", "Okafor", "Chow", "Weber", "Lind", "O’Brien", "Ortega")
COMPANIES = ("Northwind", "Contoso", "Fabrikam", "Adatum", "Tailspin", "Litware", "Proseware", "Wingtip", "Trey")
POSITIONS = ("Staff engineer", "Recruiter", "Data lead", "Product manager", "People partner", "CTO")
PLACES = ("Video call", "Café Central", "Phone", "Their office", "Kafé 44")
LEARNED = (
    "Ask how the team decides what not to build; it tells more about them than the list of what they have built.",
    "Recruiters read the first two lines and the last job, so the first two lines have to say what you want next.",
    "Small teams hire for range and large ones for depth, and both want to see that you finish what you begin.",
)
NOTES = "They asked what I had tried myself and where it broke, and offered to look at the write-up before Friday. "
NOTE = "Thank you for your time today. What you said about hiring for range will change how I tell my own story. "
MOST_PEOPLE = 500
OWED_AMONG = 40
"""Of so many conversations, one still owes its thank-you."""


def fill(path: Path, size: int) -> dict[str, str]:
    """Fill a new workspace file with so many conversations; return the ids that the addresses of pages name."""
    return fill_workspace(open_file(path), size)


def fill_workspace(workspace: Workspace, size: int) -> dict[str, str]:
    """Fill an empty workspace in the same way."""
    now = datetime.now(UTC)
    people = list(_people(size))
    meetings = [_meeting(number, people, now) for number in range(size)]
    unthanked, planned = meetings[0], _planned(people[0], now)
    target = Target(id=_id("target", 0), company=people[0].company, role=people[0].position)
    with workspace.transaction():
        workspace.save(Profile(name="Ada Berg", zone="Europe/Berlin"))
        for record in (*people, *meetings, *_around(meetings, people), planned, target):
            workspace.put(record.replace(created_at=now, updated_at=now))
    pitches.save_pitch(workspace, Pitch(name="From ward to query"), EXAMPLE, now - timedelta(days=9))
    return {
        "meeting": meetings[1].id,
        "contact": meetings[1].contacts[0],
        "planned": planned.id,
        "target": target.id,
        "unthanked": unthanked.id,
        "unthanked_contact": unthanked.contacts[0],
    }


def _people(size: int) -> Iterator[Contact]:
    for number in range(min(size // 4, MOST_PEOPLE)):
        first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
        initial = INITIALS[number // (len(FIRST) * len(LAST)) % len(INITIALS)]
        yield Contact(
            id=_id("contact", number),
            name=f"{first} {initial}. {last}",
            company=COMPANIES[number % len(COMPANIES)],
            position=POSITIONS[number % len(POSITIONS)],
            emails=(f"{first}.{number}@example.org",),
            stakeholder=tuple(Stakeholder)[number % len(Stakeholder)],
            how_met="At the spring meet-up, in the queue for coffee",
            tags=("meet-up", COMPANIES[number % len(COMPANIES)].lower()),
            notes=NOTES * 6,
        )


def _meeting(number: int, people: list[Contact], now: datetime) -> Meeting:
    ends_at = now - timedelta(hours=2 + 4 * number)
    with_whom = {people[number % len(people)].id, *([people[number * 7 % len(people)].id] if number % 5 == 4 else [])}
    bank = questions.shipped()
    return Meeting(
        id=_id("meeting", number),
        contacts=tuple(sorted(with_whom)),
        kind=tuple(MeetingKind)[number % len(MeetingKind)],
        starts_at=ends_at - timedelta(minutes=20 + number % 5 * 10),
        ends_at=ends_at,
        place=PLACES[number % len(PLACES)],
        learnings=(LEARNED[number % len(LEARNED)], LEARNED[(number + 1) % len(LEARNED)]),
        help_offered="Send my notes on evaluation sets",
        notes=NOTES * 3,
        asked=tuple(AskedQuestion(question=one.id, note="They took their time over it.") for one in bank[:2]),
    )


def _planned(person: Contact, now: datetime) -> Meeting:
    """Make the next conversation, two days ahead."""
    starts_at = now + timedelta(days=2)
    return Meeting(
        id=_id("planned", 0),
        contacts=(person.id,),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=20),
        state=MeetingState.PLANNED,
        questions=tuple(one.id for one in questions.shipped()[:6]),
    )


def _around(meetings: list[Meeting], people: list[Contact]) -> Iterator[Record]:
    """Make what goes with the conversations: notes sent, promises, introductions."""
    for number, meeting in enumerate(meetings):
        for contact in meeting.contacts if number % OWED_AMONG else ():
            yield Message(
                id=thank_you_id(meeting.id, contact),
                contact=contact,
                meeting=meeting.id,
                subject="Thank you for your time",
                body=NOTE * 7,
                sent_at=meeting.ends_at + timedelta(hours=1, minutes=number % 50),
            )
        if number % 10 == 0:
            due_on, kept = meeting.ends_at.date() + timedelta(days=3), number % 50 != 0
            yield Promise(
                id=_id("promise", number),
                contact=meeting.contacts[0],
                meeting=meeting.id,
                what="Send the article on evaluation sets",
                due_on=due_on,
                settled_at=meeting.ends_at + timedelta(days=1) if kept else None,
                kept=kept,
            )
    for number, (by, to) in enumerate(pairwise(people)):
        if number % 3 == 0:
            yield Introduction(id=_id("introduction", number), by_contact=by.id, to_contact=to.id)


def _id(kind: str, number: int) -> str:
    return uuid5(NAMESPACE_URL, f"netdash:bench:{kind}:{number}").hex
