"""What outreach asks for: answer who replied, nudge who did not, and meanwhile try someone else at the company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from netdash import business_days, companies
from netdash.actions.action import Action, Kind, Lane, Place, Reason
from netdash.actions.book import Book
from netdash.actions.waiting import Waiting, at, ended_at
from netdash.counts import counted


def answer_replies(book: Book) -> Iterator[Action]:
    """Answer each person's latest reply, unless something was sent to them or planned with them since."""
    days = book.rules.reply.answer_within_business_days
    rule = Reason("reply.answer_within_business_days", f"A reply is answered within {_business_days(days)}.")
    for contact, one in book.exchanges.items():
        if one.reply is not None:
            yield book.action(
                Kind.ANSWER,
                one.reply.id,
                f"Answer {book.person(contact).name}, who wrote back",
                rule,
                book.end_of(business_days.after(ended_at(one.reply), days, book.zone)),
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
        due_on = business_days.after(at(one.latest), days, book.zone)
        name = book.person(contact).name
        yield book.action(
            Kind.NUDGE,
            one.latest.id,
            f"Nudge {name}, who has not answered" if due_on <= book.today else f"Nudge {name} if no answer comes",
            rule,
            book.end_of(due_on),
            Place("outreach", (("contact", contact), ("purpose", "nudge"), ("message", one.latest.id))),
            contact,
        )


def try_someone_else(book: Book) -> Iterator[Action]:
    """Try somebody else at a company where the only one written to has not answered for some days."""
    first, last = _someone_else_days(book)
    rule = Reason(
        "no_reply.someone_else_after_business_days", f"After {_business_days(first)} without a reply: someone else."
    )
    colleagues = _colleagues(book)
    for contact, one in unanswered(book).items():
        company = book.people[contact].company
        others = [id for id in colleagues.get(companies.key(company), ()) if id != contact]
        if not company or book.today < business_days.after(one.since, first, book.zone):
            continue
        if not any(_in_contact_since(book, other, one) for other in others):
            fresh = next((id for id in others if id not in book.sent_to), None)
            suggested = f", such as {book.person(fresh).name}" if fresh else ""
            yield book.action(
                Kind.SOMEONE_ELSE,
                one.first.id,
                f"Try someone else at {company}{suggested}: {book.person(contact).name} has not answered",
                rule,
                book.end_of(business_days.after(one.since, last, book.zone)),
                Place("outreach", (("contact", fresh), ("purpose", "first_message")))
                if fresh
                else Place("people", (("company", company),)),
                contact,
                Lane.THIS_WEEK,
            )


def unanswered(book: Book) -> dict[str, Waiting]:
    """Return the rounds that wait for an answer, by contact; who had the last nudge rests and is not in it."""
    most = book.rules.no_reply.most_nudges
    return {contact: one for contact, one in book.waiting.items() if one.nudges < most}


def quiet(book: Book, contact: str) -> bool:
    """Tell whether somebody is waited for, or rests until somebody acts, so that nothing else is asked of them."""
    one = book.exchanges.get(contact)
    return one is not None and (one.waiting is not None or one.given_up)


def _someone_else_days(book: Book) -> tuple[int, int]:
    """Return after how many business days it is good, and after how many it is late, to try someone else."""
    first = book.rules.no_reply.someone_else_after_business_days
    return first, max(first, book.rules.no_reply.nudge_after_business_days)


def _colleagues(book: Book) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in sorted(book.people.values(), key=lambda one: (one.name.casefold(), one.id)):
        found[companies.key(one.company)].append(one.id)
    return found


def _in_contact_since(book: Book, other: str, waiting: Waiting) -> bool:
    """Tell whether somebody was written to or met since a round began, or is waited for as well."""
    last_met = book.last_met(other)
    return (
        other in book.waiting
        or (last_met is not None and last_met >= waiting.since)
        or any(at(one) >= waiting.since for one in book.sent_to.get(other, ()))
    )


def _business_days(number: int) -> str:
    return counted(number, "business day")
