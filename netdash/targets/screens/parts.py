"""The four parts of the target plan; the page's address keeps which one is open."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from netdash import rules
from netdash.records import Contact, Introduction, Meeting, RuleChanges, Stakeholder, Target
from netdash.targets import targets
from netdash.targets.targets import Coverage
from netdash.ui.session import Visit

PAGE, KEY, PARAM = "target_plan.py", "target_plan_part", "part"


class Part(StrEnum):
    """One part of the page."""

    COMPANIES = "Companies"
    OPPORTUNITIES = "Opportunities"
    BRANDING = "Branding"
    GOALS = "Goals"


def choose() -> Part:
    """Draw the choice of the part, which starts with what the address asks for."""
    parts, asked = [part.value for part in Part], st.query_params.get(PARAM, "")
    # Not bound to the address by Streamlit: it then refuses every link that names another part.
    if asked in parts and (KEY not in st.session_state or asked != st.session_state.get(f"_{KEY}")):
        st.session_state[KEY] = asked
    # Tabs would be smaller; the one that is open misses AA in the dark theme.
    chosen = Part(st.radio("Part", parts, horizontal=True, key=KEY, label_visibility="collapsed") or Part.COMPANIES)
    st.session_state[f"_{KEY}"] = chosen.value
    if asked or chosen is not Part.COMPANIES:
        st.query_params[PARAM] = chosen.value
    return chosen


def address(part: Part) -> dict[str, str]:
    """Return the query parameters that open a part."""
    return {PARAM: part.value}


def back(part: Part, label: str, key: str) -> None:
    """Draw the way back to a part of the page."""
    if st.button(label, key=key, type="tertiary", icon=":material/arrow_back:"):
        st.switch_page(PAGE, query_params=address(part))


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
