"""Staying in touch with everybody met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from netdash.follow_up.actions.action import Action, Kind, Lane, Place, Reason
from netdash.follow_up.actions.context import Book
from netdash.follow_up.actions.outreach import quiet
from netdash.moments import span_words
from netdash.people import cadence
from netdash.people.cadence import last_contacts
from netdash.records import Promise, TagCadence
from netdash.wording import counted


def stay_in_touch(book: Book) -> Iterator[Action]:
    """Be in touch with each person met, from the ideal day on; it is due on the latest day.

    Not with whom a conversation is planned, an answer is waited for, or who rests after the last nudge.
    """
    tags = cadence.by_tag(book.workspace.all(TagCadence))
    promises: dict[str, list[Promise]] = defaultdict(list)
    for promise in book.workspace.all(Promise):
        promises[promise.contact].append(promise)
    for contact, held in book.held_with.items():
        one = book.people.get(contact)
        often = cadence.cadence_of(one, tags, book.rules.stay_in_touch) if one is not None else None
        if often is None or contact in book.expected_with:
            continue
        if cadence.turn(held[-1].ends_at, often, book.zone).ideal_on > book.today:
            continue  # most people: what else came since would only put it off
        last = last_contacts(held[-1:], book.sent_to.get(contact, ()), promises.get(contact, ()))
        turn = cadence.turn(last[contact], often, book.zone)
        if turn.ideal_on <= book.today and not quiet(book, contact):
            ideal, latest = counted(often.ideal_days, "day"), counted(often.latest_days, "day")
            yield book.action(
                Kind.STAY_IN_TOUCH,
                f"{contact}:{turn.last_at:%Y-%m-%d}",  # a dismissal holds until there was another contact
                f"Be in touch with {book.person(contact).name} again after {span_words(book.now - turn.last_at)}",
                Reason("stay_in_touch.ideal_days", f"Stay in touch after {ideal}, at the latest after {latest}."),
                book.end_of(turn.latest_on),
                Place("outreach", (("contact", contact),)),
                contact,
                Lane.THIS_WEEK,
            )
