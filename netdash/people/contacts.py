"""The people a member knows: finding them, naming them, and telling them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email
from rapidfuzz.fuzz import token_sort_ratio

from netdash import drafts, trash
from netdash.errors import InvalidRecordError
from netdash.records import Contact, Meeting, MeetingState, Trashed
from netdash.store import Workspace
from netdash.text_search import mentions, plain

ALIKE = 85
"""From this token-sort ratio on, two names may be one person: worth asking, never worth deciding."""


@dataclass(frozen=True)
class Directory:
    """Who is who: the contacts there are, and those in the trash."""

    present: Mapping[str, Contact]
    deleted: Mapping[str, Contact]

    def find(self, id: str) -> Contact | None:
        """Return a contact, deleted or not; None after 30 days in the trash."""
        return self.present.get(id) or self.deleted.get(id)

    def name(self, id: str) -> str:
        """Return a contact's name, marked where they were deleted."""
        if id in self.present:
            return f"{self.present[id].name} (sample)" if self.present[id].sample else self.present[id].name
        return f"{self.deleted[id].name} (deleted)" if id in self.deleted else "someone removed"

    def name_or_text(self, id: str) -> str:
        """Return the name of whom an id means; text that is no id stands for itself."""
        return self.name(id) if self.find(id) is not None else id

    def names(self, ids: Iterable[str]) -> str:
        """Return several names in one line: `Ada, Tom and Priya`."""
        *first, last = [self.name(id) for id in ids]
        return f"{', '.join(first)} and {last}" if first else last


def directory(workspace: Workspace, now: datetime, kept_for: timedelta) -> Directory:
    """Look up everybody in a workspace."""
    deleted: dict[str, Contact] = {}
    for item in trash.items(workspace, now, kept_for):
        deleted |= _contacts_in(item)
    return Directory({contact.id: contact for contact in workspace.all(Contact)}, deleted)


def _contacts_in(item: Trashed) -> dict[str, Contact]:
    found = (trash.record_of(gone) for gone in item.records if gone.table == Contact.table)
    return {contact.id: contact for contact in found if isinstance(contact, Contact)}


def position_words(contact: Contact) -> str:
    """Say what somebody does and where: `staff engineer at Northwind`."""
    return " at ".join(part for part in (contact.position, contact.company) if part)


def labels(contacts: Sequence[Contact]) -> dict[str, str]:
    """Name each contact so that no two read the same: the company where there is one, then a number."""
    plain = {one.id: _label(one) for one in contacts}
    seen: Counter[str] = Counter()
    taken = set(plain.values())
    told_apart = {}
    for id, label in plain.items():
        seen[label] += 1
        while seen[label] > 1 and f"{label} ({seen[label]})" in taken:  # somebody is really called “Ann (2)”
            seen[label] += 1
        told_apart[id] = label if seen[label] == 1 else f"{label} ({seen[label]})"
    return told_apart


def _label(one: Contact) -> str:
    label = " · ".join(part for part in (one.name, one.company) if part)
    return f"{label} (sample)" if one.sample else label


def search(contacts: Sequence[Contact], text: str) -> tuple[Contact, ...]:
    """Return those in whom every word of the text occurs, by name."""
    found = contacts if not text.strip() else [one for one in contacts if mentions(_said(one), text)]
    return tuple(sorted(found, key=lambda one: plain(one.name)))


def _said(one: Contact) -> tuple[str, ...]:
    return (one.name, one.called, one.company, one.position, one.how_met, one.notes, *one.tags, *one.emails)


def lookalikes(name: str, contacts: Sequence[Contact]) -> tuple[Contact, ...]:
    """Return contacts whose name is like this one, the very same first, then the likest; at most three."""
    wanted = " ".join(plain(name).split())
    scored = [(token_sort_ratio(wanted, plain(one.name)), one) for one in contacts]
    scored += [(ALIKE, one) for one in contacts if wanted and wanted in plain(one.name).split()]
    likely = [pair for pair in scored if pair[0] >= ALIKE]
    likely.sort(key=lambda pair: (pair[1].name.casefold() != name.casefold(), -pair[0]))
    return tuple(dict.fromkeys(one for _, one in likely))[:3]


def check_emails(emails: Iterable[str]) -> None:
    """Raise InvalidRecordError, naming it, for the first of these that is no e-mail address."""
    for email in emails:
        try:
            validate_email(email, check_deliverability=False, allow_smtputf8=True)
        except EmailNotValidError as error:
            raise InvalidRecordError(f"“{email}” is no e-mail address; mend it, or leave the field empty.") from error


def namesake(name: str, contacts: Iterable[Contact]) -> Contact | None:
    """Return somebody of exactly this name, whatever its case, accents and apostrophes."""
    wanted = " ".join(plain(name).split())
    return next((one for one in contacts if wanted and plain(one.name) == wanted), None)


def save_contact(workspace: Workspace, contact: Contact) -> str:
    """Save a new contact or a change to one, which makes somebody of the sample the member's own.

    A second submission of the same form finds the contact there and changes nothing.
    """
    with workspace.transaction():
        if contact.updated_at is None and workspace.get(Contact, contact.id) is not None:
            return contact.id
        return workspace.save(contact)


def delete_contact(workspace: Workspace, id: str, now: datetime) -> str:
    """Move a contact to the trash; what refers to them goes on showing the name, marked.

    Raises GoneError where there is no such contact.
    """
    with workspace.transaction():
        contact = workspace.require(Contact, id)
        return trash.discard(workspace, contact, contact.name, now, drafts.about(workspace, [id]))


def ever_met(meetings: Iterable[Meeting]) -> frozenset[str]:
    """Return everybody a conversation was held with, whenever that was."""
    return frozenset(id for one in meetings if one.state is MeetingState.HELD for id in one.contacts)
