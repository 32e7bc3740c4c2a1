"""One person on a page of their own."""

from __future__ import annotations

import streamlit as st

from netdash import rules, trash
from netdash.follow_up import promises
from netdash.follow_up.screens import queries
from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS, MeetingStatus
from netdash.moments import when_words
from netdash.outreach import thank_you_messages
from netdash.outreach.messages import with_contact
from netdash.outreach.screens import messages
from netdash.outreach.screens.message import REPLY
from netdash.people import contacts, introductions
from netdash.people.contacts import position_words
from netdash.people.screens import cadence, form
from netdash.people.screens.directory import directory
from netdash.records import Contact, Introduction, Meeting, MeetingState, Message
from netdash.thank_yous import thank_yous
from netdash.ui import flash, lists
from netdash.ui.forms import folded
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing

SPEAKS_FOR = {"technical": "speaks for the technical side", "hr": "speaks for HR"}


def show(visit: Visit, id: str) -> None:
    """Draw the person: how to reach them, what they are owed, when you talked, who introduced whom.

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
    box = folded(visit, "Change", f"people_{id}", icon=":material/edit:", key=f"people_change_{id}")
    if box.open:
        with box:
            drawn = form.PersonForm(visit, person)
            if drawn.form.submitted("Save the changes"):
                with flash.errors_shown():
                    form.save(visit, drawn)
    if st.button("Delete this person", key=f"people_delete_{id}", icon=":material/delete:", type="tertiary"):
        with flash.errors_shown():
            gone = contacts.delete_contact(visit.workspace, id, visit.now)
            met = any(id in one.contacts for one in visit.workspace.all(Meeting))
            also = " Conversations still show the name." if met else ""
            flash.say(f"Deleted {person.name}.{also}", undo=undoing(trash.restore, gone))
            st.switch_page("people.py")


def _draw_facts(person: Contact) -> None:
    said = [position_words(person), SPEAKS_FOR.get(person.stakeholder or "", ""), person.how_met]
    if any(said):
        st.caption(" · ".join(escaped(part) for part in said if part))
    reach = [*person.emails, *person.phones, person.linkedin, *person.links]
    if any(reach):
        st.text("\n".join(part for part in reach if part))
    if person.tags:
        st.markdown(" ".join(f":gray-badge[{escaped(tag)}]" for tag in person.tags))
    if person.notes:
        st.text(person.notes)


def _draw_owed(visit: Visit, id: str) -> None:
    owed = [one for one in queries.owed(visit) if one.contact == id]
    promised = [one for one in queries.promised(visit) if one.contact == id]
    if not owed and not promised:
        return
    st.subheader("Owed")
    for one in owed:
        clock = thank_yous.clock(one.since, visit.now, rules.of(visit.workspace))
        key = f"people_thank_{thank_you_messages.thank_you_id(one.meeting.id, id)}"
        met = f"{KIND_WORDS[one.meeting.kind]} {when_words(one.since, visit.now, visit.zone)}"
        if lists.row(f"Thank-you {badge(clock)}", met, "Write it", key=key, primary=True):
            st.switch_page("follow_up_tracker.py", query_params={"meeting": one.meeting.id, "contact": id})
    for promise in promised:
        st.markdown(f"{escaped(promise.what)} {badge(promises.clock(promise, visit.today))}")


def _draw_meetings(visit: Visit, id: str) -> None:
    st.subheader("Conversations")
    found = visit.remember(lambda: _meetings_with(visit, id), "meetings_with", Meeting, given=id)
    if not found:
        st.caption("None yet.")
    for one in lists.paged(found, f"people_meetings_{id}"):
        at = one.starts_at if one.state is MeetingState.PLANNED else meetings.shown_at(one, visit.zone)
        label = f"{KIND_WORDS[one.kind]} {when_words(at, visit.now, visit.zone)}"
        stands = meetings.status(one, visit.now)
        label += "" if stands is MeetingStatus.HELD else f" · {stands.lower()}"
        st.page_link("meeting_log.py", label=label, icon=":material/forum:", query_params={"meeting": one.id})
        if one.learnings:
            st.markdown("\n".join(f"- {escaped(learning)}" for learning in one.learnings))
    lists.pager(found, f"people_meetings_{id}")
    if st.button("Plan a conversation", key=f"people_plan_{id}", icon=":material/event_note:"):
        st.switch_page("plan.py", query_params={"contact": id})


def _meetings_with(visit: Visit, id: str) -> tuple[Meeting, ...]:
    found = (one for one in visit.workspace.all(Meeting) if id in one.contacts)
    return tuple(sorted(found, key=lambda one: one.ends_at, reverse=True))


def _draw_introductions(visit: Visit, id: str) -> None:
    known = visit.workspace.all(Introduction)
    pairs = (
        ("Introduced to you by", introductions.introducers_of(known, id)),
        ("Introduced you to", introductions.introduced_by(known, id)),
    )
    for title, people in pairs:
        if people:
            st.subheader(title)
            for one in people:
                label = escaped(directory(visit).name(one))
                st.page_link("people.py", label=label, icon=":material/person:", query_params={"contact": one})


def _draw_messages(visit: Visit, id: str) -> None:
    """Draw the messages to a person, and the way to write another."""
    st.subheader("Messages")
    found = visit.remember(lambda: with_contact(visit.workspace.all(Message), id), "messages_with", Message, given=id)
    if not found:
        st.caption("None yet.")
    for one in lists.paged(found, f"people_messages_{id}"):
        messages.draw_row(visit, one, "people")
        if one.reply:
            with st.expander(REPLY, icon=":material/mark_email_read:", key=f"people_reply_{one.id}"):
                st.text(one.reply)
    lists.pager(found, f"people_messages_{id}")
    if st.button("Write a message", key=f"people_write_{id}", icon=":material/edit:"):
        st.switch_page("outreach.py", query_params={"contact": id})
