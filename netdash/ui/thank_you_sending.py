"""How a thank-you leaves: copied or opened in the member's own mail, and marked as sent by them."""

from __future__ import annotations

import streamlit as st

from netdash import channels, thank_yous
from netdash.errors import InvalidRecordError
from netdash.exchange import mail
from netdash.moments import moment_by
from netdash.records import Channel, Contact, Meeting, Message
from netdash.thank_you_note import Note
from netdash.ui import actions, flash
from netdash.ui.copy_button import copy_button
from netdash.ui.forms import Form
from netdash.ui.session import Visit
from netdash.ui.words import escaped


def show(visit: Visit, form: Form, meeting: Meeting, person: Contact, note: Note) -> None:
    """Draw the ways out and the marking."""
    _draw_ways_out(form, person, note)
    st.subheader("Sent it?")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        channel = _choose_channel(form)
        pressed = st.button("Mark as sent now", key=form.key("sent"), type="primary", icon=":material/check:")
        with st.popover("Sent earlier", key=form.key("earlier")):
            local = visit.now.astimezone(visit.zone)
            day = form.day("Day", "sent_day", local.date(), counts=False)
            at = form.hour("Time", "sent_time", local.time().replace(second=0, microsecond=0, fold=0), counts=False)
            to = {"contact": person.id, "meeting": meeting.id, "channel": channel}
            words = {"subject": note.subject, "body": note.body}
            if st.button("Mark as sent then", key=form.key("sent_then")):
                with flash.errors_shown():  # in the popover, where it is seen
                    sent_at = moment_by(day, at, form.zone, visit.now)
                    _mark(visit, form, Message.model_validate({**to, **words, "sent_at": sent_at}), note)
    if pressed:
        with flash.errors_shown():
            _mark(visit, form, Message.model_validate({**to, **words, "sent_at": visit.now}), note)


def _draw_ways_out(form: Form, person: Contact, note: Note) -> None:
    link = mail.mailto(person.emails[:1], note.subject, note.body)
    if note.open_places:
        st.caption(f":material/edit: Still to fill in: {escaped(', '.join(note.open_places))}")
    with st.container(horizontal=True):
        copy_button("Copy the note", note.body, key=form.key("copy"))
        if mail.fits(link):
            st.link_button("Open in mail", link, icon=":material/mail:", key=form.key("mail"))
            st.link_button("Gmail", mail.gmail(person.emails[:1], note.subject, note.body), key=form.key("gmail"))
            st.link_button("Outlook", mail.outlook(person.emails[:1], note.subject, note.body), key=form.key("outlook"))
        else:
            st.download_button(
                "Download for your mail program",
                mail.eml(person.emails[:1], note.subject, note.body),
                "thank-you.eml",
                "message/rfc822",
                key=form.key("eml"),
                on_click="ignore",
                icon=":material/mail:",
            )
    if link.startswith("mailto:?"):
        label = f"No usable e-mail address of {escaped(person.name)} yet: add one on their page, under Change"
        st.page_link("people.py", label=label, icon=":material/person:", query_params={"contact": person.id})


def _choose_channel(form: Form) -> Channel:
    words = {channel.value: channels.words(channel) for channel in Channel}
    return Channel(form.choice("How", "channel", words, Channel.EMAIL.value, counts=False, width=180))


def _mark(visit: Visit, form: Form, message: Message, note: Note) -> None:
    if note.open_places:
        missing = " and ".join(f"“{place}”" for place in note.open_places)
        raise InvalidRecordError(f"The note still says {missing}. Fill that in first, so that it sounds like you.")
    with form.saving():
        id = thank_yous.mark_sent(visit.workspace, message, visit.now)
    flash.say(f"Thank-you to {visit.directory.name(message.contact)} marked as sent.", undo=actions.unsending(id))
    st.switch_page("follow_up_tracker.py")
