"""The rules as screens and deadlines read them: a class for each section of data/rules.toml."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _number(entry: Any) -> Any:
    """Return the bare number of an entry: one that members may change is a table, with its label and range."""
    return entry["value"] if isinstance(entry, dict) else entry


Number = Annotated[int, BeforeValidator(_number)]
Hours = Annotated[timedelta, BeforeValidator(lambda entry: timedelta(hours=_number(entry)))]
Days = Annotated[timedelta, BeforeValidator(lambda entry: timedelta(days=_number(entry)))]


class RuleSection(BaseModel):
    """What every section has; the title is for the page on which rules are changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = ""
    source: str


class ThankYouRules(RuleSection):
    """How long after a conversation a thank-you note turns amber, and when it is late."""

    amber_after: Hours = Field(alias="amber_after_hours")
    late_after: Hours = Field(alias="late_after_hours")


class TrashRules(RuleSection):
    """How long a deleted record can still be brought back."""

    kept_for: Days = Field(alias="keep_days")


class Phrases(RuleSection):
    """Words and phrases that a check looks for."""

    phrases: tuple[str, ...]


class RepeatRules(RuleSection):
    """When a repeated word stands out: how often it occurs, how long it is, and which common words never do."""

    times: int
    letters: int
    common: frozenset[str]


class PitchRules(RuleSection):
    """How long a pitch is, and the words that its checks look for. Paces are words a minute."""

    shortest_seconds: Number
    longest_seconds: Number
    slowest_pace: Number
    fastest_pace: Number
    finish_within_days: Number
    cuts_seconds: tuple[int, ...]
    fillers: Phrases
    repeats: RepeatRules
    asks: Phrases


class QuestionRules(RuleSection):
    """How many questions fit into a conversation."""

    fewest: Number
    most: Number


class AgendaRules(RuleSection):
    """What to spend a meeting on: every further entry of the section is a part of the meeting, in order."""

    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, Number]

    @property
    def shares(self) -> dict[str, float]:
        """The share of the time that each part gets, from 0 to 1."""
        parts = self.__pydantic_extra__
        whole = sum(parts.values())
        return {name: share / whole for name, share in parts.items()}


class MeetingRules(RuleSection):
    """How many minutes to ask for, how many more at the most, and what to spend them on."""

    shortest: Number
    minutes_asked: Number
    longest: Number
    more: Number
    agenda: AgendaRules


class AheadRules(RuleSection):
    """How many days before a meeting something is due."""

    days_before: Number


class MessageRules(RuleSection):
    """How long a first message is."""

    most_words: Number


class NoReplyRules(RuleSection):
    """What to do while somebody has not answered."""

    nudge_after_business_days: Number
    most_nudges: Number
    someone_else_after_business_days: Number


class ReplyRules(RuleSection):
    """How soon to answer somebody who wrote back."""

    answer_within_business_days: Number


class IntroductionRules(RuleSection):
    """How soon to write to somebody after an introduction to them."""

    meet_within_days: Number


class CloseTheLoopRules(RuleSection):
    """How soon to tell an introducer about the meeting that came of their introduction."""

    days: Number


class StayInTouchRules(RuleSection):
    """When to check in with somebody after a meeting, and what a tag's pace starts with. Zero: never reminded."""

    ideal_days: Number
    latest_days: Number
    tag_ideal_days: int
    tag_latest_days: int


class StakeholderRules(RuleSection):
    """How many technical and HR contacts to know at a target company, and how soon. Zero: none needed."""

    technical: Number
    hr: Number
    within_days: Number


class GoalRules(RuleSection):
    """The weekly goals, before a member sets their own."""

    messages: Number
    conversations: Number


class Claim(RuleSection):
    """The share of jobs, in percent, that is said to come through networking."""

    lowest_percent: int
    highest_percent: int


class Rules(BaseModel):
    """All of data/rules.toml, as screens and deadlines apply it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    thank_you: ThankYouRules
    trash: TrashRules
    promise: RuleSection
    record: RuleSection
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
