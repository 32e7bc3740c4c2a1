"""Pitches: their text, how long they take to say, and their versions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from netdash import trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.pitch.parts import PARTS
from netdash.records import Audience, Pitch, Revision, Trashed, Wording
from netdash.store import Workspace

FIELDS = tuple(part.field for part in PARTS)
"""The fields of a wording, in spoken order."""

AUDIENCE_WORDS = {Audience.GENERAL: "General", Audience.TECHNICAL: "Technical", Audience.HR: "HR"}


def parts(wording: Wording) -> tuple[str, str, str]:
    """Return the texts of the three parts in spoken order."""
    return wording.past, wording.interests, wording.outcome


def full_text(wording: Wording) -> str:
    """Return the pitch in one piece, each part a paragraph; an empty part is left out."""
    return "\n\n".join(part for part in map(str.strip, parts(wording)) if part)


def spoken_seconds(words: int, pace: int) -> float:
    """Return how many seconds these words take at a pace in words a minute."""
    return words * 60 / pace


def whole_seconds(seconds: float, shortest: int, longest: int) -> int:
    """Round seconds, but never across either limit."""
    whole = round(seconds)
    return min(whole, shortest - 1) if seconds < shortest else max(whole, longest + 1) if seconds > longest else whole


def in_order(pitches: Iterable[Pitch]) -> tuple[Pitch, ...]:
    """Sort pitches by audience, general first, then by name."""
    audiences = list(Audience)
    return tuple(sorted(pitches, key=lambda pitch: (audiences.index(pitch.audience), pitch.name.casefold())))


def label(pitch: Pitch) -> str:
    """Name a pitch with its audience: `Technical · Data teams`, but `HR pitch`; one of the sample is marked."""
    audience = AUDIENCE_WORDS[pitch.audience]
    is_named = audience.casefold() in pitch.name.casefold().split()
    name = pitch.name if is_named else f"{audience} · {pitch.name}"
    return f"{name} (sample)" if pitch.sample else name


def label_of(workspace: Workspace, id: str, now: datetime, kept_for: timedelta) -> str:
    """Name the pitch with this id; a deleted one is marked."""
    pitch = workspace.get(Pitch, id)
    if pitch is not None:
        return label(pitch)
    item = workspace.get(Trashed, id)
    if item is not None and now - item.deleted_at < kept_for:
        return f"{item.label} (deleted)"
    return "a pitch removed"


def free_name(workspace: Workspace, audience: Audience) -> str:
    """Return a name that no pitch has yet: `HR pitch`, then `HR pitch 2`."""
    taken = {pitch.name.casefold() for pitch in workspace.all(Pitch)}
    first, number = f"{AUDIENCE_WORDS[audience]} pitch", 1
    name = first
    while name.casefold() in taken:
        number += 1
        name = f"{first} {number}"
    return name


def is_same(wording: Wording, other: Wording) -> bool:
    """Tell whether two wordings say the same."""
    return parts(wording) == parts(other)


def with_version(pitch: Pitch, wording: Wording, now: datetime) -> Pitch:
    """Return the pitch with this wording as its latest version; the same pitch where nothing changed."""
    revision = Revision(**dict(zip(FIELDS, parts(wording), strict=True)), saved_at=now)
    if pitch.revisions and is_same(pitch.wording, revision):
        return pitch
    return pitch.replace(revisions=(*pitch.revisions, revision))


def save_pitch(workspace: Workspace, pitch: Pitch, wording: Wording, now: datetime) -> str:
    """Save a new pitch or a change to one, with a new version where its wording changed.

    A second submission changes nothing. Raises InvalidRecordError for an empty pitch, ConflictError
    where another tab changed it meanwhile, GoneError where it was deleted.
    """
    if not full_text(wording):
        raise InvalidRecordError("Write at least one of the three parts first.", "past")
    with workspace.transaction():
        stored, latest = workspace.get(Pitch, pitch.id), with_version(pitch, wording, now)
        if stored and latest.replace(updated_at=stored.updated_at, sample=stored.sample) == stored:
            return stored.id  # another tab may have said the same first
        return workspace.save_once(latest)


def derive(workspace: Workspace, base: str, pitch: Pitch, now: datetime) -> str:
    """Save a new pitch that starts with the wording of another (`base`) and return its id.

    A second submission changes nothing. Raises GoneError where the base was deleted.
    """
    with workspace.transaction():
        if workspace.get(Pitch, pitch.id) is not None:
            return pitch.id
        return workspace.save(with_version(pitch.replace(base=base), workspace.require(Pitch, base).wording, now))


def restore_version(workspace: Workspace, pitch: Pitch, version: int, now: datetime, unsaved: Wording) -> str:
    """Save an earlier version (0 is the first) as the latest; `unsaved` wording becomes a version before it.

    Raises ConflictError where another tab changed the pitch meanwhile, GoneError where there is no such version.
    """
    if not 0 <= version < len(pitch.revisions):
        raise GoneError("version")
    current = with_version(pitch, unsaved, now) if full_text(unsaved) else pitch
    latest = with_version(current, pitch.revisions[version], now)
    if latest.revisions == pitch.revisions:
        return pitch.id
    with workspace.transaction():
        return workspace.save(latest)


def dismiss_check(workspace: Workspace, id: str, name: str) -> None:
    """Store that a check was dismissed."""
    with workspace.transaction():
        _set_dismissed(workspace, id, (*workspace.require(Pitch, id).dismissed, name))


def clear_dismissed_checks(workspace: Workspace, id: str) -> None:
    """Show all checks of a pitch again."""
    _set_dismissed(workspace, id, ())


def _set_dismissed(workspace: Workspace, id: str, names: tuple[str, ...]) -> None:
    with workspace.transaction():
        pitch = workspace.require(Pitch, id)
        dismissed = tuple(dict.fromkeys(names))
        if dismissed != pitch.dismissed:
            # `amend` keeps `updated_at`: the wording is untouched, so no other tab is in conflict.
            workspace.amend(pitch.replace(dismissed=dismissed))


def delete_pitch(workspace: Workspace, id: str, now: datetime) -> str:
    """Move a pitch to the trash and return the id to restore it by. Raises GoneError where there is none."""
    return trash.discard(workspace, Pitch, id, label, now)
