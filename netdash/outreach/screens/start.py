"""What a message starts with: nothing, what the address asks for, or a draft that was kept."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from netdash.errors import GoneError
from netdash.people.screens.directory import directory
from netdash.records import Channel, Contact, Introduction, Message, Purpose, is_id
from netdash.ui.session import Visit

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


def of_draft(visit: Visit, draft: Message) -> Start:
    """Start from a draft. Raises GoneError where nobody knows any more to whom it was."""
    person = directory(visit).find(draft.contact)
    if person is None:
        raise GoneError(Contact.noun)
    return Start(person, draft.purpose, draft.channel, draft.meeting, draft=draft)


def of_address(visit: Visit, contact: str) -> Start:
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
