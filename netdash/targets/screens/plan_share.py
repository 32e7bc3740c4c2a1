"""The target plan as one page for the coach: what it says, what it leaves out, and the file."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.insights import plan_report
from netdash.outreach.board import Patience
from netdash.ui.session import Visit
from netdash.ui.side_doors import for_this_browser

CONTAINS = """
One page to print, or to send to your coach.

- **It says** your companies and roles with why, how many people you know there, how this week stands
  against your goals, how far your people and opportunities have come and how much is due or late, as numbers,
  and your branding.
- **It leaves out** everybody's name, your notes and your messages.

What you wrote under *Why you want to work there* is on it: mind that it names nobody.
"""


def show(visit: Visit) -> None:
    """Draw what opens to the word about the page and its download."""
    with st.popover("A page for your coach", icon=":material/ios_share:", key="target_plan_share"):
        st.markdown(CONTAINS)
        st.download_button(
            "Download the page",
            data=for_this_browser(lambda: _page(visit)),
            file_name=plan_report.file_name(visit.today),
            mime="text/html",
            on_click="ignore",
            icon=":material/download:",
            key="target_plan_download",
        )


def _page(visit: Visit) -> str:
    here = rules.of(visit.workspace)
    patience = Patience(here.no_reply.most_nudges, here.no_reply.nudge_after_business_days)
    return plan_report.export(plan_report.gather(visit.workspace, visit.now, visit.zone, here, patience))
