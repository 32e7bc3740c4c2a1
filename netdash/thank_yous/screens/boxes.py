"""The boxes of a thank-you: its parts, what was learned beside them, and the note that they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, replace

import streamlit as st

from netdash import profile
from netdash.errors import ChangedSinceError
from netdash.meetings import meetings
from netdash.pitch.checks import Check
from netdash.records import Contact, Meeting, Message
from netdash.thank_yous import checks, note
from netdash.thank_yous.note import NO_NAME, NOTHING_LEARNED, PART_WORDS, Note, Parts
from netdash.ui import flash
from netdash.ui.forms import Form, placeholder
from netdash.ui.live_area import set_text, typed
from netdash.ui.session import Visit
from netdash.wording import listed

NOTE_HEIGHT = 260
"""In pixels, at least: it grows with its words."""


class Boxes:
    """Draws the subject and the parts when made, then the note; `note` is what will be sent."""

    def __init__(
        self, visit: Visit, form: Form, meeting: Meeting, person: Contact, start: Parts, stored: Message | None
    ) -> None:
        self._visit, self._form, self._meeting, self._person = visit, form, meeting, person
        self._start, self._stored = start, stored
        self.subject = form.line("Subject", "subject", stored.subject if stored else note.subject(person))
        self._above = placeholder()
        texts = {
            part: form.area(PART_WORDS[part], part, text, height=110 if part == "referral" else 90)
            for part, text in asdict(start).items()
        }
        self._parts = Parts(**texts)
        self._joined = self._join(self._parts)
        self.note = Note(self.subject, self._joined)

    @property
    def _is_edited(self) -> bool:
        """Whether the note was edited by hand, so that it no longer follows the boxes."""
        return self.note.body != self._joined

    @property
    def left_out(self) -> dict[str, str]:
        """What is in the boxes and not in the note, by the fields."""
        return note.left_out(self._parts, self._start, self.note.body) if self._is_edited else {}

    def draw_note(self) -> None:
        """Draw the whole note, which follows the boxes until somebody edits it."""
        form, key, joined = self._form, self._form.key("body"), self._joined
        start = self._stored.body if self._stored else joined
        body = form.area("Your note", "body", start, height=NOTE_HEIGHT, follows=("joined", joined))
        st.session_state[_joined_key(key)] = joined
        self.note = Note(self.subject, body)
        if self._is_edited:
            self._draw_edited(key)

    def _draw_edited(self, key: str) -> None:
        """Say above the boxes that the note stands still: on a phone it is out of sight while one types in a box."""
        missing = listed([f"“{PART_WORDS[part]}”" for part in self.left_out])
        not_sent = f" What you wrote in {missing} is not in it." if missing else ""
        with self._above:
            st.caption(f":material/edit: You edited the note itself, so it no longer follows the boxes.{not_sent}")
            label, given = "Use the boxes again", (key, self._joined, self.note.body)
            st.button(label, key=self._form.key("rejoin"), type="tertiary", on_click=_take_from_boxes, args=given)

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
    flash.say("The note follows the boxes again.", undo=put_back)


def _joined_key(key: str) -> str:
    return f"_{key}_joined"
