"""What outreach asks for: answer who replied, nudge who did not, and meanwhile try someone else at the company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from netdash import business_days
from netdash.follow_up.actions.action import Action, Formerly, Kind, Lane, Place, Reason
from netdash.follow_up.actions.context import Book
from netdash.follow_up.actions.missed import Missed
from netdash.outreach.exchanges import WaitingRound, moment_of_outcome, moment_sent
from netdash.people import companies
from netdash.records import MeetingState
from netdash.wording import counted

MISSED_WORDS = {MeetingState.CANCELLED: "was cancelled", MeetingState.NO_SHOW: "did not take place"}


def answer_replies(book: Book) -> Iterator[Action]:
    """Answer each person's latest reply, unless something was sent to them or planned with them since."""
    days = book.rules.reply.answer_within_business_days
    rule = Reason("reply.answer_within_business_days", f"A reply is answered within {_business_days(days)}.")
    for contact, one in book.exchanges.items():
        if one.reply is not None and contact not in book.to_arrange:
            yield book.action(
                Kind.ANSWER,
                one.reply.id,
                f"Answer {book.person(contact).name}, who wrote back",
                rule,
                book.end_of(business_days.after(moment_of_outcome(one.reply), days, book.zone)),
                Place("outreach", (("contact", contact), ("purpose", "reply"), ("message", one.reply.id))),
                contact,
                Lane.TODAY,
            )


def nudge(book: Book) -> Iterator[Action]:
    """Nudge each person who has not answered, until the rule's number of nudges is reached."""
    days = book.rules.no_reply.nudge_after_business_days
    most = counted(book.rules.no_reply.most_nudges, "nudge")
    rule = Reason(
        "no_reply.nudge_after_business_days", f"No reply after {_business_days(days)}: a nudge, at most {most}."
    )
    for contact, one in unanswered(book).items():
        if contact in book.to_arrange:
            continue
        due_on = business_days.after(moment_sent(one.latest), days, book.zone)
        name = book.person(contact).name
        yield book.action(
            Kind.NUDGE,
            one.latest.id,
            f"Nudge {name} if no answer comes" if due_on > book.today else f"Nudge {name}, who has not answered",
            rule,
            book.end_of(due_on),
            Place("outreach", (("contact", contact), ("purpose", "nudge"), ("message", one.latest.id))),
            contact,
        )


def arrange_anew(book: Book) -> Iterator[Action]:
    """Arrange a new time with each person with whom a conversation fell through, written to or not."""
    days = book.rules.no_reply.nudge_after_business_days
    words = f"A conversation that fell through gets a new time within {_business_days(days)}."
    for contact, missed in book.to_arrange.items():
        waiting = book.waiting.get(contact)
        key = f"{Kind.NUDGE}:{waiting.latest.id}:{missed.meeting.id}" if waiting else ""
        yield book.action(
            Kind.NUDGE,
            _arranging(contact, missed),
            f"Arrange a new time with {book.person(contact).name}: your conversation {_missed_words(missed)}",
            Reason("no_reply.nudge_after_business_days", words),
            book.end_of(business_days.after(missed.at, days, book.zone)),
            Place("outreach", (("contact", contact), ("purpose", "reschedule"), ("meeting", missed.meeting.id))),
            contact,
            formerly=Formerly(key, missed.at),
        )


def try_someone_else(book: Book) -> Iterator[Action]:
    """Try somebody else at a company where the only one written to has not answered for some days."""
    first, last = _someone_else_days(book)
    rule = Reason(
        "no_reply.someone_else_after_business_days", f"After {_business_days(first)} without a reply: someone else."
    )
    for contact, since, others in _alone(book):
        if book.today < business_days.after(since, first, book.zone):
            continue
        if not any(_in_contact_since(book, other, since) for other in others):
            fresh = next((id for id in others if id not in book.sent_to), None)
            round_ = book.waiting[contact]
            missed = book.missed_since(contact, moment_sent(round_.latest))
            yield book.action(
                Kind.SOMEONE_ELSE,
                f"{round_.first.id}:{missed.occurrence}" if missed else round_.first.id,
                _someone_else_words(book, contact, fresh),
                rule,
                book.end_of(business_days.after(since, last, book.zone)),
                Place("outreach", (("contact", fresh), ("purpose", "first_message")))
                if fresh
                else Place("people", (("company", book.people[contact].company),)),
                contact,
                Lane.THIS_WEEK,
                Formerly(f"{Kind.SOMEONE_ELSE}:{round_.first.id}", since) if missed else None,
            )


def unanswered(book: Book) -> dict[str, WaitingRound]:
    """Return the rounds that wait for an answer, by contact; who had the last nudge rests and is not in it."""
    most = book.rules.no_reply.most_nudges
    return {contact: one for contact, one in book.waiting.items() if one.nudges < most}


def quiet(book: Book, contact: str) -> bool:
    """Tell whether somebody is waited for, or rests until somebody acts, so that nothing else is asked of them."""
    one, missed = book.exchanges.get(contact), book.to_arrange.get(contact)
    if missed is not None:
        said = book.sleeping.get(f"{Kind.NUDGE}:{_arranging(contact, missed)}")
        if said is None or said.until is not None:
            return True
    return one is not None and (one.waiting is not None or one.given_up)


def _someone_else_days(book: Book) -> tuple[int, int]:
    """Return after how many business days it is good, and after how many it is late, to try someone else."""
    first = book.rules.no_reply.someone_else_after_business_days
    return first, max(first, book.rules.no_reply.nudge_after_business_days)


def _alone(book: Book) -> Iterator[tuple[str, datetime, Sequence[str]]]:
    """Return who alone is waited for at their company, since when, and their colleagues by name.

    Whoever had the last nudge rests and is not waited for; where no nudges are wanted, the first message waits.
    """
    most = max(1, book.rules.no_reply.most_nudges)
    waiting: dict[str, list[str]] = defaultdict(list)
    for contact, one in book.waiting.items():
        if one.nudges < most and book.people[contact].company:
            waiting[companies.key(book.people[contact].company)].append(contact)
    colleagues: dict[str, list[str]] = defaultdict(list)
    for who in sorted(book.people.values(), key=lambda one: (one.name.casefold(), one.id)) if waiting else ():
        colleagues[companies.key(who.company)].append(who.id)
    for company, [contact, *more] in waiting.items():
        if not more:
            round_ = book.waiting[contact]
            missed = book.missed_since(contact, moment_sent(round_.latest))
            since = missed.at if missed else round_.since
            yield contact, since, [id for id in colleagues[company] if id != contact]


def _in_contact_since(book: Book, other: str, moment: datetime) -> bool:
    """Tell whether somebody was written to or met since a moment."""
    last_met = book.last_met(other)
    return (last_met is not None and last_met >= moment) or any(
        moment_sent(one) >= moment for one in book.sent_to.get(other, ())
    )


def _arranging(contact: str, missed: Missed) -> str:
    return f"{contact}:{missed.occurrence}"


def _missed_words(missed: Missed) -> str:
    return MISSED_WORDS[missed.meeting.state]


def _someone_else_words(book: Book, contact: str, fresh: str | None) -> str:
    suggested = f", such as {book.person(fresh).name}" if fresh else ""
    missed = book.missed_since(contact, moment_sent(book.waiting[contact].latest))
    name = book.person(contact).name
    because = f"your conversation with {name} {_missed_words(missed)}" if missed else f"{name} has not answered"
    return f"Try someone else at {book.people[contact].company}{suggested}: {because}"


def _business_days(number: int) -> str:
    return counted(number, "business day")
