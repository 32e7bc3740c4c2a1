"""One target on a page of its own: why, who opens the door, what is known, and the opportunities there."""

from __future__ import annotations

import streamlit as st

from netdash import trash
from netdash.outreach.screens import compose
from netdash.people import contacts, hiring_roles
from netdash.people.screens.directory import directory
from netdash.records import Contact, Opportunity, Stakeholder, Target
from netdash.targets import opportunities, targets
from netdash.targets.screens import form as target_form
from netdash.targets.screens import opportunities as opportunity_list
from netdash.targets.screens import opportunity_form, parts
from netdash.targets.screens.form import RESEARCH
from netdash.targets.screens.parts import A_CONTACT, PAGE, SIDES, Part, address, back
from netdash.targets.targets import PRIORITY_WORDS, WANTED, Coverage, Door
from netdash.ui import flash, lists, session
from netdash.ui.forms import Form, folded
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import saving_again, undoing


def show(visit: Visit, id: str) -> None:
    """Draw the target. Raises GoneError where there is none with this id."""
    back(Part.COMPANIES, "All targets", "target_plan_back")
    target = visit.workspace.require(Target, id)
    st.title(escaped(targets.label(target)))
    _draw_facts(target)
    show_people(visit, target, st.query_params.get("stakeholder", ""))
    _draw_opportunities(visit, target)
    _draw_research(target)
    _draw_change(visit, target)
    with st.container(horizontal=True), flash.errors_shown():
        _draw_putting_away(visit, target)


def _draw_facts(target: Target) -> None:
    priority = f"{PRIORITY_WORDS[target.priority]} priority"
    st.caption(" · ".join([priority, *(["archived"] if target.archived else [])]))
    if target.why:
        st.text(target.why)
    link = targets.link(target)
    if link is not None:
        st.link_button("Open the posting", link, icon=":material/open_in_new:", type="tertiary")
    elif target.posting_url:
        st.text(target.posting_url)


def _draw_opportunities(visit: Visit, target: Target) -> None:
    st.subheader("Opportunities there")
    found = visit.remember(
        lambda: opportunities.at(target.company, visit.workspace.all(Opportunity)),
        "opportunities_at",
        Opportunity,
        given=target.company,
    )
    if not found:
        st.caption("None heard of yet.")
    opportunity_list.draw_rows(visit, found, f"target_plan_opportunities_{target.id}")
    start = Opportunity.model_construct(company=target.company, role=target.role, heard_on=visit.today)
    opportunity_form.draw_new(visit, start, about=target.id)


def _draw_research(target: Target) -> None:
    noted = [(label, getattr(target.research, field)) for field, (label, _) in RESEARCH.items()]
    said = [(label, text) for label, text in noted if text]
    st.subheader("What you found out")
    if not said:
        st.caption("Nothing noted yet. Look up the company, the people and the job description; notes go below.")
    for label, text in said:
        st.markdown(f"**{label}**")
        st.text(text)
    if target.posting:
        with st.expander("The posting, as you pasted it", icon=":material/description:"):
            st.text(target.posting)


def _draw_change(visit: Visit, target: Target) -> None:
    form, key = f"target_plan_{target.id}", f"target_plan_change_{target.id}"
    box = folded(visit, "Change the target and its notes", form, icon=":material/edit:", key=key)
    if not box.open:
        return
    with box:
        drawn = target_form.TargetForm(visit, target)
        if drawn.form.submitted("Save the changes"):
            with flash.errors_shown():
                target_form.save(visit, drawn)


def _draw_putting_away(visit: Visit, target: Target) -> None:
    id, name = target.id, targets.label(target)
    words, icon = ("Bring back", "unarchive") if target.archived else ("Archive", "archive")
    if st.button(words, key=f"target_plan_archive_{id}", icon=f":material/{icon}:", type="tertiary"):
        targets.archive(visit.workspace, id, not target.archived)
        undo = lambda: targets.archive(session.opened().workspace, id, target.archived)  # noqa: E731
        flash.say(f"{'Brought back' if target.archived else 'Archived'}: {name}.", undo=undo)
        st.rerun()
    if st.button("Delete this target", key=f"target_plan_delete_{id}", icon=":material/delete:", type="tertiary"):
        gone = targets.delete(visit.workspace, id, visit.now)
        flash.say(f"Deleted {name}. The people there stay.", undo=undoing(trash.restore, gone))
        st.switch_page(PAGE, query_params=address(Part.COMPANIES))


def show_people(visit: Visit, target: Target, wanted: str) -> None:
    """Draw whom the member knows there; `wanted` is the stakeholder that a link asks for, which comes first."""
    known = parts.coverage(visit, target.company)
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
        compose.write_to(person, "first_message" if id in known.not_met else "", f"target_plan_write_{id}")
        _draw_suggestion(visit, person)


def _draw_suggestion(visit: Visit, person: Contact) -> None:
    """Offer to count somebody as what their job title suggests."""
    side = hiring_roles.suggested_side(person)
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
        with form.submitting(Contact) as submission:
            fields = {"name": name, "position": position, "linkedin": linkedin, "emails": [email] if email else []}
            person = form.made(Contact, {**fields, "company": target.company, "stakeholder": side})
            contacts.check_emails(person.emails)
            contacts.save_contact(visit.workspace, person)
            then = flash.NextStep("Open their page", "people.py", {"contact": person.id})
            submission.say(f"Added {person.name}.", then=then)
