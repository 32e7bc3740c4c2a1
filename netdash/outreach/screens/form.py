"""The form in which a message is written: to whom, which way, what for, from which template, and its words."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from pydantic import ValidationError
from streamlit.delta_generator import DeltaGenerator

from netdash.errors import InvalidRecordError
from netdash.follow_up.screens import queries
from netdash.outreach import channels, merge_fields, merge_sources, messages, search, templates
from netdash.outreach.merge_fields import Sources
from netdash.outreach.screens import filling
from netdash.outreach.screens import sources as outreach_sources
from netdash.outreach.screens.filling import Words
from netdash.outreach.screens.start import Start
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.people.screens.people_picker import NOBODY
from netdash.records import Channel, Contact, Meeting, Message, Purpose, Stakeholder, Template
from netdash.ui.forms import Form, room
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
        left_out = filling.follow(form, words)
        subject, body = (draft.subject, draft.body) if draft else words
        self.subject = form.line("Subject", "subject", subject) if channels.has_subject(self.channel) else ""
        self.body = form.area("Message", "body", body, height=300)
        if left_out:
            filling.offer(form, words)

    def _choose_sources(self) -> Sources | None:
        if self.person is None:
            return None
        return outreach_sources.choose(self.visit, self.form, self.start, self.person, self.purpose)

    def _choose_template(self, known: dict[str, str]) -> Template | None:
        """Draw the choice among the templates that fit; the likeliest is the one that leaves the least to fill in."""
        shelf = templates.shelf(self.visit.workspace.all(Template))
        found = {one.id: one for one in templates.fitting(shelf, self.channel, self.purpose)}
        draft, likely = self.start.draft, self._likeliest(found.values(), known)
        first = (draft.template or BLANK) if draft else likely.id if likely else next(iter(found), BLANK)
        words = {id: one.name for id, one in found.items()} | {BLANK: "None: an empty page"}
        if draft is None:
            filling.suggest(self.form, first)
        chosen = self.form.choice("Template", "template", words, first if first in words else BLANK, counts=False)
        return found.get(chosen)

    def _likeliest(self, found: Iterable[Template], known: dict[str, str]) -> Template | None:
        if self.person is None:
            return None
        hr = self.person.stakeholder is Stakeholder.HR
        nudged = search.nudged(self.visit.workspace.all(Message), self.person.id)
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
