"""The desk at which one thank-you is written, sent by the member, and marked as sent."""

from __future__ import annotations

import streamlit as st

from netdash import introductions, meetings, rules, thank_you_note, thank_yous
from netdash.contacts import position_words
from netdash.errors import GoneError, InvalidRecordError
from netdash.exchange import mail
from netdash.meetings import KIND_WORDS
from netdash.moments import moment_at, when_words
from netdash.records import Channel, Contact, Introduction, Meeting, Message
from netdash.thank_you_note import Note
from netdash.ui import actions, flash, lists
from netdash.ui.copy_button import copy_button
from netdash.ui.forms import Form
from netdash.ui.session import Visit
from netdash.ui.words import badge, escaped


def show(visit: Visit, meeting_id: str, contact_id: str) -> None:
    """Draw the note to one person of one conversation.

    Raises GoneError where either is gone.
    """
    meeting = meetings.find(visit.workspace, meeting_id)
    person = visit.directory.find(contact_id)
    if person is None or contact_id not in meeting.contacts:
        raise GoneError(Contact.noun)
    lists.back("All follow-ups", "follow_up_tracker.py", "follow_up_tracker_back")
    st.title(f"Thank {escaped(person.name)}")
    met = f"{KIND_WORDS[meeting.kind]} {when_words(meeting.ends_at, visit.now, visit.zone)}"
    st.caption(" · ".join(filter(None, (escaped(position_words(person)), met))))
    already = visit.workspace.get(Message, thank_yous.message_id(meeting_id, contact_id))
    if already is not None and already.sent_at is not None:
        _draw_sent(visit, already)
        return
    st.markdown(badge(thank_yous.clock(meeting.ends_at, visit.now, rules.shipped())))
    form = Form(visit, "follow_up_tracker", about=thank_yous.message_id(meeting_id, contact_id))
    if not meeting.learnings:
        _ask_for_learning(visit, form, meeting)
    _draw_note(visit, form, meeting, person)


def _draw_sent(visit: Visit, message: Message) -> None:
    assert message.sent_at is not None
    st.success(f"You thanked them {when_words(message.sent_at, visit.now, visit.zone)}.", icon=":material/check:")
    st.text(f"{message.subject}\n\n{message.body}")


def _ask_for_learning(visit: Visit, form: Form, meeting: Meeting) -> None:
    with st.container(border=True):
        learned = form.area(
            "What is one thing you learned in this conversation?",
            "learning",
            height=80,
            help="It is kept with the conversation, and the note quotes it.",
        )
        if st.button("Put it in the note", key=form.key("add_learning"), disabled=not learned.strip()):
            with flash.errors_shown():
                meetings.edit_meeting(visit.workspace, meeting.replace(learnings=(learned,)))
                form.start_over()
                st.rerun()


def _draw_note(visit: Visit, form: Form, meeting: Meeting, person: Contact) -> None:
    named = [visit.directory.name(one) for one in introductions.named_in(visit.workspace.all(Introduction), meeting.id)]
    draft = thank_you_note.compose(meeting, person, visit.profile, visit.now, visit.zone, named)
    key = form.field("subject", draft.subject)
    subject = st.text_input("Subject", form.now(key), key=key, live=True) or ""
    body = form.area("Your note", "body", draft.body, height=330)
    form.keep()
    st.caption(f"Thanks, a learning, an offer, a question, good wishes: {rules.shipped().thank_you_source}.")
    _draw_ways_out(form, person, Note(subject, body))
    _draw_mark_sent(visit, form, meeting, person, Note(subject, body))


def _draw_ways_out(form: Form, person: Contact, note: Note) -> None:
    link = mail.mailto(person.emails[:1], note.subject, note.body)
    with st.container(horizontal=True):
        copy_button("Copy the note", note.body, key=form.key("copy"))
        if mail.fits(link):
            st.link_button("Open in mail", link, icon=":material/mail:", key=form.key("mail"))
        else:
            eml = mail.eml(person.emails[:1], note.subject, note.body)
            st.download_button(
                "Download for your mail program",
                eml,
                "thank-you.eml",
                "message/rfc822",
                key=form.key("eml"),
                on_click="ignore",
                icon=":material/mail:",
            )
    if not person.emails:
        st.caption("You have no e-mail address for them yet; add it on their page under People.")


def _draw_mark_sent(visit: Visit, form: Form, meeting: Meeting, person: Contact, note: Note) -> None:
    st.subheader("Sent it?")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = {channel.value: thank_yous.CHANNEL_WORDS[channel] for channel in Channel}
        key = form.field("channel", Channel.EMAIL.value, counts=False)
        channel = st.selectbox(
            "How",
            list(words),
            form.place(key, list(words)),
            format_func=lambda one: words[one],
            key=key,
            width=180,
        )
        now_pressed = st.button("Mark as sent now", key=form.key("sent"), type="primary", icon=":material/check:")
        with st.popover("Sent earlier", key=form.key("earlier")):
            local = visit.now.astimezone(visit.zone)
            key = form.field("sent_day", local.date(), counts=False)
            day = st.date_input("Day", form.now(key), key=key, format="YYYY-MM-DD")
            key = form.field("sent_time", local.time().replace(second=0, microsecond=0), counts=False)
            at = st.time_input("Time", form.now(key), key=key, step=300)
            then_pressed = st.button("Mark as sent then", key=form.key("sent_then"))
    if now_pressed or then_pressed:
        with flash.errors_shown():
            sent_at = visit.now if now_pressed else moment_at(day, at, visit.zone)
            _mark(
                visit,
                form,
                Message(
                    contact=person.id,
                    meeting=meeting.id,
                    channel=Channel(channel),
                    subject=note.subject,
                    body=note.body,
                    sent_at=sent_at,
                ),
                note,
            )


def _mark(visit: Visit, form: Form, message: Message, note: Note) -> None:
    if note.unfinished:
        raise InvalidRecordError(
            "The note still says “[the one thing you learned …]”. Replace that part first, so that it sounds like you."
        )
    with form.saving():
        id = thank_yous.mark_sent(visit.workspace, message, visit.now)
    flash.say(f"Thank-you to {visit.directory.name(message.contact)} marked as sent.", undo=actions.unsending(id))
    st.switch_page("follow_up_tracker.py")
