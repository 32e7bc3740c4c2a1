"""What the buttons of the question bank do, with undo; callbacks open the workspace themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from netdash import trash
from netdash.questions import question_sets, questions
from netdash.questions.questions import Direction
from netdash.records import Question, QuestionSet
from netdash.store import Workspace
from netdash.ui import flash, session
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


def choose(id: str, key: str) -> None:
    """Add a question to the current set or remove it, by what its checkbox under this key says."""
    if st.session_state[key]:
        _run(lambda workspace: question_sets.choose(workspace, id))
    else:
        _run(lambda workspace: question_sets.remove(workspace, id))


def star(id: str, starred: bool) -> None:
    """Star a question, or take its star off."""
    _run(lambda workspace: questions.star(workspace, id, starred))


def move(id: str, direction: Direction, group: Sequence[str]) -> None:
    """Move a question within the group it is shown in."""
    _run(lambda workspace: questions.move(workspace, id, direction, group))


def move_in_set(id: str, direction: Direction) -> None:
    """Move a question within the current set."""
    _run(lambda workspace: question_sets.move(workspace, id, direction))


def remove(id: str) -> None:
    """Remove a question from the current set."""
    _run(lambda workspace: question_sets.remove(workspace, id))


def archive(visit: Visit, question: Question, archived: bool) -> None:
    """Archive a question or bring it back, and say so."""
    questions.archive(visit.workspace, question.id, archived)
    flash.say(
        f"{'Archived' if archived else 'Brought back'}: {question.text}",
        undo=lambda: questions.archive(session.opened().workspace, question.id, not archived),
    )


def reset(visit: Visit, question: Question) -> None:
    """Give a shipped question back its own words, and say so."""
    questions.reset(visit.workspace, question.id)
    flash.say(
        "The question reads again as it came with netdash.",
        undo=lambda: _ignore(questions.reword(session.opened().workspace, question.id, question.text, question.topic)),
    )


def delete(visit: Visit, question: Question) -> None:
    """Delete one of the member's own questions, and say so."""
    trash_id = questions.delete(visit.workspace, question.id, visit.now)
    flash.say(f"Deleted: {question.text}", undo=undoing(trash.restore, trash_id))


def set_undo(earlier: QuestionSet, later: QuestionSet) -> Callable[[], None]:
    """Return the undo of replacing or emptying a set."""
    return lambda: question_sets.revert(session.opened().workspace, earlier, later)


def _run(command: Callable[[Workspace], None]) -> None:
    flash.attempt(lambda: command(session.opened().workspace))


def _ignore(_: object) -> None:
    """Drop the result of a command, as an undo returns nothing."""
