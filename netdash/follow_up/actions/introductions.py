"""What introductions ask for: meet the person, and tell the introducer how it went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from netdash.follow_up.actions.action import Action, Kind, Lane, Place, Reason
from netdash.follow_up.actions.context import Book
from netdash.follow_up.actions.outreach import unanswered
from netdash.moments import WEEK
from netdash.people import introductions
from netdash.records import Introduction, Meeting, MeetingState, Purpose
from netdash.wording import counted


def meet_introduced(book: Book) -> Iterator[Action]:
    """Write to each person one was introduced to and has neither met nor written to since."""
    days = book.rules.introduction.meet_within_days
    rule = Reason(
        "introduction.meet_within_days", f"Whom you were introduced to hears from you within {counted(days, 'day')}."
    )
    latest = {one.to_contact: one.id for _, one in _introductions(book)}
    first = {one.to_contact: (made_at, one) for made_at, one in reversed(_introductions(book))}
    # The nudge or the new time is theirs; who rests was acted for by this introduction.
    asked = unanswered(book).keys() | book.to_arrange.keys() | book.held_with.keys() | book.expected_with.keys()
    for to, (made_at, one) in sorted(first.items()):
        sent = book.sent_to.get(to, ())
        wrote = any(made_at is None or (message.sent_at or made_at) >= made_at for message in sent)
        if not wrote and to not in asked:
            yield book.action(
                Kind.MEET,
                f"{to}:{latest[to]}",  # a dismissal holds until somebody introduces them again
                f"Write to {book.person(to).name}, whom {book.person(one.by_contact).name} introduced you to",
                rule,
                book.now + WEEK if made_at is None else book.end_of(book.day_of(made_at), days),
                Place("outreach", (("contact", to), ("purpose", "first_message"), ("introduction", one.id))),
                to,
                Lane.THIS_WEEK,  # never folded away: whoever introduced one expects it soon, the rule says how late
            )


def close_loops(book: Book) -> Iterator[Action]:
    """Tell each introducer how the first conversation went that came of their introduction."""
    days = book.rules.close_the_loop.days
    words = f"Whoever introduced you hears how it went within {counted(days, 'day')} of the conversation."
    seen: set[tuple[str, str]] = set()
    for made_at, one in _introductions(book):
        came = _came_of(book, one, made_at)
        if came is None or (one.by_contact, one.to_contact) in seen:
            continue
        seen.add((one.by_contact, one.to_contact))
        if not _told(book, one, came):
            yield book.action(
                Kind.CLOSE_THE_LOOP,
                one.id,
                f"Tell {book.person(one.by_contact).name} how it went with {book.person(one.to_contact).name}",
                Reason("close_the_loop.days", words),
                book.end_of(book.day_of(came.ends_at), days),
                _word_to_introducer(one, came),
                one.by_contact,
            )


def _word_to_introducer(one: Introduction, came: Meeting) -> Place:
    about = (("meeting", came.id), ("introduction", one.id))
    return Place("outreach", (("contact", one.by_contact), ("purpose", "closing_the_loop"), *about))


def _introductions(book: Book) -> list[tuple[datetime | None, Introduction]]:
    """Return those between people who are not deleted, with the moment they were made, the earliest first.

    One is made when the conversation it was made in ends; without one, when it was written down.
    """
    every = book.workspace.all(Introduction)
    there = {one.meeting for one in every}
    ends = {one.id: one.ends_at for one in book.meetings if one.id in there and one.state is MeetingState.HELD}
    made = [
        (introductions.made_at(one, ends), one)
        for one in every
        if one.by_contact in book.people and one.to_contact in book.people and one.by_contact != one.to_contact
    ]
    return sorted(made, key=lambda pair: (pair[0] is not None, pair[0] or book.now, pair[1].id))


def _came_of(book: Book, one: Introduction, made_at: datetime | None) -> Meeting | None:
    """Return the first conversation held with the person after the introduction, or None."""
    held = book.held_with.get(one.to_contact, ())
    after = (met for met in held if met.id != one.meeting and (made_at is None or met.ends_at >= made_at))
    return next(after, None)


def _told(book: Book, one: Introduction, came: Meeting) -> bool:
    """Tell whether the introducer was there, was talked to since, or was sent word of it."""
    if one.by_contact in came.contacts or any(
        met.ends_at > came.ends_at for met in book.held_with.get(one.by_contact, ())
    ):
        return True
    about = (None, came.id, one.meeting)
    return any(
        message.purpose is Purpose.CLOSING_THE_LOOP
        and message.meeting in about
        and (message.sent_at or came.ends_at) >= came.ends_at
        for message in book.sent_to.get(one.by_contact, ())
    )
