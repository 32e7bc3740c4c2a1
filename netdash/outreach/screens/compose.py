"""The desk at which one message is written: a new one to somebody, or a draft."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.follow_up.screens.way_back import ALL_MESSAGES, came_from, leading_back, way_back_of
from netdash.moments import when_words
from netdash.outreach.screens import message as outreach_message
from netdash.outreach.screens import send, sources
from netdash.outreach.screens.form import MessageForm
from netdash.outreach.screens.sources import Start
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.people.call_names import call_name
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.records import Contact, Message, Outcome
from netdash.ui import flash, layout, lists, orphaned_drafts
from netdash.ui.forms import form_box
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


def show_new(visit: Visit, actions: DeltaGenerator) -> None:
    """Draw the folded form for a message to anybody, and its button among the page's actions."""
    draw, unfolded, width = partial(_draw, visit, Start()), not visit.workspace.all(Message), layout.PAGE_WIDTH
    label, key = "Write a message", "outreach_form"
    form_box(visit, label, "outreach", draw, key=key, unfolded=unfolded, actions=actions, width=width)


def show_to(visit: Visit, contact: str) -> None:
    """Draw the desk for a message to one person, started from the page's address.

    Raises GoneError if the contact is gone.
    """
    start = sources.start_from_address(visit, contact)
    if start.earlier is not None and (start.earlier.sent_at is None or "purpose" not in st.query_params):
        show_one(visit, start.earlier.id)
        return
    assert start.contact is not None
    _draw_head(visit, start.contact)
    _draw_earlier(visit, start)
    _draw_drafts(visit, start)
    _draw(visit, start)


def show_one(visit: Visit, id: str) -> None:
    """Draw a message on a page of its own: a sent one to read, a draft to edit.

    Raises GoneError if there is none with this id, or its contact is gone.
    """
    message = visit.workspace.require(Message, id)
    if message.sent_at is not None:
        outreach_message.show(visit, message)
        return
    start = sources.start_from_draft(visit, message)
    assert start.contact is not None
    _draw_head(visit, start.contact)
    unsent = "You typed this before the message was marked as unsent. Copy what is missing."
    orphaned_drafts.show(visit, outreach_message.OUTCOME_FORM, id, unsent)
    _draw(visit, start)
    if lists.quiet_button("Delete the draft", f"outreach_delete_{id}", "delete"):
        outreach_message.delete(visit, message)


def _draw_head(visit: Visit, person: Contact) -> None:
    way_back_of(visit, person.id, ALL_MESSAGES).draw("outreach_back")
    # The position is not in the link's label, which a narrow screen cuts off.
    actions = layout.title(f"Write to {escaped(directory(visit).name(person.id))}", escaped(position_words(person)))
    query = {"contact": person.id}
    actions.page_link("people.py", label="Their page", icon=":material/person:", query_params=query)


def _draw_earlier(visit: Visit, start: Start) -> None:
    """Draw the message that is answered or nudged, and a link for when nothing more needs to be written."""
    if start.earlier is None or start.earlier.sent_at is None:
        return
    when = when_words(start.earlier.sent_at, visit.now, visit.zone)
    with st.expander(f"What you wrote {when}", icon=":material/history:", key=f"outreach_before_{start.about}"):
        st.text("\n\n".join(filter(None, (start.earlier.subject, start.earlier.body))))
    if start.earlier.outcome is None:
        label, query = "They answered? Note it instead", {"message": start.earlier.id}
        st.page_link("outreach.py", label=label, icon=":material/mark_email_read:", query_params=query | came_from())
    elif start.earlier.outcome is Outcome.REPLIED:
        label, query = "Day agreed? Plan the conversation", {"contact": start.earlier.contact}
        st.page_link("plan.py", label=label, icon=":material/event_note:", query_params=query)


def _draw_drafts(visit: Visit, start: Start) -> None:
    """Draw links to the latest drafts to the same person."""
    assert start.contact is not None
    messages = sources.messages_with(visit, start.contact.id)
    for draft in [draft for draft in messages if draft.sent_at is None][:3]:
        label = f"Continue a draft: {PURPOSE_WORDS[draft.purpose].lower()}"
        query = {"message": draft.id} | came_from()
        st.page_link("outreach.py", label=label, icon=":material/draft:", query_params=query)


def _draw(visit: Visit, start: Start) -> None:
    """Draw the fields, and beside them the message as its reader gets it."""
    writing, reading = st.columns(2, gap="medium")
    with flash.errors_shown():
        with writing:
            message_form = MessageForm(visit, start)
        with reading:
            if message_form.owed_meeting is None or message_form.person is None:
                send.show(visit, message_form)
                return
            st.markdown("Thank-yous are written on the follow-up tracker, with what you learned in the conversation.")
            if st.button("Write the thank-you", key=message_form.form.key("thank"), type="primary"):
                query = {"meeting": message_form.owed_meeting.id, "contact": message_form.person.id}
                st.switch_page("follow_up_tracker.py", query_params=query)


def write_to(person: Contact, purpose: str, key: str, page: str) -> None:
    """Draw on a page the button that opens outreach for this person; an empty purpose leaves the choice."""
    if lists.quiet_button(f"Write to {escaped(call_name(person))}", key, "edit"):
        query = {"contact": person.id, **({"purpose": purpose} if purpose else {}), **leading_back(page)}
        st.switch_page("outreach.py", query_params=query)
