"""The first steps of a newcomer, in the order of the method."""

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
class FirstStep:
    """One first step: what to do, why, on which page, and whether it is done."""

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
        "Name a company you want to work for",
        "Then netdash says whom you know there, and whom you still need.",
        "target_plan.py",
    ),
    ("Write to one person", "The draft asks for 20 minutes and no job; you send it.", "outreach.py"),
    ("Log a conversation", "Who, when, and what you learned. Five seconds are enough.", "meeting_log.py"),
    ("Say thank you soon", "The draft quotes what you learned; you send it.", "follow_up_tracker.py"),
)
"""The title, reason and page of each step, in the order of the method."""


def steps(workspace: Workspace) -> tuple[FirstStep, ...]:
    """Return the first steps in the order of the method."""
    rule = rules.of(workspace).questions
    sent = [message for message in workspace.all(Message) if message.sent_at is not None]
    held = [meeting for meeting in workspace.all(Meeting) if meeting.state is MeetingState.HELD]
    done = (
        any(map(_is_whole, workspace.all(Pitch))),
        _has_question_set(workspace, rule),
        bool(workspace.all(Target)),
        any(message.purpose is not Purpose.THANK_YOU for message in sent),
        bool(held),
        bool(thank_you_messages.sent(sent)),
    )
    return tuple(
        FirstStep(title.format(fewest=rule.fewest, most=rule.most), why, page, is_done)
        for (title, why, page), is_done in zip(STEPS, done, strict=True)
    )


def _is_whole(pitch: Pitch) -> bool:
    return all(pitches.parts(pitch.wording))


def _has_question_set(workspace: Workspace, rule: QuestionRules) -> bool:
    """Tell whether a set or a conversation has as many questions as the rule asks for."""
    bank = questions.bank(workspace.all(Question))
    return question_sets.has_full_set(workspace.all(QuestionSet), workspace.all(Meeting), bank, rule)
