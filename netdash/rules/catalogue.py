"""Every rule that a member may change, read from data/rules.toml: its label, value, range, unit and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeGuard

from pydantic import BaseModel, ConfigDict

from netdash.errors import InvalidRecordError
from netdash.shipped import read_shipped


class Rule(BaseModel):
    """One rule as it ships. `name` is dotted; `section` is the title of its section.

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
        """The name of the rule that it has to stay above, if any."""
        return self.more_than or self.at_least

    @property
    def strictly(self) -> bool:
        """Tell whether it has to be more than that rule, and not just as much."""
        return bool(self.more_than)

    def fits(self, value: object) -> TypeGuard[int]:
        """Tell whether this is a whole number within the range."""
        return isinstance(value, int) and not isinstance(value, bool) and self.lowest <= value <= self.highest

    def check(self, value: object, current: int) -> None:
        """Raise InvalidRecordError where the rule cannot take this value; the `current` one then stays."""
        if not self.fits(value):
            raise InvalidRecordError(
                f"“{self.label}” takes a whole number from {self.lowest} to {self.highest} ({self.unit}). "
                f"It stays at {current}."
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
    rule = by_name().get(name)
    if rule is None:
        raise InvalidRecordError(f"netdash has no rule called “{name}”.")
    return rule


def source_of(name: str) -> str:
    """Return the source of a rule or of a section (`no_reply`), by its dotted name; empty for any other name."""
    rule = by_name().get(name)
    if rule is not None:
        return rule.source
    table: Any = read_shipped("rules")
    for step in name.split("."):
        table = table.get(step) if isinstance(table, dict) else None
    return str(table.get("source", "")) if isinstance(table, dict) else ""


def fitting(values: Mapping[str, object]) -> dict[str, int]:
    """Return the changes that fit: of a rule there is, within its range, and in order with the others."""
    rules = by_name()
    changes = {name: value for name, value in values.items() if name in rules and rules[name].fits(value)}
    while crossed := [pair for pair in misordered(changes) if not changes.keys().isdisjoint(pair)]:
        changes = {name: value for name, value in changes.items() if not any(name in pair for pair in crossed)}
    return changes


def misordered(changes: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of rules, the lower one first, that these changes would put in the wrong order."""

    def crosses(rule: Rule) -> bool:
        low, high = (changes.get(item.name, item.value) for item in (find(rule.above), rule))
        return high < low or (rule.strictly and high == low)

    return tuple((rule.above, rule.name) for rule in catalogue() if rule.above and crosses(rule))


def _rules(name: str, table: Mapping[str, Any], section: str, source: str) -> Iterator[Rule]:
    """Yield the rules in a table of the file; a table that has a value is a rule."""
    if "value" in table:
        yield Rule.model_validate({"name": name, "section": section, "source": source, **table})
        return
    section, source = table.get("title", section), table.get("source", source)
    for step, inner in table.items():
        if isinstance(inner, dict):
            yield from _rules(f"{name}.{step}" if name else step, inner, section, source)
