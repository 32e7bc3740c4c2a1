"""The first steps of a newcomer, each with whether it is done."""

from __future__ import annotations

from dataclasses import dataclass

from netdash import question_sets, thank_yous
from netdash.records import Meeting, Message, Pitch
from netdash.store import Workspace


@dataclass(frozen=True)
class Step:
    """One step: what to do, why, where, and whether it is done."""

    title: str
    why: str
    page: str
    done: bool


def steps(workspace: Workspace) -> tuple[Step, ...]:
    """Return the first steps in the order of the method."""
    chosen = question_sets.chosen(workspace)
    return (
        Step(
            "Write your pitch",
            "Half a minute on where you come from, where you want to go, and what you ask for.",
            "pitch_builder.py",
            any(all((one.wording.past, one.wording.interests, one.wording.outcome)) for one in workspace.all(Pitch)),
        ),
        Step(
            "Choose five to seven questions",
            "Nine good ones are there already; the last asks whom else to talk to.",
            "question_bank.py",
            bool(chosen),
        ),
        Step(
            "Log a conversation",
            "Who, when, and what you learned. Five seconds are enough.",
            "meeting_log.py",
            bool(workspace.all(Meeting)),
        ),
        Step(
            "Say thank you within a day",
            "The draft quotes what you learned; you send it.",
            "follow_up_tracker.py",
            bool(thank_yous.sent(workspace.all(Message))),
        ),
    )
