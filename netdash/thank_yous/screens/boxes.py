"""A thank-you in its five parts, each in a box of its own, and the note that they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace

import streamlit as st

from netdash import profile
from netdash.meetings import meetings
from netdash.pitch.checks import Check
from netdash.records import Contact, Meeting, Message, Pitch
from netdash.thank_yous import checks as thank_you_checks
from netdash.thank_yous import note
from netdash.thank_yous.note import NO_NAME, NOTHING_LEARNED, PART_WORDS, Note, Parts
from netdash.ui import flash
from netdash.ui.forms import Form, room
from netdash.ui.live_area import set_text
from netdash.ui.session import Visit

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
        rule = thank_you_checks.shipped()
        if self._own:
            return thank_you_checks.checks_of_text(self.note.body, recorded, rule)
        return thank_you_checks.checks(self._parts, recorded, rule)

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
