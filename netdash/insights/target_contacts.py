"""Who is known at each target: technical and HR contacts against the numbers of the rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netdash.insights.period import Reading
from netdash.people import companies
from netdash.records import Contact, Introduction, Meeting, Target
from netdash.rules import StakeholderRules
from netdash.targets import targets
from netdash.targets.targets import Coverage
from netdash.wording import counted, listed

COLUMNS = ("Company", "Technical", "HR")


@dataclass(frozen=True)
class CompanyContacts:
    """A company to work for, and who is known there."""

    name: str
    coverage: Coverage


def at_targets(
    all_targets: Iterable[Target],
    contacts: Sequence[Contact],
    meetings: Sequence[Meeting],
    introductions: Sequence[Introduction],
    rule: StakeholderRules,
) -> tuple[CompanyContacts, ...]:
    """Return the contacts at each company of a target that is not archived, in the order of the target plan."""
    names: dict[str, str] = {}
    for target in targets.in_order(all_targets):
        if not target.archived:
            names.setdefault(companies.key(target.company), target.company)
    return tuple(
        CompanyContacts(name, targets.coverage(name, contacts, meetings, introductions, rule))
        for name in names.values()
    )


def read(rows: Sequence[CompanyContacts]) -> Reading:
    """Put the contacts at the targets into words; the table is the picture."""
    numbers = tuple((row.name, len(row.coverage.technical), len(row.coverage.hr)) for row in rows)
    return Reading(_sentence(rows), "Technical and HR contacts at each target company, as a table", COLUMNS, numbers)


def _sentence(rows: Sequence[CompanyContacts]) -> str:
    counts = Counter(side for row in rows for side in row.coverage.missing)
    needs = [
        f"{counts[side]} {'needs' if counts[side] == 1 else 'need'} {words}"
        for side, words in targets.CONTACT_WORDS.items()
        if counts[side]
    ]
    if not needs:
        return "You know the contacts you need at every target."
    return f"Of {counted(len(rows), 'target company', 'target companies')}, {listed(needs)}."
