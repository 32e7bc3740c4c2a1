"""Choosing people in a form: those one knows are offered first, new ones are made on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

import streamlit as st

from netdash import contacts
from netdash.records import Contact
from netdash.ui.forms import Form
from netdash.ui.session import Visit
from netdash.ui.words import escaped

NEW = "new"


@dataclass(frozen=True)
class Picked:
    """Who was chosen: the ids of all, and the records of those who are new."""

    ids: tuple[str, ...]
    newcomers: tuple[Contact, ...]


def pick(visit: Visit, form: Form, label: str, field: str, start: Sequence[str] = (), *, help: str = "") -> Picked:
    """Draw the field and, for each new name, the question whether it is somebody one knows."""
    known = {contact.id: contact for contact in visit.workspace.all(Contact)}
    names = labels(visit)
    chosen = st.multiselect(
        label,
        list(names),
        format_func=lambda id: names.get(id, id),
        key=form.field(field, list(start)),
        accept_new_options=True,
        placeholder="Type a name",
        help=help or None,
    )
    ids, newcomers = [], []
    for choice in chosen:
        if choice in known:
            ids.append(choice)
        elif choice.strip():
            person = _newcomer(visit, form, " ".join(choice.split()))
            ids.append(person.id)
            newcomers += [person] if person.id not in known else []
    return Picked(tuple(dict.fromkeys(ids)), tuple(newcomers))


def labels(visit: Visit) -> dict[str, str]:
    """Name every contact so that no two read the same, in the order of their names."""

    def build() -> dict[str, str]:
        return contacts.labels(contacts.search(visit.workspace.all(Contact), ""))

    return visit.remember(build, "labels", Contact)


def _newcomer(visit: Visit, form: Form, name: str) -> Contact:
    id = uuid5(UUID(form.token), name.casefold()).hex
    alike = contacts.lookalikes(name, visit.workspace.all(Contact))
    names = labels(visit)
    with st.container(border=True):
        if alike:
            same = alike[0].id if alike[0].name.casefold() == name.casefold() else NEW
            answer = st.selectbox(
                f"Do you mean somebody you know by “{name}”?",
                [*(one.id for one in alike), NEW],
                format_func=lambda one: "No, somebody new" if one == NEW else names[one],
                key=form.field(f"match_{id}", same),
            )
            if answer != NEW:
                return next(one for one in alike if one.id == answer)
        st.markdown(f"**{escaped(name)}** :gray-badge[new]")
        with st.container(horizontal=True):
            position = st.text_input(f"Position of {name}", key=form.field(f"position_{id}", ""), live=True)
            company = st.text_input(f"Company of {name}", key=form.field(f"company_{id}", ""), live=True)
    return Contact(id=id, name=name, position=position or "", company=company or "")
