"""The list of people, and the page of one person."""

from __future__ import annotations

from functools import partial

import streamlit as st

from netdash import rules
from netdash.follow_up import promises
from netdash.follow_up.screens import queries
from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS, MeetingStatus, thank_you_id
from netdash.moments import day_words, when_words
from netdash.outreach.messages import with_contact
from netdash.outreach.screens import messages
from netdash.outreach.screens.message import REPLY
from netdash.people import contacts, introductions
from netdash.people.contacts import position_words
from netdash.people.screens import cadence, form
from netdash.people.screens.directory import directory, last_held
from netdash.records import Contact, Introduction, Meeting, MeetingState, Message
from netdash.thank_yous import thank_yous
from netdash.ui import lists
from netdash.ui.forms import form_box
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out_deletion
from netdash.wording import counted

SPEAKS_FOR = {"technical": "speaks for the technical side", "hr": "speaks for HR"}


def draw_search() -> str:
    """Draw the search and return its text; the action “Try someone else at …” links here with a company."""
    company = st.query_params.get("company", "")
    if company != st.session_state.get("_people_company", ""):
        st.session_state["_people_company"] = company
        if company:
            st.session_state["people_search"] = company
    return lists.search("people_search", "Name, company, tag", persist_state="session")


def show(visit: Visit, text: str) -> None:
    """Draw the people that every word of a text occurs in, ten at a time, each with a link to their page."""
    everybody = visit.workspace.all(Contact)
    people = visit.remember(lambda: contacts.search(everybody, text), "people_found", Contact, given=text)
    found = f"{len(people)} of " if text else ""
    all_words = counted(len(everybody), "person", "people")
    st.caption(f"{found}{all_words}" if people else "Nobody matches. Try fewer letters.")
    last_meetings = last_held(visit)
    due = {thank_you.contact: thank_you for thank_you in reversed(queries.owed(visit))}
    for person in lists.paged(people, "people_page"):
        facts = [escaped(position_words(person))]
        if person.id in last_meetings:
            facts.append(f"last talked {day_words(meetings.day(last_meetings[person.id], visit.zone), visit.today)}")
        deadline = (
            thank_yous.deadline_of(due[person.id].since, visit.now, rules.of(visit.workspace))
            if person.id in due
            else None
        )
        title = f"**{escaped(directory(visit).name(person.id))}** {badge(deadline, 'thank-you ') if deadline else ''}"
        if lists.row(title, " · ".join(filter(None, facts)), "Open", key=f"people_open_{person.id}"):
            st.switch_page("people.py", query_params={"contact": person.id})


def show_person(visit: Visit, id: str) -> None:
    """Draw the page of a person: how to reach them, what you owe them, when you talked, who introduced whom.

    Raises GoneError where there is none with this id.
    """
    lists.back("All people", "people.py", "people_back")
    person = visit.workspace.require(Contact, id)
    st.title(escaped(directory(visit).name(id)))
    _draw_facts(person)
    _draw_owed(visit, id)
    cadence.show(visit, person)
    _draw_meetings(visit, id)
    _draw_messages(visit, id)
    _draw_introductions(visit, id)
    draw = partial(form.draw, visit, "Save the changes", person)
    form_box(visit, "Change", f"people_{id}", draw, key=f"people_change_{id}")
    if lists.quiet_button("Delete this person", f"people_delete_{id}", "delete"):
        has_meeting = any(id in meeting.contacts for meeting in visit.workspace.all(Meeting))
        said = f"Deleted {person.name}.{' Conversations still show the name.' if has_meeting else ''}"
        carry_out_deletion(lambda: contacts.delete_contact(visit.workspace, id, visit.now), said, "people.py")


def _draw_facts(person: Contact) -> None:
    facts = [position_words(person), SPEAKS_FOR.get(person.stakeholder or "", ""), person.how_met]
    if any(facts):
        st.caption(" · ".join(escaped(fact) for fact in facts if fact))
    addresses = [*person.emails, *person.phones, person.linkedin, *person.links]
    if any(addresses):
        st.text("\n".join(address for address in addresses if address))
    if person.tags:
        st.markdown(" ".join(f":gray-badge[{escaped(tag)}]" for tag in person.tags))
    if person.notes:
        st.text(person.notes)


def _draw_owed(visit: Visit, id: str) -> None:
    thank_yous_due = [thank_you for thank_you in queries.owed(visit) if thank_you.contact == id]
    promises_due = [promise for promise in queries.promised(visit) if promise.contact == id]
    if not thank_yous_due and not promises_due:
        return
    st.header("Owed")
    for thank_you in thank_yous_due:
        deadline = thank_yous.deadline_of(thank_you.since, visit.now, rules.of(visit.workspace))
        key = f"people_thank_{thank_you_id(thank_you.meeting.id, id)}"
        detail = f"{KIND_WORDS[thank_you.meeting.kind]} {meetings.when(thank_you.meeting, visit.now, visit.zone)}"
        if lists.row(f"Thank-you {badge(deadline)}", detail, "Write it", key=key, primary=True):
            st.switch_page("follow_up_tracker.py", query_params={"meeting": thank_you.meeting.id, "contact": id})
    for promise in promises_due:
        st.markdown(f"{escaped(promise.what)} {badge(promises.deadline_of(promise, visit.today))}")


def _draw_meetings(visit: Visit, id: str) -> None:
    st.header("Conversations")
    all_meetings = visit.remember(lambda: _meetings_with(visit, id), "meetings_with", Meeting, given=id)
    if not all_meetings:
        st.caption("None yet.")
    for meeting in lists.paged(all_meetings, f"people_meetings_{id}"):
        at = meeting.starts_at if meeting.state is MeetingState.PLANNED else meeting.shown_at(visit.zone)
        label = f"{KIND_WORDS[meeting.kind]} {when_words(at, visit.now, visit.zone)}"
        status = meetings.status(meeting, visit.now)
        label += "" if status is MeetingStatus.HELD else f" · {status.lower()}"
        st.page_link("meeting_log.py", label=label, icon=":material/forum:", query_params={"meeting": meeting.id})
        if meeting.learnings:
            st.markdown("\n".join(f"- {escaped(learning)}" for learning in meeting.learnings))
    if st.button("Plan a conversation", key=f"people_plan_{id}", icon=":material/event_note:"):
        st.switch_page("plan.py", query_params={"contact": id})


def _meetings_with(visit: Visit, id: str) -> tuple[Meeting, ...]:
    matches = (meeting for meeting in visit.workspace.all(Meeting) if id in meeting.contacts)
    return tuple(sorted(matches, key=lambda meeting: meeting.ends_at, reverse=True))


def _draw_introductions(visit: Visit, id: str) -> None:
    records = visit.workspace.all(Introduction)
    pairs = (
        ("Introduced to you by", introductions.introducers_of(records, id)),
        ("Introduced you to", introductions.introduced_by(records, id)),
    )
    for title, people in pairs:
        if people:
            st.header(title)
            for contact in people:
                label = escaped(directory(visit).name(contact))
                st.page_link("people.py", label=label, icon=":material/person:", query_params={"contact": contact})


def _draw_messages(visit: Visit, id: str) -> None:
    """Draw the messages to a person, and the way to write another."""
    st.header("Messages")
    thread = visit.remember(lambda: with_contact(visit.workspace.all(Message), id), "messages_with", Message, given=id)
    if not thread:
        st.caption("None yet.")
    for message in lists.paged(thread, f"people_messages_{id}"):
        messages.draw_row(visit, message, "people")
        if message.reply:
            with st.expander(REPLY, icon=":material/mark_email_read:", key=f"people_reply_{message.id}"):
                st.text(message.reply)
    if st.button("Write a message", key=f"people_write_{id}", icon=":material/edit:"):
        st.switch_page("outreach.py", query_params={"contact": id})
