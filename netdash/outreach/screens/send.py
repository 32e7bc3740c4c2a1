"""What stands beside a message: how it reads, its checks, sending it, and saving it or marking it as sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import streamlit as st

from netdash import profile, rules
from netdash.follow_up.screens.way_back import ALL_MESSAGES, WayBack, way_back_of
from netdash.moments import resolve_moment
from netdash.outreach import channels, checks, mail, merge_fields, messages
from netdash.outreach.channels import Delivery
from netdash.outreach.checks import MessageCheck
from netdash.outreach.screens.form import MessageForm
from netdash.people.screens.directory import directory, folded_names
from netdash.records import Contact, Message, Outcome, Purpose
from netdash.store import Workspace
from netdash.ui import layout, lists
from netdash.ui.copy_button import copy_button
from netdash.ui.flash import NextStep
from netdash.ui.forms import Form, placeholder
from netdash.ui.markdown import escaped
from netdash.ui.record_form import Submission
from netdash.ui.request_guard import download_button
from netdash.ui.session import Visit
from netdash.ui.undo import undoable


def show(visit: Visit, message_form: MessageForm) -> None:
    """Draw the message as its reader gets it, what to mend in it, and the buttons that send and save it."""
    form, written = message_form.form, message_form.written
    message = messages.as_read(written) if written else None
    with layout.card("Preview"):
        with placeholder():
            _draw_preview(visit, message_form.person, written, message)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            with st.container(width="content"):
                if written and message and message.body:
                    is_ready = not merge_fields.open_fields(written)
                    copy_button("Copy", message.body, key=form.key("copy"), primary=is_ready)
            is_sent = draw_sent_now(form, "secondary")
        with placeholder():
            if message and message.body and message_form.person:
                file = f"{message.purpose.value.replace('_', '-')}.eml"
                outgoing = Outgoing(message_form.person, message.subject, message.body, file)
                show_mail(form, outgoing, channels.terms(message.channel).deliveries)
        with st.container(horizontal=True):
            draw_sent_earlier(form, lambda sent_at: _mark_sent(visit, message_form, sent_at))
            is_saved = lists.quiet_button("Save as draft", form.key("save"), "draft")
            form.offer_emptying()
        if is_sent:
            _mark_sent(visit, message_form, lambda: visit.now)
        if is_saved:
            _save(visit, message_form)


def _draw_preview(visit: Visit, person: Contact | None, written: Message | None, message: Message | None) -> None:
    """Draw the message with its length, its open fields and its checks; a hint without a reader."""
    if written is None or message is None or person is None:
        st.caption("Choose who it goes to, and read it here as they will.")
        return
    most_words = rules.of(visit.workspace).message.most_words
    findings = checks.checks(written, person, most_words, folded_names(visit))
    _draw_text(message, merge_fields.open_fields(written))
    _draw_length(message, findings, most_words if message.purpose in checks.ASKING else None)
    _draw_checks(findings)


def _draw_text(message: Message, open_fields: Sequence[str]) -> None:
    """Draw a message as its reader gets it, with the open fields marked."""
    subject, body = escaped(message.subject), escaped(message.body)
    words = "\n\n".join(filter(None, (f"**{subject}**" if subject else "", body)))
    for field in (escaped(merge_fields.readable(field)) for field in open_fields):
        words = words.replace(field, f":orange-background[{field}]")
    st.markdown(words or ":gray[Nothing is written yet.]")


def _draw_length(message: Message, findings: Sequence[MessageCheck], most_words: int | None) -> None:
    count = channels.count(message.channel, message.subject, message.body, most_words)
    colour = "red" if count.over else "orange" if count.advice else "gray"
    icon = ":material/error:" if count.over else ":material/straighten:"
    # The check below says it.
    is_in_checks = any(finding.code == "length" for finding in findings) and not count.over
    advice = f" {escaped(count.advice)}" if count.advice and not is_in_checks else ""
    good = " :green[:material/check: Looks good.]" if message.body and not findings and not count.advice else ""
    st.markdown(f":small[:{colour}[{icon} {count.words}.]{advice}{good}]")


def _draw_checks(findings: Sequence[MessageCheck]) -> None:
    """Draw the findings, and last, right above the button that copies the message, what is still open in it."""
    lines = [
        f":material/lightbulb: {escaped(finding.sentence)}  \n:small[:gray[{escaped(finding.source)}]]"
        for finding in findings
        if finding.code != "fields"
    ]
    still_open = (escaped(finding.sentence) for finding in findings if finding.code == "fields")
    lines += [f":orange[:material/edit: {sentence}]" for sentence in still_open]
    if lines:
        st.markdown("\n\n".join(lines))


def draw_sent_now(form: Form, kind: Literal["primary", "secondary"] = "primary") -> bool:
    """Draw the button for a message sent just now; tell whether it is pressed."""
    return st.button("Mark as sent now", key=form.key("sent"), type=kind, icon=":material/check:")


def draw_sent_earlier(form: Form, mark_sent: Callable[[Callable[[], datetime]], None]) -> None:
    """Draw the box for a message sent earlier, which asks for the moment."""
    with st.popover("Sent earlier", key=form.key("earlier")):
        visit, local = form.visit, form.visit.now.astimezone(form.visit.zone)
        day = form.day("Day", "sent_day", local.date(), counts=False)
        at = form.hour("Time", "sent_time", local.time(), counts=False)
        if st.button("Mark as sent then", key=form.key("sent_then")):
            mark_sent(lambda: resolve_moment(day, at, form.zone, visit.now))


def _mark_sent(visit: Visit, message_form: MessageForm, sent_at: Callable[[], datetime]) -> None:
    def save(message: Message, name: str, submission: Submission) -> None:
        id, is_all_sample = "", message_form.is_all_sample

        def mark_sent() -> str:
            nonlocal id
            id = messages.mark_sent(visit.workspace, message, visit.now, sent_at())
            return id

        def unsend(workspace: Workspace, id: str) -> None:
            messages.unsend(workspace, id)
            if is_all_sample:
                messages.give_back_to_sample(workspace, id)

        undo = undoable(visit.workspace, mark_sent, back=unsend)
        undone = f"the message to {name} is a draft again, first in the list on Outreach."
        submission.say(f"Message to {name} marked as sent.", undo, _after_sending(message_form, id), undone)

    contact = message_form.person.id if message_form.person else ""
    _submit(visit, message_form, "send", save, way_back_of(visit, contact, ALL_MESSAGES))


def _save(visit: Visit, message_form: MessageForm) -> None:
    def save(message: Message, name: str, submission: Submission) -> None:
        id = messages.save_draft(visit.workspace, message)
        submission.say(f"Draft to {name} saved.", then=_open_message(id))

    _submit(visit, message_form, "draft", save)


def _submit(
    visit: Visit,
    message_form: MessageForm,
    command: str,
    save: Callable[[Message, str, Submission], None],
    page: WayBack = ALL_MESSAGES,
) -> None:
    """Save whoever is new and the message, which `save` gets with its reader's name; then open a page."""
    name = lambda id: directory(visit).name_or_text(id)  # noqa: E731
    with message_form.form.submitting(name=name, command=command) as submission:
        message, newcomers = message_form.message(), message_form.newcomers()
        submission.also += newcomers
        if message_form.own_name:
            profile.set_name(visit.workspace, message_form.own_name)
        for contact in newcomers:
            visit.workspace.save_once(contact)
        save(message, newcomers[0].name if newcomers else directory(visit).name(message.contact), submission)
        submission.then(page.open)


def _open_message(id: str) -> NextStep:
    return NextStep("Open the message", "outreach.py", {"message": id})


def _after_sending(message_form: MessageForm, id: str) -> NextStep:
    """Return the next step: after an answer to a reply, planning the conversation."""
    earlier = message_form.start.earlier
    if message_form.purpose is Purpose.REPLY and earlier is not None and earlier.outcome is Outcome.REPLIED:
        return NextStep("Plan the conversation", "plan.py", {"contact": earlier.contact})
    return _open_message(id)


LINKS = {
    Delivery.MAILTO: ("Open in mail", ":material/mail:", "mail"),
    Delivery.GMAIL: ("Gmail", None, "gmail"),
    Delivery.OUTLOOK: ("Outlook (work or school)", None, "outlook"),
    Delivery.OUTLOOK_PERSONAL: ("Outlook (personal)", None, "outlook_personal"),
}
"""The label, icon and key field of each link."""


@dataclass(frozen=True)
class Outgoing:
    """A message to a person, and the name of its file."""

    person: Contact
    subject: str
    body: str
    file: str


def show_mail(form: Form, outgoing: Outgoing, deliveries: Sequence[Delivery]) -> None:
    """Draw the ways to a mail program in one row, the rarer ones in a menu, and below them what a link leaves out."""
    if Delivery.MAILTO not in deliveries:
        return
    linked = mail.linked(outgoing.person.emails[:1], outgoing.subject, outgoing.body)
    with st.container(horizontal=True):
        _draw_links(form, linked.links, [Delivery.MAILTO])
        with st.popover("Other mail", key=form.key("other_mail")):
            _draw_links(form, linked.links, [delivery for delivery in deliveries if delivery is not Delivery.MAILTO])
            if Delivery.EML in deliveries:
                _offer_file(form, outgoing)
    _draw_notes(form.visit, outgoing.person, linked)


def _draw_links(form: Form, links: Mapping[str, str], deliveries: Sequence[Delivery]) -> None:
    for delivery in (delivery for delivery in deliveries if delivery in LINKS):
        label, icon, field = LINKS[delivery]
        st.link_button(label, links[delivery.value], icon=icon, key=form.key(field))


def _draw_notes(visit: Visit, person: Contact, linked: mail.Linked) -> None:
    for sentence in linked.notes:
        st.caption(f":material/info: {escaped(sentence)}")
    # Somebody new has no page yet.
    if linked.links["mailto"].startswith("mailto:?") and directory(visit).find(person.id):
        # Without the name, which stands above: a phone cuts off what is longer.
        label = "This e-mail cannot be used. Edit it" if person.emails else "No e-mail address yet. Add one"
        st.page_link("people.py", label=label, icon=":material/person:", query_params={"contact": person.id})


def _offer_file(form: Form, outgoing: Outgoing) -> None:
    content = mail.eml(outgoing.person.emails[:1], outgoing.subject, outgoing.body)
    help, key = "A draft that Thunderbird and classic Outlook open, however long it is", form.key("eml")
    download_button(form.visit.workspace, "Mail file", content, outgoing.file, "message/rfc822", key, help=help)
