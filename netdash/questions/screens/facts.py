"""What screens show of questions, remembered until a record changes."""

from __future__ import annotations

from collections.abc import Mapping

from netdash import rules
from netdash.moments import day_of, day_words
from netdash.questions import question_sets, questions
from netdash.questions.questions import Direction, Usage
from netdash.records import Meeting, Origin, Question, QuestionSet, Trashed
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

Texts = Mapping[str, str]

REMOVED = "a question removed"

MOVES = {Direction.UP: ("Earlier", "earlier"), Direction.DOWN: ("Later", "later")}
"""The moves of a question among those chosen: the button's label, and what its key says."""


def bank(visit: Visit) -> tuple[Question, ...]:
    """Return every question in its order, archived ones too."""
    return visit.remember(lambda: questions.bank(visit.workspace.all(Question)), "bank", Question)


def current_questions(visit: Visit) -> tuple[Question, ...]:
    """Return the questions of the current set, in asking order."""
    return visit.remember(lambda: question_sets.current_questions(visit.workspace), "chosen", Question, QuestionSet)


def usage(visit: Visit) -> Mapping[str, Usage]:
    """Return how often each question was asked, by its id."""
    return visit.remember(lambda: questions.usage(visit.workspace.all(Meeting)), "uses", Meeting)


def texts(visit: Visit) -> Texts:
    """Return the text of each question by its id; one in the trash is marked."""
    kept_for = rules.shipped().trash.kept_for
    return visit.remember(lambda: questions.texts(visit.workspace, visit.now, kept_for), "wordings", Question, Trashed)


def usage_words(visit: Visit, id: str) -> str:
    """Say how often a question was asked and when last: `asked 3 times, last on Mon 4 May`."""
    counts = usage(visit).get(id)
    if counts is None:
        return "not asked yet"
    day = day_words(day_of(counts.last_at, visit.zone), visit.today)
    when = day if day in ("today", "yesterday") else f"on {day}"
    return f"asked once, {when}" if counts.times == 1 else f"asked {counts.times} times, last {when}"


def description(visit: Visit, question: Question, *parts: str) -> str:
    """Return one line of Markdown about a question: these parts, how often it was asked, and whose wording it is."""
    facts = [*parts, usage_words(visit, question.id)]
    if question.origin is Origin.OWN:
        facts.append("your own")
    elif questions.is_edited(question):
        facts.append("in your words")
    line = " · ".join(part for part in facts if part)
    return escaped(line[:1].upper() + line[1:])
