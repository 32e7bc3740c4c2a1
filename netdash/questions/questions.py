"""The bank of questions: what ships and the member's own, in their order; finding them, and how often each is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from netdash import trash
from netdash.catalogue import Catalogue
from netdash.errors import InvalidRecordError
from netdash.records import AskedQuestion, Meeting, MeetingState, Origin, Question
from netdash.shipped import read_shipped
from netdash.store import Workspace
from netdash.text_search import mentions


@cache
def shipped() -> tuple[Question, ...]:
    """Return the questions that netdash ships with, in their order."""
    return tuple(
        Question(
            id=row["id"],
            text=row["text"],
            topic=row["topic"],
            starred=row.get("starred", False),
            position=float(number),
            origin=Origin.SHIPPED,
        )
        for number, row in enumerate(read_shipped("questions")["questions"], 1)
    )


@cache
def source() -> str:
    """Say where the shipped questions are from."""
    return str(read_shipped("questions")["source"])


@cache
def closing() -> str:
    """Return the id of the referral question, which closes every set."""
    return str(next(row["id"] for row in read_shipped("questions")["questions"] if row.get("closes")))


def closes(id: str) -> bool:
    """Tell whether this is the referral question, which closes every set."""
    return id == closing()


def wordings(workspace: Workspace, now: datetime, kept_for: timedelta) -> Mapping[str, str]:
    """Return how each question reads by its id, those in the trash too, marked."""
    deleted = {
        one.id: f"{one.label} (deleted)"
        for one in trash.items(workspace, now, kept_for)
        if one.records and one.records[0].table == Question.table
    }
    return {**deleted, **{one.id: one.text for one in bank(workspace.all(Question))}}


def reword(workspace: Workspace, id: str, text: str, topic: str) -> str:
    """Give a question this text and topic, whatever it says now."""
    with workspace.transaction():
        return edit(workspace, find(workspace, id).replace(text=text, topic=topic))


def star(workspace: Workspace, id: str, starred: bool) -> None:
    """Star a question, or take its star off."""
    with workspace.transaction():
        question = find(workspace, id)
        if question.starred != starred:
            workspace.save(question.replace(starred=starred))


def archive(workspace: Workspace, id: str, archived: bool) -> None:
    """Put a question out of sight, or bring it back. Raises InvalidRecordError for the one that closes every set."""
    if archived and closes(id):
        raise InvalidRecordError("This question closes every set, so it stays. You can put it in your own words.")
    _CATALOGUE.archive(workspace, id, archived)


def move(workspace: Workspace, id: str, step: Step, among: Iterable[str]) -> None:
    """Move a question by a step among some that are shown together; the rest of the bank keeps its order."""
    with workspace.transaction():
        for question in moved(bank(workspace.all(Question)), id, step, tuple(among)):
            if workspace.get(Question, question.id) is None:
                workspace.save(question)
            else:
                # Stored under the same moment: its words are untouched, so no form that is open on them is in conflict.
                workspace.amend(question)


def _checked(workspace: Workspace, question: Question) -> Question:
    """Refuse a question that the bank has already, and spell its topic as the others do."""
    others = [one for one in bank(workspace.all(Question)) if one.id != question.id]
    twin = next((one for one in others if _folded(one.text) == _folded(question.text)), None)
    if twin is not None:
        where = "in the archive: bring it back from there" if twin.archived else f"under {twin.topic or 'no topic'}"
        raise InvalidRecordError(f"Your bank has this question already, {where}.")
    spelled = next((one.topic for one in others if one.topic.casefold() == question.topic.casefold()), question.topic)
    return question.replace(topic=spelled)


def _folded(text: str) -> str:
    return text.casefold().rstrip(" ?.!")


class Step(StrEnum):
    """Where something moves to within its list."""

    UP = "up"
    DOWN = "down"
    TOP = "top"
    BOTTOM = "bottom"


def place(question: Question) -> tuple[float, str]:
    """Return what questions are sorted by; two tabs may give two the same position."""
    return question.position, question.id


def shifted(ids: Sequence[str], id: str, step: Step) -> tuple[str, ...]:
    """Return the ids with one moved by a step; one that is not there, or at its end already, changes nothing."""
    if id not in ids:
        return tuple(ids)
    rest, at = [one for one in ids if one != id], list(ids).index(id)
    to = {Step.UP: max(0, at - 1), Step.DOWN: at + 1, Step.TOP: 0, Step.BOTTOM: len(rest)}[step]
    return (*rest[:to], id, *rest[to:])


def moved(order: Sequence[Question], id: str, step: Step, among: Collection[str]) -> tuple[Question, ...]:
    """Return the questions to save so that one moves by a step among some of them.

    These exchange the positions that they have already, so that nothing else in the bank moves: not
    even a topic, which stands where its first question does.
    """
    distinct = len({one.position for one in order}) == len(order)
    numbered = order if distinct else [one.replace(position=float(n)) for n, one in enumerate(order, 1)]
    before = [one for one in numbered if one.id in among]
    after = shifted([one.id for one in before], id, step)
    if list(after) == [one.id for one in before]:
        return ()
    positions = {one.id: one.position for one in numbered}
    positions |= {one: here.position for one, here in zip(after, before, strict=True)}
    return tuple(one.replace(position=positions[one.id]) for one in order if one.position != positions[one.id])


@dataclass(frozen=True)
class Filter:
    """Which questions are shown. `topic` None is any topic; archived ones are shown only by themselves."""

    text: str = ""
    topic: str | None = None
    starred: bool = False
    own: bool = False
    archived: bool = False


def filtered(bank: Iterable[Question], wanted: Filter) -> tuple[Question, ...]:
    """Return the questions that a filter lets through, in their order."""
    return tuple(
        one
        for one in bank
        if one.archived == wanted.archived
        and (wanted.topic is None or one.topic == wanted.topic)
        and (not wanted.starred or one.starred)
        and (not wanted.own or one.origin is Origin.OWN)
        and mentions((one.text, one.topic), wanted.text)
    )


def topics(questions: Iterable[Question]) -> tuple[str, ...]:
    """Return the topics in the order in which they come up; questions without one come last."""
    found = dict.fromkeys(one.topic for one in questions)
    return tuple(sorted(found, key=lambda topic: not topic))


def by_topic(questions: Iterable[Question]) -> dict[str, tuple[Question, ...]]:
    """Return the questions of each topic, in order."""
    every = tuple(questions)
    return {topic: tuple(one for one in every if one.topic == topic) for topic in topics(every)}


@dataclass(frozen=True)
class Use:
    """How many conversations a question was asked in, and when the last of them ended."""

    times: int
    last_at: datetime


def uses(meetings: Iterable[Meeting]) -> dict[str, Use]:
    """Count by the question's id. Only conversations that were held count, each once a question."""
    found: dict[str, Use] = {}
    for meeting in meetings:
        if meeting.state is MeetingState.HELD:
            for id in {one.question for one in meeting.asked}:
                before = found.get(id)
                last = meeting.starts_at if before is None else max(before.last_at, meeting.starts_at)
                found[id] = Use(before.times + 1 if before else 1, last)
    return found


def answers(meetings: Iterable[Meeting], question: str) -> tuple[tuple[Meeting, AskedQuestion], ...]:
    """Return the held conversations in which a question was asked, with what was said, the latest first."""
    found = [
        (meeting, next(one for one in meeting.asked if one.question == question))
        for meeting in meetings
        if meeting.state is MeetingState.HELD and any(one.question == question for one in meeting.asked)
    ]
    return tuple(sorted(found, key=lambda pair: pair[0].ends_at, reverse=True))


_CATALOGUE = Catalogue(
    Question,
    "question",
    shipped,
    text_fields=frozenset({"text", "topic"}),
    place=place,
    check=_checked,
    label=lambda one: one.text,
    placed_last=lambda every, one: one.replace(position=max(each.position for each in every) + 1),
)
bank, find, is_edited, is_deletable = _CATALOGUE.all, _CATALOGUE.find, _CATALOGUE.is_edited, _CATALOGUE.is_deletable
add, edit, reset, delete = _CATALOGUE.add, _CATALOGUE.edit, _CATALOGUE.reset, _CATALOGUE.delete
