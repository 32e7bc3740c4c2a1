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
from netdash.wording import parts

BETWEEN_LINKS = r",(?=\s|,|$|(?i:https?://|www\.))"
"""What parts two links: a comma within one has no white space after it, and no other link."""

ROLE_WORDS = {Stakeholder.TECHNICAL: "Technical", Stakeholder.HR: "HR", Stakeholder.OTHER: "Other"}
ROLE_LABEL = "Role in hiring"


def draw(visit: Visit, save: str, stored: Contact | None = None) -> None:
    """Draw the form with the button `save`, and save what is in it."""
    form = Form(visit, "people", stored)
    start = stored or Contact.model_construct(name="", called="")
    fields = {**_draw_names(visit, form, start), **_draw_fields(form, start)}
    form.keep()
    if form.submitted(save):
        with form.submitting(Contact) as submission:
            contact = form.made(Contact, fields)
            # An address that was stored before may stay, however odd.
            contacts.check_emails(email for email in contact.emails if email not in start.emails)
            id = visit.workspace.save_once(contact)
            then = flash.NextStep("Open their page", "people.py", {"contact": id})
            submission.say(f"Saved {contact.name}.", then=then)


def _draw_names(visit: Visit, form: Form, start: Contact) -> dict[str, object]:
    name = form.line("Name", "name", start.name)
    if not form.changes:
        offer_namesake(visit, name, "Open their page, or add another person of this name")
    guess = call_names.call_name(Contact.model_construct(name=" ".join(name.split()), called=""))
    help = "How your messages greet them"
    called = form.line("What to call them", "called", start.called, placeholder=guess, help=help)
    return {"name": name, "called": called}


def _draw_fields(form: Form, start: Contact) -> dict[str, object]:
    fields: dict[str, object] = {}
    with st.container(horizontal=True):
        position = fields["position"] = form.line("Job title", "position", start.position)
        fields["company"] = form.line("Company", "company", start.company)
    with st.container(horizontal=True):
        fields["emails"] = _draw_several(form, "E-mail", "emails", start.emails)
        fields["phones"] = _draw_several(form, "Phone", "phones", start.phones)
    with st.container(horizontal=True):
        fields["linkedin"] = form.line("LinkedIn", "linkedin", start.linkedin)
        fields["links"] = _draw_several(form, "Other links", "links", start.links, BETWEEN_LINKS)
    with st.container(horizontal=True):
        role = start.stakeholder.value if start.stakeholder else ""
        roles = {"": "Not set", **{side.value: words for side, words in ROLE_WORDS.items()}}
        choice = form.choice(ROLE_LABEL, "stakeholder", roles, role)
        fields["how_met"] = form.line("How you met", "how_met", start.how_met)
        fields["tags"] = _draw_several(form, "Tags", "tags", start.tags)
    with placeholder():
        _suggest_side(position, choice)
    return {**fields, "stakeholder": choice or None, "notes": form.area("Notes", "notes", start.notes)}


def _draw_several(form: Form, label: str, field: str, start: tuple[str, ...], separator: str = ",") -> tuple[str, ...]:
    text = form.line(label, field, ", ".join(start), help="Separate several with commas")
    return start if text == ", ".join(start) else parts(text, start, separator)


def _suggest_side(position: str, choice: str) -> None:
    side = contacts.suggested_side(Contact.model_construct(name="", position=position, stakeholder=None))
    if side and not choice:
        words = f"That job title suggests {CONTACT_WORDS[side]}: choose “{ROLE_WORDS[side]}” under “{ROLE_LABEL}”."
        st.caption(f":material/info: {words}")


def offer_namesake(visit: Visit, name: str, advice: str) -> None:
    """Offer a stored contact of this name before a second one is made; the advice says what to do on their page."""
    namesake = visit.remember(
        lambda: contacts.namesake(name, visit.workspace.all(Contact)), "namesake", Contact, given=name
    )
    with placeholder():
        if namesake is not None:
            label, query = f"You know {escaped(namesake.name)} already. {advice}", {"contact": namesake.id}
            st.page_link("people.py", label=label, icon=":material/person_search:", query_params=query)
