"""The sample data: two made-up months of records, at believable hours in the member's zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from netdash.follow_up.actions.action import Kind
from netdash.follow_up.actions.snoozes import snooze_id
from netdash.meetings.meetings import thank_you_id
from netdash.pitch.parts import PARTS
from netdash.questions import questions
from netdash.records import (
    AskedQuestion,
    BrandingItem,
    Cadence,
    Comment,
    Contact,
    Introduction,
    Meeting,
    Message,
    Opportunity,
    Pitch,
    Promise,
    QuestionSet,
    Record,
    Revision,
    Section,
    Snooze,
    Submission,
    SubmissionKind,
    TagCadence,
    Target,
)
from netdash.shipped import read_shipped
from netdash.targets import branding
from netdash.workspace.sample_calendar import Row, SampleCalendar

NOON, EVENING = time(12), time(19)
VERBATIM_FIELDS = ("kind", "place", "state", "help_offered", "notes", "research", "resume")
"""The fields of a conversation that stand in the sample file as they are."""


def records(now: datetime, zone: ZoneInfo) -> Iterator[Record]:
    """Make the records of the sample as of a moment in the member's zone."""
    rows = read_shipped("sample")
    calendar = SampleCalendar(now, zone).with_ends(rows["meetings"])
    for row in rows["people"]:
        fields = {name: value for name, value in row.items() if name != "nick"}
        yield Contact.model_validate({**fields, "id": sample_id("contact", row["nick"]), "sample": True})
    yield from _search_records(rows, calendar)
    yield from (_pitch(row, calendar) for row in rows["pitches"])
    for row in rows["meetings"]:
        yield from _meeting(row, calendar)
    yield from (_introduction(row, number) for number, row in enumerate(rows["introductions"]))
    yield from (_promise(row, number, calendar) for number, row in enumerate(rows["promises"]))
    yield from (_message(row, number, calendar) for number, row in enumerate(rows["messages"]))
    wordings = {row["nick"]: row for row in rows["pitches"]}
    for row in rows["submissions"]:
        yield from _submission(row, wordings[row["pitch"]], calendar)
    for row in rows["question_sets"]:
        chosen = tuple(map(_question, row["shipped"]))
        yield QuestionSet(id=sample_id("set", row["name"]), name=row["name"], questions=chosen, sample=True)


def _meeting(row: Row, calendar: SampleCalendar) -> Iterator[Record]:
    contacts = tuple(sample_id("contact", nick) for nick in row["with"])
    ends_at, now = calendar.ends[row["nick"]], calendar.now
    arranged_at = calendar.at(row["arranged_days_ago"], NOON) if "arranged_days_ago" in row else ends_at
    meeting = Meeting.model_validate(
        {
            "id": sample_id("meeting", row["nick"]),
            "contacts": contacts,
            "starts_at": ends_at - timedelta(minutes=row["minutes"]),
            "ends_at": ends_at,
            "state": "planned" if ends_at > now else "held",
            "learnings": row.get("learned", ()),
            "pitch": sample_id("pitch", row["pitch"]) if "pitch" in row else None,
            "asked": [
                AskedQuestion(question=_question(int(number)), note=note)
                for number, note in row.get("asked", {}).items()
            ],
            "questions": tuple(map(_question, row.get("questions", ()))),
            "confirmed_at": now - timedelta(hours=1) if row.get("confirmed") else None,
            "created_at": min(arranged_at, now),
            "sample": True,
            **{name: row[name] for name in VERBATIM_FIELDS if name in row},
        }
    )
    yield meeting
    for contact, hours in zip(contacts, row.get("thanked_after", ()), strict=False):
        yield _thank_you(meeting, contact, ends_at + timedelta(hours=hours))


def _message(row: Row, number: int, calendar: SampleCalendar) -> Message:
    fields = {name: value for name, value in row.items() if name not in ("to", "in", "sent", "came")}
    links = {
        "id": sample_id("message", str(number)),
        "contact": sample_id("contact", row["to"]),
        "meeting": sample_id("meeting", row["in"]) if "in" in row else None,
        "target": sample_id("target", row["target"]) if "target" in row else None,
        "sent_at": calendar.moment(row["sent"]) if "sent" in row else None,
        "outcome_at": calendar.moment(row["came"]) if "came" in row else None,
    }
    return Message.model_validate({**fields, **links, "sample": True})


def _thank_you(meeting: Meeting, contact: str, sent_at: datetime) -> Message:
    return Message(
        id=thank_you_id(meeting.id, contact),
        contact=contact,
        meeting=meeting.id,
        subject="Thank you for your time",
        body=f"Thank you for talking with me. What has stayed with me most: “{' '.join(meeting.learnings[:1])}”",
        sent_at=sent_at,
        sample=True,
    )


def _introduction(row: Row, number: int) -> Introduction:
    return Introduction(
        id=sample_id("introduction", str(number)),
        by_contact=sample_id("contact", row["by"]),
        to_contact=sample_id("contact", row["to"]),
        meeting=sample_id("meeting", row["in"]),
        sample=True,
    )


def _promise(row: Row, number: int, calendar: SampleCalendar) -> Promise:
    days_ago = row.get("settled_days_ago")
    return Promise(
        id=sample_id("promise", str(number)),
        contact=sample_id("contact", row["to"]),
        meeting=sample_id("meeting", row["in"]),
        what=row["what"],
        due_on=calendar.today + timedelta(days=row["due_in_days"]),
        settled_at=None if days_ago is None else calendar.at(days_ago, NOON),
        kept=row.get("kept", False),
        sample=True,
    )


def _pitch(row: Row, calendar: SampleCalendar) -> Pitch:
    parts = {name: row[name] for name in ("past", "interests")}
    first = Revision(saved_at=calendar.at(20, EVENING), **parts)
    second = Revision(saved_at=calendar.at(6, EVENING), outcome=row["outcome"], **parts)
    return Pitch(
        id=sample_id("pitch", row["nick"]),
        name=row["name"],
        audience=row["audience"],
        base=sample_id("pitch", row["base"]) if "base" in row else None,
        revisions=(first, second),
        sample=True,
    )


def _submission(row: Row, pitch: Row, calendar: SampleCalendar) -> Iterator[Record]:
    """Make a request about a pitch of the sample, and the comments on it."""
    submission = Submission(
        id=sample_id("submission", row["nick"]),
        kind=SubmissionKind.PITCH,
        about=sample_id("pitch", pitch["nick"]),
        title=pitch["name"],
        sections=tuple(Section(field=part.field, title=part.title, text=pitch[part.field]) for part in PARTS),
        question=row["question"],
        asked_at=calendar.at(row["days_ago"], EVENING),
        sample=True,
    )
    yield submission
    for number, comment in enumerate(row["comments"]):
        fields = {name: text for name, text in comment.items() if name != "days_ago"}
        passage = comment.get("passage", "")
        yield Comment.model_validate(
            {
                **fields,
                "id": sample_id("comment", f"{row['nick']} {number}"),
                "submission": submission.id,
                "start": pitch[comment["field"]].index(passage) if passage else 0,
                "written_at": calendar.at(comment["days_ago"], EVENING),
                "sample": True,
            }
        )


def _question(number: int) -> str:
    """Return the id of a shipped question by its number in the source, counted from one."""
    return questions.shipped()[number - 1].id


def sample_id(kind: str, nick: str) -> str:
    """Derive the id of a sample record from its kind and its nick in the sample file."""
    return uuid5(NAMESPACE_URL, f"netdash:sample:{kind}:{nick}").hex


def _search_records(rows: Row, calendar: SampleCalendar) -> Iterator[Record]:
    """Make the records of the job search: cadences, targets, opportunities, branding and snoozes."""
    for row in rows["tag_cadences"]:
        cadence = Cadence(ideal_days=row["ideal_days"], latest_days=row["latest_days"])
        yield TagCadence(id=sample_id("tag", row["tag"]), tag=row["tag"], cadence=cadence, sample=True)
    yield from (_target(row, calendar) for row in rows["targets"])
    yield from (_opportunity(row, number, calendar) for number, row in enumerate(rows["opportunities"]))
    yield from (item for row in rows["branding"] for item in _branding(row, calendar))
    yield from (_snooze(row, calendar) for row in rows["snoozes"])


def _target(row: Row, calendar: SampleCalendar) -> Target:
    fields = {name: value for name, value in row.items() if name not in ("nick", "days_ago")}
    extra = {"created_at": calendar.at(row["days_ago"], EVENING), "sample": True}
    return Target.model_validate({**fields, **extra, "id": sample_id("target", row["nick"])})


def _opportunity(row: Row, number: int, calendar: SampleCalendar) -> Opportunity:
    fields = {name: value for name, value in row.items() if name not in ("in", "days_ago")}
    links = {
        "id": sample_id("opportunity", str(number)),
        "contact": sample_id("contact", row["contact"]) if "contact" in row else None,
        "meeting": sample_id("meeting", row["in"]) if "in" in row else None,
        "heard_on": calendar.today - timedelta(days=row["days_ago"]),
    }
    return Opportunity.model_validate({**fields, **links, "sample": True})


def _branding(row: Row, calendar: SampleCalendar) -> Iterator[BrandingItem]:
    """Tick shipped items off, as records under the shipped ids: without the sample they are as shipped again."""
    items = branding.by_channel(branding.shipped())[row["channel"]]
    for number, days_ago in row["done"].items():
        yield items[int(number) - 1].replace(done_at=calendar.at(days_ago, EVENING), sample=True)


def _snooze(row: Row, calendar: SampleCalendar) -> Snooze:
    key = f"{Kind.STAKEHOLDER}:{sample_id('target', row['target'])}:{row['lacks']}"
    until = calendar.today + timedelta(days=row["until_in_days"])
    return Snooze(id=snooze_id(key), action=key, until=until, sample=True)
