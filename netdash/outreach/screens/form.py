"""The form in which a message is written: its reader, purpose, channel, template and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, TypeGuard

import streamlit as st
from pydantic import ValidationError
from streamlit.delta_generator import DeltaGenerator

from netdash import date_style
from netdash.errors import ChangedSinceError, InvalidRecordError
from netdash.follow_up.screens import queries
from netdash.outreach import channels, merge_fields, merge_sources, messages, templates
from netdash.outreach.merge_fields import Sources
from netdash.outreach.screens import blanks
from netdash.outreach.screens import sources as outreach_sources
from netdash.outreach.screens.sources import Start
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.people.screens.people_picker import NOBODY
from netdash.records import Channel, Contact, Meeting, Message, Purpose, Stakeholder, Template
from netdash.ui import flash
from netdash.ui.forms import Form, placeholder
from netdash.ui.live_area import offer_text, set_text, typed
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

BLANK = ""
"""The choice of no template."""

NO_VALUES: dict[str, str] = {}


class MessageForm:
    """Draws the fields; `message` then makes a record of them, raising what is wrong with them."""

    def __init__(self, visit: Visit, start: Start) -> None:
        self.visit, self.start = visit, start
        self.form = form = Form(visit, "outreach", start.draft, start.about)
        self._picked, self.person = NOBODY, start.contact
        if start.contact is None:
            self._picked = people_picker.pick_one(visit, form, "To", "person")
            self.person = self._picked_person()
        with st.container(horizontal=True):
            self.purpose = self._choose_purpose()
            self.channel = self._choose_channel()
        template_place = placeholder()
        self.owed_meeting = self._owed_thanks()
        if self.owed_meeting is None:
            self._draw_words(template_place)
        form.keep()

    def message(self) -> Message:
        """Make a record of what is in the form. Raises InvalidRecordError if nobody is chosen."""
        if self.person is None:
            raise InvalidRecordError("Choose who you write to first.", "person")
        draft = self.start.draft
        changes: dict[str, object] = {"id": draft.id, "updated_at": self.form.base} if draft else {}
        if self._words == _readable(self._template_message):
            changes["tells_start"] = self._start  # the text is as filled in just now
        subject, body = (merge_fields.fill(text, self._values) for text in self._texts)
        return self._template_message.replace(subject=subject, body=body, **changes)

    def newcomers(self) -> list[Contact]:
        """Make records of new people. Raises ValidationError if a name is invalid."""
        return self._picked.contacts()

    @property
    def is_all_sample(self) -> bool:
        """Whether it is made from the sample alone, with no word of the member's but their name."""
        is_new = self.start.draft is None and self.person is not None and self.person.sample
        is_as_filled = is_new and self._words == _readable(self._template_message)
        return is_as_filled and self._typed_values.keys() <= merge_fields.own_names("").keys()

    @property
    def own_name(self) -> str:
        """The member's name where it was not known and is typed now; else empty."""
        return "" if self.visit.profile.name else self._values.get("my_name", "")

    @cached_property
    def written(self) -> Message | None:
        """The message as it stands in the fields; None without a reader, or while a field is too long."""
        try:
            return self.message() if self.person else None
        except ValidationError:
            return None

    def _picked_person(self) -> Contact | None:
        if not self._picked.ids:
            return None
        newcomers = [newcomer for newcomer in self._picked.newcomers if newcomer.id == self._picked.ids[0]]
        # Validated only when saved, as a name may be half typed until then.
        return newcomers[0].unvalidated_contact() if newcomers else directory(self.visit).find(self._picked.ids[0])

    def _choose_purpose(self) -> Purpose:
        labels = {purpose.value: PURPOSE_WORDS[purpose] for purpose in Purpose}
        counts = self.start.draft is not None
        value = self.form.choice("Purpose", "purpose", labels, self.start.purpose.value, counts=counts)
        return Purpose(value)

    def _choose_channel(self) -> Channel:
        labels = {channel.value: channels.words(channel) for channel in Channel}
        start = self.start.channel or _likely_channel(self.person)
        counts = self.start.draft is not None
        return Channel(self.form.choice("Channel", "channel", labels, start.value, counts=counts))

    def _owed_thanks(self) -> Meeting | None:
        """Return the conversation that a thank-you is owed for, which has a desk of its own, else None."""
        if self.purpose is not Purpose.THANK_YOU or self.person is None:
            return None
        meetings = self.visit.workspace.all(Meeting)
        meeting = merge_sources.likely_meeting(meetings, self.person.id, self.purpose, self.visit.now)
        is_settled = meeting is None or (meeting.id, self.person.id) in queries.thanked(self.visit)
        return None if is_settled else meeting

    def _draw_words(self, template_place: DeltaGenerator) -> None:
        blanks_place, words_place = placeholder(), placeholder()
        sources = self._choose_sources()
        form, draft = self.form, self.start.draft
        with date_style.written_in(form.dates):  # else another device's would look like a template that has changed
            values = merge_fields.values(sources, self.visit.zone) if sources else NO_VALUES
            with template_place:
                template = self._choose_template(values)
            words = self._template_words(template, sources)
        is_left_out = follow_template(form, words)
        subject, body = _readable(draft) if draft else words
        with words_place:
            subject = form.line("Subject", "subject", subject) if channels.has_subject(self.channel) else ""
            self._words = Words(subject, form.area("Message", "body", body, height=300))
            if is_left_out:
                offer_template(form, words)
        self._values, self._typed_values = values, NO_VALUES
        if self.person is not None:
            self._texts = [merge_fields.with_fields(text, values) for text in self._words]
            self._typed_values = blanks.draw(form, blanks_place, "\n".join(self._texts), values, self.person)
            self._values = values | self._typed_values

    def _choose_sources(self) -> Sources | None:
        if self.person is None:
            return None
        return outreach_sources.choose(self.visit, self.form, self.start, self.person, self.purpose)

    def _choose_template(self, values: dict[str, str]) -> Template | None:
        """Draw the choice among the templates that fit, and suggest the likeliest one."""
        all_templates = templates.all_templates(self.visit.workspace.all(Template))
        matches = {template.id: template for template in templates.fitting(all_templates, self.channel, self.purpose)}
        draft, likely = self.start.draft, self._likeliest(matches.values(), values)
        first = (draft.template or BLANK) if draft else likely.id if likely else next(iter(matches), BLANK)
        labels = {id: template.name for id, template in matches.items()} | {BLANK: "Blank"}
        earlier = suggest_template(self.form, first) if draft is None else None
        id = self.form.choice("Template", "template", labels, first if first in labels else BLANK, counts=False)
        if earlier in labels and id == first != earlier:
            say_suggested(self.form, labels[first], earlier, labels[earlier])
        return matches.get(id)

    def _likeliest(self, matches: Iterable[Template], values: dict[str, str]) -> Template | None:
        if self.person is None:
            return None
        hr = self.person.stakeholder is Stakeholder.HR
        nudged = messages.is_nudged(outreach_sources.messages_with(self.visit, self.person.id))
        return templates.likeliest(matches, values, hr=hr, nudged=nudged)

    def _template_words(self, template: Template | None, sources: Sources | None) -> Words:
        if sources is None:
            has_subject = channels.has_subject(self.channel)
            return _readable(template, has_subject=has_subject) if template else Words("", "")
        visit, id = self.visit, self.form.token
        self._template_message = messages.draft(template, sources, self.channel, self.purpose, visit.zone, id=id)
        confirmed = sources.meeting if self.purpose is Purpose.CONFIRMATION else None
        self._start = confirmed.starts_at if confirmed else None
        return _readable(self._template_message)


def _likely_channel(person: Contact | None) -> Channel:
    """Return the channel on which somebody can be reached: e-mail, or LinkedIn if only that is known."""
    if person is None or person.emails or not person.linkedin:
        return Channel.EMAIL
    return Channel.LINKEDIN


class Words(NamedTuple):
    """The texts of the two fields of a message."""

    subject: str
    body: str


def _readable(written: Message | Template, *, has_subject: bool = True) -> Words:
    """Return the texts as the two fields show them, with blanks for what is open."""
    return Words(merge_fields.readable(written.subject if has_subject else ""), merge_fields.readable(written.body))


def follow_template(form: Form, words: Words) -> bool:
    """Put a template's words in the fields unless somebody typed there; call it before they are drawn.

    Return whether they were left out because somebody typed.
    """
    words_before, words_now = _put_before(form), _in_fields(form)
    put_words = words
    if words_before is not None and words_before != words:
        if words_now == words_before or not any(words_now):
            _put(form, words, offer_text)
        else:
            put_words = words_before
    st.session_state[_put_key(form)] = put_words
    form.note("put", list(put_words), list(put_words), counts=False)
    return put_words != words and any(words)


def suggest_template(form: Form, template: str) -> str | None:
    """Choose the suggested template instead of the one suggested before, unless somebody chose or typed since.

    Call it before the choice is drawn. Return the template that gave way to this one.
    """
    session_key, replaced_key, key = f"_{form.key('suggested')}", f"_{form.key('replaced')}", form.key("template")
    earlier = None if form.memory["restart"] else st.session_state.get(session_key) or form.kept.get("suggested")
    suggestion = template
    if earlier is not None and earlier != template:
        is_untouched = _put_before(form) in (None, _in_fields(form))
        if is_untouched and st.session_state.get(key) == earlier:
            st.session_state[key], st.session_state[replaced_key] = template, earlier
        else:
            suggestion = str(earlier)
    if form.memory["restart"] or st.session_state.get(key, suggestion) != suggestion:  # begun anew, or chosen by hand
        st.session_state.pop(replaced_key, None)
    st.session_state[session_key] = suggestion
    form.note("suggested", suggestion, suggestion, counts=False)
    return st.session_state.get(replaced_key)


def say_suggested(form: Form, name: str, earlier: str, earlier_name: str) -> None:
    """Say that another template was chosen, with the way back to the one before."""
    label, key, icon = f"Back to “{escaped(earlier_name)}”", form.key("template_back"), ":material/undo:"
    with st.container(gap=None):
        st.caption(f"“{escaped(name)}” fits best here, so it was chosen.")
        st.button(label, key=key, type="tertiary", icon=icon, on_click=_choose, args=(form, earlier))


def _choose(form: Form, template: str) -> None:
    st.session_state[form.key("template")] = template


def offer_template(form: Form, words: Words) -> None:
    """Offer to replace the typed words by the template's, with Undo."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("You typed here, so your words were kept. The template now says something else.")
        key = form.key("replace")
        st.button("Use the template’s words", key=key, type="tertiary", on_click=_replace, args=(form, words))


def _replace(form: Form, words: Words) -> None:
    words_typed, put_before = _in_fields(form), st.session_state.get(_put_key(form))

    def put_back() -> None:
        if _in_fields(form) not in (words, _put_before(form)):
            raise ChangedSinceError
        _put(form, words_typed)
        st.session_state[_put_key(form)] = put_before

    _put(form, words)
    st.session_state[_put_key(form)] = words
    flash.say("Template’s words used.", undo=put_back)


def _put(form: Form, words: Words, set_body: Callable[[str, str], None] = set_text) -> None:
    if _in_fields(form).subject != words.subject:  # set again, the field would lose what is being typed in it
        st.session_state[form.key("subject")] = words.subject
    set_body(form.key("body"), words.body)


def _in_fields(form: Form) -> Words:
    """Return the texts of the fields, as last drawn or typed since."""
    key, draft = form.key("subject"), form.kept
    subject = st.session_state[key] if key in st.session_state else draft.get("subject", "")
    body = typed(form.key("body"))
    return Words(str(subject or ""), str(draft.get("body", "")) if body is None else body)


def _put_before(form: Form) -> Words | None:
    words = None if form.memory["restart"] else st.session_state.get(_put_key(form))
    words = words or form.kept.get("put")
    return Words(*words) if _are_words(words) else None


def _are_words(value: object) -> TypeGuard[Sequence[str]]:
    if not isinstance(value, (list, tuple)):
        return False
    return len(value) == len(Words._fields) and all(isinstance(text, str) for text in value)


def _put_key(form: Form) -> str:
    return f"_{form.key('put')}"
