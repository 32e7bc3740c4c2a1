"""Choosing people in a form: those one knows are offered first, new ones are made on the spot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, UUID, uuid5

import streamlit as st

from netdash.people import contacts
from netdash.people.screens.directory import directory
from netdash.records import Contact, is_id
from netdash.ui.forms import Form, room
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

NEW = "new"


@dataclass(frozen=True)
class Newcomer:
    """Somebody typed by name. Checked only when saved, so that a draft may hold anything."""

    id: str
    name: str
    position: str
    company: str

    def contact(self) -> Contact:
        """Make the record. Raises ValidationError where the name cannot be one."""
        return Contact(id=self.id, name=self.name, position=self.position, company=self.company)

    def unchecked(self) -> Contact:
        """Make somebody to draft for, whatever their name; never to be saved."""
        return Contact.model_construct(id=self.id, name=self.name, position=self.position, company=self.company)


@dataclass(frozen=True)
class Picked:
    """Who was chosen: the ids of all, and those who are new; `typed` has whom each typed name means."""

    ids: tuple[str, ...]
    newcomers: tuple[Newcomer, ...]
    typed: Mapping[str, Newcomer | str] = field(default_factory=dict)

    def contacts(self) -> list[Contact]:
        """Make records of those who are new. Raises ValidationError where a name cannot be one."""
        return [newcomer.contact() for newcomer in self.newcomers]


NOBODY = Picked((), ())


def pick(
    visit: Visit,
    form: Form,
    label: str,
    name: str,
    start: Sequence[str] = (),
    *,
    help: str = "",
    after: Picked = NOBODY,
    most: int | None = None,
) -> Picked:
    """Draw the field and, for each new name, the question whether it is somebody one knows.

    A name that was typed `after` which this field comes is the same person and is asked about once.
    `most` is how many may be chosen.
    """
    looks = {"help": help or None, "max_selections": most}
    chosen = form.several(label, name, labels(visit), start, unknown=lambda one: _words(visit, one), **looks)
    typed, ids, newcomers = dict(after.typed), [], []
    with room():
        for choice in chosen:
            meant = choice if choice in start else _meant(visit, form, choice, typed)
            if isinstance(meant, Newcomer):
                newcomers.append(meant)
            ids.append(meant.id if isinstance(meant, Newcomer) else meant)
    return Picked(tuple(dict.fromkeys(filter(None, ids))), tuple(dict.fromkeys(newcomers)), typed)


def _meant(visit: Visit, form: Form, choice: str, typed: dict[str, Newcomer | str]) -> Newcomer | str:
    """Return the id of whom a choice means, a newcomer, or nothing; whom a typed name means is noted in `typed`."""
    if directory(visit).find(choice) is not None:
        return choice
    words = " ".join(choice.split())
    if not words or is_id(words):  # somebody chosen in a draft who is gone for good has no name to make anew
        return ""
    if not typed.get(words.casefold()):
        typed[words.casefold()] = _ask_who(visit, form, words)
    return typed[words.casefold()]


def _words(visit: Visit, choice: str) -> str:
    return directory(visit).name(choice) if is_id(choice) else choice


def labels(visit: Visit) -> dict[str, str]:
    """Name every contact so that no two read the same, in the order of their names."""

    def build() -> dict[str, str]:
        return contacts.labels(contacts.search(visit.workspace.all(Contact), ""))

    return visit.remember(build, "labels", Contact)


def _ask_who(visit: Visit, form: Form, name: str) -> Newcomer | str:
    """Return the id of somebody known who is meant, or a newcomer."""
    # By the name alone, so that the keys are the same after a save.
    slug = uuid5(NAMESPACE_URL, f"netdash:newcomer:{name.casefold()}").hex
    alike = visit.remember(
        lambda: contacts.lookalikes(name, visit.workspace.all(Contact)), "lookalikes", Contact, given=name
    )
    with st.container(border=True):
        if alike:
            words = {one.id: labels(visit)[one.id] for one in alike} | {NEW: "No, somebody new"}
            same = alike[0].id if contacts.namesake(name, alike[:1]) else NEW
            answer = form.choice(f"Do you mean somebody you know by “{escaped(name)}”?", f"match_{slug}", words, same)
            if answer != NEW:
                return answer
        st.markdown(f"**{escaped(name)}** :gray-badge[new]")
        with st.container(horizontal=True):
            position = form.line(f"Position of {escaped(name)}", f"position_{slug}")
            company = form.line(f"Company of {escaped(name)}", f"company_{slug}")
    return Newcomer(uuid5(UUID(form.token), name.casefold()).hex, name, position, company)
