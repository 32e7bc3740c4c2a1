"""The goals a member sets for each week; `weeks.recent_weeks` counts what was done of them."""

from __future__ import annotations

from pydantic import ValidationError

from netdash import rules
from netdash.errors import InvalidRecordError
from netdash.records import GOALS_ID, Goals
from netdash.store import Workspace


def goals_of(workspace: Workspace) -> Goals:
    """Return the member's goals for a week, the rule's where none are set."""
    stored = workspace.get(Goals, GOALS_ID)
    if stored is not None:
        return stored
    usual = rules.of(workspace).goals
    return Goals(messages=usual.messages, conversations=usual.conversations)


def change(workspace: Workspace, **numbers: int) -> None:
    """Set goals for each week: `messages`, `conversations`, and thank-yous `on_time` in percent (0–100).

    Raises InvalidRecordError where a number is out of range.
    """
    with workspace.transaction():
        goals = goals_of(workspace)
        if numbers == goals.model_dump(include=set(numbers)):
            return
        try:
            new_goals = goals.replace(**numbers)
        except ValidationError as error:
            raise InvalidRecordError(_range(str(error.errors()[0]["loc"][0]))) from error
        workspace.save(new_goals)


def _range(field: str) -> str:
    labels = {"messages": "Messages a week", "conversations": "Conversations a week", "on_time": "Thank-yous on time"}
    return f"{labels[field]}: choose a number from 0 to {highest(field)}."


def highest(field: str) -> int:
    """Return the highest number that a goal takes."""
    return int(next(limit.le for limit in Goals.model_fields[field].metadata if hasattr(limit, "le")))
