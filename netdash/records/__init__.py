"""The records of a workspace: frozen, typed, and checked when made."""

from __future__ import annotations

from netdash.records.base import Id, Line, Moment, Part, Record, Text, new_id
from netdash.records.keeping import Draft, Trashed, TrashedRecord
from netdash.records.meetings import Channel, Meeting, MeetingKind, MeetingState, Message, Promise, Purpose
from netdash.records.people import PROFILE_ID, Contact, Introduction, Profile, Stakeholder

KINDS: tuple[type[Record], ...] = (Profile, Contact, Introduction, Meeting, Promise, Message, Draft, Trashed)
"""Every kind a workspace holds, in the order of the file."""

BY_TABLE: dict[str, type[Record]] = {kind.table: kind for kind in KINDS}

__all__ = [
    "BY_TABLE",
    "KINDS",
    "PROFILE_ID",
    "Channel",
    "Contact",
    "Draft",
    "Id",
    "Introduction",
    "Line",
    "Meeting",
    "MeetingKind",
    "MeetingState",
    "Message",
    "Moment",
    "Part",
    "Profile",
    "Promise",
    "Purpose",
    "Record",
    "Stakeholder",
    "Text",
    "Trashed",
    "TrashedRecord",
    "new_id",
]
