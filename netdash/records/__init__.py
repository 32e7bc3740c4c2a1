"""The records of a workspace: frozen, typed, and checked when made."""

from __future__ import annotations

from netdash.records.base import Id, Line, Moment, Part, Record, Text, is_id, new_id
from netdash.records.keeping import Draft, Trashed, TrashedRecord
from netdash.records.meetings import (
    Asked,
    Channel,
    Meeting,
    MeetingKind,
    MeetingState,
    Message,
    Promise,
    Purpose,
)
from netdash.records.people import PROFILE_ID, Contact, Introduction, Profile, Stakeholder
from netdash.records.preparing import (
    GOALS_ID,
    Audience,
    Goals,
    Origin,
    Pitch,
    Question,
    QuestionSet,
    Revision,
    Wording,
)

KINDS: tuple[type[Record], ...] = (
    Profile,
    Goals,
    Contact,
    Introduction,
    Pitch,
    Question,
    QuestionSet,
    Meeting,
    Promise,
    Message,
    Draft,
    Trashed,
)
"""Every kind a workspace holds, in the order of the file."""

BY_TABLE: dict[str, type[Record]] = {kind.table: kind for kind in KINDS}

__all__ = [
    "BY_TABLE",
    "GOALS_ID",
    "KINDS",
    "PROFILE_ID",
    "Asked",
    "Audience",
    "Channel",
    "Contact",
    "Draft",
    "Goals",
    "Id",
    "Introduction",
    "Line",
    "Meeting",
    "MeetingKind",
    "MeetingState",
    "Message",
    "Moment",
    "Origin",
    "Part",
    "Pitch",
    "Profile",
    "Promise",
    "Purpose",
    "Question",
    "QuestionSet",
    "Record",
    "Revision",
    "Stakeholder",
    "Text",
    "Trashed",
    "TrashedRecord",
    "Wording",
    "is_id",
    "new_id",
]
