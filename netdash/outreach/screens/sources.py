"""The sources of a message's merge fields, guessed first, then chosen by the member; and how a message starts."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import streamlit as st

from netdash.follow_up.screens import queries
from netdash.meetings import live
from netdash.meetings.meetings import KIND_WORDS
from netdash.moments import when_words
from netdash.outreach import merge_sources, messages
from netdash.outreach.merge_fields import Sources
from netdash.people import introductions
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.pitch import pitches
from netdash.records import Channel, Contact, Introduction, Meeting, Message, Pitch, Purpose, Target, is_id
from netdash.targets import targets
from netdash.ui.forms import Form
from netdash.ui.session import Visit

ABOUT_SOMEBODY_ELSE = (Purpose.WARM_INTRODUCTION, Purpose.CLOSING_THE_LOOP, Purpose.BLURB)
"""The purposes of a message that is about somebody else."""

NONE = {"": "None"}


@dataclass(frozen=True)
class SourceFields:
    """The fields to choose sources in, for one purpose and one contact."""

    form: Form
    suffix: str

    def choose(self, label: str, field: str, labels: Mapping[str, str], guess: str | None) -> str | None:
        """Draw a field if there is anything to choose, and return the chosen id."""
        if not labels:
            return None
        start = guess if guess in labels else ""
        return self.form.choice(label, f"{field}_{self.suffix}", NONE | dict(labels), start or "", counts=False) or None


def choose(visit: Visit, form: Form, start: Start, contact: Contact, purpose: Purpose) -> Sources:
    """Draw the fields, folded away, and return the chosen sources."""
    fields = SourceFields(form, f"{purpose.value}_{contact.id}")
    box = st.expander("Template data", icon=":material/data_object:", key=form.key("sources"))
    with box:
        st.caption("netdash guesses these. They fill blanks such as [my pitch] and [meeting day].")
        guesses = _likely_sources(visit, fields, start, contact, purpose)
        return _choose_sources(visit, fields, guesses, contact)


def _likely_sources(visit: Visit, fields: SourceFields, start: Start, contact: Contact, purpose: Purpose) -> Sources:
    """Return the likely sources; where the message is about somebody else, let the member choose whom."""

    def gather(person: str | None) -> Sources:
        return merge_sources.gather(
            visit.workspace,
            contact,
            purpose,
            visit.now,
            meeting=start.meeting,
            target=start.draft.target if start.draft else None,
            person=person,
            introducer=start.introducer,
        )

    guess = gather(start.person)
    if purpose not in ABOUT_SOMEBODY_ELSE:
        return guess
    labels = {id: label for id, label in people_picker.labels(visit).items() if id != contact.id}
    person = fields.choose("About", "about", labels, guess.person.id if guess.person else None)
    is_guess = person == (guess.person.id if guess.person else None)
    return guess if is_guess else gather(person) if person else replace(guess, person=None)


def _choose_sources(visit: Visit, fields: SourceFields, guesses: Sources, contact: Contact) -> Sources:
    """Let the member change the guessed conversation, target, pitch and introducer."""
    workspace, people = visit.workspace, {contact.id, *([guesses.person.id] if guesses.person else [])}
    meeting_labels = _meeting_labels(visit, people)
    target_labels = {
        target.id: targets.label(target) for target in targets.in_order(workspace.all(Target)) if not target.archived
    }
    pitch_labels = {pitch.id: pitches.label(pitch) for pitch in pitches.in_order(workspace.all(Pitch))}
    introducer_ids = introductions.introducers_of(workspace.all(Introduction), contact.id)
    introducer_labels = {
        id: directory(visit).name(id)
        for id in (*introducer_ids, *([guesses.introducer.id] if guesses.introducer else []))
    }
    with st.container(horizontal=True):
        meeting = fields.choose(
            "Conversation", "meeting", meeting_labels, guesses.meeting.id if guesses.meeting else None
        )
        target = fields.choose("Target", "target", target_labels, guesses.target.id if guesses.target else None)
        pitch = fields.choose("Pitch", "pitch", pitch_labels, guesses.pitch.id if guesses.pitch else None)
        guess = guesses.introducer.id if guesses.introducer else None
        introducer = fields.choose("Introduced by", "introducer", introducer_labels, guess)
    return replace(
        guesses,
        meeting=workspace.get(Meeting, meeting) if meeting else None,
        target=workspace.get(Target, target) if target else None,
        pitch=workspace.get(Pitch, pitch) if pitch else None,
        introducer=directory(visit).find(introducer) if introducer else None,
        role=guesses.role if target or guesses.target is None else "",  # who takes the target out takes out its role
    )


def _meeting_labels(visit: Visit, people: AbstractSet[str]) -> Mapping[str, str]:
    """Return the labels of the conversations with any of these people, the latest first, built once a minute."""

    def build() -> dict[str, str]:
        with_them = [meeting for meeting in visit.workspace.all(Meeting) if not people.isdisjoint(meeting.contacts)]
        as_held = (live.as_held(visit.workspace, meeting, visit.now) for meeting in with_them)
        return {
            meeting.id: f"{KIND_WORDS[meeting.kind]} {when_words(meeting.starts_at, visit.now, visit.zone)}"
            for meeting in sorted(as_held, key=lambda meeting: meeting.starts_at, reverse=True)
        }

    return visit.remember_this_minute(build, "meeting_labels", Meeting, given=(*sorted(people), queries.begun(visit)))


PURPOSES = {purpose.value: purpose for purpose in Purpose}


@dataclass(frozen=True)
class Start:
    """What a message starts from. `about` ends the keys of its fields; `earlier` is what it nudges or answers."""

    contact: Contact | None = None
    purpose: Purpose = Purpose.FIRST_MESSAGE
    channel: Channel | None = None
    meeting: str | None = None
    person: str | None = None
    introducer: str | None = None
    earlier: Message | None = None
    draft: Message | None = None
    about: str | None = None


def messages_with(visit: Visit, contact: str) -> tuple[Message, ...]:
    """Return the messages to one contact, drafts first, then the latest first."""
    build = lambda: messages.with_contact(visit.workspace.all(Message), contact)  # noqa: E731
    return visit.remember(build, "messages_with", Message, given=contact)


def start_from_draft(visit: Visit, draft: Message) -> Start:
    """Start from a draft. Raises GoneError if its contact is gone."""
    person = directory(visit).require(draft.contact)
    return Start(person, draft.purpose, draft.channel, draft.meeting, draft=draft)


def start_from_address(visit: Visit, contact: str) -> Start:
    """Start from the page's address: contact, and optionally purpose, message, meeting and introduction.

    Raises GoneError if the contact is gone; anything else that is gone is left out.
    """
    person = directory(visit).require(contact)
    params = {name: value for name, value in st.query_params.items() if name == "purpose" or is_id(value)}
    purpose = PURPOSES.get(params.get("purpose", ""), Purpose.FIRST_MESSAGE)
    earlier = visit.workspace.get(Message, params.get("message", ""))
    introduction = visit.workspace.get(Introduction, params.get("introduction", ""))
    ids = [params.get(name, "") for name in ("message", "meeting", "introduction")]
    start = Start(
        contact=person,
        purpose=purpose,
        channel=earlier.channel if earlier else None,
        meeting=params.get("meeting") or (earlier.meeting if earlier else None),
        earlier=earlier,
        # It ends with the contact's id, so that the draft goes with them when they are deleted.
        about="_".join(filter(None, (purpose.value, *ids, person.id))),
    )
    return start if introduction is None else _with_introduction(start, introduction)


def _with_introduction(start: Start, introduction: Introduction) -> Start:
    """Add an introduction: the message is to the introducer, or a first one to the person introduced."""
    fields = {name: getattr(start, name) for name in ("contact", "channel", "meeting", "earlier", "about")}
    if start.contact is not None and introduction.by_contact == start.contact.id:
        return Start(**fields, purpose=start.purpose, person=introduction.to_contact)
    return Start(**fields, purpose=Purpose.FIRST_MESSAGE, introducer=introduction.by_contact)
