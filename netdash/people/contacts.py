"""The people a member knows: finding them, naming them, telling them apart, and what their job titles suggest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from email_validator import EmailNotValidError, validate_email
from rapidfuzz.fuzz import token_sort_ratio

from netdash import trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.records import Contact, Meeting, MeetingState, Stakeholder
from netdash.shipped import read_shipped
from netdash.store import Workspace
from netdash.text_search import mentions, plain
from netdash.wording import listed

_WORD = re.compile(r"[^\W_]+")

LOOKALIKE_RATIO = 85
"""From this token-sort ratio on, two names may be one person: enough to ask, never enough to decide."""


@dataclass(frozen=True)
class Directory:
    """Who is who: the contacts there are, and those in the trash."""

    present: Mapping[str, Contact]
    deleted: Mapping[str, Contact]

    def find(self, id: str) -> Contact | None:
        """Return a contact, deleted or not; None after 30 days in the trash."""
        return self.present.get(id) or self.deleted.get(id)

    def require(self, id: str) -> Contact:
        """Return a contact, deleted or not. Raises GoneError after 30 days in the trash."""
        if (contact := self.find(id)) is None:
            raise GoneError(Contact.noun)
        return contact

    def name(self, id: str) -> str:
        """Return a contact's name, marked where they were deleted."""
        if id in self.present:
            return f"{self.present[id].name} (sample)" if self.present[id].sample else self.present[id].name
        return f"{self.deleted[id].name} (deleted)" if id in self.deleted else "someone removed"

    def name_or_text(self, id: str) -> str:
        """Return the name of the contact with this id; text that is no id is returned as it is."""
        return self.name(id) if self.find(id) is not None else id

    def names(self, ids: Iterable[str]) -> str:
        """Return several names in one line: `Ada, Tom and Priya`."""
        return listed([self.name(id) for id in ids])


def directory(workspace: Workspace, now: datetime, kept_for: timedelta) -> Directory:
    """Return everybody in a workspace and its trash."""
    deleted: dict[str, Contact] = {}
    for entry in (entry for item in trash.items(workspace, now, kept_for) for entry in item.records):
        if entry.table == Contact.table and isinstance(contact := trash.record_of(entry), Contact):
            deleted[contact.id] = contact
    return Directory({contact.id: contact for contact in workspace.all(Contact)}, deleted)


def position_words(contact: Contact) -> str:
    """Say what somebody does and where: `staff engineer at Northwind`."""
    return " at ".join(part for part in (contact.position, contact.company) if part)


def labels(contacts: Sequence[Contact]) -> dict[str, str]:
    """Return a label for each contact id, no two alike: the name and company, then a number where they repeat."""
    labels = {contact.id: _label(contact) for contact in contacts}
    seen: Counter[str] = Counter()
    taken = set(labels.values())
    unique_labels = {}
    for id, label in labels.items():
        seen[label] += 1
        while seen[label] > 1 and f"{label} ({seen[label]})" in taken:  # somebody is really called “Ann (2)”
            seen[label] += 1
        unique_labels[id] = label if seen[label] == 1 else f"{label} ({seen[label]})"
    return unique_labels


def _label(contact: Contact) -> str:
    label = " · ".join(part for part in (contact.name, contact.company) if part)
    return f"{label} (sample)" if contact.sample else label


def search(contacts: Sequence[Contact], text: str) -> tuple[Contact, ...]:
    """Return the contacts that every word of the text occurs in, by name."""
    matches = (
        contacts if not text.strip() else [person for person in contacts if mentions(searched_texts(person), text)]
    )
    return tuple(sorted(matches, key=lambda person: plain(person.name)))


def searched_texts(contact: Contact) -> tuple[str, ...]:
    """Return the texts in which somebody is looked for."""
    texts = (contact.name, contact.called, contact.company, contact.position, contact.how_met, contact.notes)
    return (*texts, *contact.tags, *contact.emails)


def lookalikes(name: str, contacts: Sequence[Contact]) -> tuple[Contact, ...]:
    """Return at most three contacts with a name like this one, the same name first, then the closest."""
    folded = " ".join(plain(name).split())
    scored = [(token_sort_ratio(folded, plain(contact.name)), contact) for contact in contacts]
    scored += [(LOOKALIKE_RATIO, contact) for contact in contacts if folded and folded in plain(contact.name).split()]
    alike = [pair for pair in scored if pair[0] >= LOOKALIKE_RATIO]
    alike.sort(key=lambda pair: (pair[1].name.casefold() != name.casefold(), -pair[0]))
    return tuple(dict.fromkeys(contact for _, contact in alike))[:3]


def check_emails(emails: Iterable[str]) -> None:
    """Raise InvalidRecordError for the first of these that is no e-mail address."""
    for email in emails:
        try:
            validate_email(email, check_deliverability=False, allow_smtputf8=True)
        except EmailNotValidError as error:
            sentence = f"“{email}” is not an e-mail address. Correct it, or leave the field empty."
            raise InvalidRecordError(sentence, at={"emails": "no e-mail address"}) from error


def namesake(name: str, contacts: Iterable[Contact]) -> Contact | None:
    """Return a contact of this name, whatever its case, accents and apostrophes."""
    folded = " ".join(plain(name).split())
    return next((contact for contact in contacts if folded and plain(contact.name) == folded), None)


def delete_contact(workspace: Workspace, id: str, now: datetime) -> str:
    """Move a contact to the trash and return the id to restore them by; what refers to them still shows the name.

    Raises GoneError where there is no such contact.
    """
    return trash.discard(workspace, Contact, id, lambda contact: contact.name, now)


def met_ids(meetings: Iterable[Meeting]) -> frozenset[str]:
    """Return the ids of everybody whom the member has ever met in a conversation."""
    return frozenset(id for meeting in meetings if meeting.state is MeetingState.HELD for id in meeting.contacts)


def last_meetings(meetings: Iterable[Meeting], *states: MeetingState) -> dict[str, Meeting]:
    """Return the last conversation in one of these states with each person, by contact."""
    by_end = sorted((meeting for meeting in meetings if meeting.state in states), key=lambda meeting: meeting.ends_at)
    return {contact: meeting for meeting in by_end for contact in meeting.contacts}


def suggested_side(contact: Contact) -> Stakeholder | None:
    """Return the side that somebody's job title suggests; None where it suggests none, or the member chose one."""
    if contact.stakeholder is not None or not contact.position:
        return None
    title = f" {' '.join(_WORD.findall(plain(contact.position)))} "
    return next((side for side, words in _title_words().items() if any(f" {word} " in title for word in words)), None)


@cache
def _title_words() -> dict[Stakeholder, tuple[str, ...]]:
    rows = read_shipped("hiring_roles")
    return {side: tuple(rows[side]) for side in (Stakeholder.HR, Stakeholder.TECHNICAL)}
