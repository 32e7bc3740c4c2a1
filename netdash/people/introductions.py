"""Who introduced whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from netdash import trash
from netdash.records import Introduction
from netdash.store import Workspace


def introducers_of(introductions: Iterable[Introduction], contact: str) -> tuple[str, ...]:
    """Return the ids of those who introduced this contact to the member, in order, each once."""
    return tuple(dict.fromkeys(one.by_contact for one in introductions if one.to_contact == contact))


def introduced_by(introductions: Iterable[Introduction], contact: str) -> tuple[str, ...]:
    """Return the ids of those whom this contact introduced, in order, each once."""
    return tuple(dict.fromkeys(one.to_contact for one in introductions if one.by_contact == contact))


def made_at(introduction: Introduction, held: Mapping[str, datetime]) -> datetime | None:
    """Return when somebody was introduced: when the conversation it happened in ended, else when it was written down.

    `held` has the ends of the conversations held, by id.
    """
    return held.get(introduction.meeting or "", introduction.created_at)


def named_in(introductions: Iterable[Introduction], meeting: str, by: str | None = None) -> tuple[str, ...]:
    """Return the ids of those who were recommended in a meeting: by one person, or by anybody there."""
    found = (one for one in introductions if one.meeting == meeting and by in (None, one.by_contact))
    return tuple(dict.fromkeys(one.to_contact for one in found))


def delete_introduction(workspace: Workspace, introduction: Introduction, label: str, now: datetime) -> str:
    """Move an introduction to the trash and return the id to restore it by; both people stay."""
    return trash.discard(workspace, introduction, label, now)
