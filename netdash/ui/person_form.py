"""The form that adds a person, or changes one."""

from __future__ import annotations

import streamlit as st

from netdash import contacts
from netdash.records import Contact, Stakeholder
from netdash.ui import flash
from netdash.ui.forms import Form
from netdash.ui.session import Visit

STAKEHOLDER_WORDS = {"": "Not said", "technical": "Technical", "hr": "HR", "other": "Other"}


class PersonForm:
    """Draws the fields; `contact` then makes a record of them, raising what is wrong."""

    def __init__(self, visit: Visit, contact: Contact | None = None) -> None:
        self._old = contact
        self.form = form = Form(visit, "people", contact)
        old = contact or Contact.model_construct(name="")
        self._fields = {"name": self._line("Name", "name", old.name)}
        with st.container(horizontal=True):
            self._fields["position"] = self._line("Position", "position", old.position)
            self._fields["company"] = self._line("Company", "company", old.company)
        with st.container(horizontal=True):
            self._emails = self._line("E-mail", "emails", ", ".join(old.emails), "Several: part them by commas")
            self._phones = self._line("Phone", "phones", ", ".join(old.phones))
        with st.container(horizontal=True):
            self._fields["linkedin"] = self._line("LinkedIn", "linkedin", old.linkedin)
            self._links = self._line("Other links", "links", ", ".join(old.links), "Several: part them by commas")
        with st.container(horizontal=True):
            stakeholder_key = form.field("stakeholder", old.stakeholder.value if old.stakeholder else "")
            self._stakeholder = st.selectbox(
                "Speaks for",
                list(STAKEHOLDER_WORDS),
                form.place(stakeholder_key, list(STAKEHOLDER_WORDS)),
                format_func=STAKEHOLDER_WORDS.__getitem__,
                key=stakeholder_key,
            )
            self._fields["how_met"] = self._line("How you met", "how_met", old.how_met)
            self._tags = self._line("Tags", "tags", ", ".join(old.tags), "Several: part them by commas")
        self._notes = form.area("Notes", "notes", old.notes)
        form.keep()

    def contact(self) -> Contact:
        """Make the record of what is in the form. Raises ValidationError where a field cannot be as it is."""
        fields = {
            **self._fields,
            "emails": _parted(self._emails),
            "phones": _parted(self._phones),
            "links": _parted(self._links),
            "tags": _parted(self._tags),
            "stakeholder": Stakeholder(self._stakeholder) if self._stakeholder else None,
            "notes": self._notes,
        }
        if self._old is None:
            return Contact.model_validate({"id": self.form.token, **fields})
        return self._old.replace(updated_at=self.form.base, **fields)

    def _line(self, label: str, field: str, start: str, hint: str = "") -> str:
        key = self.form.field(field, start)
        return st.text_input(label, self.form.now(key), key=key, live=True, help=hint or None) or ""


def _parted(text: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in text.split(",")) if part)


def save(visit: Visit, drawn: PersonForm) -> None:
    """Save the person in the form and say so."""
    if drawn.form.just_saved:  # the second click of a double click
        return
    contact = drawn.contact()
    with drawn.form.saving():
        id = contacts.edit_contact(visit.workspace, contact)
    flash.say(f"Saved {contact.name}.", then=flash.NextStep("Open their page", "people.py", {"contact": id}))
    st.rerun()
