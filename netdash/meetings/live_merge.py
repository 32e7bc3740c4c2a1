"""A conversation under way on several screens: each changes only what was typed on it, and their words are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from netdash.meetings import live
from netdash.meetings.live import LiveConversation
from netdash.records import Meeting
from netdash.store import Workspace

LEARNINGS, NOTES = "learnings", "notes"
_ANSWER = "answer_"


@dataclass(frozen=True)
class TextChange:
    """What a box said on this screen before somebody typed, and what it says now."""

    before: str
    now: str


def answer_to(question: str) -> str:
    """Name the box for what was said to a question."""
    return f"{_ANSWER}{question}"


def merge(workspace: Workspace, meeting: str, changes: Mapping[str, TextChange]) -> bool:
    """Keep what was typed in these boxes, joined with what another screen kept; tell whether it is still under way."""
    with workspace.transaction():
        under_way = live.stored(workspace, meeting)
        if under_way is None:
            return False
        for box, change in changes.items():
            under_way = _changed(under_way, box, change)
        live.keep(workspace, meeting, under_way)
        return True


def tick(workspace: Workspace, meeting: str, question: str, *, asked: bool) -> None:
    """Tick a question off, or take the tick back, where the conversation is still under way."""
    with workspace.transaction():
        under_way = live.stored(workspace, meeting)
        if under_way is not None:
            change = live.tick if asked else live.untick
            live.keep(workspace, meeting, change(under_way, question))


def start(workspace: Workspace, meeting: str, now: datetime) -> None:
    """Start the clock, with what was noted before; where another screen has started it, that beginning counts.

    Raises GoneError where there is no such conversation.
    """
    with workspace.transaction():
        planned, noted = workspace.require(Meeting, meeting), live.stored(workspace, meeting)
        if noted is None or not live.is_for(noted, planned):
            live.keep(workspace, meeting, live.begin(now, planned, noted))


def lay_aside(workspace: Workspace, meeting: str) -> None:
    """Take back that a conversation began, and keep what was noted; a second time changes nothing."""
    with workspace.transaction():
        under_way = live.stored(workspace, meeting)
        if under_way is not None:
            live.keep(workspace, meeting, live.lay_aside(under_way))


def stop(workspace: Workspace, meeting: Meeting, now: datetime) -> None:
    """Stop the clock; where another screen has stopped it, the first moment counts."""
    with workspace.transaction():
        under_way = live.stored(workspace, meeting.id)
        if under_way is not None:
            live.keep(workspace, meeting.id, live.end(under_way, meeting, now))


def text_before(kept: str, now: str) -> str:
    """Return what a box said before somebody typed, in a tab that comes back to a server that never drew it.

    That is what is kept, where the tab's text begins with it. Elsewhere another screen has gone on: then it counts as
    empty before, so that the tab's lines join the kept ones and none of those goes.
    """
    return kept if now.startswith(kept) else ""


def merged(before: str, now: str, kept: str) -> str:
    """Return what is kept of a box, with what was typed into it on a screen where it said something else before.

    Line by line: one that was changed here is changed where it is still kept, and comes last where it is not.
    """
    if kept == before:
        return now
    whole = _replaced(kept, before, now)
    if whole is not None:
        return whole
    old, new = before.split("\n"), now.split("\n")
    for tag, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            kept = _with_lines(kept, "\n".join(old[i:j]), "\n".join(new[k:n]))
    return kept


def _changed(under_way: LiveConversation, box: str, change: TextChange) -> LiveConversation:
    if box.startswith(_ANSWER):
        id = box.removeprefix(_ANSWER)
        return live.answer(under_way, id, merged(change.before, change.now, under_way.answers.get(id, "")))
    return under_way.replace(**{box: merged(change.before, change.now, getattr(under_way, box))})


def _with_lines(kept: str, old: str, new: str) -> str:
    replaced = _replaced(kept, old, new)
    if replaced is not None:
        return replaced
    there = kept.split("\n")
    more = [line for line in new.split("\n") if line.strip() and line not in there]
    return "\n".join([*([kept] if kept else []), *more])


def _replaced(kept: str, old: str, new: str) -> str | None:
    """Return a text with some of its whole lines replaced; None where they are not in it."""
    at = f"\n{kept}\n".find(f"\n{old}\n") if old else -1
    return None if at < 0 else kept[:at] + new + kept[at + len(old) :]
