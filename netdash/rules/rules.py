"""The rules that a member may change: each with its label, range, unit and source, and its value in a workspace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache, lru_cache, reduce
from operator import getitem
from typing import Any, TypeGuard

from pydantic import BaseModel, ConfigDict, JsonValue

from netdash.errors import InvalidRecordError
from netdash.records import RULE_CHANGES_ID, RuleChanges
from netdash.rules.model import Rules
from netdash.shipped import read_shipped
from netdash.store import Workspace

AGENDA, WHOLE = "meeting.agenda.", 100
"""What the names of the agenda's parts begin with, and how much they are together, in percent."""


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
    def is_strict(self) -> bool:
        """Tell whether it has to be more than that rule, and not just as much."""
        return bool(self.more_than)

    def is_valid(self, value: object) -> TypeGuard[int]:
        """Tell whether this is a whole number within the range."""
        return isinstance(value, int) and not isinstance(value, bool) and self.lowest <= value <= self.highest

    def check(self, value: object, current: int) -> None:
        """Raise InvalidRecordError where the rule cannot take this value; the `current` one then stays."""
        if not self.is_valid(value):
            raise InvalidRecordError(
                f"“{self.label}” takes a whole number from {self.lowest} to {self.highest} ({self.unit}). "
                f"It stays at {current}."
            )


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule that may be changed, in the order of the file."""
    return tuple(_rules("", read_shipped("rules"), "", ""))


@cache
def by_name() -> dict[str, Rule]:
    """Return every rule that may be changed, by its dotted name."""
    return {rule.name: rule for rule in all_rules()}


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
    changes = {name: value for name, value in values.items() if name in rules and rules[name].is_valid(value)}
    while crossed := [pair for pair in misordered(changes) if not changes.keys().isdisjoint(pair)]:
        changes = {name: value for name, value in changes.items() if not any(name in pair for pair in crossed)}
    return changes


def misordered(changes: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of rules, the lower one first, that these changes would put in the wrong order."""

    def crosses(rule: Rule) -> bool:
        low, high = (changes.get(item.name, item.value) for item in (find(rule.above), rule))
        return high < low or (rule.is_strict and high == low)

    return tuple((rule.above, rule.name) for rule in all_rules() if rule.above and crosses(rule))


def _rules(name: str, table: Mapping[str, Any], section: str, source: str) -> Iterator[Rule]:
    """Yield the rules in a table of the file; a table that has a value is a rule."""
    if "value" in table:
        yield Rule.model_validate({"name": name, "section": section, "source": source, **table})
        return
    section, source = table.get("title", section), table.get("source", source)
    for step, inner in table.items():
        if isinstance(inner, dict):
            yield from _rules(f"{name}.{step}" if name else step, inner, section, source)


@cache
def shipped() -> Rules:
    """Return the rules that netdash ships with."""
    return Rules.model_validate(read_shipped("rules"))


def of(workspace: Workspace) -> Rules:
    """Return the rules that apply in a workspace; the same object while nothing changes.

    A stored change that no longer fits is left out.
    """
    stored = workspace.get(RuleChanges, RULE_CHANGES_ID)
    if stored is None:
        return shipped()
    names = by_name()
    return _with(tuple((name, value) for name, value in stored.values.items() if name in names and type(value) is int))


def changed_values(workspace: Workspace) -> dict[str, int]:
    """Return the values of the rules that the member changed, by dotted name."""
    stored = workspace.get(RuleChanges, RULE_CHANGES_ID)
    return {} if stored is None else fitting(stored.values)


def values(workspace: Workspace) -> dict[str, int]:
    """Return the present value of every rule that may be changed, by dotted name."""
    return {rule.name: rule.value for rule in all_rules()} | changed_values(workspace)


def change(workspace: Workspace, changes: Mapping[str, object]) -> None:
    """Give rules other values, by their dotted names, in one write, all or none.

    Raises InvalidRecordError, and keeps the old values, where there is no such rule, a value is out of its range, it
    would be in the wrong order with another rule (amber after late), or the agenda's shares would not be 100 % in all.
    """
    with workspace.transaction():
        current = values(workspace)
        for name, value in changes.items():
            find(name).check(value, current[name])
        _store(workspace, current, {name: value for name, value in changes.items() if isinstance(value, int)})


def reset(workspace: Workspace, *names: str) -> None:
    """Give these rules, or all where none is named, the values that ship.

    Raises InvalidRecordError where that would not fit another changed rule, as `change` does.
    """
    with workspace.transaction():
        if names:
            _store(workspace, values(workspace), {name: find(name).value for name in names})
        else:
            _store(workspace, {}, {})


def _check_shares(current: Mapping[str, int], changes: Mapping[str, int]) -> None:
    """Raise InvalidRecordError where changes would leave the agenda's shares at another sum than 100 %.

    What an older netdash has stored counts until somebody changes it.
    """
    shares = {name: value for name, value in {**current, **changes}.items() if name.startswith(AGENDA)}
    total = sum(shares.values())
    if total != WHOLE and any(current.get(name) != value for name, value in shares.items()):
        raise InvalidRecordError(
            f"The parts of the agenda must add up to {WHOLE} % (now {total} %). Nothing was changed.",
            at=dict.fromkeys(shares, f"parts add up to {total} %"),
        )


def _store(workspace: Workspace, current: Mapping[str, int], changes: Mapping[str, int]) -> None:
    """Store the values that differ from what ships; changes of rules this netdash does not know stay."""
    new_values = {**current, **changes}
    _check_shares(current, changes)
    for low, high in misordered(new_values):
        lower, higher = find(low), find(high)
        value = new_values.get(low, lower.value)
        least, most = value + higher.is_strict, new_values.get(high, higher.value) - higher.is_strict
        raise InvalidRecordError(
            f"“{higher.label}” has to be at least {least} ({higher.unit}) while “{lower.label}” is {value}. "
            "Nothing was changed.",
            at={low: f"at most {most}, or raise “{higher.label}”", high: f"at least {least}, or lower “{lower.label}”"},
        )
    stored = workspace.get(RuleChanges, RULE_CHANGES_ID) or RuleChanges()
    unknown: dict[str, JsonValue] = {name: value for name, value in stored.values.items() if name not in by_name()}
    changed: dict[str, JsonValue] = {name: value for name, value in new_values.items() if value != find(name).value}
    if stored.values != unknown | changed:
        workspace.save(stored.replace(values=unknown | changed))


@lru_cache(256)  # bounded: every member of a cohort may have their own
def _with(stored: tuple[tuple[str, int], ...]) -> Rules:
    changes = fitting(dict(stored))
    if not changes:
        return shipped()
    tables: Any = deepcopy(read_shipped("rules"))
    for name, value in changes.items():
        reduce(getitem, name.split("."), tables)["value"] = value
    return Rules.model_validate(tables)
