"""The question bank: the shipped questions and the member's own, in order, with how often each was asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from operator import attrgetter

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
    rows = read_shipped("questions")["questions"]
    fields = [{name: row[name] for name in ("id", "text", "topic", "starred") if name in row} for row in rows]
    return tuple(Question(**row, position=number, origin=Origin.SHIPPED) for number, row in enumerate(fields, 1))


@cache
def closing_id() -> str:
    """Return the id of the referral question, which closes every set."""
    return str(next(row["id"] for row in read_shipped("questions")["questions"] if row.get("closes")))


def is_closing(id: str) -> bool:
    """Tell whether this is the referral question, which closes every set."""
    return id == closing_id()


def texts(workspace: Workspace, now: datetime, kept_for: timedelta) -> Mapping[str, str]:
    """Return the text of each question by its id; one in the trash is marked."""
    deleted = {
        item.id: f"{item.label} (deleted)"
        for item in trash.items(workspace, now, kept_for)
        if item.records and item.records[0].table == Question.table
    }
    return {**deleted, **{item.id: item.text for item in bank(workspace.all(Question))}}


def star(workspace: Workspace, id: str, starred: bool) -> None:
    """Star a question, or take its star off."""
    with workspace.transaction():
        workspace.change(find(workspace, id), starred=starred)


def archive(workspace: Workspace, id: str, archived: bool) -> None:
    """Archive a question, or bring it back. Raises InvalidRecordError for the referral question."""
    if archived and is_closing(id):
        raise InvalidRecordError("This question closes every set, so it stays. You can put it in your own words.")
    CATALOGUE.archive(workspace, id, archived)


def move(workspace: Workspace, id: str, direction: Direction, group: Iterable[str]) -> None:
    """Move a question within the group shown together; the rest of the bank keeps its order."""
    with workspace.transaction():
        for question in position_changes(bank(workspace.all(Question)), id, direction, tuple(group)):
            if workspace.get(Question, question.id) is None:
                workspace.save(question)
            else:
                # `amend` keeps `updated_at`: the text is untouched, so no form open on it is in conflict.
                workspace.amend(question)


def _check(workspace: Workspace, question: Question) -> Question:
    """Refuse a question that the bank has already, and return it with its topic spelled as in the others."""
    others = [other for other in bank(workspace.all(Question)) if other.id != question.id]
    twin = next((other for other in others if _match_key(other.text) == _match_key(question.text)), None)
    if twin is not None:
        where = "in the archive: bring it back from there" if twin.archived else f"under {twin.topic or 'no topic'}"
        raise InvalidRecordError(f"Your bank has this question already, {where}.", at={"text": "there already"})
    topic = next(
        (other.topic for other in others if other.topic.casefold() == question.topic.casefold()), question.topic
    )
    return question.replace(topic=topic)


def _match_key(text: str) -> str:
    return text.casefold().rstrip(" ?.!")


class Direction(StrEnum):
    """Where a question moves to within its list."""

    UP = "up"
    DOWN = "down"
    TOP = "top"
    BOTTOM = "bottom"


sort_key = attrgetter("position", "id")
"""Reads what questions are sorted by; two tabs may give two of them one position."""


def new_order(ids: Sequence[str], id: str, direction: Direction) -> tuple[str, ...]:
    """Return the ids with one of them moved; an id that is not there, or at the end already, changes nothing."""
    if id not in ids:
        return tuple(ids)
    rest, at = [other for other in ids if other != id], list(ids).index(id)
    places = {Direction.UP: max(0, at - 1), Direction.DOWN: at + 1, Direction.TOP: 0, Direction.BOTTOM: len(rest)}
    target = places[direction]
    return (*rest[:target], id, *rest[target:])


def position_changes(
    order: Sequence[Question], id: str, direction: Direction, group: Collection[str]
) -> tuple[Question, ...]:
    """Return the questions to save so that one moves within a group.

    The group exchanges the positions that it has already, so that nothing else in the bank moves: not
    even a topic, which stands where its first question does.
    """
    is_distinct = len({question.position for question in order}) == len(order)
    current = order if is_distinct else [question.replace(position=float(n)) for n, question in enumerate(order, 1)]
    before = [question for question in current if question.id in group]
    after = new_order([question.id for question in before], id, direction)
    if list(after) == [question.id for question in before]:
        return ()
    positions = {question.id: question.position for question in current}
    positions |= {id: question.position for id, question in zip(after, before, strict=True)}
    return tuple(
        question.replace(position=positions[question.id])
        for question in order
        if question.position != positions[question.id]
    )


@dataclass(frozen=True)
class QuestionFilter:
    """Which questions to show; no topics are any topic, and archived ones are never shown with the others."""

    text: str = ""
    topics: tuple[str, ...] = ()
    starred: bool = False
    own: bool = False
    archived: bool = False


def filtered(bank: Iterable[Question], filter: QuestionFilter) -> tuple[Question, ...]:
    """Return the questions that a filter matches, in their order; of starred and own ones, either."""
    either = filter.starred or filter.own
    return tuple(
        question
        for question in bank
        if question.archived == filter.archived
        and (not filter.topics or question.topic in filter.topics)
        and (not either or (filter.starred and question.starred) or (filter.own and question.origin is Origin.OWN))
        and mentions((question.text, question.topic), filter.text)
    )


def topics(questions: Iterable[Question]) -> tuple[str, ...]:
    """Return the topics in the order of their first questions; the empty topic comes last."""
    topics = dict.fromkeys(question.topic for question in questions)
    return tuple(sorted(topics, key=lambda topic: not topic))


def by_topic(questions: Iterable[Question]) -> dict[str, tuple[Question, ...]]:
    """Return the questions of each topic, in order."""
    questions = tuple(questions)
    return {topic: tuple(question for question in questions if question.topic == topic) for topic in topics(questions)}


@dataclass(frozen=True)
class Usage:
    """How many conversations a question was asked in, and when the last of them began."""

    times: int
    last_at: datetime


def usage(meetings: Iterable[Meeting]) -> dict[str, Usage]:
    """Return how often each question was asked, by its id; only meetings held count, each once a question."""
    by_id: dict[str, Usage] = {}
    for meeting in meetings:
        if meeting.state is MeetingState.HELD:
            for id in {answer.question for answer in meeting.asked}:
                earlier = by_id.get(id)
                last_at = meeting.starts_at if earlier is None else max(earlier.last_at, meeting.starts_at)
                by_id[id] = Usage(earlier.times + 1 if earlier else 1, last_at)
    return by_id


def answers(meetings: Iterable[Meeting], question: str) -> tuple[tuple[Meeting, AskedQuestion], ...]:
    """Return the meetings held in which a question was asked, each with the answer, the latest first."""
    pairs = [
        (meeting, next(answer for answer in meeting.asked if answer.question == question))
        for meeting in meetings
        if meeting.state is MeetingState.HELD and any(answer.question == question for answer in meeting.asked)
    ]
    return tuple(sorted(pairs, key=lambda pair: pair[0].ends_at, reverse=True))


CATALOGUE = Catalogue(
    Question,
    "question",
    shipped,
    text_fields=frozenset({"text", "topic"}),
    sort_key=sort_key,
    check=_check,
    label=lambda question: question.text,
    placed_last=lambda others, new: new.replace(position=max(other.position for other in others) + 1),
)
bank, find, is_edited, is_deletable = CATALOGUE.all, CATALOGUE.find, CATALOGUE.is_edited, CATALOGUE.is_deletable
add, edit, reset, delete = CATALOGUE.add, CATALOGUE.edit, CATALOGUE.reset, CATALOGUE.delete
