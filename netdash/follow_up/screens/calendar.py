"""Everything owed as one calendar file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from netdash import profile, rules
from netdash.follow_up import calendar_files, owed_events
from netdash.follow_up.actions import Action
from netdash.follow_up.screens import queries
from netdash.people.screens.directory import directory
from netdash.records import Promise
from netdash.ui.session import Visit
from netdash.ui.side_doors import for_this_browser


def show(visit: Visit, queue: Sequence[Action]) -> None:
    """Offer the file of everything that is neither put off nor dismissed."""
    st.download_button(
        "Add all to your calendar (.ics)",
        data=for_this_browser(lambda: _file(visit, queue)),
        file_name=f"netdash-follow-ups-{visit.today}.ics",
        mime="text/calendar",
        on_click="ignore",
        icon=":material/event:",
        key="follow_up_tracker_ics",
        disabled=not queue,
        help="An event for each thing to do, without what is put off or dismissed. A second import updates them.",
    )


def _file(visit: Visit, queue: Sequence[Action]) -> bytes:
    promises, rule = visit.workspace.all(Promise), rules.of(visit.workspace)
    owed = owed_events.all_of(queue, queries.owed(visit), promises, directory(visit).name, rule, visit.zone)
    return calendar_files.follow_ups(owed, visit.zone, visit.now, profile.calendar_of(visit.workspace))
