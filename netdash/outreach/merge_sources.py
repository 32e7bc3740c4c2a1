"""What a message's merge fields are most likely filled from: the pitch, target, conversation and people it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

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
    Pitch,
    Purpose,
    Stakeholder,
    Target,
)
from netdash.store import Workspace
from netdash.targets import goals
from netdash.targets.targets import in_order

AHEAD = (Purpose.CONFIRMATION, Purpose.RESCHEDULE)
"""The purposes that are about a conversation to come."""

BEHIND = (Purpose.THANK_YOU, Purpose.CLOSING_THE_LOOP)
"""The purposes that are about a conversation held."""


def gather(
    workspace: Workspace,
    contact: Contact,
    purpose: Purpose,
    now: datetime,
    *,
    meeting: str | None = None,
    target: str | None = None,
    pitch: str | None = None,
    person: str | None = None,
    introducer: str | None = None,
) -> Sources:
    """Gather what fills the fields of a message to a contact; what is chosen (an id) goes before what is guessed.

    `person` is whom it is about: whom the member wants to meet, or met thanks to this contact.
    """
    links = workspace.all(Introduction)
    chosen = workspace.get(Meeting, meeting) if meeting else None
    about = workspace.get(Contact, person) if person else _met_thanks_to(workspace, contact, purpose, chosen)
    whom = about if about and purpose is Purpose.CLOSING_THE_LOOP else contact
    first = [introducer] if introducer else []
    by = (workspace.get(Contact, id) for id in (*first, *introductions.introducers_of(links, contact.id)))
    return Sources(
        contact=contact,
        profile=profile.of(workspace),
        pitch=(workspace.get(Pitch, pitch) if pitch else None) or likely_pitch(workspace.all(Pitch), contact),
        target=(workspace.get(Target, target) if target else None)
        or likely_target(workspace.all(Target), about or contact),
        goals=goals.goals_of(workspace),
        meeting=chosen or likely_meeting(workspace.all(Meeting), whom.id, purpose, now),
        introducer=next((one for one in by if one is not None), None),
        person=about,
    )


def likely_pitch(all_pitches: Iterable[Pitch], contact: Contact) -> Pitch | None:
    """Return the pitch for what a contact speaks for (technical, HR), else the first general one."""
    ordered = pitches.in_order(all_pitches)
    wanted = {Stakeholder.TECHNICAL: Audience.TECHNICAL, Stakeholder.HR: Audience.HR}.get(
        contact.stakeholder or Stakeholder.OTHER, Audience.GENERAL
    )
    return next((one for one in ordered if one.audience is wanted), next(iter(ordered), None))


def likely_target(targets: Iterable[Target], contact: Contact) -> Target | None:
    """Return the target at the contact's company, else the one wanted most; None without any."""
    active = [one for one in in_order(targets) if not one.archived]
    there = (one for one in active if companies.is_same(one.company, contact.company))
    return next(there, next(iter(active), None))


def likely_meeting(meetings: Iterable[Meeting], contact: str, purpose: Purpose, now: datetime) -> Meeting | None:
    """Return the next conversation planned with a contact, or the last one held, as the purpose asks; else None."""
    theirs = sorted((one for one in meetings if contact in one.contacts), key=lambda one: one.starts_at)
    if purpose in AHEAD:
        return next((one for one in theirs if one.state is MeetingState.PLANNED and one.ends_at > now), None)
    if purpose in BEHIND:
        return next((one for one in reversed(theirs) if one.state is MeetingState.HELD), None)
    return None


def _met_thanks_to(workspace: Workspace, contact: Contact, purpose: Purpose, chosen: Meeting | None) -> Contact | None:
    """Return whom the member met last, in the chosen conversation first, of those this contact introduced.

    None where the message is not about that.
    """
    if purpose is not Purpose.CLOSING_THE_LOOP:
        return None
    introduced = set(introductions.introduced_by(workspace.all(Introduction), contact.id))
    held = [one for one in workspace.all(Meeting) if one.state is MeetingState.HELD]
    latest = [*([chosen] if chosen else []), *sorted(held, key=lambda one: one.ends_at, reverse=True)]
    met = (workspace.get(Contact, id) for one in latest for id in one.contacts if id in introduced)
    return next((one for one in met if one is not None), None)
