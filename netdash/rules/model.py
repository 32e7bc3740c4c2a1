"""The shape of the rules: what screens and clocks read, a class for each section of data/rules.toml."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _value(given: Any) -> Any:
    """Return the bare number: one that a member may change is a table in the file, with its label and range."""
    return given["value"] if isinstance(given, dict) else given


Number = Annotated[int, BeforeValidator(_value)]
Hours = Annotated[timedelta, BeforeValidator(lambda given: timedelta(hours=_value(given)))]
Days = Annotated[timedelta, BeforeValidator(lambda given: timedelta(days=_value(given)))]


class Section(BaseModel):
    """What every section has; the title is for the page that lists the rules."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = ""
    source: str


class ThankYouRules(Section):
    """How long after a conversation a thank-you note turns amber, and when it is late."""

    amber_after: Hours = Field(alias="amber_after_hours")
    late_after: Hours = Field(alias="late_after_hours")


class TrashRules(Section):
    """How long a deleted record can still be brought back."""

    kept_for: Days = Field(alias="keep_days")


class Phrases(Section):
    """Words and phrases that a check looks for."""

    phrases: tuple[str, ...]


class RepeatRules(Section):
    """When a word stands out: how often it is heard, how long it is, and which common words never do."""

    times: int
    letters: int
    common: frozenset[str]


class PitchRules(Section):
    """How long a pitch is, and the words that its checks look for. Paces are words a minute."""

    shortest_seconds: Number
    longest_seconds: Number
    slowest_pace: Number
    fastest_pace: Number
    usual_pace: int
    finish_within_days: Number
    cuts_seconds: tuple[int, ...]
    fillers: Phrases
    repeats: RepeatRules
    asks: Phrases


class QuestionRules(Section):
    """How many questions a conversation has room for."""

    fewest: Number
    most: Number


class Agenda(Section):
    """What to spend a meeting on. Whatever else is in the section is a part of the meeting, in order."""

    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, Number]

    @property
    def shares(self) -> dict[str, float]:
        """The share of the time asked for that each part gets, from 0 to 1."""
        parts = self.__pydantic_extra__
        whole = sum(parts.values())
        return {name: share / whole for name, share in parts.items()}


class MeetingRules(Section):
    """How many minutes to ask for, how many more at the limit, and what to spend them on."""

    shortest: Number
    minutes_asked: Number
    longest: Number
    more: Number
    agenda: Agenda


class AheadRules(Section):
    """How many days before a meeting something is to be done."""

    days_before: Number


class MessageRules(Section):
    """How long a first message is."""

    most_words: Number


class NoReplyRules(Section):
    """What to do while somebody has not answered."""

    nudge_after_business_days: Number
    most_nudges: Number
    someone_else_after_business_days: Number


class ReplyRules(Section):
    """How soon somebody who wrote back has an answer."""

    answer_within_business_days: Number


class IntroductionRules(Section):
    """How soon to write to somebody one was introduced to."""

    meet_within_days: Number


class CloseTheLoopRules(Section):
    """How soon to tell an introducer about the meeting that came of it."""

    days: Number


class StayInTouchRules(Section):
    """When to be in touch again with somebody met. Zero ideal days: without being reminded."""

    ideal_days: Number
    latest_days: Number


class StakeholderRules(Section):
    """How many technical and HR contacts to know at a target company, and how soon. Zero: none is asked for."""

    technical: Number
    hr: Number
    within_days: Number


class GoalRules(Section):
    """The goals of a week, before a member sets their own."""

    messages: Number
    conversations: Number


class Claim(Section):
    """The share of jobs, in percent, that is said to come through networking."""

    lowest_percent: int
    highest_percent: int


class Rules(BaseModel):
    """The numbers that screens and clocks apply: all of data/rules.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    thank_you: ThankYouRules
    trash: TrashRules
    promise: Section
    record: Section
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
