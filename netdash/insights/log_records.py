"""The records that insights are read from: all of a workspace, or those about the contacts of one side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from netdash.records import Contact, Introduction, Meeting, Message, Opportunity, Stakeholder
from netdash.store import Workspace


@dataclass(frozen=True)
class LogRecords:
    """Contacts, and what was done with them."""

    contacts: tuple[Contact, ...]
    meetings: tuple[Meeting, ...]
    messages: tuple[Message, ...]
    introductions: tuple[Introduction, ...]
    opportunities: tuple[Opportunity, ...]


def everything(workspace: Workspace) -> LogRecords:
    """Return all that a workspace holds."""
    return LogRecords(
        tuple(workspace.all(Contact)),
        tuple(workspace.all(Meeting)),
        tuple(workspace.all(Message)),
        tuple(workspace.all(Introduction)),
        tuple(workspace.all(Opportunity)),
    )


def of_side(log: LogRecords, side: Stakeholder, find: Callable[[str], Contact | None]) -> LogRecords:
    """Return what was done with the contacts of one side; `find` finds deleted ones too.

    Of a conversation their part is left, of introductions those that they made, and an opportunity through somebody
    else counts as found elsewhere.
    """

    def belongs(contact: str) -> bool:
        person = find(contact)
        return person is not None and person.stakeholder is side

    with_them = [(meeting, tuple(filter(belongs, meeting.contacts))) for meeting in log.meetings]
    return LogRecords(
        tuple(contact for contact in log.contacts if contact.stakeholder is side),
        tuple(meeting.replace(contacts=contacts) for meeting, contacts in with_them if contacts),
        tuple(message for message in log.messages if belongs(message.contact)),
        tuple(introduction for introduction in log.introductions if belongs(introduction.by_contact)),
        tuple(
            opportunity
            if opportunity.contact is None or belongs(opportunity.contact)
            else opportunity.replace(contact=None)
            for opportunity in log.opportunities
        ),
    )
