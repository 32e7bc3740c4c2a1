"""How a thank-you leaves: copied or opened in the member's own mail, and marked as sent by them."""

from __future__ import annotations

import streamlit as st

from netdash.moments import moment_by
from netdash.outreach import channels, thank_you_messages
from netdash.outreach.screens import send
from netdash.people.screens.directory import directory
from netdash.records import Channel, Contact, Meeting, Message
from netdash.thank_yous import checks
from netdash.thank_yous.note import Note
from netdash.ui import flash
from netdash.ui.forms import Form, room
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


def show(visit: Visit, form: Form, meeting: Meeting, person: Contact, note: Note) -> None:
    """Draw the ways out and the marking."""
    with room():
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
    if note.open_places:
        st.caption(f":material/edit: Still to fill in: {escaped(', '.join(note.open_places))}")
    going = send.Outgoing(person, note.subject, note.body, "thank-you.eml")
    send.show_ways_out(form, going, channels.terms(Channel.EMAIL).ways, "Copy the note")


def _choose_channel(form: Form) -> Channel:
    words = {channel.value: channels.words(channel) for channel in Channel}
    return Channel(form.choice("How", "channel", words, Channel.EMAIL.value, counts=False, width=180))


def _mark(visit: Visit, form: Form, message: Message, note: Note) -> None:
    checks.check_ready(note, message.channel)
    with form.saving():
        id = thank_you_messages.mark_sent(visit.workspace, message, visit.now)
    way_back = undoing(thank_you_messages.unsend, id)
    flash.say(f"Thank-you to {directory(visit).name(message.contact)} marked as sent.", undo=way_back)
    st.switch_page("follow_up_tracker.py")
