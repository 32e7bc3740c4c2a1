"""The page of one person: who they are, what is to do for them, and everything between the member and them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

import streamlit as st

from netdash.follow_up.actions import Action, Lane
from netdash.follow_up.screens import queries, rows
from netdash.moments import day_words
from netdash.outreach.messages import MessageStatus, status
from netdash.outreach.screens import messages
from netdash.people import contacts, introductions
from netdash.people.contacts import position_words
from netdash.people.screens import cadence, form, timeline
from netdash.people.screens.directory import directory
from netdash.people.screens.form import ROLE_WORDS
from netdash.records import Contact, Introduction, Meeting, Message, Purpose
from netdash.targets.targets import DECIDING_SIDES
from netdash.ui import deep_link, layout, lists
from netdash.ui.forms import form_box
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out_deletion


def show(visit: Visit, id: str) -> None:
    """Draw the page of a person. Raises GoneError where there is none with this id."""
    lists.back("All people", "people.py", "people_back")
    person = visit.workspace.require(Contact, id)
    to_do = _to_do(visit, id)
    actions = layout.title(escaped(directory(visit).name(id)), _who(person))
    with actions:
        _draw_ways(person, primary=not to_do)
    draw = partial(form.draw, visit, "Save the changes", person)
    form_box(visit, "Edit", f"people_{id}", draw, key=f"people_change_{id}", actions=actions, primary=False)
    _draw_badges(person, to_do)
    main, side = st.columns([2, 1], gap="medium")
    with main:
        _draw_to_do(visit, id, to_do)
        timeline.show(visit, [id], "people", id)
    with side:
        _draw_facts(person)
        cadence.show(visit, person)
        _draw_introductions(visit, id)
        _offer_deletion(visit, person)


TO_DO_BESIDE, LATEST_BESIDE = 2, 3
"""How much of what is to do, and of the timeline, stands beside the list: as high as the table is."""


def show_beside(visit: Visit, id: str) -> None:
    """Draw a person beside the list: what is to do for them, the latest, and the way to their page."""
    person, to_do = visit.workspace.require(Contact, id), _to_do(visit, id)
    with layout.card(escaped(directory(visit).name(id))):
        if who := _who(person):
            st.caption(who)
        latest = timeline.latest(visit, id, LATEST_BESIDE)
        if latest or to_do:
            with st.container(horizontal=True):
                _draw_ways(person, primary=False)
        _draw_badges(person, to_do)
        for action in to_do[:TO_DO_BESIDE]:
            rows.show(visit, replace(action, who=""), "people")
        if latest:
            st.subheader("Latest", anchor=False)
            timeline.show_days(visit, latest, "people")
        elif not to_do:
            st.caption("Nothing between you yet. A short first message is how most conversations begin.")
            if st.button("Write a first message", key=f"people_first_{id}", icon=":material/edit:"):
                query = {"contact": id, "purpose": Purpose.FIRST_MESSAGE.value, deep_link.FROM: "people"}
                st.switch_page("outreach.py", query_params=query)
        more = len(to_do) - TO_DO_BESIDE
        label = f"Open their page: {more} more to do" if more > 0 else "Open their page"
        if lists.quiet_button(label, f"people_page_{id}", "arrow_forward"):
            st.switch_page("people.py", query_params={"contact": id})


def _who(person: Contact) -> str:
    side = f"{ROLE_WORDS[person.stakeholder]} contact" if person.stakeholder in DECIDING_SIDES else ""
    return " · ".join(escaped(fact) for fact in (position_words(person), side) if fact)


def _to_do(visit: Visit, id: str) -> list[Action]:
    return [action for action in queries.queue(visit).actions if action.person and action.person.id == id]


def _draw_ways(person: Contact, *, primary: bool) -> None:
    """Draw the buttons to write to somebody, to plan a conversation with them, and to log one."""
    id, query = person.id, {"contact": person.id}
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    if st.button("Write", key=f"people_write_{id}", icon=":material/edit:", type=kind):
        st.switch_page("outreach.py", query_params={**query, deep_link.FROM: "people"})
    if st.button("Plan", key=f"people_plan_{id}", icon=":material/event_note:"):
        st.switch_page("plan.py", query_params={**query, deep_link.FROM: "people"})
    if st.button("Log", key=f"people_log_{id}", icon=":material/add:"):
        st.session_state[f"meeting_log_form_{id}"] = True  # also where it was folded by hand before
        st.switch_page("meeting_log.py", query_params=query)


def _draw_badges(person: Contact, to_do: Sequence[Action]) -> None:
    overdue = sum(action.lane is Lane.OVERDUE for action in to_do)
    due = sum(action.lane is Lane.TODAY for action in to_do)
    badges = [
        f":red-badge[:material/error: {overdue} overdue]" if overdue else "",
        f":orange-badge[:material/hourglass_bottom: {due} to do today]" if due else "",
        *(f":gray-badge[{escaped(tag)}]" for tag in person.tags),
    ]
    if any(badges):
        st.markdown(" ".join(filter(None, badges)))


def _draw_to_do(visit: Visit, id: str, to_do: Sequence[Action]) -> None:
    """Draw the open actions for a person, their drafts, and what is snoozed."""
    drafts = visit.remember(lambda: _drafts(visit, id), "drafts_to", Message, given=id)
    queue = queries.queue(visit)
    asleep = [snoozed for snoozed in queue.coming_back if snoozed.action.person and snoozed.action.person.id == id]
    if not (to_do or drafts or asleep):
        return
    with layout.card("To do", len(to_do) + len(drafts)):
        for action in to_do:
            rows.show(visit, replace(action, who=""), "people", primary=action is to_do[0])
        for draft in drafts:
            messages.draw_row(visit, draft, "people")
        for snoozed in asleep:
            assert snoozed.snooze.until is not None
            words = f"{snoozed.action.what} (until {day_words(snoozed.snooze.until, visit.today)})"
            st.caption(f":material/snooze: Snoozed: {escaped(words)}")


def _drafts(visit: Visit, id: str) -> tuple[Message, ...]:
    to_them = (message for message in visit.workspace.all(Message) if message.contact == id)
    return tuple(message for message in to_them if status(message) is MessageStatus.DRAFT)


def _draw_facts(person: Contact) -> None:
    addresses = [*person.emails, *person.phones, person.linkedin, *person.links]
    with layout.card("About"):
        if any(addresses):
            st.text("\n".join(address for address in addresses if address))
        if person.how_met:
            st.caption(f"How you met: {escaped(person.how_met)}")
        if person.notes:
            st.text(person.notes)
        if not (any(addresses) or person.how_met or person.notes):
            st.caption("Nothing noted yet. Edit adds an e-mail address, how you met, and notes.")


def _draw_introductions(visit: Visit, id: str) -> None:
    records = visit.workspace.all(Introduction)
    pairs = (
        ("Introduced to you by", "by", introductions.introducers_of(records, id)),
        ("Introduced you to", "to", introductions.introduced_by(records, id)),
    )
    if not any(people for *_, people in pairs):
        return
    with layout.card("Introductions"):
        for words, key, people in pairs:
            if people:
                st.caption(words)
            for contact in people:
                name = escaped(directory(visit).name(contact))
                if lists.quiet_button(name, f"people_introduced_{key}_{contact}", "person"):
                    st.switch_page("people.py", query_params={"contact": contact})


def _offer_deletion(visit: Visit, person: Contact) -> None:
    if lists.quiet_button("Delete this person", f"people_delete_{person.id}", "delete"):
        has_meeting = any(person.id in meeting.contacts for meeting in visit.workspace.all(Meeting))
        sentence = f"Deleted {person.name}.{' Conversations still show the name.' if has_meeting else ''}"
        delete = partial(contacts.delete_contact, visit.workspace, person.id, visit.now)
        carry_out_deletion(delete, sentence, "people.py")
