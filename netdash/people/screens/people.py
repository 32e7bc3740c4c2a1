"""The list of people: who they are, when you last talked, and what they are owed."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.follow_up.screens import queries
from netdash.meetings import meetings
from netdash.moments import day_words
from netdash.people import contacts
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, MeetingState
from netdash.thank_yous import thank_yous
from netdash.ui import lists
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.wording import counted


def found(visit: Visit, text: str) -> tuple[Contact, ...]:
    """Return those in whom every word occurs, by name, looked up once a change."""
    return visit.remember(
        lambda: contacts.search(visit.workspace.all(Contact), text), "people_found", Contact, given=text
    )


def show(visit: Visit, found: tuple[Contact, ...]) -> None:
    """Draw those found, ten at a time, each a link to their page."""
    st.caption(counted(len(found), "person", "people") if found else "Nobody matches. Try fewer letters.")
    last = visit.remember(lambda: _last_met(visit), "last_met", Meeting)
    owed = {one.contact: one for one in reversed(queries.owed(visit))}
    for one in lists.paged(found, "people_page"):
        facts = [escaped(position_words(one))]
        if one.id in last:
            facts.append(f"last talked {day_words(meetings.day(last[one.id], visit.zone), visit.today)}")
        clock = thank_yous.clock(owed[one.id].since, visit.now, rules.of(visit.workspace)) if one.id in owed else None
        title = f"**{escaped(directory(visit).name(one.id))}** {badge(clock, 'thank-you ') if clock else ''}"
        if lists.row(title, " · ".join(filter(None, facts)), "Open", key=f"people_open_{one.id}"):
            st.switch_page("people.py", query_params={"contact": one.id})
    lists.pager(found, "people_page")


def _last_met(visit: Visit) -> dict[str, Meeting]:
    held = sorted(
        (one for one in visit.workspace.all(Meeting) if one.state is MeetingState.HELD), key=lambda one: one.ends_at
    )
    return {contact: meeting for meeting in held for contact in meeting.contacts}
