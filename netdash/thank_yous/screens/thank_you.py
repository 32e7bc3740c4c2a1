"""The desk at which one thank-you is written."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.errors import GoneError
from netdash.meetings import meetings, times
from netdash.meetings.meetings import KIND_WORDS, Standing
from netdash.moments import when_words
from netdash.outreach import thank_you_messages
from netdash.people import introductions
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.records import Contact, Introduction, Meeting, Message
from netdash.thank_yous import checks, thank_yous
from netdash.thank_yous.screens import boxes, send
from netdash.ui import lists
from netdash.ui.forms import Form, room
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit


def show(visit: Visit, meeting_id: str, contact_id: str) -> None:
    """Draw the note to one person of one conversation.

    Raises GoneError where either is gone.
    """
    meeting = visit.workspace.require(Meeting, meeting_id)
    person = directory(visit).find(contact_id)
    if person is None or contact_id not in meeting.contacts:
        raise GoneError(Contact.noun)
    lists.back("All follow-ups", "follow_up_tracker.py", "follow_up_tracker_back")
    st.title(f"Thank {escaped(person.name)}")
    met = f"{KIND_WORDS[meeting.kind]} {times.when(meeting, visit.now, visit.zone)}"
    st.caption(" · ".join(filter(None, (escaped(position_words(person)), met))))
    kept = visit.workspace.get(Message, thank_you_messages.message_id(meeting_id, contact_id))
    if kept is not None and kept.sent_at is not None:
        st.success(f"You thanked them {when_words(kept.sent_at, visit.now, visit.zone)}.", icon=":material/check:")
        st.text(f"{kept.subject}\n\n{kept.body}")
        return
    if meetings.standing(meeting, visit.now) is not Standing.HELD:
        st.caption("This conversation was not held, so no thank-you is owed for it.")
        return
    _draw_clock(visit, meeting)
    _draw_note(visit, meeting, person, kept)


def _draw_clock(visit: Visit, meeting: Meeting) -> None:
    """Say how long there is, and kindly where it is late."""
    rule = rules.of(visit.workspace)
    late = checks.late_words(meeting, visit.now, rule, checks.shipped())
    st.markdown(f"{badge(thank_yous.clock(meeting.ends_at, visit.now, rule))} {late}".strip())


def _draw_note(visit: Visit, meeting: Meeting, person: Contact, kept: Message | None) -> None:
    named = _named(visit, meeting, person)
    form = Form(visit, "follow_up_tracker", about=thank_you_messages.message_id(meeting.id, person.id))
    asked = room()
    desk = boxes.Boxes(visit, form, meeting, person, boxes.started(visit, meeting, named), kept)
    with asked:
        desk.ask_what_is_open()
    form.keep()
    recorded = checks.evidence(meeting, named)
    with room():
        for check in desk.checks(recorded):
            st.caption(f":material/info: {escaped(check.sentence)}")
    st.caption(f"Thanks, a learning, an offer, a question, good wishes: {rules.shipped().thank_you_source}.")
    send.show(visit, form, meeting, person, desk.note)


def _named(visit: Visit, meeting: Meeting, person: Contact) -> list[str]:
    recommended = introductions.named_in(visit.workspace.all(Introduction), meeting.id, by=person.id)
    present = directory(visit).present
    return [present[one].name for one in recommended if one in present]
