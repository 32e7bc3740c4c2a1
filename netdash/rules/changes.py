"""The rules of one workspace: those that ship, with the member's changes."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache, lru_cache, reduce
from operator import getitem
from typing import Any

from pydantic import JsonValue

from netdash.errors import InvalidRecordError
from netdash.records import RULE_CHANGES_ID, RuleChanges
from netdash.rules.catalogue import by_name, catalogue, find, fitting, misordered
from netdash.rules.model import Rules
from netdash.shipped import read_shipped
from netdash.store import Workspace


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


def changed(workspace: Workspace) -> dict[str, int]:
    """Return the values of the rules that the member changed, by dotted name."""
    stored = workspace.get(RuleChanges, RULE_CHANGES_ID)
    return {} if stored is None else fitting(stored.values)


def values(workspace: Workspace) -> dict[str, int]:
    """Return the present value of every rule that may be changed, by dotted name."""
    return {rule.name: rule.value for rule in catalogue()} | changed(workspace)


def change(workspace: Workspace, name: str, value: object) -> None:
    """Give one rule another value.

    Raises InvalidRecordError, and keeps the old value, where there is no such rule, the value is out of its range, or
    it would be in the wrong order with another rule (amber after late).
    """
    change_all(workspace, {name: value})


def change_all(workspace: Workspace, changes: Mapping[str, object]) -> None:
    """Give several rules other values in one write, all or none; raises as `change` does."""
    with workspace.transaction():
        current = values(workspace)
        for name, value in changes.items():
            find(name).check(value, current[name])
        _store(workspace, current | {name: value for name, value in changes.items() if isinstance(value, int)})


def reset(workspace: Workspace, name: str | None = None) -> None:
    """Give a rule, or all of them, the value that ships.

    Raises InvalidRecordError where that would be in the wrong order with another changed rule.
    """
    with workspace.transaction():
        if name is None:
            _store(workspace, {})
        else:
            _store(workspace, values(workspace) | {name: find(name).value})


def _store(workspace: Workspace, new_values: Mapping[str, int]) -> None:
    """Store the values that differ from what ships; changes of rules this netdash does not know stay."""
    for low, high in misordered(new_values):
        lower, higher = find(low), find(high)
        least = new_values.get(low, lower.value) + higher.strictly
        raise InvalidRecordError(
            f"“{higher.label}” has to be at least {least} ({higher.unit}) while “{lower.label}” is "
            f"{new_values.get(low, lower.value)}. Nothing was changed."
        )
    stored = workspace.get(RuleChanges, RULE_CHANGES_ID) or RuleChanges()
    unknown: dict[str, JsonValue] = {name: value for name, value in stored.values.items() if name not in by_name()}
    changes: dict[str, JsonValue] = {name: value for name, value in new_values.items() if value != find(name).value}
    if stored.values != unknown | changes:
        workspace.save(stored.replace(values=unknown | changes))


@lru_cache(256)  # bounded: every member of a cohort may have their own
def _with(stored: tuple[tuple[str, int], ...]) -> Rules:
    changes = fitting(dict(stored))
    if not changes:
        return shipped()
    tables: Any = deepcopy(read_shipped("rules"))
    for name, value in changes.items():
        reduce(getitem, name.split("."), tables)["value"] = value
    return Rules.model_validate(tables)
