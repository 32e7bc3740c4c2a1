"""The bank of questions: those that ship with netdash, as the member changed them, and the member's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache

from netdash import drafts, trash
from netdash.errors import GoneError, InvalidRecordError
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


def reworded(question: Question) -> bool:
    """Tell whether a shipped question no longer reads as it shipped."""
    original = _original(question.id)
    return original is not None and (original.text, original.topic) != (question.text, question.topic)


def bank(stored: Iterable[Question]) -> tuple[Question, ...]:
    """Return every question in its order, archived ones too: stored copies stand in for the shipped ones."""
    merged = {one.id: one for one in (*shipped(), *stored)}
    return tuple(sorted(merged.values(), key=order.place))


def deletable(question: Question) -> bool:
    """Tell whether a question is the member's own, so that it can be deleted; a shipped one can be archived."""
    return _original(question.id) is None


def find(workspace: Workspace, id: str) -> Question:
    """Return a question, stored or shipped. Raises GoneError where there is none with this id."""
    question = workspace.get(Question, id) or _original(id)
    if question is None:
        raise GoneError(Question.noun)
    return question


def wordings(workspace: Workspace, now: datetime, kept_for: timedelta) -> Mapping[str, str]:
    """Return how each question reads by its id, those in the trash too, marked."""
    deleted = {
        one.id: f"{one.label} (deleted)"
        for one in trash.items(workspace, now, kept_for)
        if one.records and one.records[0].table == Question.table
    }
    return {**deleted, **{one.id: one.text for one in bank(workspace.all(Question))}}


def add(workspace: Workspace, question: Question) -> str:
    """Save a new question at the end of the bank and return its id. A second submission saves nothing.

    Raises InvalidRecordError where the bank has it already.
    """
    with workspace.transaction():
        if workspace.get(Question, question.id) is not None:
            return question.id
        last = max(one.position for one in bank(workspace.all(Question)))
        return workspace.save(_checked(workspace, question).replace(position=last + 1))


def edit(workspace: Workspace, question: Question) -> str:
    """Save a changed question; the first change of a shipped one stores a copy under the same id.

    Raises ConflictError where another tab changed it meanwhile, InvalidRecordError where another reads the same.
    """
    with workspace.transaction():
        return workspace.save(_checked(workspace, question))


def reword(workspace: Workspace, id: str, text: str, topic: str) -> str:
    """Give a question this text and topic, whatever it says now."""
    with workspace.transaction():
        return edit(workspace, find(workspace, id).replace(text=text, topic=topic))


def reset(workspace: Workspace, id: str) -> str:
    """Give a shipped question the text and topic that it shipped with. Raises GoneError for any other."""
    original = _original(id)
    if original is None:
        raise GoneError(Question.noun)
    return reword(workspace, id, original.text, original.topic)


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
    with workspace.transaction():
        question = find(workspace, id)
        if question.archived != archived:
            workspace.save(question.replace(archived=archived))


def move(workspace: Workspace, id: str, step: Step, among: Iterable[str]) -> None:
    """Move a question by a step among some that are shown together; the rest of the bank keeps its order."""
    with workspace.transaction():
        for question in order.moved(bank(workspace.all(Question)), id, step, tuple(among)):
            if workspace.get(Question, question.id) is None:
                workspace.save(question)
            else:
                # Stored under the same moment: its words are untouched, so no form that is open on them is in conflict.
                workspace.amend(question)


def delete(workspace: Workspace, id: str, now: datetime) -> str:
    """Move one of the member's own questions to the trash and return the id to restore it by.

    Raises InvalidRecordError for a shipped one, which can be archived instead.
    """
    with workspace.transaction():
        question = find(workspace, id)
        if not deletable(question):
            raise InvalidRecordError("This question came with netdash: archive it instead of deleting it.")
        return trash.discard(workspace, question, question.text, now, drafts.about(workspace, [id]))


def _checked(workspace: Workspace, question: Question) -> Question:
    """Refuse a question that the bank has already, and spell its topic as the others do."""
    others = [one for one in bank(workspace.all(Question)) if one.id != question.id]
    twin = next((one for one in others if _folded(one.text) == _folded(question.text)), None)
    if twin is not None:
        where = "in the archive: bring it back from there" if twin.archived else f"under {twin.topic or 'no topic'}"
        raise InvalidRecordError(f"Your bank has this question already, {where}.")
    spelled = next((one.topic for one in others if one.topic.casefold() == question.topic.casefold()), question.topic)
    return question.replace(topic=spelled)


def _original(id: str) -> Question | None:
    return next((one for one in shipped() if one.id == id), None)


def _folded(text: str) -> str:
    return text.casefold().rstrip(" ?.!")
