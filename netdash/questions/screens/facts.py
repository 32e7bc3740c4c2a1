"""What screens know about questions, looked up once a change."""

from __future__ import annotations

from collections.abc import Mapping

from netdash import rules
from netdash.moments import day_of, day_words
from netdash.questions import question_sets, questions
from netdash.questions.questions import Use
from netdash.records import Meeting, Origin, Question, QuestionSet, Trashed
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

Wordings = Mapping[str, str]

REMOVED = "a question removed"


def bank(visit: Visit) -> tuple[Question, ...]:
    """Return every question in its order, archived ones too."""
    return visit.remember(lambda: questions.bank(visit.workspace.all(Question)), "bank", Question)


def chosen(visit: Visit) -> tuple[Question, ...]:
    """Return the questions that are being chosen, in asking order."""
    return visit.remember(lambda: question_sets.chosen(visit.workspace), "chosen", Question, QuestionSet)


def uses(visit: Visit) -> Mapping[str, Use]:
    """Return how often each question was asked, by its id."""
    return visit.remember(lambda: questions.uses(visit.workspace.all(Meeting)), "uses", Meeting)


def wordings(visit: Visit) -> Wordings:
    """Return how each question reads by its id, those in the trash too."""
    kept_for = rules.shipped().trash.kept_for
    return visit.remember(
        lambda: questions.wordings(visit.workspace, visit.now, kept_for), "wordings", Question, Trashed
    )


def use_words(visit: Visit, id: str) -> str:
    """Say how often a question was asked and when last: `asked 3 times, last on Mon 4 May`."""
    use = uses(visit).get(id)
    if use is None:
        return "not asked yet"
    day = day_words(day_of(use.last_at, visit.zone), visit.today)
    when = day if day in ("today", "yesterday") else f"on {day}"
    return f"asked once, {when}" if use.times == 1 else f"asked {use.times} times, last {when}"


def described(visit: Visit, question: Question, *parts: str) -> str:
    """Say in one line of Markdown what there is to know about a question besides its text."""
    said = [*parts, use_words(visit, question.id)]
    if question.origin is Origin.OWN:
        said.append("your own")
    elif questions.is_edited(question):
        said.append("in your words")
    line = " · ".join(part for part in said if part)
    return escaped(line[:1].upper() + line[1:])
