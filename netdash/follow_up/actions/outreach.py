"""Actions about outreach: answer who replied, nudge who did not, find a new time, and try someone else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from netdash.follow_up.actions.action import Action, Destination, FormerKey, Kind, Lane, Reason
from netdash.follow_up.actions.context import QueueContext
from netdash.follow_up.actions.missed import MissedMeeting
from netdash.moments import business_day_after
from netdash.outreach.exchanges import WaitingRound, moment_of_outcome, moment_sent
from netdash.people import companies
from netdash.records import MeetingState, Outcome
from netdash.wording import counted

MISSED_WORDS = {MeetingState.CANCELLED: "was cancelled", MeetingState.NO_SHOW: "did not take place"}


def answer_replies(context: QueueContext) -> Iterator[Action]:
    """Ask to answer each person's latest reply, unless a message or a plan has followed it."""
    days = context.rules.reply.answer_within_business_days
    rule = Reason("reply.answer_within_business_days", f"Answer a reply within {_business_days(days)}.")
    for contact, exchange in context.exchanges.items():
        reply = exchange.last if exchange.outcome is Outcome.REPLIED else None
        if reply is not None and contact not in context.to_reschedule:
            yield context.action(
                Kind.ANSWER,
                reply.id,
                f"Answer {context.person(contact).name}",
                rule,
                context.end_of(business_day_after(moment_of_outcome(reply), days, context.zone)),
                Destination("outreach", (("contact", contact), ("purpose", "reply"), ("message", reply.id))),
                contact,
                Lane.TODAY,
            )


def nudge(context: QueueContext) -> Iterator[Action]:
    """Ask to nudge each person who has not answered, as often as the rule allows."""
    days = context.rules.no_reply.nudge_after_business_days
    most = counted(context.rules.no_reply.most_nudges, "nudge")
    rule = Reason(
        "no_reply.nudge_after_business_days", f"Nudge after {_business_days(days)} without a reply, at most {most}."
    )
    for contact, waiting in unanswered(context).items():
        if contact in context.to_reschedule:
            continue
        due_on = business_day_after(moment_sent(waiting.latest), days, context.zone)
        name = context.person(contact).name
        yield context.action(
            Kind.NUDGE,
            waiting.latest.id,
            f"Nudge {name} if there is no reply" if due_on > context.today else f"Nudge {name}, who has not replied",
            rule,
            context.end_of(due_on),
            Destination("outreach", (("contact", contact), ("purpose", "nudge"), ("message", waiting.latest.id))),
            contact,
        )


def reschedule(context: QueueContext) -> Iterator[Action]:
    """Ask for a new time with each person with whom a conversation fell through, written to or not."""
    days = context.rules.no_reply.nudge_after_business_days
    words = f"Offer a new time within {_business_days(days)} of a conversation that fell through."
    for contact, missed in context.to_reschedule.items():
        waiting = context.waiting.get(contact)
        key = f"{Kind.NUDGE}:{waiting.latest.id}:{missed.meeting.id}" if waiting else ""
        yield context.action(
            Kind.NUDGE,
            _reschedule_about(contact, missed),
            f"Arrange a new time with {context.person(contact).name}: your conversation {_missed_words(missed)}",
            Reason("no_reply.nudge_after_business_days", words),
            context.end_of(business_day_after(missed.at, days, context.zone)),
            Destination("outreach", (("contact", contact), ("purpose", "reschedule"), ("meeting", missed.meeting.id))),
            contact,
            former_key=FormerKey(key, missed.at),
        )


def try_someone_else(context: QueueContext) -> Iterator[Action]:
    """Ask to try someone else at a company where the only person written to has not answered for some days."""
    first, last = _someone_else_days(context)
    rule = Reason(
        "no_reply.someone_else_after_business_days", f"Try someone else after {_business_days(first)} without a reply."
    )
    for contact, since, colleagues in _sole_waiting(context):
        if context.today < business_day_after(since, first, context.zone):
            continue
        if not any(_in_contact_since(context, colleague, since) for colleague in colleagues):
            suggestion = next((id for id in colleagues if id not in context.sent_to), None)
            waiting = context.waiting[contact]
            missed = context.missed_since(contact, moment_sent(waiting.latest))
            yield context.action(
                Kind.SOMEONE_ELSE,
                f"{waiting.first.id}:{missed.occurrence}" if missed else waiting.first.id,
                _someone_else_words(context, contact, suggestion),
                rule,
                context.end_of(business_day_after(since, last, context.zone)),
                Destination("outreach", (("contact", suggestion), ("purpose", "first_message")))
                if suggestion
                else Destination("people", (("company", context.people[contact].company),)),
                contact,
                Lane.THIS_WEEK,
                FormerKey(f"{Kind.SOMEONE_ELSE}:{waiting.first.id}", since) if missed else None,
            )


def unanswered(context: QueueContext) -> dict[str, WaitingRound]:
    """Return the exchanges that wait for an answer, by contact, without those whose last nudge was sent."""
    most = context.rules.no_reply.most_nudges
    return {contact: waiting for contact, waiting in context.waiting.items() if waiting.nudges < most}


def is_on_hold(context: QueueContext, contact: str) -> bool:
    """Tell whether the member waits for somebody's answer, gave up on it, or looks for a new time with them."""
    exchange, missed = context.exchanges.get(contact), context.to_reschedule.get(contact)
    if missed is not None:
        snooze = context.snoozes.get(f"{Kind.NUDGE}:{_reschedule_about(contact, missed)}")
        if snooze is None or snooze.until is not None:
            return True
    return exchange is not None and (exchange.waiting is not None or exchange.outcome is Outcome.NO_REPLY)


def _someone_else_days(context: QueueContext) -> tuple[int, int]:
    """Return after how many business days to try someone else, and after how many that is overdue."""
    first = context.rules.no_reply.someone_else_after_business_days
    return first, max(first, context.rules.no_reply.nudge_after_business_days)


def _sole_waiting(context: QueueContext) -> Iterator[tuple[str, datetime, Sequence[str]]]:
    """Return each contact who is the only one waited for at their company, since when, and their colleagues by name.

    Nobody is waited for after the last nudge; where the rule allows no nudges, a first message is.
    """
    most = max(1, context.rules.no_reply.most_nudges)
    waiting_at: dict[str, list[str]] = defaultdict(list)
    for contact, waiting in context.waiting.items():
        if waiting.nudges < most and context.people[contact].company:
            waiting_at[companies.key(context.people[contact].company)].append(contact)
    for company, [contact, *more] in waiting_at.items():
        if not more:
            waiting = context.waiting[contact]
            missed = context.missed_since(contact, moment_sent(waiting.latest))
            since = missed.at if missed else waiting.since
            yield contact, since, [person.id for person in context.by_company[company] if person.id != contact]


def _in_contact_since(context: QueueContext, contact: str, moment: datetime) -> bool:
    """Tell whether a contact was written to or met since a moment."""
    last_met = context.last_held_or_planned.get(contact)
    return (last_met is not None and last_met >= moment) or any(
        moment_sent(message) >= moment for message in context.sent_to.get(contact, ())
    )


def _reschedule_about(contact: str, missed: MissedMeeting) -> str:
    return f"{contact}:{missed.occurrence}"


def _missed_words(missed: MissedMeeting) -> str:
    return MISSED_WORDS[missed.meeting.state]


def _someone_else_words(context: QueueContext, contact: str, suggestion: str | None) -> str:
    example = f", such as {context.person(suggestion).name}" if suggestion else ""
    missed = context.missed_since(contact, moment_sent(context.waiting[contact].latest))
    name = context.person(contact).name
    reason = f"your conversation with {name} {_missed_words(missed)}" if missed else f"{name} has not replied"
    return f"Try someone else at {context.people[contact].company}{example}: {reason}"


def _business_days(number: int) -> str:
    return counted(number, "business day")
