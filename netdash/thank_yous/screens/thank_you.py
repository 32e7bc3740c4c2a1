"""The desk at which one thank-you is written, sent, and marked as sent by the member."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial

import streamlit as st

from netdash import profile, rules
from netdash.errors import ChangedSinceError, GoneError
from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS, MeetingStatus, thank_you_id
from netdash.moments import when_words
from netdash.outreach import channels, thank_you_messages
from netdash.outreach.screens import send
from netdash.people import introductions
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.pitch.checks import Check
from netdash.records import Channel, Contact, Introduction, Meeting, Message, Pitch
from netdash.thank_yous import checks, note, thank_yous
from netdash.thank_yous.note import NO_NAME, NOTHING_LEARNED, PART_WORDS, Note, Parts
from netdash.ui import flash, lists, orphaned_drafts
from netdash.ui.forms import Form, placeholder
from netdash.ui.live_area import set_text, typed
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoable

FORM = "follow_up_tracker"
LATE = "You typed this before it was settled. Copy what is missing."


def show(visit: Visit, meeting_id: str, contact_id: str) -> None:
    """Draw the note to one person of one conversation.

    Raises GoneError if either is gone.
    """
    meeting = visit.workspace.require(Meeting, meeting_id)
    person = directory(visit).find(contact_id)
    if person is None or contact_id not in meeting.contacts:
        raise GoneError(Contact.noun)
    lists.back("All follow-ups", "follow_up_tracker.py", "follow_up_tracker_back")
    st.title(f"Thank {escaped(person.name)}")
    conversation_words = f"{KIND_WORDS[meeting.kind]} {meetings.when(meeting, visit.now, visit.zone)}"
    st.caption(" · ".join(filter(None, (escaped(position_words(person)), conversation_words))))
    id = thank_you_id(meeting_id, contact_id)
    stored = visit.workspace.get(Message, id)
    if stored is not None and stored.sent_at is not None:
        st.success(f"You thanked them {when_words(stored.sent_at, visit.now, visit.zone)}.", icon=":material/check:")
        st.text(f"{stored.subject}\n\n{stored.body}")
        orphaned_drafts.show(visit, FORM, id, LATE)
        return
    if meetings.status(meeting, visit.now) is not MeetingStatus.HELD:
        st.caption("This conversation was not held, so no thank-you is owed for it.")
        orphaned_drafts.show(visit, FORM, id, LATE)
        return
    _draw_deadline(visit, meeting)
    _draw_note(visit, meeting, person, stored)


def _draw_deadline(visit: Visit, meeting: Meeting) -> None:
    """Draw the deadline, with a kind sentence if it has passed."""
    rule = rules.of(visit.workspace)
    late = checks.late_words(meeting, visit.now, rule, checks.shipped())
    st.markdown(f"{badge(thank_yous.deadline_of(meeting.ends_at, visit.now, rule))} {late}".strip())


def _draw_note(visit: Visit, meeting: Meeting, person: Contact, stored: Message | None) -> None:
    recommended_names = _recommended_names(visit, meeting, person)
    form = Form(visit, FORM, about=thank_you_id(meeting.id, person.id))
    question_box = placeholder()
    boxes = Boxes(visit, form, meeting, person, start_parts(visit, meeting, recommended_names), stored)
    with question_box:
        boxes.ask_for_missing()
    form.keep()
    recorded = checks.evidence(meeting, recommended_names)
    with placeholder():
        for check in boxes.checks(recorded):
            st.caption(f":material/info: {escaped(check.sentence)}")
    st.caption(f"Thanks, a learning, an offer, a question, good wishes: {rules.shipped().thank_you.source}.")
    _draw_sending(visit, form, meeting, person, boxes.note)


def _recommended_names(visit: Visit, meeting: Meeting, person: Contact) -> list[str]:
    recommended = introductions.introduced_in(visit.workspace.all(Introduction), meeting.id, by=person.id)
    present = directory(visit).present
    return [present[id].name for id in recommended if id in present]


NOTE_HEIGHT = 460
"""In pixels: about as high as the five boxes beside it."""


def start_parts(visit: Visit, meeting: Meeting, recommended: Sequence[str]) -> Parts:
    """Return the parts as they start from the meeting."""
    pitch = visit.workspace.get(Pitch, meeting.pitch) if meeting.pitch else None
    return note.start(meeting, visit.now, visit.zone, recommended, pitch.wording if pitch else None)


class Boxes:
    """Draws subject, parts and note; `note` is what will be sent."""

    def __init__(
        self, visit: Visit, form: Form, meeting: Meeting, person: Contact, start: Parts, stored: Message | None
    ) -> None:
        self._visit, self._form, self._meeting, self._person = visit, form, meeting, person
        subject = form.line("Subject", "subject", stored.subject if stored else note.subject(person))
        left_column, right_column = st.columns([1, 1], gap="medium")
        with left_column:
            self._above = placeholder()
            texts = {
                part: form.area(PART_WORDS[part], part, text, height=110 if part == "referral" else 90)
                for part, text in asdict(start).items()
            }
        self._parts = Parts(**texts)
        self._joined = self._join(self._parts)
        with right_column:
            body = self._draw_body(stored)
        self.note = Note(subject, body)

    @property
    def _is_edited(self) -> bool:
        """Whether the note was edited by hand, so that it no longer follows the boxes."""
        return self.note.body != self._joined

    def checks(self, recorded: Iterable[str]) -> tuple[Check, ...]:
        """Check the parts, or the whole note if it was edited by hand."""
        rule = checks.shipped()
        if self._is_edited:
            return checks.checks_of_text(self.note.body, recorded, rule)
        return checks.checks(self._parts, recorded, rule)

    def ask_for_missing(self) -> None:
        """Ask for what the note lacks, save the answer in its record, and put it in the note."""
        if NOTHING_LEARNED in self.note.body:
            self._ask("What is one thing you learned in this conversation?", "noted", self._keep_learning)
        elif NO_NAME in self.note.body:
            self._ask("What is your name? It signs your notes.", "name", self._keep_name)

    def _join(self, parts: Parts) -> str:
        return note.join(parts, self._person, self._visit.profile)

    def _draw_body(self, stored: Message | None) -> str:
        form, key, joined = self._form, self._form.key("body"), self._joined
        start = stored.body if stored else joined
        body = form.area("Your note", "body", start, height=NOTE_HEIGHT, follows=("joined", joined))
        st.session_state[_joined_key(key)] = joined
        if body != joined:
            # Above the boxes, as on a phone the note is out of sight while typing in one.
            self._above.caption(":material/edit: Your note has words of its own, so it no longer follows the boxes.")
            self._above.button(
                "Take it from the boxes again",
                key=form.key("rejoin"),
                type="tertiary",
                on_click=_take_from_boxes,
                args=(key, joined, body),
            )
        return body

    def _ask(self, question: str, field: str, keep: Callable[[str], None]) -> None:
        with st.container(border=True):
            answer = self._form.line(question, field).strip()
            if st.button("Put it in the note", key=self._form.key(f"add_{field}"), disabled=not answer):
                with flash.errors_shown():
                    keep(answer)
                    st.rerun()

    def _keep_learning(self, answer: str) -> None:
        meeting = self._meeting.replace(learnings=(*self._meeting.learnings, answer))
        meetings.edit_meeting(self._visit.workspace, meeting, self._visit.now)
        learning = self._parts.learning.replace(NOTHING_LEARNED, answer)
        if self._parts.learning == note.recap(self._meeting):
            learning = note.recap(meeting)
        set_text(self._form.key("learning"), learning)
        self._put(self._join(replace(self._parts, learning=learning)), NOTHING_LEARNED, answer)

    def _keep_name(self, answer: str) -> None:
        profile.set_name(self._visit.workspace, answer)
        self._put(note.join(self._parts, self._person, profile.of(self._visit.workspace)), NO_NAME, answer)

    def _put(self, joined: str, place: str, answer: str) -> None:
        """Put an answer in the note; if it was edited by hand, in the open place only."""
        set_text(self._form.key("body"), self.note.body.replace(place, answer) if self._is_edited else joined)


def _take_from_boxes(key: str, joined: str, drawn: str) -> None:
    edited = typed(key)

    def put_back() -> None:
        if typed(key) not in (None, joined, st.session_state.get(_joined_key(key))):
            raise ChangedSinceError
        set_text(key, drawn if edited is None else edited)

    set_text(key, joined)
    flash.say("Took the note from the boxes.", undo=put_back)


def _joined_key(key: str) -> str:
    return f"_{key}_joined"


def _draw_sending(visit: Visit, form: Form, meeting: Meeting, person: Contact, written: Note) -> None:
    """Draw the ways to send the note, and the buttons that mark it as sent."""
    with placeholder():
        _draw_deliveries(form, person, written)
    st.header("Sent it?")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reference = {"contact": person.id, "meeting": meeting.id, "channel": _choose_channel(form).value}
        fields = {**reference, "subject": written.subject, "body": written.body}
        mark_sent = partial(_mark_sent, visit, form, written, fields)
        pressed = send.draw_sent(form, mark_sent)
    if pressed:
        mark_sent(lambda: visit.now)


def _draw_deliveries(form: Form, person: Contact, written: Note) -> None:
    if written.open_places:
        st.caption(f":material/edit: Still to fill in: {escaped(', '.join(written.open_places))}")
    outgoing = send.Outgoing(person, written.subject, written.body, "thank-you.eml")
    send.show_deliveries(form, outgoing, channels.terms(Channel.EMAIL).deliveries, "Copy the note")


def _choose_channel(form: Form) -> Channel:
    words = {channel.value: channels.words(channel) for channel in Channel}
    return Channel(form.choice("How", "channel", words, Channel.EMAIL.value, counts=False, width=180))


def _mark_sent(
    visit: Visit, form: Form, written: Note, fields: dict[str, str], sent_at: Callable[[], datetime]
) -> None:
    form_undo = form.undo_maker()
    with form.submitting() as submission:
        message = Message.model_validate({**fields, "sent_at": sent_at()})
        checks.check_ready(written, message.channel)
        mark_sent = lambda: thank_you_messages.mark_sent(visit.workspace, message, visit.now)  # noqa: E731
        undo = undoable(visit.workspace, mark_sent, whole=True)
        sentence = f"Thank-you to {directory(visit).name(message.contact)} marked as sent."
        submission.say(sentence, form_undo(undo.take_back) if undo else None)
        submission.then(lambda: st.switch_page("follow_up_tracker.py"))
