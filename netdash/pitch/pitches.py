"""Pitches: what they say, how long they take to say, and keeping their versions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from netdash import drafts, trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.pitch.parts import PARTS
from netdash.records import Audience, Pitch, Revision, Trashed, Wording
from netdash.store import Workspace

FIELDS = tuple(part.field for part in PARTS)
"""The fields of a wording, in the order in which they are spoken."""

AUDIENCE_WORDS = {Audience.GENERAL: "General", Audience.TECHNICAL: "Technical", Audience.HR: "HR"}


def parts(wording: Wording) -> tuple[str, str, str]:
    """Return the three parts in the order in which they are spoken."""
    return wording.past, wording.interests, wording.outcome


def joined(wording: Wording) -> str:
    """Return the pitch in one piece, a paragraph a part."""
    return "\n\n".join(part for part in map(str.strip, parts(wording)) if part)


def ended(noted: str) -> str:
    """Return a note as the end of a sentence: on one line, with the full stop it may lack."""
    line = " ".join(noted.split())
    return line if line.rstrip("\"'”’)").endswith((".", "!", "?", "…")) else f"{line}."


def count_words(text: str) -> int:
    """Count what is spoken as a word: a dash on its own is not."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def spoken_seconds(words: int, pace: int) -> float:
    """Return how long so many words take at a pace, in words a minute."""
    return words * 60 / pace


def shown_seconds(seconds: float, shortest: int, longest: int) -> int:
    """Return whole seconds that lie on the same side of both limits as the exact ones."""
    whole = round(seconds)
    return min(whole, shortest - 1) if seconds < shortest else max(whole, longest + 1) if seconds > longest else whole


def in_order(pitches: Iterable[Pitch]) -> tuple[Pitch, ...]:
    """Sort pitches by audience, general first, then by name."""
    audiences = list(Audience)
    return tuple(sorted(pitches, key=lambda one: (audiences.index(one.audience), one.name.casefold())))


def label(pitch: Pitch) -> str:
    """Name a pitch with whom it is for: `Technical · Data teams`; `HR pitch` says so itself. The sample is marked."""
    audience = AUDIENCE_WORDS[pitch.audience]
    said = audience.casefold() in pitch.name.casefold().split()
    name = pitch.name if said else f"{audience} · {pitch.name}"
    return f"{name} (sample)" if pitch.sample else name


def label_of(workspace: Workspace, id: str, now: datetime, kept_for: timedelta) -> str:
    """Name the pitch with this id, marked where it was deleted."""
    pitch = workspace.get(Pitch, id)
    if pitch is not None:
        return label(pitch)
    item = workspace.get(Trashed, id)
    if item is not None and now - item.deleted_at < kept_for:
        return f"{item.label} (deleted)"
    return "a pitch removed"


def free_name(workspace: Workspace, audience: Audience) -> str:
    """Suggest a name that no pitch has yet: `HR pitch`, then `HR pitch 2`."""
    taken = {one.name.casefold() for one in workspace.all(Pitch)}
    plain, number = f"{AUDIENCE_WORDS[audience]} pitch", 1
    name = plain
    while name.casefold() in taken:
        number += 1
        name = f"{plain} {number}"
    return name


def same(one: Wording, other: Wording) -> bool:
    """Tell whether two wordings say the same."""
    return parts(one) == parts(other)


def revised(pitch: Pitch, wording: Wording, now: datetime) -> Pitch:
    """Return the pitch saying this: with a new version, where the wording is a new one."""
    revision = Revision(**dict(zip(FIELDS, parts(wording), strict=True)), saved_at=now)
    if pitch.revisions and same(pitch.wording, revision):
        return pitch
    return pitch.replace(revisions=(*pitch.revisions, revision))


def save_pitch(workspace: Workspace, pitch: Pitch, wording: Wording, now: datetime) -> str:
    """Save a new pitch or a change to one, with a new version where its wording changed.

    A second submission changes nothing. Raises InvalidRecordError where it says nothing at all,
    ConflictError where another tab changed it meanwhile, GoneError where it was deleted.
    """
    if not joined(wording):
        raise InvalidRecordError("Write at least one of the three parts first.")
    with workspace.transaction():
        stored = workspace.get(Pitch, pitch.id)
        if pitch.updated_at is None and stored is not None:
            return stored.id
        changed = revised(pitch, wording, now)
        if stored and changed.replace(updated_at=stored.updated_at, sample=stored.sample) == stored:
            return stored.id  # another tab may have said the same first
        return workspace.save(changed)


def derive(workspace: Workspace, base: str, derived: Pitch, now: datetime) -> str:
    """Save a new pitch that starts with what another one says now; return its id.

    A second submission finds it there. Raises GoneError where the base was deleted.
    """
    with workspace.transaction():
        if workspace.get(Pitch, derived.id) is not None:
            return derived.id
        started = revised(derived.replace(base=base), workspace.require(Pitch, base).wording, now)
        return workspace.save(started)


def restore_version(workspace: Workspace, pitch: Pitch, version: int, now: datetime, typed: Wording) -> str:
    """Make an earlier version (0: the first) the latest, as a new one; what was `typed` and not saved comes before it.

    Raises ConflictError where another tab changed the pitch meanwhile, GoneError where there is no such version.
    """
    if not 0 <= version < len(pitch.revisions):
        raise GoneError("version")
    kept = revised(pitch, typed, now) if joined(typed) else pitch
    restored = revised(kept, pitch.revisions[version], now)
    if restored.revisions == pitch.revisions:
        return pitch.id
    with workspace.transaction():
        return workspace.save(restored)


def dismiss_check(workspace: Workspace, id: str, name: str) -> None:
    """Remember that a check was dismissed."""
    with workspace.transaction():
        _set_dismissed(workspace, id, (*workspace.require(Pitch, id).dismissed, name))


def show_all_checks(workspace: Workspace, id: str) -> None:
    """Forget which checks were dismissed."""
    _set_dismissed(workspace, id, ())


def _set_dismissed(workspace: Workspace, id: str, names: tuple[str, ...]) -> None:
    with workspace.transaction():
        pitch = workspace.require(Pitch, id)
        dismissed = tuple(dict.fromkeys(names))
        if dismissed != pitch.dismissed:
            # Stored under the same moment: what the pitch says is untouched, so no other tab is in conflict.
            workspace.amend(pitch.replace(dismissed=dismissed))


def delete_pitch(workspace: Workspace, id: str, now: datetime) -> str:
    """Move a pitch to the trash; conversations go on naming it, marked. Raises GoneError where there is none."""
    with workspace.transaction():
        pitch = workspace.require(Pitch, id)
        return trash.discard(workspace, pitch, label(pitch), now, drafts.about(workspace, [id]))
