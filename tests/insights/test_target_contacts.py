"""The contacts at the targets: each company once, against the numbers of the rule."""

from __future__ import annotations

from netdash import rules
from netdash.insights import target_contacts
from netdash.records import Contact, Priority, Stakeholder, Target
from tests.factories import person

RULE = rules.shipped().stakeholders


def employee(stakeholder: Stakeholder, company: str = "Northwind Inc.") -> Contact:
    return person(company=company, stakeholder=stakeholder)


def test_each_company_stands_once_in_the_order_of_the_plan_without_archived_targets() -> None:
    all_targets = [
        Target(company="Contoso", archived=True),
        Target(company="Northwind", role="Analyst", priority=Priority.LOW),
        Target(company="Fabrikam", priority=Priority.HIGH),
        Target(company="north wind", role="Accountant", priority=Priority.LOW),
    ]
    staff = [employee(Stakeholder.TECHNICAL), employee(Stakeholder.TECHNICAL), employee(Stakeholder.OTHER)]
    reading = target_contacts.read(target_contacts.at_targets(all_targets, staff, [], [], RULE))
    assert reading.rows == (("Fabrikam", 0, 0), ("north wind", 2, 0))
    assert reading.sentence == "Of 2 target companies, 1 needs a technical contact and 2 need an HR contact."


def test_where_nobody_is_missing_it_says_so() -> None:
    staff = [employee(Stakeholder.TECHNICAL), employee(Stakeholder.HR)]
    rows = target_contacts.at_targets([Target(company="Northwind")], staff, [], [], RULE)
    assert target_contacts.read(rows).sentence == "You know the contacts you need at every target."
