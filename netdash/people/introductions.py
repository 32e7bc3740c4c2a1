"""Introductions: who introduced whom, in which meeting, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from netdash import trash
from netdash.records import Introduction
from netdash.store import Workspace


def introducers_of(introductions: Iterable[Introduction], contact: str) -> tuple[str, ...]:
    """Return the ids of those who introduced this contact to the member, in order, each once."""
    return tuple(dict.fromkeys(intro.by_contact for intro in introductions if intro.to_contact == contact))


def introduced_by(introductions: Iterable[Introduction], contact: str) -> tuple[str, ...]:
    """Return the ids of those whom this contact introduced, in order, each once."""
    return tuple(dict.fromkeys(intro.to_contact for intro in introductions if intro.by_contact == contact))


def dated(
    introductions: Iterable[Introduction], meetings: Mapping[str, datetime]
) -> list[tuple[datetime | None, Introduction]]:
    """Return introductions with when each was made: at the moment of its meeting, else when it was noted.

    `meetings` has the moments of the meetings held, by id.
    """
    return [(meetings.get(intro.meeting or "", intro.created_at), intro) for intro in introductions]


def introduced_in(introductions: Iterable[Introduction], meeting: str, by: str | None = None) -> tuple[str, ...]:
    """Return the ids of those recommended in a meeting, by one person or by anybody there."""
    matches = (intro for intro in introductions if intro.meeting == meeting and by in (None, intro.by_contact))
    return tuple(dict.fromkeys(intro.to_contact for intro in matches))


def delete_introduction(workspace: Workspace, introduction: Introduction, label: str, now: datetime) -> str:
    """Move an introduction to the trash and return the id to restore it by; both people stay."""
    return trash.discard(workspace, Introduction, introduction.id, label, now)
