"""The goals a member sets for each week; `weeks.week_of` counts what was done of them."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError

from netdash.errors import InvalidRecordError
from netdash.records import Goals
from netdash.store import Workspace
from netdash.weeks import Week, goals_of


@dataclass(frozen=True)
class Mark:
    """One goal and what was done of it; `done` is None where there is nothing to measure yet."""

    label: str
    done: int | None
    goal: int
    unit: str = ""

    @property
    def reached(self) -> bool:
        """Tell whether the goal is reached; nothing sent yet is nothing sent late."""
        return self.done is None or self.done >= self.goal

    @property
    def words(self) -> str:
        """Return the mark in words: `3 of 5`, `80 %, goal 100 %`."""
        if self.done is None:
            return f"none sent yet, goal {self.goal}{self.unit}"
        if self.unit:  # a share of a share reads oddly
            return f"{self.done}{self.unit}, goal {self.goal}{self.unit}"
        return f"{self.done} of {self.goal}"


def change(workspace: Workspace, *, messages: int, conversations: int, on_time: int) -> None:
    """Set the goals for each week: messages, conversations, and thank-yous on time in percent (0–100).

    Raises InvalidRecordError where a number is out of reach; the old goals stay.
    """
    with workspace.transaction():
        goals = goals_of(workspace)
        wanted = {"messages": messages, "conversations": conversations, "on_time": on_time}
        if wanted == goals.model_dump(include=set(wanted)):
            return
        try:
            changed = goals.replace(**wanted)
        except ValidationError as error:
            raise InvalidRecordError(_range(str(error.errors()[0]["loc"][0]))) from error
        workspace.save(changed)


def marks(week: Week, goals: Goals) -> tuple[Mark, ...]:
    """Hold a week against the goals; a goal of zero is none."""
    on_time = None if week.on_time is None else _percent(week.on_time)
    found = (
        Mark("Messages sent", week.messages, goals.messages),
        Mark("Conversations", week.conversations, goals.conversations),
        Mark("Thank-yous on time", on_time, goals.on_time, "\N{NO-BREAK SPACE}%"),
    )
    return tuple(one for one in found if one.goal)


def _percent(rate: float) -> int:
    """Return a rate in whole percent; only all is 100."""
    return 100 if rate == 1 else min(99, round(rate * 100))


def _range(field: str) -> str:
    labels = {"messages": "Messages a week", "conversations": "Conversations a week", "on_time": "Thank-yous on time"}
    highest = next(one.le for one in Goals.model_fields[field].metadata if hasattr(one, "le"))
    return f"{labels[field]}: choose a number from 0 to {highest}."
