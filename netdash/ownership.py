"""Whose a record is: what the member changes in the sample becomes their own."""

from __future__ import annotations

from typing import TypeVar

from netdash.records import Record
from netdash.store import Workspace

R = TypeVar("R", bound=Record)


def taken_over(workspace: Workspace, record: R) -> R:
    """Return a record as it is to be saved: one of the sample is the member's own as soon as it says something else."""
    stored = workspace.get(type(record), record.id) if record.sample else None
    if stored is None or record.replace(updated_at=stored.updated_at) == stored:
        return record
    return record.replace(sample=False)
