"""What leaves a plan as a file: the prep sheet, and the conversation for the calendar."""

from __future__ import annotations

import streamlit as st

from netdash import profile, rules
from netdash.follow_up import calendar_files
from netdash.meetings import agenda, prep_sheet
from netdash.meetings.prep_sheet import Sheet
from netdash.moments import day_of
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.questions import question_sets
from netdash.questions.screens import facts
from netdash.records import Meeting, MeetingState, Pitch
from netdash.ui.session import Visit
from netdash.ui.side_doors import for_this_browser

CANCELLED = (
    "Calendars differ: after you open the file the entry says “Cancelled”, or stays as it was, or stands there twice. "
    "Delete it by hand in Google Calendar, Outlook or Apple Calendar."
)


def show_sheet(visit: Visit, meeting: Meeting) -> None:
    """Draw the download of the prep sheet."""
    st.download_button(
        "Prep sheet",
        data=for_this_browser(lambda: _sheet(visit, meeting)),
        file_name=prep_sheet.file_name(day_of(meeting.starts_at, visit.zone), directory(visit).names(meeting.contacts)),
        mime="text/html",
        on_click="ignore",
        icon=":material/description:",
        key=f"plan_sheet_{meeting.id}",
        help="One page to print, or to read on a phone beside the call",
    )


def show_calendar(visit: Visit, meeting: Meeting) -> None:
    """Draw the download for the calendar; of a cancelled conversation, the one that says so, and what to do by hand."""
    cancelled = meeting.state is MeetingState.CANCELLED
    st.download_button(
        "Cancellation (.ics)" if cancelled else "Calendar (.ics)",
        data=for_this_browser(lambda: _calendar(visit, meeting)),
        file_name="netdash-cancellation.ics" if cancelled else "netdash-conversation.ics",
        mime="text/calendar",
        on_click="ignore",
        icon=":material/event_busy:" if cancelled else ":material/event:",
        key=f"plan_ics_{meeting.id}",
        help=None if cancelled else "A second download updates the entry in your calendar",
    )
    if cancelled:
        st.caption(CANCELLED)


def _texts(visit: Visit, meeting: Meeting) -> list[str]:
    return [one.text for one in question_sets.members(meeting.questions, facts.bank(visit))]


def _sheet(visit: Visit, meeting: Meeting) -> bytes:
    known = directory(visit)
    people = [one for one in map(known.find, meeting.contacts) if one is not None]
    pitch = visit.workspace.get(Pitch, meeting.pitch) if meeting.pitch else None
    sheet = Sheet(
        names=known.names(meeting.contacts),
        people=[", ".join(filter(None, (one.name, position_words(one)))) for one in people],
        pitch=pitch.wording if pitch else None,
        questions=_texts(visit, meeting),
        agenda=agenda.agenda(max(1, meeting.minutes), rules.of(visit.workspace).meeting),
    )
    return prep_sheet.export(meeting, sheet, visit.zone).encode()


def _calendar(visit: Visit, meeting: Meeting) -> bytes:
    names = directory(visit).names(meeting.contacts)
    owner = profile.calendar_of(visit.workspace)
    return calendar_files.conversation(meeting, names, _texts(visit, meeting), visit.zone, visit.now, owner)
