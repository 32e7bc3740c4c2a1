"""What a conversation asks for: to confirm and prepare it before; to write it down, thank and keep promises after."""

from __future__ import annotations

from collections.abc import Iterator

from netdash.follow_up import promises
from netdash.follow_up.actions.action import Action, Formerly, Kind, Lane, Place, Reason
from netdash.follow_up.actions.context import Book
from netdash.follow_up.actions.missed import recorded_formerly
from netdash.meetings import confirmations, preparation
from netdash.moments import HOUR, when_words
from netdash.questions import question_sets
from netdash.records import Meeting, MeetingKind, Promise
from netdash.thank_yous import thank_yous
from netdash.wording import counted

WITHOUT_QUESTIONS = (MeetingKind.EVENT, MeetingKind.JOB_INTERVIEW)
"""The kinds of conversations in which nobody waits to be asked five questions: in one the others ask."""

RECORD = Reason("record", "How a conversation went is written down on the day it was held.")
PROMISE = Reason("promise", "What you promised is done by its day.")


def confirm_meetings(book: Book) -> Iterator[Action]:
    """Confirm each meeting the day before, with the time zone; on its day, at least before it starts."""
    days = book.rules.confirm.days_before
    rule = Reason("confirm.days_before", f"A meeting is confirmed {_ahead(days)}, with the time zone.")
    for meeting in _within(book, days):
        present = book.present(meeting)
        to_tell = [] if meeting.confirmed_at else _not_told(book, meeting, present)
        if to_tell:
            query = (
                ("contact", to_tell[0]),
                ("purpose", "confirmation"),
                ("meeting", meeting.id),
            )
            what = f"Confirm with {book.names(present)} that you meet {_when(book, meeting)}"
            yield _before(book, Kind.CONFIRM, meeting, what, rule, Place("outreach", query))


def prepare_meetings(book: Book) -> Iterator[Action]:
    """Prepare each meeting the day before; on its day, at least before it starts."""
    days = book.rules.prepare.days_before
    words = f"A conversation is prepared {_ahead(days)}: company, person, job description, pitch, résumé, questions."
    for meeting in _to_prepare(book):
        what = f"Prepare for {book.names(book.present(meeting))}, {_when(book, meeting)}"
        where = Place("plan", (("meeting", meeting.id),))
        yield _before(book, Kind.PREPARE, meeting, what, Reason("prepare.days_before", words), where)


def choose_questions(book: Book) -> Iterator[Action]:
    """Choose the questions of each planned meeting; it is due when the meeting starts.

    Once the meeting is to be prepared they are a part of that, and not asked for beside it.
    """
    fewest, most = book.rules.questions.fewest, book.rules.questions.most
    rule = Reason(
        "questions.fewest", f"A conversation has {fewest} to {most} questions; the last asks whom else to meet."
    )
    preparing = {one.id for one in _to_prepare(book)}
    asking = (one for one in _coming(book) if one.kind not in WITHOUT_QUESTIONS and one.id not in preparing)
    for meeting in asking:
        chosen = len(question_sets.members(meeting.questions, book.questions))
        if not fewest <= chosen <= most:
            present = book.present(meeting)
            yield book.action(
                Kind.MEETING_QUESTIONS,
                meeting.occurrence,
                f"Choose {fewest} to {most} questions for {book.names(present)}",
                rule,
                meeting.starts_at,
                Place("plan", (("meeting", meeting.id),)),
                present[0],
                formerly=Formerly(f"{Kind.MEETING_QUESTIONS}:{meeting.id}"),
            )


def _coming(book: Book) -> Iterator[Meeting]:
    return (one for one in book.planned if one.starts_at > book.now and one.id not in book.begun and book.present(one))


def _within(book: Book, days: int) -> Iterator[Meeting]:
    return (one for one in _coming(book) if (book.day_of(one.starts_at) - book.today).days <= days)


def _to_prepare(book: Book) -> Iterator[Meeting]:
    return (one for one in _within(book, book.rules.prepare.days_before) if not _prepared(one, book))


def _before(book: Book, kind: Kind, meeting: Meeting, what: str, rule: Reason, where: Place) -> Action:
    # Due today, every day anew until the meeting starts: what can no longer be done is not overdue but gone.
    due = min(book.end_of(book.today), meeting.starts_at)
    return book.action(kind, meeting.occurrence, what, rule, due, where, book.present(meeting)[0], Lane.TODAY)


def _not_told(book: Book, meeting: Meeting, present: list[str]) -> list[str]:
    """Return those to confirm it with, if need be anew; whoever was deleted need not be told."""
    sent = [one for id in meeting.contacts for one in book.sent_to.get(id, ())]
    known = confirmations.confirmed_contacts(meeting, sent)
    not_told = [one for one in present if one not in known]
    # The tick was taken back by hand where all have been told and it does not count as confirmed.
    return not_told or (present if len(present) == len(meeting.contacts) else [])


def _prepared(meeting: Meeting, book: Book) -> bool:
    return all(step.done for step in preparation.steps(meeting, book.rules.questions, book.questions))


def _when(book: Book, meeting: Meeting) -> str:
    return when_words(meeting.starts_at, book.now, book.zone)


def _ahead(days: int) -> str:
    return {0: "on its day", 1: "the day before"}.get(days, f"{counted(days, 'day')} before")


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
