"""The four parts of the target plan; the page's address keeps which one is open."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from netdash import rules
from netdash.records import Contact, Introduction, Meeting, RuleChanges, Stakeholder, Target
from netdash.targets import targets
from netdash.targets.targets import Coverage
from netdash.ui.session import Visit

SCRIPT, KEY, PARAM = "target_plan.py", "target_plan_part", "part"


class PlanPart(StrEnum):
    """One part of the target plan."""

    COMPANIES = "Companies"
    OPPORTUNITIES = "Opportunities"
    BRANDING = "Branding"
    GOALS = "Goals"


def choose() -> PlanPart:
    """Draw the choice of a part, starting with the one that the address names; return it."""
    names, name = [part.value for part in PlanPart], st.query_params.get(PARAM, "")
    # Not bound to the address by Streamlit: it then refuses every link that names another part.
    if name in names and (KEY not in st.session_state or name != st.session_state.get(f"_{KEY}")):
        st.session_state[KEY] = name
    # `st.tabs` would be smaller, but its open part misses AA contrast in the dark theme.
    part = PlanPart(
        st.radio("Part", names, horizontal=True, key=KEY, label_visibility="collapsed") or PlanPart.COMPANIES
    )
    st.session_state[f"_{KEY}"] = part.value
    if name or part is not PlanPart.COMPANIES:
        st.query_params[PARAM] = part.value
    return part


def part_query(part: PlanPart) -> dict[str, str]:
    """Return the query parameters that open a part."""
    return {PARAM: part.value}


SIDES = {Stakeholder.TECHNICAL: "Technical", Stakeholder.HR: "HR"}


def all_targets(visit: Visit) -> tuple[Target, ...]:
    """Return every target, archived ones last."""
    return visit.remember(lambda: targets.in_order(visit.workspace.all(Target)), "targets", Target)


def coverage(visit: Visit, company: str) -> Coverage:
    """Return the contacts at a company, by side."""

    def build() -> Coverage:
        workspace = visit.workspace
        people, introductions = workspace.all(Contact), workspace.all(Introduction)
        return targets.coverage(
            company, people, workspace.all(Meeting), introductions, rules.of(workspace).stakeholders
        )

    return visit.remember(build, "coverage", Contact, Meeting, Introduction, RuleChanges, given=company)


def coverage_badges(coverage: Coverage) -> str:
    """Return a company's two sides as Markdown badges, each with its number of contacts or missing."""
    ids_by_side = {Stakeholder.TECHNICAL: coverage.technical, Stakeholder.HR: coverage.hr}
    return " ".join(
        f":gray-badge[{words}: {len(ids_by_side[side]) or 'missing'}]"
        if side in coverage.missing
        else f":green-badge[:material/check: {words}: {len(ids_by_side[side])}]"
        for side, words in SIDES.items()
    )
