"""The people at a target company: the technical and the HR contact, the others, and who could introduce."""

from __future__ import annotations

import streamlit as st

from netdash.outreach.screens import link
from netdash.people import contacts, hiring_roles
from netdash.people.screens.directory import directory
from netdash.records import Contact, Stakeholder, Target
from netdash.targets.screens import facts
from netdash.targets.screens.facts import A_CONTACT, SIDES
from netdash.targets.targets import WANTED, Coverage, Door
from netdash.ui import flash, lists
from netdash.ui.forms import Form, folded
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import saving_again


def show(visit: Visit, target: Target, wanted: str) -> None:
    """Draw whom the member knows there; `wanted` is the stakeholder that a link asks for, which comes first."""
    known = facts.coverage(visit, target.company)
    st.subheader("People there")
    st.caption(f"{escaped(known.words)}.")
    for side in sorted(WANTED, key=lambda one: one != wanted):
        _draw_side(visit, target, known, side, asked_for=side == wanted)
    if known.others:
        st.markdown("**Others**")
        st.caption("Say on their page whom they speak for, and they count above.")
        _draw_people(visit, known.others, known, f"target_plan_others_{target.id}")
    _draw_doors(visit, target, known)


def _draw_side(visit: Visit, target: Target, known: Coverage, side: Stakeholder, *, asked_for: bool) -> None:
    there = known.technical if side is Stakeholder.TECHNICAL else known.hr
    st.markdown(
        f"**{SIDES[side]}**"
        + ("" if side not in known.missing else " :orange-badge[:material/person_search: still missing]")
    )
    page = f"target_plan_{side}"
    _draw_people(visit, there, known, f"{page}_page_{target.id}")
    form, key, wanted = f"{page}_{target.id}", f"{page}_form_{target.id}", asked_for and side in known.missing
    label = f"Add {'another ' + A_CONTACT[side].split(' ', 1)[1] if there else A_CONTACT[side]}"
    box = folded(visit, label, form, icon=":material/person_add:", key=key, unfolded=wanted)
    if box.open:
        with box:
            _draw_form(visit, target, side)


def _draw_people(visit: Visit, people: tuple[str, ...], known: Coverage, key: str) -> None:
    for contact in lists.paged(people, key):
        _draw_person(visit, contact, known)
    lists.pager(people, key)


def _draw_person(visit: Visit, id: str, known: Coverage) -> None:
    person = directory(visit).present[id]
    with st.container(horizontal=True, vertical_alignment="center", key=f"target_plan_person_{id}"):
        label = " · ".join(escaped(part) for part in (directory(visit).name(id), person.position) if part)
        st.page_link("people.py", label=label, icon=":material/person:", query_params={"contact": id})
        if id in known.not_met:
            st.markdown(":gray-badge[not met yet]", width="content")
        link.write_to(person, "first_message" if id in known.not_met else "", f"target_plan_write_{id}")
        _draw_suggestion(visit, person)


def _draw_suggestion(visit: Visit, person: Contact) -> None:
    """Offer to count somebody as what their job title suggests."""
    side = hiring_roles.suggested(person)
    if side and st.button(f"Count as {A_CONTACT[side]}", key=f"target_plan_side_{person.id}", type="tertiary"):
        with flash.errors_shown():
            save = lambda: contacts.save_contact(visit.workspace, person.replace(stakeholder=side))  # noqa: E731
            undo = saving_again(visit.workspace, Contact, person.id, save)
            flash.say(f"{person.name} counts as {A_CONTACT[side]}.", undo=undo)
            st.rerun()


def _draw_doors(visit: Visit, target: Target, known: Coverage) -> None:
    st.subheader("Who could introduce you")
    if not known.doors:
        st.caption(
            "Nobody yet: whoever you have met there, or who has introduced you to somebody there, is named here. "
            "Ask in every conversation whom else you should meet."
        )
    key = f"target_plan_doors_{target.id}"
    for door in lists.paged(known.doors, key):
        label, asked = escaped(directory(visit).name(door.contact)), {"contact": door.contact}
        with st.container(gap=None):
            st.page_link("people.py", label=label, icon=":material/handshake:", query_params=asked)
            st.caption(_why(visit, door))
    lists.pager(known.doors, key)


def _why(visit: Visit, door: Door) -> str:
    said = ["Works there, and you have met"] if door.inside else []
    led = "introduced" if said else "Introduced"
    said += [f"{led} you to {escaped(directory(visit).names(door.introduced))}"] if door.introduced else []
    return "; ".join(said)


def _draw_form(visit: Visit, target: Target, side: Stakeholder) -> None:
    form = Form(visit, f"target_plan_{side}", about=target.id)
    with st.container(horizontal=True):
        name, position = form.line("Name", "name"), form.line("Position", "position")
    with st.container(horizontal=True):
        email, linkedin = form.line("E-mail", "email"), form.line("LinkedIn", "linkedin")
    form.keep()
    known = contacts.namesake(name, visit.workspace.all(Contact))
    if known is not None:
        label = (
            f"You know {escaped(known.name)} already. Say on their page that they work here, or go on to add another"
        )
        st.page_link("people.py", label=label, icon=":material/person_search:", query_params={"contact": known.id})
    if form.submitted("Add them", type="secondary"):
        with flash.errors_shown():
            form.answer_second_click()
            form.give_way(Contact)
            fields = {"name": name, "position": position, "linkedin": linkedin, "emails": [email] if email else []}
            company = {"company": target.company, "stakeholder": side}
            _add(visit, form, Contact.model_validate({"id": form.token, **fields, **company}))


def _add(visit: Visit, form: Form, person: Contact) -> None:
    contacts.check_emails(person.emails)
    with form.saving():
        contacts.save_contact(visit.workspace, person)
    flash.say(f"Added {person.name}.", then=flash.NextStep("Open their page", "people.py", {"contact": person.id}))
    st.rerun()
