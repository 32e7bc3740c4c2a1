"""The rules made of the numbers of data/rules.toml, with changes laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from netdash.rules import model
from netdash.rules.catalogue import find
from netdash.rules.model import AgendaPart, MeetingRules, Numbers, PitchRules, Rules
from netdash.shipped import read_shipped


def made(changes: Mapping[str, int]) -> Rules:
    """Return the shipped rules with these changes, by dotted name, laid over them."""
    numbers: Numbers = {name: _bare(table, name, changes) for name, table in read_shipped("rules").items()}
    thank_you, trash = numbers["thank_you"], numbers["trash"]
    return Rules(
        thank_you_amber_after=timedelta(hours=thank_you["amber_after_hours"]),
        thank_you_late_after=timedelta(hours=thank_you["late_after_hours"]),
        thank_you_source=thank_you["source"],
        trash_kept_for=timedelta(days=trash["keep_days"]),
        pitch=_pitch(numbers["pitch"]),
        questions=model.QuestionRules(**numbers["questions"]),
        meeting=_meeting(numbers["meeting"]),
        prepare=model.AheadRules(**numbers["prepare"]),
        confirm=model.AheadRules(**numbers["confirm"]),
        message=model.MessageRules(**numbers["message"]),
        no_reply=model.NoReplyRules(**numbers["no_reply"]),
        reply=model.ReplyRules(**numbers["reply"]),
        introduction=model.IntroductionRules(**numbers["introduction"]),
        close_the_loop=model.CloseTheLoopRules(**numbers["close_the_loop"]),
        stay_in_touch=model.StayInTouchRules(**numbers["stay_in_touch"]),
        stakeholders=model.StakeholderRules(**numbers["stakeholders"]),
        goals=model.GoalRules(**numbers["goals"]),
        claim=model.Claim(**numbers["claim"]),
    )


def _bare(table: Mapping[str, Any], name: str, changes: Mapping[str, int]) -> Numbers:
    """Return a table with each rule as its value, and without the title that only a settings page shows."""

    def bare(inner: Any, dotted: str) -> Any:
        if not isinstance(inner, dict):
            return inner
        return changes.get(dotted, inner["value"]) if "value" in inner else _bare(inner, dotted, changes)

    return {step: bare(inner, f"{name}.{step}") for step, inner in table.items() if step != "title"}


def _meeting(table: Numbers) -> MeetingRules:
    shares = {name: share for name, share in table["agenda"].items() if name != "source"}
    whole = sum(shares.values())
    agenda = (AgendaPart(name, find(f"meeting.agenda.{name}").label, share / whole) for name, share in shares.items())
    rest = {name: value for name, value in table.items() if name != "agenda"}
    return MeetingRules(**rest, agenda=tuple(agenda), agenda_source=table["agenda"]["source"])


def _pitch(table: Numbers) -> PitchRules:
    fillers, repeats, asks = table["fillers"], table["repeats"], table["asks"]
    return PitchRules(
        source=table["source"],
        shortest_seconds=table["shortest_seconds"],
        longest_seconds=table["longest_seconds"],
        slowest_pace=table["slowest_pace"],
        fastest_pace=table["fastest_pace"],
        usual_pace=table["usual_pace"],
        finish_within_days=table["finish_within_days"],
        cuts_seconds=tuple(table["cuts_seconds"]),
        fillers=tuple(fillers["phrases"]),
        fillers_source=fillers["source"],
        repeats_times=repeats["times"],
        repeats_letters=repeats["letters"],
        repeats_common=frozenset(repeats["common"]),
        repeats_source=repeats["source"],
        asks=tuple(asks["phrases"]),
        asks_source=asks["source"],
    )
