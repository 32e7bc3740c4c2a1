"""What a message's merge fields are filled from: guessed first, then chosen by the member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from netdash.errors import GoneError
from netdash.meetings.meetings import KIND_WORDS
from netdash.moments import when_words
from netdash.outreach import merge_sources
from netdash.outreach.merge_fields import Sources
from netdash.people import introductions
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.pitch import pitches
from netdash.records import Channel, Contact, Introduction, Meeting, Message, Pitch, Purpose, Target, is_id
from netdash.targets import targets
from netdash.ui.forms import Form
from netdash.ui.session import Visit

ABOUT = (Purpose.WARM_INTRODUCTION, Purpose.CLOSING_THE_LOOP, Purpose.BLURB)
"""The purposes of a message that is about somebody else."""

NONE = {"": "None"}


@dataclass(frozen=True)
class SourceFields:
    """The fields in which a person chooses, each for one purpose and one contact."""

    form: Form
    suffix: str

    def choose(self, label: str, field: str, words: Mapping[str, str], guess: str | None) -> str | None:
        """Draw a choice where there is one, and return the id that is chosen."""
        if not words:
            return None
        start = guess if guess in words else ""
        return self.form.choice(label, f"{field}_{self.suffix}", NONE | dict(words), start or "", counts=False) or None


def choose(visit: Visit, form: Form, start: Start, contact: Contact, purpose: Purpose) -> Sources:
    """Draw the choices, folded away, and return what they come to."""
    chosen = SourceFields(form, f"{purpose.value}_{contact.id}")
    box = st.expander("What its words are filled from", icon=":material/data_object:", key=form.key("sources"))
    with box:
        st.caption("netdash guesses these. They fill fields such as {my_pitch} and {meeting_day} in the template.")
        found = _about(visit, chosen, start, contact, purpose)
        return _around(visit, chosen, found, contact)


def _about(visit: Visit, chosen: SourceFields, start: Start, contact: Contact, purpose: Purpose) -> Sources:
    """Gather the likely sources, for whom the message is about."""

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

    guessed = gather(start.person)
    if purpose not in ABOUT:
        return guessed
    others = {id: label for id, label in people_picker.labels(visit).items() if id != contact.id}
    person = chosen.choose("Whom it is about", "about", others, guessed.person.id if guessed.person else None)
    same = person == (guessed.person.id if guessed.person else None)
    return guessed if same else gather(person) if person else replace(guessed, person=None)


def _around(visit: Visit, chosen: SourceFields, found: Sources, contact: Contact) -> Sources:
    """Let the member choose another conversation, target, pitch and introducer than those guessed."""
    workspace, whom = visit.workspace, {contact.id, *([found.person.id] if found.person else [])}
    held = sorted(workspace.all(Meeting), key=lambda one: one.starts_at, reverse=True)
    meetings = {
        one.id: f"{KIND_WORDS[one.kind]} {when_words(one.starts_at, visit.now, visit.zone)}"
        for one in held
        if whom & {*one.contacts}
    }
    wanted = {one.id: targets.label(one) for one in targets.in_order(workspace.all(Target)) if not one.archived}
    known = {one.id: pitches.label(one) for one in pitches.in_order(workspace.all(Pitch))}
    by = introductions.introducers_of(workspace.all(Introduction), contact.id)
    introducers = {id: directory(visit).name(id) for id in (*by, *([found.introducer.id] if found.introducer else []))}
    with st.container(horizontal=True):
        meeting = chosen.choose("Conversation", "meeting", meetings, found.meeting.id if found.meeting else None)
        target = chosen.choose("Target", "target", wanted, found.target.id if found.target else None)
        pitch = chosen.choose("Pitch", "pitch", known, found.pitch.id if found.pitch else None)
        by_whom = found.introducer.id if found.introducer else None
        introducer = chosen.choose("Introduced by", "introducer", introducers, by_whom)
    return replace(
        found,
        meeting=workspace.get(Meeting, meeting) if meeting else None,
        target=workspace.get(Target, target) if target else None,
        pitch=workspace.get(Pitch, pitch) if pitch else None,
        introducer=directory(visit).find(introducer) if introducer else None,
    )


PURPOSES = {one.value: one for one in Purpose}


@dataclass(frozen=True)
class Start:
    """What is in hand. `about` ends the keys of the fields; `earlier` is the message it nudges or answers."""

    contact: Contact | None = None
    purpose: Purpose = Purpose.FIRST_MESSAGE
    channel: Channel | None = None
    meeting: str | None = None
    person: str | None = None
    introducer: str | None = None
    earlier: Message | None = None
    draft: Message | None = None
    about: str | None = None


def start_from_draft(visit: Visit, draft: Message) -> Start:
    """Start from a draft. Raises GoneError where nobody knows any more to whom it was."""
    person = directory(visit).find(draft.contact)
    if person is None:
        raise GoneError(Contact.noun)
    return Start(person, draft.purpose, draft.channel, draft.meeting, draft=draft)


def start_from_address(visit: Visit, contact: str) -> Start:
    """Start from what the address says beside the contact: purpose, message, meeting, introduction.

    Raises GoneError where the contact is gone; what else is gone is left out.
    """
    person = directory(visit).find(contact)
    if person is None:
        raise GoneError(Contact.noun)
    asked = {name: said for name, said in st.query_params.items() if name == "purpose" or is_id(said)}
    purpose = PURPOSES.get(asked.get("purpose", ""), Purpose.FIRST_MESSAGE)
    earlier = visit.workspace.get(Message, asked.get("message", ""))
    link = visit.workspace.get(Introduction, asked.get("introduction", ""))
    ids = [asked.get(name, "") for name in ("message", "meeting", "introduction")]
    start = Start(
        contact=person,
        purpose=purpose,
        channel=earlier.channel if earlier else None,
        meeting=asked.get("meeting") or (earlier.meeting if earlier else None),
        earlier=earlier,
        # It ends with the contact's id, so that the draft goes with them when they are deleted.
        about="_".join(filter(None, (purpose.value, *ids, person.id))),
    )
    return start if link is None else _introduced(start, link)


def _introduced(start: Start, link: Introduction) -> Start:
    """Take an introduction into account: to whom one was introduced it is a first message, through the introducer."""
    of = {name: getattr(start, name) for name in ("contact", "channel", "meeting", "earlier", "about")}
    if start.contact is not None and link.by_contact == start.contact.id:
        return Start(**of, purpose=start.purpose, person=link.to_contact)
    return Start(**of, purpose=Purpose.FIRST_MESSAGE, introducer=link.by_contact)
