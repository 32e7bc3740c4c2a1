"""Every rule that a member may change, read from data/rules.toml: its label, value, range, unit and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeGuard

from pydantic import BaseModel, ConfigDict

from netdash.errors import InvalidRecordError
from netdash.shipped import read_shipped


class Rule(BaseModel):
    """One rule as it ships. `name` is dotted; `section` is the title it stands under.

    `more_than` and `at_least` name the rule that it has to stay above.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    section: str
    label: str
    value: int
    lowest: int
    highest: int
    unit: str
    source: str
    more_than: str = ""
    at_least: str = ""

    @property
    def above(self) -> str:
        """The rule that it has to stay above, if any."""
        return self.more_than or self.at_least

    @property
    def strictly(self) -> bool:
        """Whether it may not equal that one."""
        return bool(self.more_than)

    def fits(self, value: object) -> TypeGuard[int]:
        """Tell whether this is a whole number within the range."""
        return isinstance(value, int) and not isinstance(value, bool) and self.lowest <= value <= self.highest

    def check(self, value: object, now: int) -> None:
        """Raise InvalidRecordError where the value is none for this rule; `now` is the one that stays."""
        if not self.fits(value):
            raise InvalidRecordError(
                f"“{self.label}” takes a whole number from {self.lowest} to {self.highest} ({self.unit}). "
                f"It stays at {now}."
            )


@cache
def catalogue() -> tuple[Rule, ...]:
    """Return every rule that may be changed, in the order of the file."""
    return tuple(_rules("", read_shipped("rules"), "", ""))


@cache
def by_name() -> dict[str, Rule]:
    """Return every rule that may be changed, by its dotted name."""
    return {rule.name: rule for rule in catalogue()}


def find(name: str) -> Rule:
    """Return the rule of this dotted name. Raises InvalidRecordError where there is none."""
    found = by_name().get(name)
    if found is None:
        raise InvalidRecordError(f"netdash has no rule called “{name}”.")
    return found


def source_of(name: str) -> str:
    """Return the source of a rule or of a section (`no_reply`), by its dotted name; an empty one for any other."""
    rule = by_name().get(name)
    if rule is not None:
        return rule.source
    table: Any = read_shipped("rules")
    for step in name.split("."):
        table = table.get(step) if isinstance(table, dict) else None
    return str(table.get("source", "")) if isinstance(table, dict) else ""


def fitting(values: Mapping[str, object]) -> dict[str, int]:
    """Return the changes that fit: of a known rule, within its range, and in order with the others."""
    known = by_name()
    kept = {name: value for name, value in values.items() if name in known and known[name].fits(value)}
    while crossed := [pair for pair in misordered(kept) if not kept.keys().isdisjoint(pair)]:
        kept = {name: value for name, value in kept.items() if not any(name in pair for pair in crossed)}
    return kept


def misordered(changes: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """Return the pairs, the lower rule first, that these changes would put in the wrong order."""

    def crosses(rule: Rule) -> bool:
        low, high = (changes.get(one.name, one.value) for one in (find(rule.above), rule))
        return high < low or (rule.strictly and high == low)

    return tuple((rule.above, rule.name) for rule in catalogue() if rule.above and crosses(rule))


def _rules(name: str, table: Mapping[str, Any], section: str, source: str) -> Iterator[Rule]:
    """Walk the tables; one that has a value is a rule."""
    if "value" in table:
        yield Rule.model_validate({"name": name, "section": section, "source": source, **table})
        return
    section, source = table.get("title", section), table.get("source", source)
    for step, inner in table.items():
        if isinstance(inner, dict):
            yield from _rules(f"{name}.{step}" if name else step, inner, section, source)
