"""Sets of questions: the one being chosen, and those that are saved by name. The referral question closes each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from netdash import drafts, trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.questions import questions
from netdash.questions.questions import Step, shifted
from netdash.records import Meeting, Question, QuestionSet
from netdash.rules import QuestionRules
from netdash.store import Workspace

WORKING_ID = "2".rjust(32, "0")
"""The id of the set that is being chosen: there is one a workspace, without a name."""


def working(workspace: Workspace) -> QuestionSet:
    """Return the set that is being chosen, an empty one at first."""
    return workspace.get(QuestionSet, WORKING_ID) or QuestionSet(id=WORKING_ID, name="")


def saved(sets: Iterable[QuestionSet]) -> tuple[QuestionSet, ...]:
    """Return the sets that are saved by name, by their names."""
    return tuple(sorted((one for one in sets if one.id != WORKING_ID), key=lambda one: one.name.casefold()))


def closed(ids: Iterable[str]) -> tuple[str, ...]:
    """Return chosen questions each once with the referral question last: it is in every set that is not empty."""
    once = dict.fromkeys(ids)
    rest = tuple(id for id in once if not questions.closes(id))
    return (*rest, questions.closing()) if once else ()


def members(ids: Iterable[str], bank: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions of a set in asking order; those deleted or archived since are left out."""
    present = {one.id: one for one in bank if not one.archived}
    return tuple(present[id] for id in closed(ids) if id in present)


def label(one: QuestionSet) -> str:
    """Name a set; one of the sample is marked."""
    return f"{one.name} (sample)" if one.sample else one.name


def chosen(workspace: Workspace) -> tuple[Question, ...]:
    """Return the questions that are being chosen, in asking order."""
    return members(working(workspace).questions, questions.bank(workspace.all(Question)))


def named_like(sets: Iterable[QuestionSet], name: str) -> QuestionSet | None:
    """Return the saved set of this name, whatever its capitals."""
    wanted = " ".join(name.split()).casefold()
    return next((one for one in saved(sets) if one.name.casefold() == wanted), None)


def same_as(sets: Iterable[QuestionSet], ids: Iterable[str]) -> QuestionSet | None:
    """Return the saved set that asks exactly these questions in this order."""
    asked = tuple(ids)
    return next((one for one in saved(sets) if one.questions == asked), None)


def any_chosen(
    sets: Iterable[QuestionSet], meetings: Iterable[Meeting], bank: Iterable[Question], rule: QuestionRules
) -> bool:
    """Tell whether as many questions as the rule says were ever chosen: as a set, or for a conversation."""
    known = tuple(bank)
    asked = [*(one.questions for one in sets), *(one.questions for one in meetings)]
    return any(rule.fewest <= len(members(ids, known)) <= rule.most for ids in asked if ids)


def advice(count: int, rule: QuestionRules) -> str:
    """Say what to do about a set of another size than the rule's; nothing where the size is right."""
    if count < rule.fewest:
        return f"Choose {rule.fewest - count} more: {rule.fewest} to {rule.most} fill a conversation without a rush."
    if count > rule.most:
        over = count - rule.most
        return f"Take out {over}: with more than {rule.most} the answers get short, and you run over their time."
    return ""


def choose(workspace: Workspace, id: str) -> None:
    """Take a question into the set that is being chosen. Raises GoneError where there is no such question."""
    with workspace.transaction():
        questions.find(workspace, id)
        _write(workspace, (*working(workspace).questions, id))


def leave_out(workspace: Workspace, id: str) -> None:
    """Take a question out again. Raises InvalidRecordError for the referral question, unless it is there alone."""
    with workspace.transaction():
        ids = working(workspace).questions
        if questions.closes(id):
            if len(chosen(workspace)) > 1:
                raise InvalidRecordError("This question closes every set, so it stays as long as there is another.")
            ids = ()
        rest = tuple(one for one in ids if one != id)
        _write(workspace, () if all(map(questions.closes, rest)) else rest)


def move(workspace: Workspace, id: str, step: Step) -> None:
    """Ask a question earlier or later; the referral question stays last."""
    with workspace.transaction():
        shown = [one.id for one in chosen(workspace) if not questions.closes(one.id)]
        # What is archived for now keeps its place at the end, for the day it is brought back.
        _write(workspace, (*shifted(shown, id, step), *working(workspace).questions))


def clear(workspace: Workspace) -> None:
    """Empty the set that is being chosen."""
    with workspace.transaction():
        _write(workspace, ())


def load(workspace: Workspace, id: str) -> None:
    """Choose what a saved set asks. Raises GoneError where there is none with this id."""
    with workspace.transaction():
        _write(workspace, find(workspace, id).questions)


def find(workspace: Workspace, id: str) -> QuestionSet:
    """Return a saved set. Raises GoneError where there is none with this id."""
    found = None if id == WORKING_ID else workspace.get(QuestionSet, id)
    if found is None:
        raise GoneError(QuestionSet.noun)
    return found


def save_as(workspace: Workspace, name: str, id: str) -> str:
    """Save the chosen questions under a name and return the set's id; a set of that name is replaced.

    `id` is a new set's. Raises InvalidRecordError without a name or without questions.
    """
    with workspace.transaction():
        shown = tuple(one.id for one in chosen(workspace))
        if not shown:
            raise InvalidRecordError("Choose the questions first, then save them as a set.")
        sets = workspace.all(QuestionSet)
        into = named_like(sets, name) or workspace.get(QuestionSet, id) or QuestionSet(id=id, name=name)
        return workspace.save(into.replace(name=_named(name), questions=shown))


def rename(workspace: Workspace, id: str, name: str) -> None:
    """Give a saved set another name. Raises InvalidRecordError where it is empty or another set's."""
    with workspace.transaction():
        found, twin = find(workspace, id), named_like(workspace.all(QuestionSet), name)
        if twin is not None and twin.id != id:
            raise InvalidRecordError(f"Another set is called “{twin.name}”. Choose a different name.")
        workspace.save(found.replace(name=_named(name)))


def delete(workspace: Workspace, id: str, now: datetime) -> str:
    """Move a saved set to the trash and return the id to restore it by."""
    with workspace.transaction():
        found = find(workspace, id)
        return trash.discard(workspace, found, f"Question set “{found.name}”", now, drafts.about(workspace, [id]))


def put_back(workspace: Workspace, earlier: QuestionSet, later: QuestionSet) -> None:
    """Make a set what it was before it became `later`. Raises InvalidRecordError where it was changed since."""
    with workspace.transaction():
        stored = workspace.get(QuestionSet, earlier.id)
        if stored is not None and (stored.name, stored.questions) != (later.name, later.questions):
            raise InvalidRecordError("The set was changed since, in another tab or window, so it stays as it is now.")
        if earlier.sample:
            workspace.put(earlier)  # saved, it would be the member's own
        else:
            now = stored or earlier.replace(updated_at=None)
            workspace.save(now.replace(name=earlier.name, questions=earlier.questions))


def as_text(asked: Iterable[Question]) -> str:
    """Return questions as numbered lines, to take along."""
    return "\n".join(f"{number}. {one.text}" for number, one in enumerate(asked, 1))


def _named(name: str) -> str:
    if not name.strip():
        raise InvalidRecordError("Give the set a name, such as “Recruiters”.")
    return name


def _write(workspace: Workspace, ids: Iterable[str]) -> None:
    current, ids = working(workspace), closed(ids)
    if current.questions != ids:
        workspace.save(current.replace(questions=ids))
