"""The boxes of a thank-you: its parts, what was learned beside them, and the note that they come to."""

from __future__ import annotations

from collections.abc import Iterable
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
from netdash.ui.live_area import offer_text, set_text, typed
from netdash.ui.session import Visit
from netdash.wording import listed

NOTE_HEIGHT = 260
"""In pixels, at least: it grows with its words."""
LEARNED, NAME = "noted", "name"
PLACES = {LEARNED: NOTHING_LEARNED, NAME: NO_NAME}
"""The place in the note that each answer fills, by the answer's field."""
FIELD_WORDS = {
    **PART_WORDS,
    LEARNED: "What is one thing you learned in this conversation?",
    NAME: "Your name, for this and later notes",
}
"""The label of each box."""


class Boxes:
    """Draws the subject and the parts when made, then the note; `note` is what will be sent."""

    def __init__(
        self, visit: Visit, form: Form, meeting: Meeting, person: Contact, start: Parts, stored: Message | None
    ) -> None:
        self._visit, self._form, self._meeting, self._person = visit, form, meeting, person
        self._stored = stored
        notes = {LEARNED: meeting.learnings, NAME: visit.profile.name}
        self._asked = {field: form.filled(field, "")[1].strip() for field in PLACES if not notes[field]}
        answer = self._asked.get(LEARNED)
        self._start = replace(start, learning=note.recap((answer,))) if answer else start
        self.subject = form.line("Subject", "subject", stored.subject if stored else note.subject(person))
        self._above = placeholder()
        self._parts = Parts(**{part: self._draw_part(part, text) for part, text in asdict(self._start).items()})
        profile = visit.profile.model_copy(update={"name": visit.profile.name or self._asked[NAME]})
        self._joined = self._filled(note.join(self._parts, person, profile))
        self.note = Note(self.subject, self._joined)

    @property
    def _is_edited(self) -> bool:
        """Whether the note was edited by hand, so that it no longer follows the boxes."""
        return self.note.body != self._joined

    @property
    def left_out(self) -> dict[str, str]:
        """What is in the boxes and not in the note, by the fields."""
        parts = note.left_out(self._parts, self._start, self.note.body) if self._is_edited else {}
        answer = str(self._form.kept.get(LEARNED, ""))  # of before something else was noted on another page
        is_kept = LEARNED in self._asked or answer in self._meeting.learnings or answer in self.note.body
        return parts if is_kept else {**parts, LEARNED: answer}

    def draw_note(self) -> None:
        """Draw the whole note, which follows the boxes until somebody edits it."""
        form, key, joined = self._form, self._form.key("body"), self._joined
        self._fill_edited(key)
        start = self._stored.body if self._stored else joined
        body = form.area("Your note", "body", start, height=NOTE_HEIGHT, follows=("joined", joined))
        st.session_state[_joined_key(key)] = joined
        self.note = Note(self.subject, body)
        if self._is_edited:
            self._draw_edited(key)

    def _draw_edited(self, key: str) -> None:
        """Say above the boxes that the note stands still: on a phone it is out of sight while one types in a box."""
        missing = listed([f"“{FIELD_WORDS[field]}”" for field in self.left_out])
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
        """Ask for what the note lacks; what is typed there is in the note at once."""
        still_open = [field for field in self._asked if PLACES[field] in self.note.body]
        if still_open:
            self._form.stands_for("body", *still_open)  # where it can be filled in
        for field, answer in self._asked.items():
            if answer or field in still_open:
                with st.container(border=True):
                    self._form.line(FIELD_WORDS[field], field)

    def keep_answers(self) -> None:
        """Save what was answered where it belongs: what was learned in its conversation, the name in the profile.

        Raises ValidationError if it is too long.
        """
        workspace, learned, name = self._visit.workspace, self._asked.get(LEARNED), self._asked.get(NAME)
        meeting = workspace.require(Meeting, self._meeting.id)
        if learned and not meeting.learnings:
            meetings.edit_meeting(workspace, meeting.replace(learnings=(learned,)), self._visit.now)
        if name and not profile.of(workspace).name:
            profile.set_name(workspace, name)

    def _draw_part(self, part: str, text: str) -> str:
        """Draw the box of a part, which follows what it starts with until it is edited: “today” is over tomorrow."""
        height, follows = 110 if part == "referral" else 90, (f"{part}_start", text)
        return self._filled(self._form.area(PART_WORDS[part], part, text, height=height, follows=follows))

    def _filled(self, text: str) -> str:
        """Return a text with the answers in their places."""
        for field, answer in self._asked.items():
            text = text.replace(PLACES[field], answer or PLACES[field])
        return text

    def _fill_edited(self, key: str) -> None:
        """Put the answers in a note that was edited by hand, while they are typed."""
        text, form = typed(key), self._form
        if text is None or text == st.session_state.get(_joined_key(key)):
            return
        open_text = str(form.kept.get("open", text)) if form.kept.get("filled") == text else text
        filled = self._filled(open_text)
        form.note("open", open_text, open_text, counts=False)
        form.note("filled", filled, filled, counts=False)
        if text != filled:
            offer_text(key, filled)


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
