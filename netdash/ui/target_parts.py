"""The four parts of the target plan; the page's address keeps which one is open."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.elements.lib.mutable_tab_container import TabContainer

PAGE, KEY = "target_plan.py", "target_plan_part"


class Part(StrEnum):
    """One part of the page."""

    COMPANIES = "Companies"
    OPPORTUNITIES = "Opportunities"
    BRANDING = "Branding"
    GOALS = "Weekly goals"


def draw() -> Sequence[TabContainer]:
    """Draw the tabs; only what is open is worked out."""
    return st.tabs([part.value for part in Part], key=KEY, bind="query-params")


def address(part: Part) -> dict[str, str]:
    """Return the query parameters that open a part."""
    return {KEY: part.value}


def back(part: Part, label: str, key: str) -> None:
    """Draw the way back to a part of the page."""
    if st.button(label, key=key, type="tertiary", icon=":material/arrow_back:"):
        st.switch_page(PAGE, query_params=address(part))
