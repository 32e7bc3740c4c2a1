"""Choosing people in a form: those one knows are offered first, new ones are made on the spot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, UUID, uuid5

import streamlit as st

from netdash import contacts
from netdash.records import Contact
from netdash.ui.forms import Form
from netdash.ui.session import Visit
from netdash.ui.words import escaped

NEW = "new"


@dataclass(frozen=True)
class Picked:
    """Who was chosen: the ids of all, and the records of those who are new; `typed` has those typed by name."""

    ids: tuple[str, ...]
    newcomers: tuple[Contact, ...]
    typed: Mapping[str, Contact] = field(default_factory=dict)


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
) -> Picked:
    """Draw the field and, for each new name, the question whether it is somebody one knows.

    A name that was typed `after` which this field comes is the same person and is asked about once.
    """
    known = {contact.id: contact for contact in visit.workspace.all(Contact)}
    names = labels(visit)
    key = form.field(name, list(start))
    chosen = st.multiselect(
        label,
        list(dict.fromkeys((*names, *form.now(key)))),
        form.now(key),
        format_func=lambda id: names.get(id, id),
        key=key,
        accept_new_options=True,
        placeholder="Type a name",
        help=help or None,
    )
    typed, people = dict(after.typed), []
    for choice in chosen:
        words = " ".join(choice.split())
        if choice in known:
            people.append(known[choice])
        elif words:
            if words.casefold() not in typed:
                typed[words.casefold()] = _newcomer(visit, form, words)
            people.append(typed[words.casefold()])
    once = {person.id: person for person in people}
    return Picked(tuple(once), tuple(person for id, person in once.items() if id not in known), typed)


def labels(visit: Visit) -> dict[str, str]:
    """Name every contact so that no two read the same, in the order of their names."""

    def build() -> dict[str, str]:
        return contacts.labels(contacts.search(visit.workspace.all(Contact), ""))

    return visit.remember(build, "labels", Contact)


def _newcomer(visit: Visit, form: Form, name: str) -> Contact:
    id = uuid5(UUID(form.token), name.casefold()).hex
    # By the name alone, so that a draft fills the fields again in a session with another token.
    field_id = uuid5(NAMESPACE_URL, f"netdash:newcomer:{name.casefold()}").hex
    alike = contacts.lookalikes(name, visit.workspace.all(Contact))
    names = labels(visit)
    with st.container(border=True):
        if alike:
            same = alike[0].id if alike[0].name.casefold() == name.casefold() else NEW
            key, options = form.field(f"match_{field_id}", same), [*(one.id for one in alike), NEW]
            answer = st.selectbox(
                f"Do you mean somebody you know by “{escaped(name)}”?",
                options,
                form.place(key, options),
                format_func=lambda one: "No, somebody new" if one == NEW else names[one],
                key=key,
            )
            if answer != NEW:
                return next(one for one in alike if one.id == answer)
        st.markdown(f"**{escaped(name)}** :gray-badge[new]")
        with st.container(horizontal=True):
            position, company = (_line(form, what, name, field_id) for what in ("Position", "Company"))
    return Contact(id=id, name=name, position=position, company=company)


def _line(form: Form, what: str, name: str, field_id: str) -> str:
    key = form.field(f"{what.lower()}_{field_id}", "")
    return st.text_input(f"{what} of {escaped(name)}", form.now(key), key=key, live=True) or ""
