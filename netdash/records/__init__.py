"""The records of a workspace: frozen, typed, and checked when made."""

from __future__ import annotations

from netdash.records.base import FrozenModel, Id, Moment, Record, is_id, new_id
from netdash.records.feedback import Comment, Section, Submission, SubmissionKind
from netdash.records.meetings import AskedQuestion, Meeting, MeetingKind, MeetingState, Promise, Research, Resume
from netdash.records.outreach import Channel, Message, Outcome, Purpose, Template
from netdash.records.people import PROFILE_ID, Cadence, Contact, Introduction, Profile, Stakeholder, TagCadence
from netdash.records.preparation import (
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
from netdash.records.system import RULE_CHANGES_ID, CalendarLink, Draft, RuleChanges, Snooze, Trashed, TrashedRecord
from netdash.records.targets import BrandingItem, Opportunity, Priority, Stage, Target

KINDS: tuple[type[Record], ...] = (
    Profile,
    Goals,
    RuleChanges,
    Contact,
    TagCadence,
    Introduction,
    Target,
    BrandingItem,
    Pitch,
    Question,
    QuestionSet,
    Template,
    Meeting,
    Promise,
    Message,
    Opportunity,
    Submission,
    Comment,
    CalendarLink,
    Snooze,
    Draft,
    Trashed,
)
"""Every kind a workspace holds, in the order of the file."""

BY_TABLE: dict[str, type[Record]] = {kind.table: kind for kind in KINDS}
