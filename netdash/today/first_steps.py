"""The first steps of a newcomer, each with whether it is done."""

from __future__ import annotations

from dataclasses import dataclass

from netdash import rules
from netdash.outreach import thank_you_messages
from netdash.pitch import pitches
from netdash.questions import question_sets, questions
from netdash.records import Meeting, MeetingState, Message, Pitch, Purpose, Question, QuestionSet, Target
from netdash.rules import QuestionRules
from netdash.store import Workspace


@dataclass(frozen=True)
class Step:
    """One step: what to do, why, where, and whether it is done."""

    title: str
    why: str
    page: str
    done: bool


STEPS = (
    (
        "Write your pitch",
        "Half a minute in three parts: where you come from, where you want to go, and what you ask for.",
        "pitch_builder.py",
    ),
    (
        "Choose {fewest} to {most} questions",
        "Nine good ones are there already; the last asks whom else to talk to.",
        "question_bank.py",
    ),
    (
        "Name a company you aim at",
        "Then netdash says whom you know there, and whom you still need.",
        "target_plan.py",
    ),
    ("Write to one person", "The draft asks for 20 minutes and no job; you send it.", "outreach.py"),
    ("Log a conversation", "Who, when, and what you learned. Five seconds are enough.", "meeting_log.py"),
    ("Say thank you soon", "The draft quotes what you learned; you send it.", "follow_up_tracker.py"),
)
"""What to do, why, and where, in the order of the method."""


def steps(workspace: Workspace) -> tuple[Step, ...]:
    """Return the first steps in the order of the method. What the sample holds does no step for the member."""
    rule = rules.of(workspace).questions
    sent = [one for one in workspace.all(Message) if one.sent_at is not None and not one.sample]
    held = [one for one in workspace.all(Meeting) if one.state is MeetingState.HELD and not one.sample]
    done = (
        any(_is_whole(one) for one in workspace.all(Pitch) if not one.sample),
        _has_a_set(workspace, rule),
        any(not one.sample for one in workspace.all(Target)),
        any(one.purpose is not Purpose.THANK_YOU for one in sent),
        bool(held),
        bool(thank_you_messages.sent(sent)),
    )
    return tuple(
        Step(title.format(fewest=rule.fewest, most=rule.most), why, page, is_done)
        for (title, why, page), is_done in zip(STEPS, done, strict=True)
    )


def _is_whole(pitch: Pitch) -> bool:
    return all(pitches.parts(pitch.wording))


def _has_a_set(workspace: Workspace, rule: QuestionRules) -> bool:
    """Tell whether as many questions as a conversation has room for were chosen, as a set or for a conversation."""
    bank = questions.bank(workspace.all(Question))
    sets = [one for one in workspace.all(QuestionSet) if not one.sample]
    meetings = [one for one in workspace.all(Meeting) if not one.sample]
    return question_sets.has_full_set(sets, meetings, bank, rule)
