"""Opportunities: the jobs a member heard of, their stages, and the share that came through contacts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from netdash import trash
from netdash.people import companies
from netdash.records import Opportunity, Stage
from netdash.store import Workspace
from netdash.targets.targets import label
from netdash.wording import FEW, percent

STAGE_WORDS = {
    Stage.HEARD: "Lead",
    Stage.APPLIED: "Applied",
    Stage.INTERVIEWING: "Interview",
    Stage.OFFERED: "Offer",
    Stage.ACCEPTED: "Accepted",
    Stage.CLOSED: "Closed",
}


def in_order(opportunities: Iterable[Opportunity]) -> tuple[Opportunity, ...]:
    """Sort opportunities: the closed ones last, each group by the day the member heard of them, latest first."""
    ordered = sorted(opportunities, key=lambda opportunity: (label(opportunity).casefold(), opportunity.id))
    ordered.sort(key=lambda opportunity: opportunity.heard_on, reverse=True)
    return tuple(sorted(ordered, key=lambda opportunity: opportunity.stage is Stage.CLOSED))


def at_company(company: str, opportunities: Iterable[Opportunity]) -> tuple[Opportunity, ...]:
    """Return the opportunities at a company (see `companies.is_same`), in order."""
    return in_order(opportunity for opportunity in opportunities if companies.is_same(company, opportunity.company))


def from_meeting(meeting: str, opportunities: Iterable[Opportunity]) -> tuple[Opportunity, ...]:
    """Return the opportunities that the member heard of in a meeting, in order."""
    return in_order(opportunity for opportunity in opportunities if opportunity.meeting == meeting)


def is_through_contact(opportunity: Opportunity) -> bool:
    """Tell whether the opportunity came through a contact; one deleted since counts too."""
    return opportunity.contact is not None


def share_through_contacts(opportunities: Iterable[Opportunity]) -> float | None:
    """Return the share (0–1) of opportunities that came through a contact; None below five of them."""
    through = list(map(is_through_contact, opportunities))
    return sum(through) / len(through) if len(through) >= FEW else None


def share_words(opportunities: Iterable[Opportunity]) -> str:
    """Say how many opportunities came through a contact; from five on, with the share."""
    all_opportunities = tuple(opportunities)
    through, share = sum(map(is_through_contact, all_opportunities)), share_through_contacts(all_opportunities)
    if not all_opportunities:
        return "No opportunity is noted yet. Note each one you hear of, and who told you."
    if share is None:
        return f"{through} of {len(all_opportunities)} came through a contact; from five on, the share says more."
    return f"{through} of {len(all_opportunities)} came through a contact: {percent(share)}."


def set_stage(workspace: Workspace, id: str, stage: Stage) -> None:
    """Set the stage of an opportunity."""
    with workspace.transaction():
        workspace.change(workspace.require(Opportunity, id), stage=stage)


def delete(workspace: Workspace, id: str, now: datetime) -> str:
    """Move an opportunity to the trash and return the id to restore it by."""
    return trash.discard(workspace, Opportunity, id, label, now)
