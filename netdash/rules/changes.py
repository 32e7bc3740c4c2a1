"""The rules of one workspace: what ships, with the member's changes laid over it."""

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
    """Return the rules in force in a workspace; the same object while nothing changes.

    A stored change that no longer fits is left out.
    """
    stored = workspace.get(RuleChanges, RULE_CHANGES_ID)
    if stored is None:
        return shipped()
    known = by_name()
    return _with(tuple((name, value) for name, value in stored.values.items() if name in known and type(value) is int))


def changed(workspace: Workspace) -> dict[str, int]:
    """Return the changes in force, by the dotted name of the rule."""
    stored = workspace.get(RuleChanges, RULE_CHANGES_ID)
    return {} if stored is None else fitting(stored.values)


def values(workspace: Workspace) -> dict[str, int]:
    """Return what every rule that may be changed says now, by its dotted name."""
    return {rule.name: rule.value for rule in catalogue()} | changed(workspace)


def change(workspace: Workspace, name: str, value: object) -> None:
    """Give one rule another value.

    Raises InvalidRecordError, and leaves the old value, where there is no such rule, the value is
    out of its range, or it would cross another rule (amber after late).
    """
    change_all(workspace, {name: value})


def change_all(workspace: Workspace, wanted: Mapping[str, object]) -> None:
    """Give several rules other values in one write, or none of them; raises as `change` does."""
    with workspace.transaction():
        now = values(workspace)
        for name, value in wanted.items():
            rule = find(name)
            rule.check(value, now[rule.name])
        _keep(workspace, now | {name: value for name, value in wanted.items() if isinstance(value, int)})


def reset(workspace: Workspace, name: str | None = None) -> None:
    """Give a rule, or all of them, the value that ships.

    Raises InvalidRecordError where that would cross a rule that is changed too.
    """
    with workspace.transaction():
        if name is None:
            _keep(workspace, {})
        else:
            _keep(workspace, values(workspace) | {name: find(name).value})


def _keep(workspace: Workspace, wanted: Mapping[str, int]) -> None:
    """Store what differs from what ships; a change of a rule that only another netdash knows stays as it is."""
    for low, high in misordered(wanted):
        lower, higher = find(low), find(high)
        least = wanted.get(low, lower.value) + higher.strictly
        raise InvalidRecordError(
            f"“{higher.label}” has to be at least {least} ({higher.unit}) while “{lower.label}” is "
            f"{wanted.get(low, lower.value)}. Nothing was changed."
        )
    stored = workspace.get(RuleChanges, RULE_CHANGES_ID) or RuleChanges()
    foreign: dict[str, JsonValue] = {name: value for name, value in stored.values.items() if name not in by_name()}
    own: dict[str, JsonValue] = {name: value for name, value in wanted.items() if value != find(name).value}
    if stored.values != foreign | own:
        workspace.save(stored.replace(values=foreign | own))


@lru_cache(256)  # bounded: every member of a cohort may have their own
def _with(stored: tuple[tuple[str, int], ...]) -> Rules:
    changes = fitting(dict(stored))
    if not changes:
        return shipped()
    tables: Any = deepcopy(read_shipped("rules"))
    for name, value in changes.items():
        reduce(getitem, name.split("."), tables)["value"] = value
    return Rules.model_validate(tables)
