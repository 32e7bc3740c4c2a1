"""What stands below a message: its length, what to look at, the ways out, and keeping it or marking it as sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from netdash import profile, rules
from netdash.errors import ConflictError
from netdash.moments import moment_by
from netdash.outreach import channels, checks, mail, merge_fields, messages
from netdash.outreach.channels import WayOut
from netdash.outreach.checks import MessageCheck
from netdash.outreach.merge_fields import MergeField
from netdash.outreach.screens import form as message_form
from netdash.outreach.screens.form import MessageForm
from netdash.people import contacts
from netdash.people.screens.directory import directory
from netdash.records import Contact, Message, Outcome, Purpose
from netdash.ui import flash, session
from netdash.ui.copy_button import copy_button
from netdash.ui.flash import NextStep
from netdash.ui.forms import Form, room
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing

OWN_WORDS = MergeField("", "in your own words")


def show(visit: Visit, drawn: MessageForm) -> None:
    """Draw it all; nothing here stops anybody from typing on."""
    form = drawn.form
    with room():
        _draw_reading(visit, drawn)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sent = st.button("Mark as sent now", key=form.key("sent"), type="primary", icon=":material/check:")
        with st.popover("Sent earlier", key=form.key("earlier")):
            _draw_earlier(visit, drawn)
        kept = st.button("Save as draft", key=form.key("save"), icon=":material/draft:")
        form.offer_emptying()
    with flash.errors_shown():
        if sent:
            _mark(visit, drawn, visit.now)
        if kept:
            _save(visit, drawn)


def _draw_reading(visit: Visit, drawn: MessageForm) -> None:
    """Draw what its reader gets, what to look at, and the ways out; nothing without a reader."""
    read = drawn.read
    if read is None or drawn.person is None:
        return
    most = rules.of(visit.workspace).message.most_words
    names = [one.name for one in directory(visit).present.values()]
    found = checks.checks(drawn.message(), drawn.person, most, names)
    _draw_length(read, found, most if read.purpose in checks.ASKING else None)
    _draw_open_fields(drawn)
    _draw_checks(found)
    if read.body:
        file = f"{read.purpose.value.replace('_', '-')}.eml"
        going = Outgoing(drawn.person, read.subject, read.body, file)
        show_ways_out(drawn.form, going, channels.terms(drawn.channel).ways)


def _draw_length(read: Message, found: Sequence[MessageCheck], most_words: int | None) -> None:
    count = channels.count(read.channel, read.subject, read.body, most_words)
    colour = "red" if count.over else "orange" if count.advice else "gray"
    icon = ":material/error:" if count.over else ":material/straighten:"
    told = any(one.code == "length" for one in found) and not count.over  # by the check below
    advice = f" {escaped(count.advice)}" if count.advice and not told else ""
    st.markdown(f":small[:{colour}[{icon} {count.words}.]{advice}]")


def _draw_open_fields(drawn: MessageForm) -> None:
    """Say which fields are still open, and what each wants."""
    open_fields = merge_fields.open_fields(drawn.message())
    if not open_fields:
        return
    known = {one.name: one for one in merge_fields.fields()}
    noted = {"how_we_connect": drawn.person.how_met} if drawn.person and drawn.person.how_met else {}
    lines = [
        f"- **{escaped(one)}** {known.get(name, OWN_WORDS).words}"
        + (f"; you noted “{escaped(noted[name])}”" if name in noted else "")
        for one in open_fields
        for name in [merge_fields.name_of(one)]
    ]
    with st.container(border=True):
        st.markdown("\n".join([":material/edit: Still to fill in before you send it:", "", *lines]))
        own = merge_fields.own_names("")
        if not drawn.visit.profile.name and any(merge_fields.name_of(one) in own for one in open_fields):
            _ask_name(drawn.form)


def _ask_name(form: Form) -> None:
    """Ask for the member's own name where the message waits for it, and keep it for all that come."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = form.line("Your name, for this message and all that come", "my_name", counts=False).strip()
        keep = flash.saying_problems
        key = form.key("add_my_name")
        st.button("Use this name", key=key, disabled=not name, on_click=keep, args=(lambda: _keep_name(form, name),))


def _keep_name(form: Form, name: str) -> None:
    profile.set_name(session.opened().workspace, name)
    message_form.fill_in(form, merge_fields.own_names(name))


def _draw_checks(found: Sequence[MessageCheck]) -> None:
    lines = [
        f":material/lightbulb: {escaped(one.sentence)}  \n:small[:gray[{escaped(one.source)}]]"
        for one in found
        if one.code != "fields"
    ]
    if lines:
        st.markdown("\n\n".join(lines))


def _draw_earlier(visit: Visit, drawn: MessageForm) -> None:
    form, local = drawn.form, visit.now.astimezone(visit.zone)
    day = form.day("Day", "sent_day", local.date(), counts=False)
    at = form.hour("Time", "sent_time", local.time().replace(second=0, microsecond=0, fold=0), counts=False)
    if st.button("Mark as sent then", key=form.key("sent_then")):
        with flash.errors_shown():  # in the popover, where it is seen
            _mark(visit, drawn, moment_by(day, at, form.zone, visit.now))


def _mark(visit: Visit, drawn: MessageForm, sent_at: datetime) -> None:
    drawn.form.ignore_second_click()
    message, also = drawn.message(), drawn.newcomers()
    with drawn.form.saving():
        _keep(visit, also)
        id = messages.mark_sent(visit.workspace, message, visit.now, sent_at)
    then = _after_sending(drawn, id)
    _say(f"Message to {_name(visit, message, also)} marked as sent.", then, undo=undoing(messages.unsend, id))


def _save(visit: Visit, drawn: MessageForm) -> None:
    drawn.form.ignore_second_click()
    message, also = drawn.message(), drawn.newcomers()
    try:
        with drawn.form.saving():
            _keep(visit, also)
            id = messages.save_draft(visit.workspace, message)
    except ConflictError as error:
        settle, name = drawn.form.settling(also), directory(visit).name_or_text
        flash.show_conflict(error, settle, drawn.form.key("conflict"), name)
        return
    _say(f"Draft to {_name(visit, message, also)} saved.", _opening(id))


def _keep(visit: Visit, newcomers: list[Contact]) -> None:
    for one in newcomers:
        contacts.save_contact(visit.workspace, one)


def _name(visit: Visit, message: Message, also: list[Contact]) -> str:
    return also[0].name if also else directory(visit).name(message.contact)


def _opening(id: str) -> NextStep:
    return NextStep("Open it", "outreach.py", {"message": id})


def _after_sending(drawn: MessageForm, id: str) -> NextStep:
    """Return what comes next: after an answer to somebody who wrote back, a day for the conversation."""
    answered = drawn.start.earlier
    if drawn.purpose is Purpose.REPLY and answered is not None and answered.outcome is Outcome.REPLIED:
        return NextStep("Plan the conversation", "plan.py", {"contact": answered.contact})
    return _opening(id)


def _say(sentence: str, then: NextStep, undo: Callable[[], None] | None = None) -> None:
    flash.say(sentence, undo=undo, then=then)
    st.switch_page("outreach.py")


LINKS = {
    WayOut.MAILTO: ("Open in mail", ":material/mail:", "mail"),
    WayOut.GMAIL: ("Gmail", None, "gmail"),
    WayOut.OUTLOOK: ("Outlook (work or school)", None, "outlook"),
    WayOut.OUTLOOK_PERSONAL: ("Outlook (personal)", None, "outlook_personal"),
}
"""What each link is called, its icon, and the field of its key."""


@dataclass(frozen=True)
class Outgoing:
    """What goes out to somebody, and what a file of it is called."""

    person: Contact
    subject: str
    body: str
    file: str


def show_ways_out(form: Form, going: Outgoing, ways: Sequence[WayOut], copy_label: str = "Copy the text") -> None:
    """Draw a button for each of these ways, and below them what a link has to leave out."""
    to = going.person.emails[:1]
    links = mail.links(to, going.subject, going.body)
    with st.container(horizontal=True):
        copy_button(copy_label, going.body, key=form.key("copy"))
        for way in (way for way in ways if way in LINKS):
            label, icon, field = LINKS[way]
            st.link_button(label, links[way.value], icon=icon, key=form.key(field))
        if WayOut.EML in ways:
            _offer_file(form, going)
    if WayOut.MAILTO in ways:
        _draw_notes(going, to)


def _draw_notes(going: Outgoing, to: Sequence[str]) -> None:
    for sentence in mail.notes(to, going.subject, going.body):
        st.caption(f":material/info: {escaped(sentence)}")
    if mail.mailto(to, "", "").startswith("mailto:?"):
        label = f"No usable e-mail address of {escaped(going.person.name)} yet: add one on their page, under Change"
        st.page_link("people.py", label=label, icon=":material/person:", query_params={"contact": going.person.id})


def _offer_file(form: Form, going: Outgoing) -> None:
    st.download_button(
        "Mail file",
        mail.eml(going.person.emails[:1], going.subject, going.body),
        going.file,
        "message/rfc822",
        key=form.key("eml"),
        on_click="ignore",
        icon=":material/download:",
        help="A draft that Thunderbird and classic Outlook open, however long it is",
    )
