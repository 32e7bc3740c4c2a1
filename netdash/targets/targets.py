"""The companies and roles a member aims at: keeping them, and the people who can open their doors."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from netdash import drafts, trash
from netdash.errors import InvalidRecordError
from netdash.people import companies
from netdash.people.contacts import met_ids
from netdash.records import Contact, Introduction, Meeting, Priority, Stakeholder, Target
from netdash.rules import StakeholderRules
from netdash.store import Workspace

PRIORITY_WORDS = {Priority.HIGH: "High", Priority.MEDIUM: "Medium", Priority.LOW: "Low"}

WANTED = (Stakeholder.TECHNICAL, Stakeholder.HR)
"""Whom each company wants, after the seed: convince two stakeholders, technical and HR."""

MISSING_WORDS = {Stakeholder.TECHNICAL: "a technical contact", Stakeholder.HR: "an HR contact"}
ANOTHER_WORDS = {Stakeholder.TECHNICAL: "another technical contact", Stakeholder.HR: "another HR contact"}


@dataclass(frozen=True)
class Door:
    """Somebody met who could introduce the member: because they are `inside`, or introduced these people there."""

    contact: str
    inside: bool
    introduced: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """The ids of those known at a company, by what they speak for, and of those who could introduce to more."""

    technical: tuple[str, ...]
    hr: tuple[str, ...]
    others: tuple[str, ...]
    not_met: tuple[str, ...]
    doors: tuple[Door, ...]
    missing: tuple[Stakeholder, ...]
    """Which of the two stakeholders too few of those known there speak for, by the rule."""

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody known there."""
        return (*self.technical, *self.hr, *self.others)

    @property
    def words(self) -> str:
        """Say what is missing: `Still missing: a technical contact and an HR contact`; or that nothing is."""
        known = {Stakeholder.TECHNICAL: self.technical, Stakeholder.HR: self.hr}
        said = " and ".join(ANOTHER_WORDS[one] if known[one] else MISSING_WORDS[one] for one in self.missing)
        if said:
            return f"Still missing: {said}"
        return "You know both a technical and an HR contact" if all(known.values()) else "You know whom you wanted to"


def coverage(
    company: str,
    contacts: Iterable[Contact],
    meetings: Iterable[Meeting],
    introductions: Iterable[Introduction],
    rule: StakeholderRules,
) -> Coverage:
    """Find whom a member knows at a company (see `companies.is_same`), whom of them they have not met, and the doors.

    A door is honest: a person met who works there, or who has introduced the member to somebody there.
    """
    present = {one.id: one for one in contacts}
    there = [one for one in present.values() if companies.is_same(company, one.company)]
    met, inside = met_ids(meetings), dict.fromkeys(one.id for one in there)

    def speaking_for(*wanted: Stakeholder | None) -> tuple[str, ...]:
        return tuple(one.id for one in there if one.stakeholder in wanted)

    known = {one: speaking_for(one) for one in WANTED}
    wanted = {Stakeholder.TECHNICAL: rule.technical, Stakeholder.HR: rule.hr}
    return Coverage(
        technical=known[Stakeholder.TECHNICAL],
        hr=known[Stakeholder.HR],
        others=speaking_for(Stakeholder.OTHER, None),
        not_met=tuple(one.id for one in there if one.id not in met),
        doors=_doors(inside, met & present.keys(), introductions),
        missing=tuple(one for one in WANTED if len(known[one]) < wanted[one]),
    )


def label(target: Target) -> str:
    """Name a target: `Data engineer at Northwind`; one of the sample is marked."""
    name = " at ".join(filter(None, (target.role, target.company)))
    return f"{name} (sample)" if target.sample else name


def link(target: Target) -> str | None:
    """Return the address of the posting where it is one that a browser may open, else None."""
    typed = target.posting_url
    whole = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(whole)
        named = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in whole
    except ValueError:
        return None
    return whole if named and whole.isprintable() else None


def in_order(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Sort targets by priority, then by company and role; archived ones come last."""
    ranks = list(Priority)
    return tuple(
        sorted(
            targets,
            key=lambda one: (one.archived, ranks.index(one.priority), one.company.casefold(), one.role.casefold()),
        )
    )


def add(workspace: Workspace, target: Target) -> str:
    """Save a new target and return its id. A second submission saves nothing.

    Raises InvalidRecordError where this role at this company is a target already.
    """
    with workspace.transaction():
        if workspace.get(Target, target.id) is not None:
            return target.id
        return workspace.save(_checked(workspace, target))


def edit(workspace: Workspace, target: Target) -> str:
    """Save a changed target. Raises ConflictError, GoneError, and InvalidRecordError as `add` does."""
    with workspace.transaction():
        return workspace.save(_checked(workspace, target))


def archive(workspace: Workspace, id: str, archived: bool) -> None:
    """Put a target out of sight, or bring it back."""
    with workspace.transaction():
        target = workspace.require(Target, id)
        if target.archived != archived:
            workspace.save(target.replace(archived=archived))


def delete(workspace: Workspace, id: str, now: datetime) -> str:
    """Move a target to the trash and return the id to restore it by; messages about it stay."""
    with workspace.transaction():
        target = workspace.require(Target, id)
        return trash.discard(workspace, target, label(target), now, drafts.about(workspace, [id]))


def _checked(workspace: Workspace, target: Target) -> Target:
    before = workspace.get(Target, target.id)
    if before is not None and _names(before) == _names(target):
        return target  # a twin of it was there before, restored say: what else it says may change
    for one in workspace.all(Target):
        twin = one.id != target.id and companies.is_same(one.company, target.company)
        if twin and one.role.casefold() == target.role.casefold():
            where = "in the archive: bring it back from there" if one.archived else "among your targets"
            raise InvalidRecordError(f"{label(one)} is there already, {where}.")
    return target


def _names(target: Target) -> tuple[str, str]:
    return companies.key(target.company), target.role.casefold()


def _doors(inside: Collection[str], met: Collection[str], introductions: Iterable[Introduction]) -> tuple[Door, ...]:
    led: dict[str, dict[str, None]] = {id: {} for id in inside if id in met}
    for one in introductions:
        if one.to_contact in inside and one.by_contact in met and one.by_contact != one.to_contact:
            led.setdefault(one.by_contact, {})[one.to_contact] = None
    return tuple(Door(id, id in inside, tuple(people)) for id, people in led.items())
