"""The checklist before a conversation: what is done by what the plan says, and what is ticked by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from netdash.errors import InvalidRecordError
from netdash.people import companies
from netdash.questions import question_sets
from netdash.records import Meeting, Question, Research, Resume, Target
from netdash.rules import QuestionRules
from netdash.shipped import read_shipped
from netdash.store import Workspace
from netdash.targets.targets import in_order

RESUME_WORDS = {Resume.OFFERED: "Offered", Resume.SENT: "Sent", Resume.NOT_WANTED: "Not wanted"}


@dataclass(frozen=True)
class ChecklistStep:
    """One step. Where the plan itself says that it is done it is `derived`, and no tick can take that back."""

    name: str
    title: str
    advice: str
    done: bool
    derived: bool


def steps(meeting: Meeting, rule: QuestionRules, bank: Iterable[Question]) -> tuple[ChecklistStep, ...]:
    """Return the checklist of a conversation, in its order; questions count that are in the bank still."""
    says = _said_done(meeting, rule, bank)
    return tuple(
        ChecklistStep(**row, done=row["name"] in says or row["name"] in meeting.ready, derived=row["name"] in says)
        for row in read_shipped("preparation")["steps"]
    )


def progress(checklist: tuple[ChecklistStep, ...]) -> tuple[int, int]:
    """Return how many steps are done, and how many there are."""
    return sum(step.done for step in checklist), len(checklist)


def progress_words(checklist: tuple[ChecklistStep, ...]) -> str:
    """Say how far the preparation is, and what comes next: `3 of 7 done. Next: choose your pitch.`"""
    done, of = progress(checklist)
    if done == of:
        return f"All {of} done. You are ready."
    following = next(step.title for step in checklist if not step.done)
    return f"{done} of {of} done. Next: {following[0].lower()}{following[1:]}."


def reminders() -> tuple[str, ...]:
    """Return what to keep in mind besides, as words."""
    return tuple(read_shipped("preparation")["reminders"])


def source() -> str:
    """Say where the checklist is from."""
    return str(read_shipped("preparation")["source"])


def tick(workspace: Workspace, id: str, step: str, done: bool) -> None:
    """Tick a step off, or take the tick back; what else was ticked stays.

    Raises GoneError where there is no such conversation, InvalidRecordError where there is no such step.
    """
    if step not in {row["name"] for row in read_shipped("preparation")["steps"]}:
        raise InvalidRecordError("This step is not on the checklist.")
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        rest = tuple(one for one in meeting.ready if one != step)
        ready = (*rest, step) if done else rest
        if set(ready) != set(meeting.ready):
            # Stored under the same moment: a plan half changed in a form beside it is in no conflict with a tick.
            workspace.amend(meeting.replace(ready=ready))


def known_research(targets: Iterable[Target], company: str) -> Research:
    """Return what was found out about a company already, for a target there; nothing where there is none."""
    return next((one.research for one in in_order(targets) if companies.same(one.company, company)), Research())


def filled_research(research: Research, known: Research) -> Research:
    """Return research with its empty parts filled from what is known already, such as a target's."""
    return Research(
        company=research.company or known.company, person=research.person or known.person, job=research.job or known.job
    )


def _said_done(meeting: Meeting, rule: QuestionRules, bank: Iterable[Question]) -> frozenset[str]:
    says = {
        "research_company": meeting.research.company,
        "research_person": meeting.research.person,
        "research_job": meeting.research.job,
        "pitch": meeting.pitch,
        "resume": meeting.resume,
        "questions": len(question_sets.members(meeting.questions, bank)) >= rule.fewest,
    }
    return frozenset(name for name, said in says.items() if said)
