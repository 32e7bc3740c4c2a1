"""The form that adds a person, or changes one."""

from __future__ import annotations

import streamlit as st

from netdash.people import call_names, contacts, hiring_roles
from netdash.records import Contact, Stakeholder
from netdash.targets.screens.parts import A_CONTACT
from netdash.ui import flash
from netdash.ui.forms import Form, room
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

STAKEHOLDER_WORDS = {"": "Not said", "technical": "Technical", "hr": "HR", "other": "Other"}


class PersonForm:
    """Draws the fields; `contact` then makes a record of them, raising what is wrong."""

    def __init__(self, visit: Visit, contact: Contact | None = None) -> None:
        self._old = contact
        self.form = form = Form(visit, "people", contact)
        old = contact or Contact.model_construct(name="", called="")
        several = "Several: part them by commas"
        self._fields = {"name": form.line("Name", "name", old.name)}
        if contact is None:
            with room():
                _mind_namesake(visit, self._fields["name"])
        guess = call_names.call_name(Contact.model_construct(name=" ".join(self._fields["name"].split()), called=""))
        self._fields["called"] = form.line(
            "What to call them", "called", old.called, placeholder=guess, help="How your messages greet them"
        )
        with st.container(horizontal=True):
            self._fields["position"] = form.line("Position", "position", old.position)
            self._fields["company"] = form.line("Company", "company", old.company)
        with st.container(horizontal=True):
            self._emails = form.line("E-mail", "emails", ", ".join(old.emails), help=several)
            self._phones = form.line("Phone", "phones", ", ".join(old.phones), help=several)
        with st.container(horizontal=True):
            self._fields["linkedin"] = form.line("LinkedIn", "linkedin", old.linkedin)
            self._links = form.line("Other links", "links", ", ".join(old.links), help=several)
        with st.container(horizontal=True):
            speaks_for = old.stakeholder.value if old.stakeholder else ""
            self._stakeholder = form.choice("Speaks for", "stakeholder", STAKEHOLDER_WORDS, speaks_for)
            self._fields["how_met"] = form.line("How you met", "how_met", old.how_met)
            self._tags = form.line("Tags", "tags", ", ".join(old.tags), help=several)
        with room():
            _suggest_side(self._fields["position"], self._stakeholder)
        self._notes = form.area("Notes", "notes", old.notes)
        form.keep()

    @property
    def new_emails(self) -> list[str]:
        """The addresses that were not there before: an old one may be as odd as it is."""
        before = self._old.emails if self._old else ()
        return [email for email in _parted(self._emails) if email not in before]

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
        return self.form.made(Contact, fields)


def _suggest_side(position: str, chosen: str) -> None:
    side = (
        None
        if chosen
        else hiring_roles.suggested(Contact.model_construct(name="", position=position, stakeholder=None))
    )
    if side:
        words = f"That job title suggests {A_CONTACT[side]}: choose “{STAKEHOLDER_WORDS[side]}” under “Speaks for”."
        st.caption(f":material/info: {words}")


def _mind_namesake(visit: Visit, name: str) -> None:
    """Offer somebody known of this name before a second one is made."""
    known = visit.remember(
        lambda: contacts.namesake(name, visit.workspace.all(Contact)), "namesake", Contact, given=name
    )
    if known is not None:
        label = f"You know {escaped(known.name)} already. Open their page, or go on to add another of this name"
        st.page_link("people.py", label=label, icon=":material/person_search:", query_params={"contact": known.id})


def _parted(text: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in text.split(",")) if part)


def save(visit: Visit, drawn: PersonForm) -> None:
    """Save the person in the form and say so."""
    with drawn.form.submitting(Contact) as submission:
        contact = drawn.contact()
        contacts.check_emails(drawn.new_emails)
        id = contacts.save_contact(visit.workspace, contact)
        submission.say(f"Saved {contact.name}.", then=flash.NextStep("Open their page", "people.py", {"contact": id}))
