"""The companies that a workspace knows of: where contacts work, where the member wants to, and where jobs are open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from netdash.people import companies
from netdash.records import Contact, Opportunity, Target
from netdash.store import Workspace
from netdash.wording import counted


@dataclass(frozen=True)
class KnownCompany:
    """A company by its name, with the target there, if it is one, and how many people one knows there."""

    name: str
    target: Target | None
    people: int

    @property
    def texts(self) -> tuple[str, ...]:
        """What the member noted about it."""
        if self.target is None:
            return ()
        research = self.target.research
        noted = (self.target.role, self.target.why, research.company, research.person, research.job)
        return (*noted, self.target.posting)

    @property
    def facts(self) -> str:
        """Say whether it is a target, and how many people one knows there."""
        people = counted(self.people, "person", "people") if self.people else ""
        return " · ".join(filter(None, ("Target" if self.target else "", people)))


def known_companies(workspace: Workspace) -> Iterator[KnownCompany]:
    """Yield every company once, by name (see `companies.key`); of several targets at one, a target in use counts."""
    names: dict[str, str] = {}
    target_of: dict[str, Target] = {}
    staff: dict[str, int] = {}
    for target in sorted(workspace.all(Target), key=lambda target: target.archived):
        target_of.setdefault(companies.key(target.company), target)
    people = [person for person in workspace.all(Contact) if person.company]
    records: list[Target | Opportunity | Contact] = [*target_of.values(), *workspace.all(Opportunity), *people]
    for record in records:
        key = companies.key(record.company)
        names.setdefault(key, record.company)
        staff[key] = staff.get(key, 0) + isinstance(record, Contact)
    for key, name in sorted(names.items(), key=lambda both: both[1].casefold()):
        yield KnownCompany(name, target_of.get(key), staff[key])
