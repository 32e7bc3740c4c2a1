"""What a conversation leaves to do: write down how it went, say thank you, keep what was promised."""

from __future__ import annotations

from collections.abc import Iterator

from netdash.follow_up import promises
from netdash.follow_up.actions.action import Action, Kind, Lane, Place, Reason
from netdash.follow_up.actions.context import Book
from netdash.follow_up.actions.missed import recorded_formerly
from netdash.moments import HOUR
from netdash.records import Promise
from netdash.thank_yous import thank_yous
from netdash.wording import counted

RECORD = Reason("record", "How a conversation went is written down on the day it was held.")
PROMISE = Reason("promise", "What you promised is done by its day.")


def write_thank_yous(book: Book) -> Iterator[Action]:
    """Say thank you to each person met: at once, and late after the rule's hours."""
    late_after = book.rules.thank_you.late_after
    words = f"A thank-you goes out within {counted(round(late_after / HOUR), 'hour')} of the conversation."
    rule = Reason("thank_you.late_after_hours", words)
    for owed in thank_yous.owed(book.meetings, book.messages, book.people.__contains__):
        yield book.action(
            Kind.THANK_YOU,
            f"{owed.meeting.id}:{owed.contact}",
            f"Write the thank-you to {book.person(owed.contact).name}",
            rule,
            owed.since + late_after,
            Place("follow_up_tracker", (("meeting", owed.meeting.id), ("contact", owed.contact))),
            owed.contact,
            Lane.TODAY,
        )


def keep_promises(book: Book) -> Iterator[Action]:
    """Keep each promise by its day."""
    for promise in promises.open_promises(book.workspace.all(Promise)):
        if promise.contact in book.people:
            yield book.action(
                Kind.PROMISE,
                promise.id,
                f"Keep your promise to {book.person(promise.contact).name}: {promise.what}",
                PROMISE,
                book.end_of(promise.due_on),
                Place("follow_up_tracker", (("promise", promise.id), ("contact", promise.contact))),
                promise.contact,
            )


def record_meetings(book: Book) -> Iterator[Action]:
    """Write down how each planned conversation went that was held to its end, or whose time has passed."""
    for meeting in book.planned:
        present = book.present(meeting)
        ended_at = book.over_at(meeting)
        if ended_at is not None and ended_at <= book.now and present:
            yield book.action(
                Kind.RECORD,
                meeting.occurrence,
                f"Record how your conversation with {book.names(present)} went",
                RECORD,
                book.end_of(book.day_of(ended_at)),
                Place("meeting_log", (("meeting", meeting.id),)),
                present[0],
                formerly=recorded_formerly(meeting, ended_at),
            )
