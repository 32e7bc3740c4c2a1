"""Choosing people in a form: contacts are offered first, new ones are made on the spot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, UUID, uuid5

import streamlit as st

from netdash.people import contacts
from netdash.people.screens.directory import directory
from netdash.records import Contact, is_id
from netdash.ui.forms import Form, placeholder
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

NEW = "new"


@dataclass(frozen=True)
class Newcomer:
    """Somebody typed by name; validated only when saved, so that a draft may hold anything."""

    id: str
    name: str
    position: str
    company: str

    def contact(self) -> Contact:
        """Make the record. Raises ValidationError where the name cannot be one."""
        return Contact(id=self.id, name=self.name, position=self.position, company=self.company)

    def unvalidated_contact(self) -> Contact:
        """Make an unvalidated record to draft messages for; never save it."""
        return Contact.model_construct(id=self.id, name=self.name, position=self.position, company=self.company)


@dataclass(frozen=True)
class Selection:
    """The people chosen: all their ids, the new ones, and whom each typed name means."""

    ids: tuple[str, ...]
    newcomers: tuple[Newcomer, ...]
    typed_names: Mapping[str, Newcomer | str] = field(default_factory=dict)

    def contacts(self) -> list[Contact]:
        """Make records of the new people. Raises ValidationError where a name cannot be one."""
        return [newcomer.contact() for newcomer in self.newcomers]


NOBODY = Selection((), ())


def pick(
    visit: Visit,
    form: Form,
    label: str,
    name: str,
    start: Sequence[str] = (),
    *,
    holds: str = "contacts",
    help: str = "",
    earlier: Selection = NOBODY,
) -> Selection:
    """Draw a field for several and, for each new name, the question whether it is a contact already.

    It `holds` a field of the record, so that what is wrong with that is marked there. A name that was typed in an
    `earlier` field of the form means the same person and is asked about there only.
    """
    words = lambda choice: _name(visit, choice)  # noqa: E731
    form.stands_for(holds, name)
    choices = form.several(label, name, labels(visit), start, unknown=words, help=help or None)
    return _selection(visit, form, choices, start, earlier)


def pick_one(visit: Visit, form: Form, label: str, name: str) -> Selection:
    """Draw a field for one person, as `pick` does for several; its list closes with the choice."""
    people = labels(visit)
    words = lambda choice: people.get(choice) or _name(visit, choice)  # noqa: E731
    choice = form.choice_or_new(label, name, people, none="Choose or type a name", words=words)
    return _selection(visit, form, [choice] if choice else [])


def _selection(
    visit: Visit, form: Form, choices: Sequence[str], start: Sequence[str] = (), earlier: Selection = NOBODY
) -> Selection:
    typed_names, ids, newcomers = dict(earlier.typed_names), [], []
    with placeholder():
        for choice in choices:
            who = choice if choice in start else _resolve(visit, form, choice, typed_names)
            if isinstance(who, Newcomer):
                newcomers.append(who)
            ids.append(who.id if isinstance(who, Newcomer) else who)
    return Selection(tuple(dict.fromkeys(filter(None, ids))), tuple(dict.fromkeys(newcomers)), typed_names)


def _resolve(visit: Visit, form: Form, choice: str, typed_names: dict[str, Newcomer | str]) -> Newcomer | str:
    """Return the contact id or newcomer that a choice means, else nothing; keep it in `typed_names`."""
    if directory(visit).find(choice) is not None:
        return choice
    name = " ".join(choice.split())
    if not name or is_id(name):  # somebody chosen in a draft who is gone for good has no name to make anew
        return ""
    if not typed_names.get(name.casefold()):
        typed_names[name.casefold()] = _ask_who(visit, form, name)
    return typed_names[name.casefold()]


def _name(visit: Visit, choice: str) -> str:
    return directory(visit).name(choice) if is_id(choice) else choice


def labels(visit: Visit) -> dict[str, str]:
    """Return a label for each contact id, no two alike, in the order of their names."""

    def build() -> dict[str, str]:
        return contacts.labels(contacts.search(visit.workspace.all(Contact), ""))

    return visit.remember(build, "labels", Contact)


def _ask_who(visit: Visit, form: Form, name: str) -> Newcomer | str:
    """Ask whom a new name means; return the id of a contact, or a newcomer."""
    # By the name alone, so that the keys are the same after a save.
    slug = uuid5(NAMESPACE_URL, f"netdash:newcomer:{name.casefold()}").hex
    alike = visit.remember(
        lambda: contacts.lookalikes(name, visit.workspace.all(Contact)), "lookalikes", Contact, given=name
    )
    with st.container(border=True):
        if alike:
            words = {contact.id: labels(visit)[contact.id] for contact in alike} | {NEW: "No, somebody new"}
            start = alike[0].id if contacts.namesake(name, alike[:1]) else NEW
            answer = form.choice(f"Do you mean somebody you know by “{escaped(name)}”?", f"match_{slug}", words, start)
            if answer != NEW:
                return answer
        st.markdown(f"**{escaped(name)}** :gray-badge[new]")
        with st.container(horizontal=True):
            position = form.line(f"Job title of {escaped(name)}", f"position_{slug}")
            company = form.line(f"Company of {escaped(name)}", f"company_{slug}")
    return Newcomer(uuid5(UUID(form.token), name.casefold()).hex, name, position, company)
