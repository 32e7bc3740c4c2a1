"""The desk at which one thank-you is written, sent, and marked as sent by the member."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

import streamlit as st
from pydantic import JsonValue

from netdash import date_style, drafts, rules
from netdash.errors import GoneError
from netdash.follow_up.screens.way_back import TRACKER, way_back_of
from netdash.meetings import meetings
from netdash.meetings.meetings import MeetingStatus, thank_you_id
from netdash.moments import when_words
from netdash.outreach import channels, thank_you_messages
from netdash.outreach.screens import message as message_screen
from netdash.outreach.screens import send
from netdash.people import introductions
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.records import Channel, Contact, Introduction, Meeting, Message, Pitch, Promise
from netdash.store import Workspace
from netdash.thank_yous import checks, note, thank_yous
from netdash.thank_yous.note import Parts
from netdash.thank_yous.screens.boxes import FIELD_WORDS, Boxes
from netdash.ui import layout, lists, orphaned_drafts
from netdash.ui.copy_button import copy_button
from netdash.ui.forms import Form, placeholder
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoable
from netdash.wording import listed

FORM = "follow_up_tracker"
NOT_SENT = "You typed this, and it was not sent. Copy what you need."


def show(visit: Visit, meeting_id: str, contact_id: str) -> None:
    """Draw the note to one person of one conversation.

    Raises GoneError if either is gone.
    """
    meeting = visit.workspace.require(Meeting, meeting_id)
    person = directory(visit).require(contact_id)
    if contact_id not in meeting.contacts:
        raise GoneError(Contact.noun)
    way_back_of(visit, contact_id, TRACKER).draw("follow_up_tracker_back")
    _draw_title(visit, meeting, person)
    stored = visit.workspace.get(Message, thank_you_id(meeting_id, contact_id))
    is_sent = stored is not None and stored.sent_at is not None
    if is_sent or meetings.status(meeting, visit.now) is not MeetingStatus.HELD:
        _draw_settled(visit, stored if is_sent else None)
        orphaned_drafts.show(visit, FORM, thank_you_id(meeting_id, contact_id), NOT_SENT)
    else:
        _draw_desk(visit, meeting, person, stored)


def _draw_title(visit: Visit, meeting: Meeting, person: Contact) -> None:
    occasion = meetings.occasion(meeting, visit.now, visit.zone)
    facts = " · ".join(filter(None, (escaped(position_words(person)), occasion)))
    layout.title(f"Thank {escaped(person.name)}", facts)


def _draw_settled(visit: Visit, sent: Message | None) -> None:
    """Draw the note that was sent, or that there is none to send."""
    if sent is None or sent.sent_at is None:
        st.caption("This conversation did not take place, so there is no thank-you to send.")
        return
    with st.container(width=layout.TEXT_WIDTH):
        st.success(f"You thanked them {when_words(sent.sent_at, visit.now, visit.zone)}.", icon=":material/check:")
        with st.container(border=True):
            st.text(f"{sent.subject}\n\n{sent.body}")
        if lists.quiet_button("Mark as unsent", f"{FORM}_unsend_{sent.id}", "undo"):
            message_screen.unsend(visit, sent)


def _draw_desk(visit: Visit, meeting: Meeting, person: Contact, stored: Message | None) -> None:
    """Draw the boxes to write in, and beside them the note with its checks and the ways to send it."""
    recommended = _recommended_names(visit, meeting, person)
    form = Form(visit, FORM, about=thank_you_id(meeting.id, person.id))
    _draw_deadline(visit, meeting)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _draw_learned(visit, meeting, person, recommended)
        question_box = placeholder()
        with date_style.written_in(form.dates):  # another device's would look like words of the member's own
            start = _start_parts(visit, meeting, recommended)
        boxes = Boxes(visit, form, meeting, person, start, stored)
        st.caption(f"Source: {escaped(rules.shipped().thank_you.source)}.", width=layout.CAPTION_WIDTH)
    with right, layout.card(f":material/mail: To {escaped(person.name)}"):
        about = placeholder()
        boxes.draw_note()
        with question_box:
            boxes.ask_for_missing()
        form.keep()
        place = placeholder()
        channel = _draw_sending(visit, form, meeting, person, boxes)
        with about:
            _draw_head(boxes.subject, person, channel)
        with place:
            _draw_checks(boxes, channel, checks.evidence(meeting, recommended))


def _draw_deadline(visit: Visit, meeting: Meeting) -> None:
    """Draw the deadline, with a kind sentence if it has passed."""
    rule = rules.of(visit.workspace)
    late = checks.late_words(meeting, visit.now, rule, checks.shipped())
    st.markdown(f"{badge(thank_yous.deadline_of(meeting.ends_at, visit.now, rule))} {late}".strip())


def _draw_learned(visit: Visit, meeting: Meeting, person: Contact, recommended: Sequence[str]) -> None:
    """Draw what this conversation gives to take up in the note, and the way to it."""
    promises = [promise.what for promise in visit.workspace.all(Promise) if _is_of(promise, meeting, person)]
    facts = (
        *(f"“{escaped(learning)}”" for learning in meeting.learnings),
        *(f"You offered: {escaped(offer)}" for offer in (meeting.help_offered,) if offer),
        *(f"You promised: {escaped(promise)}" for promise in promises),
        *(f"They suggested you meet {escaped(listed(names))}" for names in (recommended,) if names),
    )
    with layout.card(":material/lightbulb: From your conversation"):
        st.markdown("\n".join(f"- {fact}" for fact in facts) or ":gray[Nothing noted yet.]")
        label, icon = "Open the conversation", ":material/forum:"
        st.page_link("meeting_log.py", label=label, icon=icon, query_params={"meeting": meeting.id})


def _is_of(promise: Promise, meeting: Meeting, person: Contact) -> bool:
    return promise.meeting == meeting.id and promise.contact == person.id and promise.settled_at is None


def _recommended_names(visit: Visit, meeting: Meeting, person: Contact) -> list[str]:
    recommended = introductions.introduced_in(visit.workspace.all(Introduction), meeting.id, by=person.id)
    present = directory(visit).present
    return [present[id].name for id in recommended if id in present]


def _start_parts(visit: Visit, meeting: Meeting, recommended: Sequence[str]) -> Parts:
    """Return the parts as they start from the meeting."""
    pitch = visit.workspace.get(Pitch, meeting.pitch) if meeting.pitch else None
    return note.start(meeting, visit.now, visit.zone, recommended, pitch.wording if pitch else None)


def _draw_head(subject: str, person: Contact, channel: Channel) -> None:
    """Draw subject and address as they will be sent."""
    address = person.emails[0] if person.emails and channel is Channel.EMAIL else ""
    lists.about(f"**{escaped(subject)}**" if channels.has_subject(channel) else "", escaped(address))


def _draw_checks(boxes: Boxes, channel: Channel, recorded: Iterable[str]) -> None:
    """Draw how long the note is, what to look at before it is sent, and right above “Copy” what is still open in it."""
    written = boxes.note
    length = channels.count(channel, written.subject, written.body, checks.shipped().most_words)
    findings = [check.sentence for check in boxes.checks(recorded) if check.name != "placeholder"]
    still_open = escaped(", ".join(written.open_places))
    if length.over:
        findings.insert(0, length.advice)
    colour = "orange" if length.advice else "gray" if findings or still_open else "green"
    verdict = "" if findings or still_open or length.advice else " · Looks good"
    icon = "check" if verdict else "straighten"
    lines = [f":small[:{colour}[:material/{icon}: {length.words}{verdict}]]"]
    lines += [f":small[:material/info: {escaped(sentence)}]" for sentence in findings]
    lines += [f":orange[:material/edit: Still to fill in: {still_open}.]"] if still_open else []
    st.markdown("\n\n".join(lines))


def _draw_sending(visit: Visit, form: Form, meeting: Meeting, person: Contact, boxes: Boxes) -> Channel:
    """Draw the ways to send the note, and the buttons that mark it as sent; return the channel."""
    written = boxes.note
    with st.container(horizontal=True):
        copy_button("Copy", written.body, key=form.key("copy"), primary=not written.open_places)
        pressed = send.draw_sent_now(form, "secondary")
    mail = placeholder()
    with st.container(horizontal=True):
        words = {channel.value: channels.words(channel) for channel in Channel}
        looks = {"label_visibility": "collapsed", "width": 150}
        channel = Channel(form.choice("Sent by", "channel", words, Channel.EMAIL.value, counts=False, **looks))
        fields = {"contact": person.id, "meeting": meeting.id, "channel": channel.value}
        fields |= {"subject": written.subject, "body": written.body}
        mark_sent = partial(_mark_sent, visit, form, boxes, fields)
        send.draw_sent_earlier(form, mark_sent)
    with mail:
        outgoing = send.Outgoing(person, written.subject, written.body, "thank-you.eml")
        send.show_mail(form, outgoing, channels.terms(channel).deliveries)
    if pressed:
        mark_sent(lambda: visit.now)
    return channel


def _mark_sent(visit: Visit, form: Form, boxes: Boxes, fields: dict[str, str], sent_at: Callable[[], datetime]) -> None:
    form_undo, left_out, page = form.undo_maker(), boxes.left_out, way_back_of(visit, fields["contact"], TRACKER)
    with form.submitting() as submission:
        message = Message.model_validate({**fields, "sent_at": sent_at()})
        checks.check_ready(boxes.note, message.channel)

        def mark_sent() -> str:
            boxes.keep_answers()
            return thank_you_messages.mark_sent(visit.workspace, message, visit.now)

        undo = undoable(visit.workspace, mark_sent, whole=True)
        let_go = _keep_left_out(visit, form, left_out)
        name = directory(visit).name(message.contact)
        sentence = f"Thank-you to {name} marked as sent."
        if left_out:
            sentence += " What else you wrote in the boxes is kept with it."
        way_back = form_undo(lambda opened: (let_go(opened), undo.take_back(opened))) if undo else None
        undone = f"the thank-you to {name} is to do again, with what you wrote."
        submission.say(sentence, way_back, undone=undone)
        submission.then(page.open)


def _keep_left_out(visit: Visit, form: Form, left_out: dict[str, str]) -> Callable[[Workspace], None]:
    """Keep what was written in the boxes and not sent, in place of the form's draft; return what lets it go."""
    name = form.memory["name"]
    labels: dict[str, JsonValue] = {field: FIELD_WORDS[field] for field in left_out}
    kept: dict[str, JsonValue] = {**left_out, "_counted": labels}
    if left_out:
        drafts.keep(visit.workspace, name, kept)

    def let_go(workspace: Workspace) -> None:
        if left_out and drafts.fields_of(workspace, name) == kept:
            drafts.drop(workspace, name)

    return let_go
