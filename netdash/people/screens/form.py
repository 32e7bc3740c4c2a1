"""The form that adds a person, or changes one."""

from __future__ import annotations

import streamlit as st

from netdash.people import call_names, contacts
from netdash.records import Contact, Stakeholder
from netdash.targets.targets import CONTACT_WORDS
from netdash.ui import flash
from netdash.ui.forms import Form, placeholder
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

STAKEHOLDER_WORDS = {"": "Not said", "technical": "Technical", "hr": "HR", "other": "Other"}


class PersonForm:
    """The form of a person: draws its fields when made; `contact` then builds the record."""

    def __init__(self, visit: Visit, contact: Contact | None = None) -> None:
        self._stored = contact
        self.form = form = Form(visit, "people", contact)
        start = contact or Contact.model_construct(name="", called="")
        several = "Several: part them by commas"
        self._fields = {"name": form.line("Name", "name", start.name)}
        if contact is None:
            with placeholder():
                _offer_namesake(visit, self._fields["name"])
        guess = call_names.call_name(Contact.model_construct(name=" ".join(self._fields["name"].split()), called=""))
        self._fields["called"] = form.line(
            "What to call them", "called", start.called, placeholder=guess, help="How your messages greet them"
        )
        with st.container(horizontal=True):
            self._fields["position"] = form.line("Position", "position", start.position)
            self._fields["company"] = form.line("Company", "company", start.company)
        with st.container(horizontal=True):
            self._emails = form.line("E-mail", "emails", ", ".join(start.emails), help=several)
            self._phones = form.line("Phone", "phones", ", ".join(start.phones), help=several)
        with st.container(horizontal=True):
            self._fields["linkedin"] = form.line("LinkedIn", "linkedin", start.linkedin)
            self._links = form.line("Other links", "links", ", ".join(start.links), help=several)
        with st.container(horizontal=True):
            speaks_for = start.stakeholder.value if start.stakeholder else ""
            self._stakeholder = form.choice("Speaks for", "stakeholder", STAKEHOLDER_WORDS, speaks_for)
            self._fields["how_met"] = form.line("How you met", "how_met", start.how_met)
            self._tags = form.line("Tags", "tags", ", ".join(start.tags), help=several)
        with placeholder():
            _suggest_side(self._fields["position"], self._stakeholder)
        self._notes = form.area("Notes", "notes", start.notes)
        form.keep()

    @property
    def new_emails(self) -> list[str]:
        """The addresses to check; one that was stored before may stay, however odd."""
        stored = self._stored.emails if self._stored else ()
        return [email for email in _split(self._emails) if email not in stored]

    def contact(self) -> Contact:
        """Make the record of what is in the form. Raises ValidationError where a field cannot be as it is."""
        fields = {
            **self._fields,
            "emails": _split(self._emails),
            "phones": _split(self._phones),
            "links": _split(self._links),
            "tags": _split(self._tags),
            "stakeholder": Stakeholder(self._stakeholder) if self._stakeholder else None,
            "notes": self._notes,
        }
        return self.form.made(Contact, fields)


def _suggest_side(position: str, choice: str) -> None:
    side = (
        None
        if choice
        else contacts.suggested_side(Contact.model_construct(name="", position=position, stakeholder=None))
    )
    if side:
        words = f"That job title suggests {CONTACT_WORDS[side]}: choose “{STAKEHOLDER_WORDS[side]}” under “Speaks for”."
        st.caption(f":material/info: {words}")


def _offer_namesake(visit: Visit, name: str) -> None:
    """Offer a stored contact of this name before a second one is made."""
    namesake = visit.remember(
        lambda: contacts.namesake(name, visit.workspace.all(Contact)), "namesake", Contact, given=name
    )
    if namesake is not None:
        label = f"You know {escaped(namesake.name)} already. Open their page, or go on to add another of this name"
        st.page_link("people.py", label=label, icon=":material/person_search:", query_params={"contact": namesake.id})


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in (entry.strip() for entry in text.split(",")) if part)


def draw(visit: Visit, save: str, stored: Contact | None = None) -> None:
    """Draw the form with the button `save`, and save what is in it."""
    person_form = PersonForm(visit, stored)
    if person_form.form.submitted(save):
        with person_form.form.submitting(Contact) as submission:
            contact = person_form.contact()
            contacts.check_emails(person_form.new_emails)
            id = contacts.save_contact(visit.workspace, contact)
            then = flash.NextStep("Open their page", "people.py", {"contact": id})
            submission.say(f"Saved {contact.name}.", then=then)
