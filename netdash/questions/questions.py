"""The bank of questions: those that ship with netdash, as the member changed them, and the member's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache

from netdash import trash
from netdash.catalogue import Catalogue
from netdash.errors import InvalidRecordError
from netdash.questions import order
from netdash.questions.order import Step
from netdash.records import Origin, Question
from netdash.shipped import read_shipped
from netdash.store import Workspace


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
        for question in order.moved(bank(workspace.all(Question)), id, step, tuple(among)):
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


_CATALOGUE = Catalogue(
    Question,
    "question",
    shipped,
    worded=frozenset({"text", "topic"}),
    place=order.place,
    check=_checked,
    label=lambda one: one.text,
    at_the_end=lambda every, one: one.replace(position=max(each.position for each in every) + 1),
)
bank, find, reworded, deletable = _CATALOGUE.all, _CATALOGUE.find, _CATALOGUE.reworded, _CATALOGUE.deletable
add, edit, reset, delete = _CATALOGUE.add, _CATALOGUE.edit, _CATALOGUE.reset, _CATALOGUE.delete
