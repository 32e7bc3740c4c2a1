"""What is worked out about targets, once a change: their order, and whom the member knows at each company."""

from __future__ import annotations

from netdash import rules
from netdash.records import Contact, Introduction, Meeting, RuleChanges, Stakeholder, Target
from netdash.targets import targets
from netdash.targets.targets import Coverage
from netdash.ui.session import Visit

SIDES = {Stakeholder.TECHNICAL: "Technical", Stakeholder.HR: "HR"}
A_CONTACT = {Stakeholder.TECHNICAL: "a technical contact", Stakeholder.HR: "an HR contact"}


def all_targets(visit: Visit) -> tuple[Target, ...]:
    """Return every target, archived ones last."""
    return visit.remember(lambda: targets.in_order(visit.workspace.all(Target)), "targets", Target)


def coverage(visit: Visit, company: str) -> Coverage:
    """Return whom the member knows at a company."""

    def build() -> Coverage:
        workspace = visit.workspace
        people, links = workspace.all(Contact), workspace.all(Introduction)
        return targets.coverage(company, people, workspace.all(Meeting), links, rules.of(workspace).stakeholders)

    return visit.remember(build, "coverage", Contact, Meeting, Introduction, RuleChanges, given=company)


def glance(known: Coverage) -> str:
    """Return a company's two stakeholders as Markdown badges, each known or missing."""
    have = {Stakeholder.TECHNICAL: known.technical, Stakeholder.HR: known.hr}
    return " ".join(
        f":gray-badge[{words}: {len(have[side]) or 'missing'}]"
        if side in known.missing
        else f":green-badge[:material/check: {words}: {len(have[side])}]"
        for side, words in SIDES.items()
    )
