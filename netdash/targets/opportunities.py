"""The jobs a member heard of: how far each has come, and what share of them came through people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from netdash import drafts, trash
from netdash.people import companies
from netdash.records import Opportunity, Stage
from netdash.store import Workspace
from netdash.wording import FEW, percent

STAGE_WORDS = {
    Stage.HEARD: "Heard of",
    Stage.APPLIED: "Applied",
    Stage.INTERVIEWING: "Interviewing",
    Stage.OFFERED: "Offered",
    Stage.ACCEPTED: "Accepted",
    Stage.CLOSED: "Closed",
}


def label(opportunity: Opportunity) -> str:
    """Name an opportunity: `Data engineer at Northwind`; one of the sample is marked."""
    name = " at ".join(filter(None, (opportunity.role, opportunity.company)))
    return f"{name} (sample)" if opportunity.sample else name


def in_order(opportunities: Iterable[Opportunity]) -> tuple[Opportunity, ...]:
    """Sort opportunities: open ones before closed ones, the latest heard of first."""
    found = sorted(opportunities, key=lambda one: (label(one).casefold(), one.id))
    found.sort(key=lambda one: one.heard_on, reverse=True)
    return tuple(sorted(found, key=lambda one: one.stage is Stage.CLOSED))


def at(company: str, opportunities: Iterable[Opportunity]) -> tuple[Opportunity, ...]:
    """Return the opportunities at a company (see `companies.is_same`), in order."""
    return in_order(one for one in opportunities if companies.is_same(company, one.company))


def heard_in(meeting: str, opportunities: Iterable[Opportunity]) -> tuple[Opportunity, ...]:
    """Return the opportunities heard of in a conversation, in order."""
    return in_order(one for one in opportunities if one.meeting == meeting)


def through_contact(opportunity: Opportunity) -> bool:
    """Tell whether somebody told the member of it; a contact deleted since still did."""
    return opportunity.contact is not None


def share_through_contacts(opportunities: Iterable[Opportunity]) -> float | None:
    """Return what share (0–1) of all opportunities came through a contact; None below five, which say little."""
    found = [through_contact(one) for one in opportunities]
    return sum(found) / len(found) if len(found) >= FEW else None


def share_words(opportunities: Iterable[Opportunity]) -> str:
    """Say how many opportunities came through a contact, as a share from five on."""
    found = tuple(opportunities)
    through, rate = sum(map(through_contact, found)), share_through_contacts(found)
    if not found:
        return "No opportunity is noted yet. Note each one you hear of, and who told you."
    if rate is None:
        return f"{through} of {len(found)} came through a contact; from five on, the share says more."
    return f"{through} of {len(found)} came through a contact: {percent(rate)}."


def add(workspace: Workspace, opportunity: Opportunity) -> str:
    """Save a new opportunity and return its id. A second submission saves nothing."""
    with workspace.transaction():
        if workspace.get(Opportunity, opportunity.id) is not None:
            return opportunity.id
        return workspace.save(opportunity)


def edit(workspace: Workspace, opportunity: Opportunity) -> str:
    """Save a changed opportunity.

    Raises ConflictError where another tab changed it meanwhile, GoneError where it was deleted.
    """
    with workspace.transaction():
        return workspace.save(opportunity)


def move(workspace: Workspace, id: str, stage: Stage) -> None:
    """Note how far an opportunity has come."""
    with workspace.transaction():
        opportunity = workspace.require(Opportunity, id)
        if opportunity.stage is not stage:
            workspace.save(opportunity.replace(stage=stage))


def delete(workspace: Workspace, id: str, now: datetime) -> str:
    """Move an opportunity to the trash and return the id to restore it by."""
    with workspace.transaction():
        opportunity = workspace.require(Opportunity, id)
        return trash.discard(workspace, opportunity, label(opportunity), now, drafts.about(workspace, [id]))
