"""The shape of the rules: what screens and clocks read, a class a section of data/rules.toml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any


@dataclass(frozen=True)
class PitchRules:
    """How long a pitch is, and the words that its checks look for. Paces are words a minute."""

    source: str
    shortest_seconds: int
    longest_seconds: int
    slowest_pace: int
    fastest_pace: int
    usual_pace: int
    finish_within_days: int
    cuts_seconds: tuple[int, ...]
    fillers: tuple[str, ...]
    fillers_source: str
    repeats_times: int
    repeats_letters: int
    repeats_common: frozenset[str]
    repeats_source: str
    asks: tuple[str, ...]
    asks_source: str


@dataclass(frozen=True)
class QuestionRules:
    """How many questions a conversation has room for."""

    source: str
    fewest: int
    most: int


@dataclass(frozen=True)
class AgendaPart:
    """One part of a meeting: its name, its title, and its share of the time asked for, from 0 to 1."""

    name: str
    title: str
    share: float


@dataclass(frozen=True)
class MeetingRules:
    """How many minutes to ask for, how many more at the limit, and what to spend them on."""

    source: str
    shortest: int
    minutes_asked: int
    longest: int
    more: int
    agenda: tuple[AgendaPart, ...]
    agenda_source: str


@dataclass(frozen=True)
class AheadRules:
    """How many days before a meeting something is to be done."""

    source: str
    days_before: int


@dataclass(frozen=True)
class MessageRules:
    """How long a first message is."""

    source: str
    most_words: int


@dataclass(frozen=True)
class NoReplyRules:
    """What to do while somebody has not answered."""

    source: str
    nudge_after_business_days: int
    most_nudges: int
    someone_else_after_business_days: int


@dataclass(frozen=True)
class ReplyRules:
    """How soon somebody who wrote back has an answer."""

    source: str
    answer_within_business_days: int


@dataclass(frozen=True)
class IntroductionRules:
    """How soon to write to somebody one was introduced to."""

    source: str
    meet_within_days: int


@dataclass(frozen=True)
class CloseTheLoopRules:
    """How soon to tell an introducer about the meeting that came of it."""

    source: str
    days: int


@dataclass(frozen=True)
class StayInTouchRules:
    """When to be in touch again with somebody met. Zero ideal days: without being reminded."""

    source: str
    ideal_days: int
    latest_days: int


@dataclass(frozen=True)
class StakeholderRules:
    """How many technical and HR contacts to know at a target company, and how soon. Zero: none is asked for."""

    source: str
    technical: int
    hr: int
    within_days: int


@dataclass(frozen=True)
class GoalRules:
    """The goals of a week, before a member sets their own."""

    source: str
    messages: int
    conversations: int


@dataclass(frozen=True)
class Claim:
    """The share of jobs, in percent, that is said to come through networking."""

    source: str
    lowest_percent: int
    highest_percent: int


@dataclass(frozen=True)
class Rules:
    """The numbers that screens and clocks apply."""

    thank_you_amber_after: timedelta
    thank_you_late_after: timedelta
    thank_you_source: str
    trash_kept_for: timedelta
    pitch: PitchRules
    questions: QuestionRules
    meeting: MeetingRules
    prepare: AheadRules
    confirm: AheadRules
    message: MessageRules
    no_reply: NoReplyRules
    reply: ReplyRules
    introduction: IntroductionRules
    close_the_loop: CloseTheLoopRules
    stay_in_touch: StayInTouchRules
    stakeholders: StakeholderRules
    goals: GoalRules
    claim: Claim


Numbers = dict[str, Any]
"""The tables of data/rules.toml, each rule as its bare value."""
