"""One live conversation on several screens: each changes only what was typed on it, and the texts are merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from netdash import rules
from netdash.meetings import live
from netdash.meetings.live import LiveConversation
from netdash.records import Meeting
from netdash.store import Workspace

LEARNINGS, NOTES = "learnings", "notes"
_ANSWER = "answer_"


@dataclass(frozen=True)
class TextChange:
    """What a box on this screen said before and after typing."""

    before: str
    after: str


def answer_to(question: str) -> str:
    """Name the box for the answer to a question."""
    return f"{_ANSWER}{question}"


def merge(workspace: Workspace, meeting: str, changes: Mapping[str, TextChange]) -> bool:
    """Store what was typed in these boxes, merged with what other screens stored; tell whether it is still live."""
    with workspace.transaction():
        conversation = live.stored(workspace, meeting)
        if conversation is None:
            return False
        for box, change in changes.items():
            conversation = _with_change(conversation, box, change)
        live.keep(workspace, meeting, conversation)
        return True


def tick(workspace: Workspace, meeting: str, question: str, *, asked: bool) -> None:
    """Tick a question off, or remove the tick, while the conversation is still live."""

    def change(conversation: LiveConversation) -> LiveConversation:
        others = (id for id in conversation.ticked if id != question)
        ticked = dict.fromkeys((*conversation.ticked, question)) if asked else others
        return conversation.replace(ticked=tuple(ticked))

    _change(workspace, meeting, change)


def start(workspace: Workspace, meeting: str, now: datetime) -> None:
    """Start the clock, with any earlier notes; if another screen has started it, that beginning counts.

    Raises GoneError where there is no such conversation.
    """
    with workspace.transaction():
        plan, conversation = workspace.require(Meeting, meeting), live.stored(workspace, meeting)
        if conversation is None or not live.is_for(conversation, plan):
            live.keep(workspace, meeting, live.begin(now, plan, conversation))


def lay_aside(workspace: Workspace, meeting: str) -> None:
    """Undo the beginning of a conversation, and keep the notes; a second time changes nothing."""
    _change(workspace, meeting, lambda conversation: conversation.replace(laid_aside=True, done_at=None))


def stop(workspace: Workspace, meeting: Meeting, now: datetime) -> None:
    """Stop the clock; if another screen has stopped it, the first moment counts."""
    end = lambda conversation: conversation.replace(done_at=live.ended_at(conversation, meeting, now))  # noqa: E731
    _change(workspace, meeting.id, end)


def go_on(workspace: Workspace, meeting: str) -> None:
    """Let the clock run on, as if it had not been stopped."""
    _change(workspace, meeting, lambda conversation: conversation.replace(done_at=None))


def grant_more(workspace: Workspace, meeting: str) -> None:
    """Add the minutes that they granted at the limit."""
    more = rules.of(workspace).meeting.more
    _change(workspace, meeting, lambda conversation: conversation.replace(granted=conversation.granted + more))


def _change(workspace: Workspace, meeting: str, change: Callable[[LiveConversation], LiveConversation]) -> None:
    """Change what is stored at this moment, as another screen may have noted something since this one was drawn."""
    with workspace.transaction():
        conversation = live.stored(workspace, meeting)
        if conversation is not None:
            live.keep(workspace, meeting, change(conversation))


def text_before(stored: str, text: str) -> str:
    """Return what a box said before typing, for a tab that reconnects to a server that never drew it.

    That is the stored text if the tab's text begins with it. Otherwise another screen has typed since: the box counts
    as empty before, so that the tab's lines are added to the stored ones and none of those is lost.
    """
    return stored if text.startswith(stored) else ""


def merged(before: str, after: str, stored: str) -> str:
    """Return the stored text of a box with what was typed on a screen that had said something else before.

    Line by line: a line changed here is changed in the stored text if still there, and added at the end if not.
    """
    if stored == before:
        return after
    replaced = _replaced(stored, before, after)
    if replaced is not None:
        return replaced
    old, new = before.split("\n"), after.split("\n")
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            stored = _with_lines(stored, "\n".join(old[old_start:old_end]), "\n".join(new[new_start:new_end]))
    return stored


def _with_change(conversation: LiveConversation, box: str, change: TextChange) -> LiveConversation:
    if box.startswith(_ANSWER):
        id = box.removeprefix(_ANSWER)
        return live.answer(conversation, id, merged(change.before, change.after, conversation.answers.get(id, "")))
    return conversation.replace(**{box: merged(change.before, change.after, getattr(conversation, box))})


def _with_lines(stored: str, old: str, new: str) -> str:
    replaced = _replaced(stored, old, new)
    if replaced is not None:
        return replaced
    stored_lines = stored.split("\n")
    more = [line for line in new.split("\n") if line.strip() and line not in stored_lines]
    return "\n".join([*([stored] if stored else []), *more])


def _replaced(stored: str, old: str, new: str) -> str | None:
    """Return a text with some of its whole lines replaced; None if they are not in it."""
    index = f"\n{stored}\n".find(f"\n{old}\n") if old else -1
    return None if index < 0 else stored[:index] + new + stored[index + len(old) :]
