"""Recording a conversation as held in a way that can be taken back whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from netdash.meetings import live, results
from netdash.meetings.live import Holding
from netdash.meetings.results import Brought
from netdash.records import KINDS, Contact, Draft, Introduction, Meeting, MeetingState, Opportunity, Promise, Record
from netdash.store import Workspace

MADE = (Introduction, Promise, Opportunity, Contact)
"""The kinds that a conversation may bring, in the order in which they can go again."""


@dataclass(frozen=True)
class Recorded:
    """What was recorded: the conversation before and after, what was noted while it was held, and what was new."""

    before: Meeting
    under_way: Holding | None
    after: Meeting
    made: tuple[Record, ...]


def record(workspace: Workspace, meeting: Meeting, brought: Brought, today: date, now: datetime) -> Recorded:
    """Record a conversation as `results.record_held` does, and return what `take_back` needs. Raises as that does."""
    with workspace.transaction():
        before, under_way = workspace.require(Meeting, meeting.id), live.kept(workspace, meeting.id)
        there = {one.id for kind in MADE for one in workspace.all(kind)}
        id = results.record_held(workspace, meeting, brought, today, now)
        made = tuple(one for kind in MADE for one in workspace.all(kind) if one.id not in there)
        return Recorded(before, under_way, workspace.require(Meeting, id), made)


def take_back(workspace: Workspace, recorded: Recorded) -> None:
    """Put back the conversation and its notes as they were, and remove what it brought, in one write.

    What the member has changed since stays as it is, and so does a person whom something else has come to refer to.
    Raises GoneError where the conversation was deleted.
    """
    before = recorded.before
    with workspace.transaction():
        stored = workspace.require(Meeting, before.id)
        if stored == recorded.after and before.state is MeetingState.PLANNED:
            workspace.put(before)  # under its earlier moment: a form filled in for that version is in no conflict
        else:
            results.reopen(workspace, before.id)
        for one in recorded.made:
            if workspace.get(type(one), one.id) == one and not (isinstance(one, Contact) and _known(workspace, one.id)):
                workspace.delete(one)
        if recorded.under_way is not None and live.kept(workspace, before.id) is None:
            live.keep(workspace, before.id, recorded.under_way)


def _known(workspace: Workspace, contact: str) -> bool:
    """Tell whether anything refers to a contact, by the lines as they are stored: others wait while this looks."""
    tables, said = workspace.contents().tables, contact.encode()
    kinds = (kind for kind in KINDS if kind not in (Contact, Draft))
    return any(said in one.line for kind in kinds for one in tables.get(kind.table, {}).values())
