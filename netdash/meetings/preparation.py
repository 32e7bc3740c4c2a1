"""The checklist before a conversation: steps that the plan shows as done, and steps ticked by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from netdash.errors import InvalidRecordError
from netdash.questions import question_sets
from netdash.records import Meeting, Question, Research, Resume, Target
from netdash.rules import QuestionRules
from netdash.shipped import read_shipped
from netdash.store import Workspace
from netdash.targets.targets import at_company

RESUME_WORDS = {Resume.OFFERED: "Offered", Resume.SENT: "Sent", Resume.NOT_WANTED: "Not wanted"}

PRACTISED = "practised"
"""The one step that no plan shows."""


@dataclass(frozen=True)
class ChecklistStep:
    """One step. It is `derived` if the plan itself shows that it is done, which no tick can change."""

    name: str
    title: str
    advice: str
    done: bool
    derived: bool


def steps(meeting: Meeting, rule: QuestionRules, bank: Iterable[Question]) -> tuple[ChecklistStep, ...]:
    """Return the checklist of a conversation; only questions that are still in the bank count."""
    derived = _derived_steps(meeting, rule, bank)
    return tuple(
        ChecklistStep(
            **row, done=row["name"] in derived or row["name"] in meeting.ready, derived=row["name"] in derived
        )
        for row in read_shipped("preparation")["steps"]
    )


def progress(checklist: tuple[ChecklistStep, ...]) -> tuple[int, int]:
    """Return how many steps are done, and how many there are."""
    return sum(step.done for step in checklist), len(checklist)


def is_planned(checklist: tuple[ChecklistStep, ...]) -> bool:
    """Tell whether everything that belongs in the plan is there, so that only practising may be left."""
    return all(step.done for step in checklist if step.name != PRACTISED)


def progress_words(checklist: tuple[ChecklistStep, ...]) -> str:
    """Put the progress and the next step in words: `3 of 7 done. Next: choose your pitch.`"""
    done, total = progress(checklist)
    if done == total:
        return f"All {total} done. You are ready."
    next_title = next(step.title for step in checklist if not step.done)
    return f"{done} of {total} done. Next: {next_title[0].lower()}{next_title[1:]}."


def reminders() -> tuple[str, ...]:
    """Return what else to keep in mind, one sentence each."""
    return tuple(read_shipped("preparation")["reminders"])


def tick(workspace: Workspace, id: str, step: str, done: bool) -> None:
    """Tick a step off, or remove its tick.

    Raises GoneError if there is no such conversation, InvalidRecordError if there is no such step.
    """
    if step not in {row["name"] for row in read_shipped("preparation")["steps"]}:
        raise InvalidRecordError("This step is not on the checklist.")
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        rest = tuple(name for name in meeting.ready if name != step)
        ready = (*rest, step) if done else rest
        if set(ready) != set(meeting.ready):
            # `amend` keeps the version, so that a plan being edited in a form gets no conflict.
            workspace.amend(meeting.replace(ready=ready))


def known_research(targets: Iterable[Target], company: str) -> Research:
    """Return the research on a company noted with a target there; empty if there is none."""
    target = at_company(company, targets)
    return target.research if target else Research()


def filled_research(research: Research, defaults: Research) -> Research:
    """Return research with its empty fields filled from `defaults`, such as a target's research."""
    return Research(
        company=research.company or defaults.company,
        person=research.person or defaults.person,
        job=research.job or defaults.job,
    )


def _derived_steps(meeting: Meeting, rule: QuestionRules, bank: Iterable[Question]) -> frozenset[str]:
    sources = {
        "research_company": meeting.research.company,
        "research_person": meeting.research.person,
        "research_job": meeting.research.job,
        "pitch": meeting.pitch,
        "resume": meeting.resume,
        "questions": len(question_sets.members(meeting.questions, bank)) >= rule.fewest,
    }
    return frozenset(name for name, value in sources.items() if value)
