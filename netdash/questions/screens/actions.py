"""What the buttons of the question bank do, and the way back from it. Callbacks open the workspace anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from netdash import trash
from netdash.questions import question_sets, questions
from netdash.questions.questions import Step
from netdash.records import Question, QuestionSet
from netdash.store import Workspace
from netdash.ui import flash, session
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


def choose(id: str, key: str) -> None:
    """Take a question into the set or out of it, as its box under this key now says."""
    if st.session_state[key]:
        _do(lambda workspace: question_sets.choose(workspace, id))
    else:
        _do(lambda workspace: question_sets.leave_out(workspace, id))


def star(id: str, starred: bool) -> None:
    """Star a question, or take its star off."""
    _do(lambda workspace: questions.star(workspace, id, starred))


def move(id: str, step: Step, among: Sequence[str]) -> None:
    """Move a question by a step among those it is shown with."""
    _do(lambda workspace: questions.move(workspace, id, step, among))


def move_chosen(id: str, step: Step) -> None:
    """Ask a chosen question earlier or later."""
    _do(lambda workspace: question_sets.move(workspace, id, step))


def leave_out(id: str) -> None:
    """Take a question out of the set."""
    _do(lambda workspace: question_sets.leave_out(workspace, id))


def archive(visit: Visit, question: Question, archived: bool) -> None:
    """Put a question out of sight or bring it back, and say so."""
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
        undo=lambda: _ignored(questions.reword(session.opened().workspace, question.id, question.text, question.topic)),
    )


def delete(visit: Visit, question: Question) -> None:
    """Delete one of the member's own questions, and say so."""
    gone = questions.delete(visit.workspace, question.id, visit.now)
    flash.say(f"Deleted: {question.text}", undo=undoing(trash.restore, gone))


def putting_back(earlier: QuestionSet, later: QuestionSet) -> Callable[[], None]:
    """Return the way back from replacing or emptying a set."""
    return lambda: question_sets.put_back(session.opened().workspace, earlier, later)


def _do(change: Callable[[Workspace], None]) -> None:
    flash.saying_problems(lambda: change(session.opened().workspace))


def _ignored(_: object) -> None:
    """Let what a command returns go."""
