"""The desk at which one thank-you is written."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from netdash import introductions, meetings, profile, rules, thank_you_note, thank_yous
from netdash.contacts import position_words
from netdash.errors import GoneError
from netdash.meetings import KIND_WORDS, Standing
from netdash.moments import when_words
from netdash.records import Contact, Introduction, Meeting, Message
from netdash.thank_you_note import NO_NAME, NOTHING_LEARNED, Note
from netdash.ui import flash, lists, thank_you_sending
from netdash.ui.forms import Form
from netdash.ui.live_area import set_text
from netdash.ui.session import Visit
from netdash.ui.words import badge, escaped


def show(visit: Visit, meeting_id: str, contact_id: str) -> None:
    """Draw the note to one person of one conversation.

    Raises GoneError where either is gone.
    """
    meeting = meetings.find(visit.workspace, meeting_id)
    person = visit.directory.find(contact_id)
    if person is None or contact_id not in meeting.contacts:
        raise GoneError(Contact.noun)
    lists.back("All follow-ups", "follow_up_tracker.py", "follow_up_tracker_back")
    st.title(f"Thank {escaped(person.name)}")
    met = f"{KIND_WORDS[meeting.kind]} {when_words(meeting.ends_at, visit.now, visit.zone)}"
    st.caption(" · ".join(filter(None, (escaped(position_words(person)), met))))
    kept = visit.workspace.get(Message, thank_yous.message_id(meeting_id, contact_id))
    if kept is not None and kept.sent_at is not None:
        st.success(f"You thanked them {when_words(kept.sent_at, visit.now, visit.zone)}.", icon=":material/check:")
        st.text(f"{kept.subject}\n\n{kept.body}")
        return
    if meetings.standing(meeting, visit.now) is not Standing.HELD:
        st.caption("This conversation was not held, so no thank-you is owed for it.")
        return
    st.markdown(badge(thank_yous.clock(meeting.ends_at, visit.now, rules.of(visit.workspace))))
    draft = Note(kept.subject, kept.body) if kept is not None else _first_draft(visit, meeting, person)
    form = Form(visit, "follow_up_tracker", about=thank_yous.message_id(meeting_id, contact_id))
    note = _draw_note(visit, form, meeting, draft)
    thank_you_sending.show(visit, form, meeting, person, note)


def _first_draft(visit: Visit, meeting: Meeting, person: Contact) -> Note:
    recommended = introductions.named_in(visit.workspace.all(Introduction), meeting.id, by=person.id)
    present = visit.directory.present
    named = [present[one].name for one in recommended if one in present]
    return thank_you_note.compose(meeting, person, visit.profile, visit.now, visit.zone, named)


def _draw_note(visit: Visit, form: Form, meeting: Meeting, draft: Note) -> Note:
    asked = st.container()
    subject = form.line("Subject", "subject", draft.subject)
    body = form.area("Your note", "body", draft.body, height=330)
    with asked:
        _ask_what_is_open(visit, form, meeting, body)
    form.keep()
    st.caption(f"Thanks, a learning, an offer, a question, good wishes: {rules.of(visit.workspace).thank_you_source}.")
    return Note(subject, body)


def _ask_what_is_open(visit: Visit, form: Form, meeting: Meeting, body: str) -> None:
    """Ask for what the note lacks, keep the answer where it belongs, and put it in the note as it stands."""

    def keep_learning(answer: str) -> None:
        meetings.edit_meeting(visit.workspace, meeting.replace(learnings=(*meeting.learnings, answer)), visit.now)

    def keep_name(answer: str) -> None:
        visit.workspace.save(profile.of(visit.workspace).replace(name=answer))

    if NOTHING_LEARNED in body:
        question = "What is one thing you learned in this conversation?"
        _ask(form, question, "learning", NOTHING_LEARNED, body, keep_learning)
    elif NO_NAME in body:
        _ask(form, "What is your name? It signs your notes.", "name", NO_NAME, body, keep_name)


def _ask(form: Form, question: str, field: str, place: str, body: str, keep: Callable[[str], None]) -> None:
    with st.container(border=True):
        answer = form.line(question, field).strip()
        if st.button("Put it in the note", key=form.key(f"add_{field}"), disabled=not answer):
            with flash.errors_shown():
                keep(answer)
                set_text(form.key("body"), body.replace(place, answer))
                st.rerun()
