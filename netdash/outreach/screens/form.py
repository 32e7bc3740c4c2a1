"""The form in which a message is written: to whom, which way, what for, from which template, and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeGuard

import streamlit as st
from pydantic import ValidationError
from streamlit.delta_generator import DeltaGenerator

from netdash.errors import InvalidRecordError
from netdash.follow_up.screens import queries
from netdash.outreach import channels, merge_fields, merge_sources, messages, templates
from netdash.outreach.merge_fields import Sources
from netdash.outreach.screens import sources as outreach_sources
from netdash.outreach.screens.sources import Start
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.people.screens.people_picker import NOBODY
from netdash.records import Channel, Contact, Meeting, Message, Purpose, Stakeholder, Template
from netdash.ui import flash
from netdash.ui.forms import Form, room
from netdash.ui.live_area import offer_text, set_text, typed
from netdash.ui.session import Visit

BLANK = ""
"""The template that is none."""

NO_SOURCES: dict[str, str] = {}


class MessageForm:
    """Draws the fields; `message` then makes a record of them, raising what is wrong with them."""

    def __init__(self, visit: Visit, start: Start) -> None:
        self.visit, self.start = visit, start
        self.form = form = Form(visit, "outreach", start.draft, start.about)
        self._picked, self.person = NOBODY, start.contact
        if start.contact is None:
            self._picked = people_picker.pick(visit, form, "Who do you write to?", "person", most=1)
            self.person = self._picked_person()
        with st.container(horizontal=True):
            self.purpose = self._choose_purpose()
            self.channel = self._choose_channel()
        template_place = room()
        self.thanks = self._owed_thanks()
        if self.thanks is None:
            self._draw_words(template_place)
        form.keep()

    def message(self) -> Message:
        """Make a record of what is in the form. Raises InvalidRecordError where nobody is chosen."""
        if self.person is None:
            raise InvalidRecordError("Choose who you write to first.")
        draft = self.start.draft
        which: dict[str, object] = {"id": draft.id, "updated_at": self.form.base} if draft else {}
        if (self.subject, self.body) == (self._drafted.subject, self._drafted.body):
            which["tells_start"] = self._start  # filled in just now
        return self._drafted.replace(subject=self.subject, body=self.body, **which)

    def newcomers(self) -> list[Contact]:
        """Make records of who is new. Raises ValidationError where a name cannot be one."""
        return self._picked.contacts()

    @property
    def read(self) -> Message | None:
        """The message as its reader gets it; None without a reader, or while a field is longer than any may be."""
        try:
            return messages.as_read(self.message()) if self.person else None
        except ValidationError:
            return None

    def _picked_person(self) -> Contact | None:
        if not self._picked.ids:
            return None
        new = [one for one in self._picked.newcomers if one.id == self._picked.ids[0]]
        # Checked only when saved: until then a name may be half typed.
        return new[0].unchecked() if new else directory(self.visit).find(self._picked.ids[0])

    def _choose_purpose(self) -> Purpose:
        words = {one.value: PURPOSE_WORDS[one] for one in Purpose}
        counts = self.start.draft is not None
        chosen = self.form.choice("What for", "purpose", words, self.start.purpose.value, counts=counts)
        return Purpose(chosen)

    def _choose_channel(self) -> Channel:
        words = {one.value: channels.words(one) for one in Channel}
        likely = self.start.channel or _reachable(self.person)
        counts = self.start.draft is not None
        return Channel(self.form.choice("Channel", "channel", words, likely.value, counts=counts))

    def _owed_thanks(self) -> Meeting | None:
        """Return the conversation that a thank-you is owed for: it has a desk of its own."""
        if self.purpose is not Purpose.THANK_YOU or self.person is None:
            return None
        meetings = self.visit.workspace.all(Meeting)
        meeting = merge_sources.likely_meeting(meetings, self.person.id, self.purpose, self.visit.now)
        settled = meeting is None or (meeting.id, self.person.id) in queries.thanked(self.visit)
        return None if settled else meeting

    def _draw_words(self, template_place: DeltaGenerator) -> None:
        sources = self._choose_sources()
        known = merge_fields.values(sources, self.visit.zone) if sources else NO_SOURCES
        with template_place:
            template = self._choose_template(known)
        words = self._drafted_words(template, sources)
        form, draft = self.form, self.start.draft
        left_out = follow_template(form, words)
        subject, body = (draft.subject, draft.body) if draft else words
        self.subject = form.line("Subject", "subject", subject) if channels.has_subject(self.channel) else ""
        self.body = form.area("Message", "body", body, height=300)
        if left_out:
            offer_template(form, words)

    def _choose_sources(self) -> Sources | None:
        if self.person is None:
            return None
        return outreach_sources.choose(self.visit, self.form, self.start, self.person, self.purpose)

    def _choose_template(self, known: dict[str, str]) -> Template | None:
        """Draw the choice among the templates that fit; the likeliest is the one that leaves the least to fill in."""
        shelf = templates.all_templates(self.visit.workspace.all(Template))
        found = {one.id: one for one in templates.fitting(shelf, self.channel, self.purpose)}
        draft, likely = self.start.draft, self._likeliest(found.values(), known)
        first = (draft.template or BLANK) if draft else likely.id if likely else next(iter(found), BLANK)
        words = {id: one.name for id, one in found.items()} | {BLANK: "None: an empty page"}
        if draft is None:
            suggest_template(self.form, first)
        chosen = self.form.choice("Template", "template", words, first if first in words else BLANK, counts=False)
        return found.get(chosen)

    def _likeliest(self, found: Iterable[Template], known: dict[str, str]) -> Template | None:
        if self.person is None:
            return None
        hr = self.person.stakeholder is Stakeholder.HR
        nudged = messages.is_nudged(self.visit.workspace.all(Message), self.person.id)
        return templates.likeliest(found, known, hr=hr, nudged=nudged)

    def _drafted_words(self, template: Template | None, sources: Sources | None) -> Words:
        if sources is None:
            subject = template.subject if template and channels.has_subject(self.channel) else ""
            return Words(subject, template.body if template else "")
        visit, id = self.visit, self.form.token
        self._drafted = messages.draft(template, sources, self.channel, self.purpose, visit.zone, id=id)
        confirmed = sources.meeting if self.purpose is Purpose.CONFIRMATION else None
        self._start = confirmed.starts_at if confirmed else None
        return Words(self._drafted.subject, self._drafted.body)


def _reachable(person: Contact | None) -> Channel:
    """Return the channel on which somebody can be reached, by what is known of them."""
    if person is None or person.emails or not person.linkedin:
        return Channel.EMAIL
    return Channel.LINKEDIN


class Words(NamedTuple):
    """What the two fields of a message say."""

    subject: str
    body: str


def follow_template(form: Form, words: Words) -> bool:
    """Put a template's words in the fields while those put there before stand untouched; call it before they are drawn.

    Tells whether they were left out, as somebody has typed over the earlier ones.
    """
    before, now = _put_before(form), _in_fields(form)
    settled = words
    if before is not None and before != words:
        if now == before or not any(now):
            _put(form, words, offer_text)
        else:
            settled = before
    st.session_state[_place(form)] = settled
    form.note("put", list(settled), list(settled), counts=False)
    return settled != words and any(words)


def fill_in(form: Form, known: Mapping[str, str]) -> None:
    """Fill fields in words that somebody typed, in a callback; a template's own words follow by themselves."""
    now = _in_fields(form)
    if now != _put_before(form):
        _put(form, Words(*(merge_fields.fill(text, known) for text in now)))


def suggest_template(form: Form, template: str) -> None:
    """Choose the suggested template in place of the one suggested before, unless a person chose or typed since.

    Call it before the choice is drawn.
    """
    place, key = f"_{form.key('suggested')}", form.key("template")
    before = None if form.memory["restart"] else st.session_state.get(place) or form.found.get("suggested")
    settled = template
    if before is not None and before != template:
        untouched = _put_before(form) in (None, _in_fields(form))
        if untouched and st.session_state.get(key) == before:
            st.session_state[key] = template
        else:
            settled = str(before)
    st.session_state[place] = settled
    form.note("suggested", settled, settled, counts=False)


def offer_template(form: Form, words: Words) -> None:
    """Offer a template's words in place of those that were typed, with a way back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("You typed here, so your words were kept. The template now says something else.")
        key = form.key("replace")
        st.button("Use the template’s words", key=key, type="tertiary", on_click=_replace, args=(form, words))


def _replace(form: Form, words: Words) -> None:
    typed_words, before = _in_fields(form), st.session_state.get(_place(form))

    def put_back() -> None:
        _put(form, typed_words)
        st.session_state[_place(form)] = before

    _put(form, words)
    st.session_state[_place(form)] = words
    flash.say("Put the template’s words in place of yours.", undo=put_back)


def _put(form: Form, words: Words, into: Callable[[str, str], None] = set_text) -> None:
    if _in_fields(form).subject != words.subject:  # told again, the field would lose what is being typed in it
        st.session_state[form.key("subject")] = words.subject
    into(form.key("body"), words.body)


def _in_fields(form: Form) -> Words:
    """Return what the fields say, as last drawn or typed since."""
    key, found = form.key("subject"), form.found
    subject = st.session_state[key] if key in st.session_state else found.get("subject", "")
    body = typed(form.key("body"))
    return Words(str(subject or ""), str(found.get("body", "")) if body is None else body)


def _put_before(form: Form) -> Words | None:
    remembered = None if form.memory["restart"] else st.session_state.get(_place(form))
    kept = remembered or form.found.get("put")
    return Words(*kept) if _are_words(kept) else None


def _are_words(kept: object) -> TypeGuard[Sequence[str]]:
    if not isinstance(kept, (list, tuple)):
        return False
    return len(kept) == len(Words._fields) and all(isinstance(one, str) for one in kept)


def _place(form: Form) -> str:
    return f"_{form.key('put')}"
