"""The list of people: who they are, when you last talked, and which thank-yous you owe."""

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


def search(visit: Visit, text: str) -> tuple[Contact, ...]:
    """Return the contacts that every word of the text occurs in, by name."""
    return visit.remember(
        lambda: contacts.search(visit.workspace.all(Contact), text), "people_found", Contact, given=text
    )


def show(visit: Visit, people: tuple[Contact, ...]) -> None:
    """Draw these people, ten at a time, each with a link to their page."""
    st.caption(counted(len(people), "person", "people") if people else "Nobody matches. Try fewer letters.")
    last_meetings = visit.remember(lambda: _last_meetings(visit), "last_met", Meeting)
    due = {thank_you.contact: thank_you for thank_you in reversed(queries.owed(visit))}
    for person in lists.paged(people, "people_page"):
        facts = [escaped(position_words(person))]
        if person.id in last_meetings:
            facts.append(f"last talked {day_words(meetings.day(last_meetings[person.id], visit.zone), visit.today)}")
        clock = (
            thank_yous.clock(due[person.id].since, visit.now, rules.of(visit.workspace)) if person.id in due else None
        )
        title = f"**{escaped(directory(visit).name(person.id))}** {badge(clock, 'thank-you ') if clock else ''}"
        if lists.row(title, " · ".join(filter(None, facts)), "Open", key=f"people_open_{person.id}"):
            st.switch_page("people.py", query_params={"contact": person.id})
    lists.pager(people, "people_page")


def _last_meetings(visit: Visit) -> dict[str, Meeting]:
    held = (meeting for meeting in visit.workspace.all(Meeting) if meeting.state is MeetingState.HELD)
    by_end = sorted(held, key=lambda meeting: meeting.ends_at)
    return {contact: meeting for meeting in by_end for contact in meeting.contacts}
