"""The most likely sources of a message's merge fields: pitch, target, conversation and people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import TypeVar

from netdash import profile
from netdash.outreach.merge_fields import Sources
from netdash.people import companies, introductions
from netdash.pitch import pitches
from netdash.records import (
    Audience,
    Contact,
    Introduction,
    Meeting,
    MeetingState,
    Opportunity,
    Pitch,
    Purpose,
    Stage,
    Stakeholder,
    Target,
)
from netdash.store import Workspace
from netdash.targets import goals, opportunities
from netdash.targets.targets import at_company, in_order

ABOUT_PLANNED = (Purpose.CONFIRMATION, Purpose.RESCHEDULE)
"""The purposes that are about a conversation to come."""

ABOUT_HELD = (Purpose.THANK_YOU, Purpose.CLOSING_THE_LOOP)
"""The purposes that are about a conversation held."""


R = TypeVar("R", Pitch, Target, Opportunity)
_STARTS = attrgetter("starts_at")


def gather(
    workspace: Workspace,
    contact: Contact,
    purpose: Purpose,
    now: datetime,
    *,
    meeting: str | None = None,
    target: str | None = None,
    person: str | None = None,
    introducer: str | None = None,
) -> Sources:
    """Gather the sources for a message to a contact; chosen ids take precedence over guesses.

    `person` is whom it is about: somebody the member wants to meet, or met thanks to this contact.
    """
    links = workspace.all(Introduction)
    chosen_meeting = workspace.get(Meeting, meeting) if meeting else None
    about_person = (
        workspace.get(Contact, person) if person else _last_met_through(workspace, contact, purpose, chosen_meeting)
    )
    met_contact = about_person if about_person and purpose is Purpose.CLOSING_THE_LOOP else contact
    chosen_ids = [introducer] if introducer else []
    introducers = (workspace.get(Contact, id) for id in (*chosen_ids, *introductions.introducers_of(links, contact.id)))
    return Sources(
        contact=contact,
        profile=profile.of(workspace),
        pitch=likely_pitch(_of_the_same_world(workspace.all(Pitch), contact), contact),
        target=(workspace.get(Target, target) if target else None)
        or likely_target(_of_the_same_world(workspace.all(Target), contact), about_person or contact),
        goals=goals.goals_of(workspace),
        meeting=chosen_meeting or likely_meeting(workspace.all(Meeting), met_contact.id, purpose, now),
        introducer=next((person for person in introducers if person is not None), None),
        person=about_person,
        role=likely_role(
            _of_the_same_world(workspace.all(Target), contact),
            _of_the_same_world(workspace.all(Opportunity), contact),
            about_person or contact,
        ),
    )


def _of_the_same_world(records: Iterable[R], contact: Contact) -> list[R]:
    """Return the records but those of the sample, which no message to somebody real is filled from by itself."""
    return [record for record in records if contact.sample or not record.sample]


def likely_pitch(all_pitches: Iterable[Pitch], contact: Contact) -> Pitch | None:
    """Return the pitch for the contact's role in hiring (technical, HR), else the first general one, else any."""
    ordered = pitches.in_order(all_pitches)
    audience = {Stakeholder.TECHNICAL: Audience.TECHNICAL, Stakeholder.HR: Audience.HR}.get(
        contact.stakeholder or Stakeholder.OTHER, Audience.GENERAL
    )
    return next((pitch for pitch in ordered if pitch.audience is audience), next(iter(ordered), None))


def likely_target(targets: Iterable[Target], contact: Contact) -> Target | None:
    """Return the target at the contact's company, else the most wanted one; None without any."""
    active = [target for target in in_order(targets) if not target.archived]
    return at_company(contact.company, active) or next(iter(active), None)


def likely_role(targets: Iterable[Target], jobs: Iterable[Opportunity], contact: Contact) -> str:
    """Return the role that the member looks for: at the contact's company, else of the most wanted target, else of the
    latest opportunity; empty where none is noted.
    """
    wanted = [(target.company, target.role) for target in in_order(targets) if not target.archived]
    wanted += [(job.company, job.role) for job in opportunities.in_order(jobs) if job.stage is not Stage.CLOSED]
    there = (role for company, role in wanted if role and companies.is_same(company, contact.company))
    return next(there, next((role for _, role in wanted if role), ""))


def likely_meeting(meetings: Iterable[Meeting], contact: str, purpose: Purpose, now: datetime) -> Meeting | None:
    """Return the next planned or the last held conversation with a contact, as the purpose needs; else None."""
    with_contact = (meeting for meeting in meetings if contact in meeting.contacts)
    if purpose in ABOUT_PLANNED:
        planned = (meeting for meeting in with_contact if meeting.state is MeetingState.PLANNED)
        return min((meeting for meeting in planned if meeting.ends_at > now), key=_STARTS, default=None)
    if purpose in ABOUT_HELD:
        held = (meeting for meeting in reversed([*with_contact]) if meeting.state is MeetingState.HELD)
        return max(held, key=_STARTS, default=None)
    return None


def _last_met_through(
    workspace: Workspace, contact: Contact, purpose: Purpose, chosen: Meeting | None
) -> Contact | None:
    """Return the person introduced by this contact whom the member met last, in the chosen conversation first.

    None if the purpose is not about that.
    """
    if purpose is not Purpose.CLOSING_THE_LOOP:
        return None
    introduced_ids = set(introductions.introduced_by(workspace.all(Introduction), contact.id))
    held_meetings = [meeting for meeting in workspace.all(Meeting) if meeting.state is MeetingState.HELD]
    latest_first = [
        *([chosen] if chosen else []),
        *sorted(held_meetings, key=lambda meeting: meeting.ends_at, reverse=True),
    ]
    people = (workspace.get(Contact, id) for meeting in latest_first for id in meeting.contacts if id in introduced_ids)
    return next((person for person in people if person is not None), None)
