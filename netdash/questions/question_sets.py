"""Question sets: the current one and those saved under a name; the referral question closes each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from netdash import trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.questions import questions
from netdash.questions.questions import Direction, new_order
from netdash.records import Meeting, Question, QuestionSet
from netdash.rules import QuestionRules
from netdash.store import Workspace

CURRENT_ID = "2".rjust(32, "0")
"""The id of the current set, the one being chosen: there is one a workspace, without a name."""


def current(workspace: Workspace) -> QuestionSet:
    """Return the current set, an empty one at first."""
    return workspace.get(QuestionSet, CURRENT_ID) or QuestionSet(id=CURRENT_ID, name="")


def saved(sets: Iterable[QuestionSet]) -> tuple[QuestionSet, ...]:
    """Return the sets saved under a name, sorted by it."""
    named = (question_set for question_set in sets if question_set.id != CURRENT_ID)
    return tuple(sorted(named, key=lambda question_set: question_set.name.casefold()))


def with_closing(ids: Iterable[str]) -> tuple[str, ...]:
    """Return question ids, each once, with the referral question last; of no ids, none."""
    unique, closing = dict.fromkeys(ids), questions.closing_id()
    return (*(id for id in unique if id != closing), closing) if unique else ()


def members(ids: Iterable[str], bank: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions of a set in asking order, without those deleted or archived since."""
    present = {question.id: question for question in bank if not question.archived}
    return tuple(present[id] for id in with_closing(ids) if id in present)


def label(question_set: QuestionSet) -> str:
    """Name a set; one of the sample is marked."""
    return f"{question_set.name} (sample)" if question_set.sample else question_set.name


def current_questions(workspace: Workspace) -> tuple[Question, ...]:
    """Return the questions of the current set, in asking order."""
    return members(current(workspace).questions, questions.bank(workspace.all(Question)))


def namesake(sets: Iterable[QuestionSet], name: str) -> QuestionSet | None:
    """Return the saved set of this name, whatever its capitals."""
    folded = " ".join(name.split()).casefold()
    return next((question_set for question_set in saved(sets) if question_set.name.casefold() == folded), None)


def with_questions(sets: Iterable[QuestionSet], ids: Iterable[str]) -> QuestionSet | None:
    """Return the saved set that asks exactly these questions in this order."""
    ids_in_order = tuple(ids)
    return next((question_set for question_set in saved(sets) if question_set.questions == ids_in_order), None)


def has_full_set(
    sets: Iterable[QuestionSet], meetings: Iterable[Meeting], bank: Iterable[Question], rule: QuestionRules
) -> bool:
    """Tell whether any set or meeting has as many questions as the rule asks for."""
    bank = tuple(bank)
    selections = [*(owner.questions for owner in sets), *(owner.questions for owner in meetings)]
    return any(rule.fewest <= len(members(ids, bank)) <= rule.most for ids in selections if ids)


def advice(count: int, rule: QuestionRules) -> str:
    """Say what to do about a set that is too small or too large; nothing where its size is right."""
    if count < rule.fewest:
        return f"Choose {rule.fewest - count} more: {rule.fewest} to {rule.most} fill a conversation without a rush."
    if count > rule.most:
        over = count - rule.most
        return f"Take out {over}: with more than {rule.most} the answers get short, and you run over their time."
    return ""


def choose(workspace: Workspace, id: str) -> None:
    """Add a question to the current set. Raises GoneError where there is no such question."""
    with workspace.transaction():
        questions.find(workspace, id)
        _save_current(workspace, (*current(workspace).questions, id))


def remove(workspace: Workspace, id: str) -> None:
    """Remove a question from the current set. Raises InvalidRecordError for the referral question among others."""
    with workspace.transaction():
        ids = current(workspace).questions
        if questions.is_closing(id):
            if len(current_questions(workspace)) > 1:
                raise InvalidRecordError("This question closes every set, so it stays as long as there is another.")
            ids = ()
        rest = tuple(other for other in ids if other != id)
        _save_current(workspace, () if all(map(questions.is_closing, rest)) else rest)


def move(workspace: Workspace, id: str, direction: Direction) -> None:
    """Move a question of the current set; the referral question stays last."""
    with workspace.transaction():
        movable = [question.id for question in current_questions(workspace) if not questions.is_closing(question.id)]
        # An archived question stays in the set, at the end, for the day it is brought back.
        _save_current(workspace, (*new_order(movable, id, direction), *current(workspace).questions))


def clear(workspace: Workspace) -> None:
    """Empty the current set."""
    with workspace.transaction():
        _save_current(workspace, ())


def load(workspace: Workspace, id: str) -> None:
    """Copy the questions of a saved set to the current one. Raises GoneError where there is none with this id."""
    with workspace.transaction():
        _save_current(workspace, find(workspace, id).questions)


def find(workspace: Workspace, id: str) -> QuestionSet:
    """Return a saved set. Raises GoneError where there is none with this id."""
    stored = None if id == CURRENT_ID else workspace.get(QuestionSet, id)
    if stored is None:
        raise GoneError(QuestionSet.noun)
    return stored


def save_as(workspace: Workspace, name: str, id: str) -> str:
    """Save the current questions under a name and return the set's id; a set of that name is replaced.

    `id` is for a new set. Raises InvalidRecordError without a name or without questions.
    """
    with workspace.transaction():
        ids = tuple(question.id for question in current_questions(workspace))
        if not ids:
            raise InvalidRecordError("Choose the questions first, then save them as a set.")
        sets = workspace.all(QuestionSet)
        question_set = namesake(sets, name) or workspace.get(QuestionSet, id) or QuestionSet(id=id, name=name)
        return workspace.save(question_set.replace(name=_check_name(name), questions=ids))


def rename(workspace: Workspace, question_set: QuestionSet) -> None:
    """Save a set under its new name.

    Raises InvalidRecordError where the name is empty or another set's, ConflictError if another tab changed the set.
    """
    with workspace.transaction():
        twin = namesake(workspace.all(QuestionSet), question_set.name)
        if twin is not None and twin.id != question_set.id:
            sentence = f"Another set is called “{twin.name}”. Choose a different name."
            raise InvalidRecordError(sentence, at={"name": "in use already"})
        workspace.save(question_set.replace(name=_check_name(question_set.name)))


def delete(workspace: Workspace, id: str, now: datetime) -> str:
    """Move a saved set to the trash and return the id to restore it by."""
    with workspace.transaction():
        return trash.discard(workspace, QuestionSet, id, f"Question set “{find(workspace, id).name}”", now)


def as_text(questions: Iterable[Question]) -> str:
    """Return questions as numbered lines of text."""
    return "\n".join(f"{number}. {question.text}" for number, question in enumerate(questions, 1))


def _check_name(name: str) -> str:
    if not name.strip():
        raise InvalidRecordError("Give the set a name, such as “Recruiters”.", "name")
    return name


def _save_current(workspace: Workspace, ids: Iterable[str]) -> None:
    workspace.change(current(workspace), questions=with_closing(ids))
