"""One sent message: its words, its status, its outcome, and what can be done next."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Literal

import streamlit as st

from netdash.follow_up.actions import Kind
from netdash.follow_up.screens import queries
from netdash.follow_up.screens.way_back import ALL_MESSAGES, way_back_of
from netdash.meetings import confirmations
from netdash.moments import MINUTE, resolve_moment, when_words
from netdash.outreach import channels, merge_sources, messages, templates
from netdash.outreach.exchanges import days_waited
from netdash.outreach.messages import MessageStatus
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.people.screens.directory import directory, last_held_or_planned
from netdash.records import Message, Outcome, Purpose
from netdash.store import Workspace
from netdash.ui import flash, layout, lists, orphaned_drafts
from netdash.ui.copy_button import copy_button
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.record_form import Submission
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out, carry_out_deletion, undoable
from netdash.wording import counted
from netdash.workspace import sample

COLOURS = {
    MessageStatus.DRAFT: "gray",
    MessageStatus.WAITING: "blue",
    MessageStatus.REPLIED: "green",
    MessageStatus.DECLINED: "orange",
    MessageStatus.NO_REPLY: "gray",
}
ICONS = {
    MessageStatus.DRAFT: ":material/draft:",
    MessageStatus.WAITING: ":material/schedule_send:",
    MessageStatus.REPLIED: ":material/mark_email_read:",
    MessageStatus.DECLINED: ":material/do_not_disturb_on:",
    MessageStatus.NO_REPLY: ":material/bedtime:",
}
OUTCOME_FORM = "outreach_outcome"
REPLY = "What they wrote"
OUTCOME_LABELS = {Outcome.REPLIED: "They replied", Outcome.DECLINED: "They declined", Outcome.NO_REPLY: "No reply"}


def state(visit: Visit, message: Message) -> tuple[str, str]:
    """Return the status of a message in words, and its colour: another one where it is time for a nudge."""
    if message.id in _to_nudge(visit):
        days = days_waited(message, visit.now, visit.zone)
        return f"No reply for {counted(days, 'business day')}", "orange"
    meeting = last_held_or_planned(visit).get(message.contact)
    return messages.status_words(message, visit.now, visit.zone, meeting), COLOURS[messages.status(message)]


def status_badge(visit: Visit, message: Message) -> str:
    """Return the status of a message as a Markdown badge."""
    words, colour = state(visit, message)
    return f":{colour}-badge[{ICONS[messages.status(message)]} {words}]"


def _to_nudge(visit: Visit) -> set[str]:
    """Return the ids of the messages whose readers it is time to nudge."""
    nudges = (action for action in queries.queue(visit).due if action.kind is Kind.NUDGE)
    return {action.where.parameters.get("message", "") for action in nudges}


def facts(visit: Visit, message: Message) -> str:
    """Return a message's purpose, its channel, and when it was sent or last changed, as Markdown."""
    at = message.sent_at or message.updated_at
    when = when_words(at, visit.now, visit.zone) if at else ""
    return " · ".join(filter(None, (PURPOSE_WORDS[message.purpose], channels.words(message.channel), when)))


BESIDE = 600
"""How much of a message stands beside the list, in characters."""


def show_beside(visit: Visit, message: Message) -> None:
    """Draw a message beside the list: its status, its words, what is next, and the way to its page."""
    shown, id = messages.as_shown(message), message.id
    with layout.card(escaped(directory(visit).name(message.contact))):
        lists.about(status_badge(visit, message), facts(visit, message))
        words = "\n\n".join(filter(None, (shown.subject, shown.body)))
        st.text(words if len(words) <= BESIDE else f"{words[:BESIDE].rstrip()}…")
        if message.outcome is not None:
            with st.container(horizontal=True):
                _draw_answering(message)
        if message.id in _to_nudge(visit) and st.button(
            "Nudge them", key=f"outreach_nudge_{id}", icon=":material/notifications:"
        ):
            _open_next_message(message, Purpose.NUDGE)
        is_open = message.outcome is None and message.purpose not in messages.WITHOUT_ANSWER
        label = "Note the outcome" if is_open else "Open the message"
        label = "Continue the draft" if message.sent_at is None else label
        if lists.quiet_button(label, f"outreach_beside_{id}", "arrow_forward"):
            st.switch_page("outreach.py", query_params={"message": id})


def show(visit: Visit, message: Message) -> None:
    """Draw the message, and beside it its outcome."""
    way_back_of(visit, message.contact, ALL_MESSAGES).draw("outreach_back")
    name = escaped(directory(visit).name(message.contact))
    actions = layout.title(f"Message to {name}", facts(visit, message))
    query = {"contact": message.contact}
    actions.page_link("people.py", label=f"Open {name}", icon=":material/person:", query_params=query)
    sent = "You typed this before the message was marked as sent. Copy what is missing."
    orphaned_drafts.show(visit, "outreach", message.id, sent)
    reading, answering = st.columns([3, 2], gap="medium")
    with reading, layout.card("What you wrote"):
        _draw_message(visit, message)
    with answering, layout.card("Outcome"):
        _draw_outcome(visit, message)


def _draw_message(visit: Visit, message: Message) -> None:
    with st.container(width=layout.TEXT_WIDTH):
        st.text("\n\n".join(filter(None, (message.subject, message.body))))
    with st.container(horizontal=True, vertical_alignment="center"):
        copy_button("Copy", message.body, key=f"outreach_copy_{message.id}")
        if lists.quiet_button("Mark as unsent", f"outreach_unsend_{message.id}", "undo"):
            unsend(visit, message)
        if lists.quiet_button("Delete", f"outreach_delete_{message.id}", "delete"):
            delete(visit, message)


def _draw_outcome(visit: Visit, message: Message) -> None:
    at = message.outcome_at
    when = f" {when_words(at, visit.now, visit.zone)}" if message.outcome and at else ""
    st.markdown(f"{status_badge(visit, message)}{when}")
    if message.outcome is None:
        _ask_outcome(visit, message)
        return
    if message.reply:
        with st.container(border=True, gap=None):
            st.caption(REPLY)
            st.text(message.reply)
    sentence = "You typed this after the outcome was noted on another screen. Copy what is missing."
    orphaned_drafts.show(visit, OUTCOME_FORM, message.id, sentence)
    with st.container(horizontal=True):
        _draw_answering(message, primary=True)
        if lists.quiet_button("Clear the outcome", f"outreach_clear_outcome_{message.id}", "undo"):
            clear = lambda: messages.clear_outcome(visit.workspace, message.id)  # noqa: E731
            carry_out(visit.workspace, clear, "Outcome cleared.", whole=True)


def _draw_answering(message: Message, *, primary: bool = False) -> None:
    """Draw the buttons to answer a reply, and to plan the conversation that it agrees to."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    if message.outcome is not Outcome.NO_REPLY and st.button(
        "Answer them", key=f"outreach_answer_{message.id}", type=kind, icon=":material/reply:"
    ):
        _open_next_message(message, Purpose.REPLY)
    if message.outcome is Outcome.REPLIED and st.button(
        "Plan the conversation", key=f"outreach_plan_{message.id}", icon=":material/event_note:"
    ):
        st.switch_page("plan.py", query_params={"contact": message.contact})


def _ask_outcome(visit: Visit, message: Message) -> None:
    form = Form(visit, OUTCOME_FORM, about=message.id)
    local = visit.now.astimezone(visit.zone)
    outcome_pressed: Outcome | None = None
    reply = form.area(f"{REPLY} (optional)", "reply", message.reply, height=90)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = form.day("When", "day", local.date(), counts=False)
        at = form.hour("At", "time", local.time(), counts=False)
        is_untouched = form.started_with("day", "time")
        # An untouched field keeps the reply that another tab has noted.
        new_reply = None if form.started_with("reply") else reply
        form.keep()
        for outcome, label in OUTCOME_LABELS.items():
            if st.button(label, key=f"outreach_{outcome.value}_{message.id}"):
                outcome_pressed = outcome
    asks = message.purpose not in messages.WITHOUT_ANSWER
    if asks and lists.quiet_button("Nudge them", f"outreach_nudge_{message.id}", "notifications"):
        _open_next_message(message, Purpose.NUDGE)
    if outcome_pressed is not None:
        with form.submitting(command=outcome_pressed.value) as submission:
            at_moment = visit.now if is_untouched else resolve_moment(day, at, form.zone, visit.now)
            undo = _record(visit, message, outcome_pressed, at_moment, new_reply)
            _say_outcome(visit, message, outcome_pressed, undo, submission)


def _record(visit: Visit, message: Message, outcome: Outcome, at: datetime, reply: str | None) -> flash.Undo | None:
    """Record an outcome; its Undo keeps the reply that was typed with it."""

    def clear(workspace: Workspace, id: str) -> None:
        messages.clear_outcome(workspace, id, message.reply)

    if message.sent_at is not None and at < message.sent_at < at + MINUTE:
        at = message.sent_at  # a time field has no seconds
    workspace, id = visit.workspace, message.id
    record = lambda: messages.record_outcome(workspace, id, outcome, at, visit.now, reply)  # noqa: E731
    return undoable(workspace, record, back=clear)


def _say_outcome(
    visit: Visit, message: Message, outcome: Outcome, undo: flash.Undo | None, submission: Submission
) -> None:
    name = directory(visit).name(message.contact)
    verb = {Outcome.REPLIED: "replied", Outcome.DECLINED: "declined", Outcome.NO_REPLY: "did not reply"}[outcome]
    query = {"contact": message.contact, "purpose": Purpose.REPLY.value, "message": message.id}
    then = None if outcome is Outcome.NO_REPLY else flash.NextStep("Answer them", "outreach.py", query)
    submission.say(f"Noted: {name} {verb}.", undo, then)


def unsend(visit: Visit, message: Message) -> None:
    """Make a sent message a draft again, with Undo, and draw anew."""
    workspace, id = visit.workspace, message.id
    kind = "thank-you" if message.purpose is Purpose.THANK_YOU else "message"
    sentence = f"The {kind} to {directory(visit).name(message.contact)} is a draft again."
    confirm_again, is_all_sample = partial(confirmations.record_sent_again, id=id), _is_all_sample(visit, message)

    def change() -> str:
        messages.unsend(workspace, id)
        if is_all_sample:
            messages.give_back_to_sample(workspace, id)
        return id

    carry_out(workspace, change, sentence, whole=True, within=confirm_again)


def _is_all_sample(visit: Visit, message: Message) -> bool:
    """Tell whether a message is the sample's, or made from it alone, with no word of the member's but their name."""
    person = directory(visit).find(message.contact)
    if person is None or not person.sample or message.reply:  # the sample has noted no reply
        return False
    if sample.is_as_loaded(message, visit.now, visit.zone):
        return True
    template = next((template for template in templates.shipped() if template.id == message.template), None)
    chosen = {"meeting": message.meeting, "target": message.target}
    sources = merge_sources.gather(visit.workspace, person, message.purpose, visit.now, **chosen)
    draft = messages.draft(template, sources, message.channel, message.purpose, visit.zone, id=message.id)
    filled = messages.as_read(draft)
    return (filled.subject, filled.body) == (message.subject, message.body)


def delete(visit: Visit, message: Message) -> None:
    """Delete a message, with Undo, and open the list."""
    kind, name = "Draft" if message.sent_at is None else "Message", directory(visit).name(message.contact)
    deletion = partial(messages.delete, visit.workspace, message.id, f"{kind} to {name}", visit.now)
    carry_out_deletion(deletion, f"Deleted: {kind.lower()} to {name}.", "outreach.py")


def _open_next_message(message: Message, purpose: Purpose) -> None:
    query = {"contact": message.contact, "purpose": purpose.value, "message": message.id}
    st.switch_page("outreach.py", query_params=query)
