"""Targets: the companies and roles a member aims at, with the contacts there and who could introduce to more."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from netdash import trash
from netdash.errors import InvalidRecordError
from netdash.people import companies
from netdash.people.contacts import met_ids
from netdash.records import Contact, Introduction, Meeting, Opportunity, Priority, Stakeholder, Target
from netdash.rules import StakeholderRules
from netdash.store import Workspace

PRIORITY_WORDS = {Priority.HIGH: "High", Priority.MEDIUM: "Medium", Priority.LOW: "Low"}

DECIDING_SIDES = (Stakeholder.TECHNICAL, Stakeholder.HR)
"""The stakeholders to convince at each company; from the method's source."""

CONTACT_WORDS = {Stakeholder.TECHNICAL: "a technical contact", Stakeholder.HR: "an HR contact"}
ANOTHER_WORDS = {Stakeholder.TECHNICAL: "another technical contact", Stakeholder.HR: "another HR contact"}


@dataclass(frozen=True)
class Introducer:
    """A contact who could introduce the member: they work there (`inside`), or `introduced` these people there."""

    contact: str
    inside: bool
    introduced: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """The contacts at a company by side, as ids, and who could introduce the member to more."""

    technical: tuple[str, ...]
    hr: tuple[str, ...]
    others: tuple[str, ...]
    not_met: tuple[str, ...]
    introducers: tuple[Introducer, ...]
    missing: tuple[Stakeholder, ...]
    """The sides with fewer contacts there than the rule asks for."""

    @property
    def people(self) -> tuple[str, ...]:
        """Return the ids of all contacts there."""
        return (*self.technical, *self.hr, *self.others)

    @property
    def words(self) -> str:
        """Say which sides are missing: `Still missing: a technical contact and an HR contact`; or that none is."""
        ids = {Stakeholder.TECHNICAL: self.technical, Stakeholder.HR: self.hr}
        missing = " and ".join(ANOTHER_WORDS[side] if ids[side] else CONTACT_WORDS[side] for side in self.missing)
        if missing:
            return f"Still missing: {missing}"
        return "You know both a technical and an HR contact" if all(ids.values()) else "You know whom you wanted to"


def coverage(
    company: str,
    contacts: Iterable[Contact],
    meetings: Iterable[Meeting],
    introductions: Iterable[Introduction],
    rule: StakeholderRules,
) -> Coverage:
    """Find the contacts at a company (see `companies.is_same`), which of them the member has not met, and introducers.

    Only somebody met counts as an introducer.
    """
    by_id = {contact.id: contact for contact in contacts}
    staff = [contact for contact in by_id.values() if companies.is_same(company, contact.company)]
    met, staff_ids = met_ids(meetings), dict.fromkeys(contact.id for contact in staff)

    def ids_of(*sides: Stakeholder | None) -> tuple[str, ...]:
        return tuple(contact.id for contact in staff if contact.stakeholder in sides)

    ids_by_side = {side: ids_of(side) for side in DECIDING_SIDES}
    least = {Stakeholder.TECHNICAL: rule.technical, Stakeholder.HR: rule.hr}
    return Coverage(
        technical=ids_by_side[Stakeholder.TECHNICAL],
        hr=ids_by_side[Stakeholder.HR],
        others=ids_of(Stakeholder.OTHER, None),
        not_met=tuple(contact.id for contact in staff if contact.id not in met),
        introducers=_introducers(staff_ids, met & by_id.keys(), introductions),
        missing=tuple(side for side in DECIDING_SIDES if len(ids_by_side[side]) < least[side]),
    )


def label(job: Target | Opportunity) -> str:
    """Name a target or an opportunity: `Data engineer at Northwind`; one of the sample is marked."""
    name = " at ".join(filter(None, (job.role, job.company)))
    return f"{name} (sample)" if job.sample else name


def posting_link(target: Target) -> str | None:
    """Return the address of the posting where it is a web address, else None."""
    url = target.posting_url
    address = url if "://" in url else f"https://{url}"
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in address
    except ValueError:
        return None
    return address if is_web and address.isprintable() else None


def in_order(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Sort targets by priority, then by company and role; archived ones come last."""

    def rank(target: Target) -> tuple[bool, int, str, str]:
        priority = list(Priority).index(target.priority)
        return target.archived, priority, target.company.casefold(), target.role.casefold()

    return tuple(sorted(targets, key=rank))


def at_company(company: str, targets: Iterable[Target]) -> Target | None:
    """Return the first target at a company, by `in_order`, or None."""
    return next((target for target in in_order(targets) if companies.is_same(target.company, company)), None)


def save(workspace: Workspace, target: Target) -> str:
    """Save a new or changed target and return its id.

    Raises as `Workspace.save_once` does, and InvalidRecordError where this role at this company is a target already.
    """
    with workspace.transaction():
        return workspace.save_once(_check(workspace, target))


def archive(workspace: Workspace, id: str, archived: bool) -> None:
    """Archive a target, or bring it back."""
    with workspace.transaction():
        workspace.change(workspace.require(Target, id), archived=archived)


def delete(workspace: Workspace, id: str, now: datetime) -> str:
    """Move a target to the trash and return the id to restore it by; messages about it stay."""
    return trash.discard(workspace, Target, id, label, now)


def _check(workspace: Workspace, target: Target) -> Target:
    stored = workspace.get(Target, target.id)
    if stored is not None and _identity(stored) == _identity(target):
        return target  # it may have a twin already, such as a restored one: then its other fields may still change
    for other in workspace.all(Target):
        is_twin = other.id != target.id and companies.is_same(other.company, target.company)
        if is_twin and other.role.casefold() == target.role.casefold():
            where = "in the archive: bring it back from there" if other.archived else "among your targets"
            at = dict.fromkeys(("company", "role"), "there already")
            raise InvalidRecordError(f"{label(other)} is there already, {where}.", at=at)
    return target


def _identity(target: Target) -> tuple[str, str]:
    return companies.key(target.company), target.role.casefold()


def _introducers(
    staff_ids: Collection[str], met: Collection[str], introductions: Iterable[Introduction]
) -> tuple[Introducer, ...]:
    introduced: dict[str, dict[str, None]] = {id: {} for id in staff_ids if id in met}
    for introduction in introductions:
        by, to = introduction.by_contact, introduction.to_contact
        if to in staff_ids and by in met and by != to:
            introduced.setdefault(by, {})[to] = None
    return tuple(Introducer(id, id in staff_ids, tuple(people)) for id, people in introduced.items())
