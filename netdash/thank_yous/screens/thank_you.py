"""The desk at which one thank-you is written, and the ways in which it leaves, marked as sent by the member."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace

import streamlit as st

from netdash import profile, rules
from netdash.errors import GoneError
from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS, MeetingStatus
from netdash.moments import moment_by, when_words
from netdash.outreach import channels, thank_you_messages
from netdash.outreach.screens import send
from netdash.people import introductions
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.pitch.checks import Check
from netdash.records import Channel, Contact, Introduction, Meeting, Message, Pitch
from netdash.thank_yous import checks, note, thank_yous
from netdash.thank_yous.note import NO_NAME, NOTHING_LEARNED, PART_WORDS, Note, Parts
from netdash.ui import flash, lists
from netdash.ui.forms import Form, room
from netdash.ui.live_area import set_text
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


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
    met = f"{KIND_WORDS[meeting.kind]} {meetings.when(meeting, visit.now, visit.zone)}"
    st.caption(" · ".join(filter(None, (escaped(position_words(person)), met))))
    kept = visit.workspace.get(Message, thank_you_messages.thank_you_id(meeting_id, contact_id))
    if kept is not None and kept.sent_at is not None:
        st.success(f"You thanked them {when_words(kept.sent_at, visit.now, visit.zone)}.", icon=":material/check:")
        st.text(f"{kept.subject}\n\n{kept.body}")
        return
    if meetings.status(meeting, visit.now) is not MeetingStatus.HELD:
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
    form = Form(visit, "follow_up_tracker", about=thank_you_messages.thank_you_id(meeting.id, person.id))
    asked = room()
    desk = Boxes(visit, form, meeting, person, started(visit, meeting, named), kept)
    with asked:
        desk.ask_what_is_open()
    form.keep()
    recorded = checks.evidence(meeting, named)
    with room():
        for check in desk.checks(recorded):
            st.caption(f":material/info: {escaped(check.sentence)}")
    st.caption(f"Thanks, a learning, an offer, a question, good wishes: {rules.shipped().thank_you.source}.")
    _draw_sending(visit, form, meeting, person, desk.note)


def _named(visit: Visit, meeting: Meeting, person: Contact) -> list[str]:
    recommended = introductions.named_in(visit.workspace.all(Introduction), meeting.id, by=person.id)
    present = directory(visit).present
    return [present[one].name for one in recommended if one in present]


NOTE_HEIGHT = 460
"""In pixels: about as high as the five boxes beside it."""


def started(visit: Visit, meeting: Meeting, named: Sequence[str]) -> Parts:
    """Start the parts from what the meeting recorded."""
    pitch = visit.workspace.get(Pitch, meeting.pitch) if meeting.pitch else None
    return note.start(meeting, visit.now, visit.zone, named, pitch.wording if pitch else None)


class Boxes:
    """Draws subject, parts and note; `note` is what will be sent."""

    def __init__(
        self, visit: Visit, form: Form, meeting: Meeting, person: Contact, start: Parts, kept: Message | None
    ) -> None:
        self._visit, self._form, self._meeting, self._person = visit, form, meeting, person
        subject = form.line("Subject", "subject", kept.subject if kept else note.subject(person))
        writing, seeing = st.columns([1, 1], gap="medium")
        with writing:
            self._above = room()
            drawn = {
                part: form.area(PART_WORDS[part], part, text, height=110 if part == "referral" else 90)
                for part, text in asdict(start).items()
            }
        self._parts = Parts(**drawn)
        self._joined = self._join(self._parts)
        with seeing:
            body = self._draw_body(kept)
        self.note = Note(subject, body)

    @property
    def _own(self) -> bool:
        """Whether somebody wrote the note by hand, so that it stands still."""
        return self.note.body != self._joined

    def checks(self, recorded: Iterable[str]) -> tuple[Check, ...]:
        """Look at the parts, or at the whole where it was written by hand."""
        rule = checks.shipped()
        if self._own:
            return checks.checks_of_text(self.note.body, recorded, rule)
        return checks.checks(self._parts, recorded, rule)

    def ask_what_is_open(self) -> None:
        """Ask for what the note lacks, keep the answer where it belongs, and put it in the note."""
        if NOTHING_LEARNED in self.note.body:
            self._ask("What is one thing you learned in this conversation?", "noted", self._keep_learning)
        elif NO_NAME in self.note.body:
            self._ask("What is your name? It signs your notes.", "name", self._keep_name)

    def _join(self, parts: Parts) -> str:
        return note.join(parts, self._person, self._visit.profile)

    def _draw_body(self, kept: Message | None) -> str:
        form, key = self._form, self._form.key("body")
        if kept is not None and not form.found:
            body = form.area("Your note", "body", kept.body, height=NOTE_HEIGHT)
            form.note("joined", self._joined, self._joined, counts=False)
        else:
            body = form.area("Your note", "body", self._joined, height=NOTE_HEIGHT, follows="joined")
        if body != self._joined:
            joined = self._joined
            # Above the boxes: whoever types in one on a phone does not see the note.
            self._above.caption(":material/edit: You changed the note by hand, so it no longer follows the boxes.")
            self._above.button(
                "Take it from the boxes again",
                key=form.key("rejoin"),
                type="tertiary",
                on_click=set_text,
                args=(key, joined),
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
        named = profile.of(self._visit.workspace).replace(name=answer)
        self._visit.workspace.save(named)
        self._put(note.join(self._parts, self._person, named), NO_NAME, answer)

    def _put(self, joined: str, place: str, answer: str) -> None:
        """Put an answer in the note: in the place left open, where it was written by hand."""
        set_text(self._form.key("body"), self.note.body.replace(place, answer) if self._own else joined)


def _draw_sending(visit: Visit, form: Form, meeting: Meeting, person: Contact, written: Note) -> None:
    """Draw the ways out and the marking."""
    with room():
        _draw_ways_out(form, person, written)
    st.subheader("Sent it?")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        channel = _choose_channel(form)
        pressed = st.button("Mark as sent now", key=form.key("sent"), type="primary", icon=":material/check:")
        with st.popover("Sent earlier", key=form.key("earlier")):
            local = visit.now.astimezone(visit.zone)
            day = form.day("Day", "sent_day", local.date(), counts=False)
            at = form.hour("Time", "sent_time", local.time().replace(second=0, microsecond=0, fold=0), counts=False)
            to = {"contact": person.id, "meeting": meeting.id, "channel": channel}
            words = {"subject": written.subject, "body": written.body}
            if st.button("Mark as sent then", key=form.key("sent_then")):
                with flash.errors_shown():  # in the popover, where it is seen
                    sent_at = moment_by(day, at, form.zone, visit.now)
                    _mark(visit, form, Message.model_validate({**to, **words, "sent_at": sent_at}), written)
    if pressed:
        with flash.errors_shown():
            _mark(visit, form, Message.model_validate({**to, **words, "sent_at": visit.now}), written)


def _draw_ways_out(form: Form, person: Contact, written: Note) -> None:
    if written.open_places:
        st.caption(f":material/edit: Still to fill in: {escaped(', '.join(written.open_places))}")
    going = send.Outgoing(person, written.subject, written.body, "thank-you.eml")
    send.show_deliveries(form, going, channels.terms(Channel.EMAIL).deliveries, "Copy the note")


def _choose_channel(form: Form) -> Channel:
    words = {channel.value: channels.words(channel) for channel in Channel}
    return Channel(form.choice("How", "channel", words, Channel.EMAIL.value, counts=False, width=180))


def _mark(visit: Visit, form: Form, message: Message, written: Note) -> None:
    checks.check_ready(written, message.channel)
    with form.saving():
        id = thank_you_messages.mark_sent(visit.workspace, message, visit.now)
    way_back = undoing(thank_you_messages.unsend, id)
    flash.say(f"Thank-you to {directory(visit).name(message.contact)} marked as sent.", undo=way_back)
    st.switch_page("follow_up_tracker.py")
