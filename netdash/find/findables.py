"""What can be found, kind by kind: in which order, by which texts, what is said of it, and where it opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from netdash.find.known_companies import KnownCompany, known_companies
from netdash.follow_up.actions import Destination
from netdash.follow_up.timeline import message_page
from netdash.meetings import live, meetings
from netdash.meetings.meetings import KIND_WORDS, MeetingStatus
from netdash.moments import day_of, day_words, when_words
from netdash.outreach import channels, messages
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.people import companies, contacts
from netdash.pitch import pitches
from netdash.questions import questions
from netdash.records import (
    Contact,
    Meeting,
    Message,
    Opportunity,
    Pitch,
    Promise,
    Question,
    Record,
    Target,
    Trashed,
)
from netdash.store import Workspace
from netdash.targets import opportunities, targets
from netdash.wording import listed, shortened

T = TypeVar("T")

Names = Callable[[str], str]
"""What gives a contact's name by the id."""

FIRST_WORDS = 60
"""How many letters of a message without a subject are its title."""


class FindableKind(StrEnum):
    """The kinds of things that can be found, in the order in which they are shown; the value is what a member reads."""

    PERSON = "People"
    COMPANY = "Companies"
    MEETING = "Conversations"
    LEARNING = "Learnings"
    MESSAGE = "Messages"
    PROMISE = "Promises"
    OPPORTUNITY = "Opportunities"
    QUESTION = "Questions"
    PITCH = "Pitches"


@dataclass(frozen=True)
class Scene:
    """From where facts are told: the workspace, contacts' names, the moment, and the member's zone."""

    workspace: Workspace
    name: Names
    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True)
class Findable(Generic[T]):
    """One kind of things to find. A thing's title is looked through first, then its texts."""

    sources: tuple[type[Record], ...]
    """The kinds of records that things of this kind are made of."""
    things: Callable[[Workspace], Iterable[T]]
    """Return all of them, in the order in which they are shown."""
    id: Callable[[T], str]
    title: Callable[[T, Names], Sequence[str]]
    """Return its title, and what else says which one it is."""
    texts: Callable[[T, Names], Iterable[str]]
    facts: Callable[[T, Scene], str]
    where: Callable[[T], Destination]


@dataclass(frozen=True)
class Learning:
    """One thing that was learned in a conversation."""

    meeting: Meeting
    place: int
    """Which one of that conversation, from 0 on."""

    @property
    def text(self) -> str:
        """What was learned."""
        return self.meeting.learnings[self.place]


def _page(page: str, parameter: str, id: str) -> Destination:
    return Destination(page, ((parameter, id),))


def _id(record: Record) -> str:
    return record.id


# -- people and companies ---------------------------------------------------------


def _company_page(company: KnownCompany) -> Destination:
    if company.target is not None:
        return _page("target_plan", "target", company.target.id)
    return _page("people", "company", company.name)


# -- conversations, and what was learned and promised in them -------------------------


def _meetings(workspace: Workspace) -> list[Meeting]:
    return sorted(workspace.all(Meeting), key=lambda meeting: meeting.starts_at, reverse=True)


def _with(meeting: Meeting, name: Names) -> str:
    return listed([name(id) for id in meeting.contacts])


def _meeting_texts(meeting: Meeting, _name: Names) -> Iterator[str]:
    """Yield what is looked through in a conversation; its learnings are found by themselves."""
    yield from (KIND_WORDS[meeting.kind], meeting.place, meeting.notes, meeting.help_offered)
    yield from (asked.note for asked in meeting.asked)
    yield from (meeting.research.company, meeting.research.person, meeting.research.job)


def _meeting_facts(meeting: Meeting, scene: Scene) -> str:
    meeting, status = live.as_seen(scene.workspace, meeting, scene.now)
    told = "" if status is MeetingStatus.HELD else status.value.lower()
    return " · ".join(
        filter(None, (KIND_WORDS[meeting.kind], told, when_words(meeting.starts_at, scene.now, scene.zone)))
    )


def _learnings(workspace: Workspace) -> Iterator[Learning]:
    for meeting in _meetings(workspace):
        yield from (Learning(meeting, place) for place in range(len(meeting.learnings)))


def _learning_facts(learning: Learning, scene: Scene) -> str:
    day = day_words(meetings.day(learning.meeting, scene.zone), day_of(scene.now, scene.zone))
    return f"{_with(learning.meeting, scene.name)} · {day}"


def _promises(workspace: Workspace) -> list[Promise]:
    latest_first = sorted(workspace.all(Promise), key=lambda promise: promise.due_on, reverse=True)
    return sorted(latest_first, key=lambda promise: promise.settled_at is not None)


def _promise_facts(promise: Promise, scene: Scene) -> str:
    due = f"by {day_words(promise.due_on, day_of(scene.now, scene.zone))}"
    return due if promise.settled_at is None else "kept" if promise.kept else "not kept"


# -- messages, opportunities, questions ------------------------------------------------------


def _messages(workspace: Workspace) -> Sequence[Message]:
    """Return the messages that can be opened: a draft to somebody who is gone has no page."""
    there = {person.id for person in workspace.all(Contact)}
    return messages.latest_first(
        message for message in workspace.all(Message) if message.sent_at is not None or message.contact in there
    )


def _message_title(message: Message, name: Names) -> tuple[str, str]:
    shown = messages.as_shown(message)
    return (shown.subject or shortened(shown.body[: 2 * FIRST_WORDS], FIRST_WORDS), f"to {name(message.contact)}")


def _message_texts(message: Message, _name: Names) -> tuple[str, ...]:
    return (message.body, message.reply, channels.words(message.channel), PURPOSE_WORDS[message.purpose])


def _message_facts(message: Message, scene: Scene) -> str:
    at = message.sent_at or message.updated_at
    status = "draft" if message.sent_at is None else ""
    when = when_words(at, scene.now, scene.zone) if at else ""
    return " · ".join(
        filter(None, (PURPOSE_WORDS[message.purpose], channels.words(message.channel), status, when)),
    )


def _opportunity_texts(opportunity: Opportunity, name: Names) -> tuple[str, ...]:
    told_by = name(opportunity.contact) if opportunity.contact else ""
    return (told_by, opportunity.source, opportunity.notes)


def _opportunity_facts(opportunity: Opportunity, scene: Scene) -> str:
    told_by = f"from {scene.name(opportunity.contact)}" if opportunity.contact else opportunity.source
    return " · ".join(filter(None, (opportunities.STAGE_WORDS[opportunity.stage], told_by)))


def _questions(workspace: Workspace) -> list[Question]:
    return sorted(questions.bank(workspace.all(Question)), key=lambda question: question.archived)


# -- all of them ---------------------------------------------------------------------

FINDABLES: dict[FindableKind, Findable[Any]] = {
    FindableKind.PERSON: Findable[Contact](
        sources=(Contact,),
        things=lambda workspace: contacts.search(workspace.all(Contact), ""),
        id=_id,
        title=lambda person, name: (name(person.id), contacts.position_words(person)),
        texts=lambda person, _name: contacts.searched_texts(person),
        facts=lambda _person, _scene: "",
        where=lambda person: _page("people", "contact", person.id),
    ),
    FindableKind.COMPANY: Findable[KnownCompany](
        sources=(Contact, Target, Opportunity),
        things=known_companies,
        id=lambda company: companies.key(company.name),
        title=lambda company, _name: (company.name,),
        texts=lambda company, _name: company.texts,
        facts=lambda company, _scene: company.facts,
        where=_company_page,
    ),
    FindableKind.MEETING: Findable[Meeting](
        sources=(Meeting, Contact, Trashed),
        things=_meetings,
        id=_id,
        title=lambda meeting, name: (_with(meeting, name),),
        texts=_meeting_texts,
        facts=_meeting_facts,
        where=lambda meeting: _page("meeting_log", "meeting", meeting.id),
    ),
    FindableKind.LEARNING: Findable[Learning](
        sources=(Meeting, Contact, Trashed),
        things=_learnings,
        id=lambda learning: f"{learning.meeting.id}_{learning.place}",
        title=lambda learning, _name: (learning.text,),
        texts=lambda learning, name: (_with(learning.meeting, name),),
        facts=_learning_facts,
        where=lambda learning: _page("meeting_log", "meeting", learning.meeting.id),
    ),
    FindableKind.MESSAGE: Findable[Message](
        sources=(Message, Contact, Trashed),
        things=_messages,
        id=_id,
        title=_message_title,
        texts=_message_texts,
        facts=_message_facts,
        where=message_page,
    ),
    FindableKind.PROMISE: Findable[Promise](
        sources=(Promise, Contact, Trashed),
        things=_promises,
        id=_id,
        title=lambda promise, name: (promise.what, f"to {name(promise.contact)}"),
        texts=lambda _promise, _name: (),
        facts=_promise_facts,
        where=lambda promise: _page("follow_up_tracker", "promise", promise.id),
    ),
    FindableKind.OPPORTUNITY: Findable[Opportunity](
        sources=(Opportunity, Contact, Trashed),
        things=lambda workspace: opportunities.in_order(workspace.all(Opportunity)),
        id=_id,
        title=lambda opportunity, _name: (targets.label(opportunity),),
        texts=_opportunity_texts,
        facts=_opportunity_facts,
        where=lambda opportunity: _page("target_plan", "opportunity", opportunity.id),
    ),
    FindableKind.QUESTION: Findable[Question](
        sources=(Question,),
        things=_questions,
        id=_id,
        title=lambda question, _name: (question.text,),
        texts=lambda question, _name: (question.topic,),
        facts=lambda question, _scene: " · ".join(
            filter(None, (question.topic, "archived" if question.archived else ""))
        ),
        where=lambda question: _page("question_bank", "question", question.id),
    ),
    FindableKind.PITCH: Findable[Pitch](
        sources=(Pitch,),
        things=lambda workspace: pitches.in_order(workspace.all(Pitch)),
        id=_id,
        title=lambda pitch, _name: (pitches.label(pitch),),
        texts=lambda pitch, _name: pitches.parts(pitch.wording),
        facts=lambda pitch, _scene: shortened(pitches.full_text(pitch.wording), FIRST_WORDS),
        where=lambda pitch: _page("pitch_builder", "pitch", pitch.id),
    ),
}
