"""The four parts of the target plan; the page's address keeps which one is open."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

PAGE, KEY = "target_plan.py", "target_plan_part"


class Part(StrEnum):
    """One part of the page."""

    COMPANIES = "Companies"
    OPPORTUNITIES = "Opportunities"
    BRANDING = "Branding"
    GOALS = "Goals"


def choose() -> Part:
    """Draw the choice of the part."""
    # Tabs would be smaller; the one that is open misses AA in the dark theme.
    parts = [part.value for part in Part]
    chosen = st.radio("Part", parts, horizontal=True, key=KEY, bind="query-params", label_visibility="collapsed")
    return Part(chosen or Part.COMPANIES)


def address(part: Part) -> dict[str, str]:
    """Return the query parameters that open a part."""
    return {KEY: part.value}


def back(part: Part, label: str, key: str) -> None:
    """Draw the way back to a part of the page."""
    if st.button(label, key=key, type="tertiary", icon=":material/arrow_back:"):
        st.switch_page(PAGE, query_params=address(part))
