"""Actions about conversations: confirm and prepare them; record them, say thank you and keep promises."""

from __future__ import annotations

from collections.abc import Iterator

from netdash.follow_up import promises
from netdash.follow_up.actions.action import Action, Destination, FormerKey, Kind, Lane, Reason
from netdash.follow_up.actions.context import QueueContext, former_record_key
from netdash.meetings import confirmations, live, meetings, preparation
from netdash.moments import HOUR, when_words
from netdash.questions import question_sets
from netdash.records import Meeting, MeetingKind, Promise
from netdash.thank_yous import thank_yous
from netdash.wording import counted

WITHOUT_QUESTIONS = (MeetingKind.EVENT, MeetingKind.JOB_INTERVIEW)
"""The kinds of conversations that need no questions: at an event nobody expects five, in an interview others ask."""

RECORD_REASON = Reason("record", "Write down how it went on the same day.")
PROMISE_REASON = Reason("promise", "Promises are due on the day you set.")


def confirm_meetings(context: QueueContext) -> Iterator[Action]:
    """Ask to confirm each meeting the day before; on its day, until it starts."""
    days = context.rules.confirm.days_before
    rule = Reason("confirm.days_before", f"Confirm {_days_words(days)}, with the time zone.")
    for meeting in _upcoming_within(context, days):
        present = context.present(meeting)
        to_tell = [] if meeting.confirmed_at else _unconfirmed(context, meeting, present)
        if to_tell:
            query = (("contact", to_tell[0]), ("purpose", "confirmation"), ("meeting", meeting.id))
            what = f"Confirm with {context.names(present)}, {_when(context, meeting)}"
            yield _due_before(context, Kind.CONFIRM, meeting, what, rule, Destination("outreach", query))


def prepare_meetings(context: QueueContext) -> Iterator[Action]:
    """Ask to prepare each meeting the day before; on its day, until it starts."""
    days = context.rules.prepare.days_before
    topics = "company, person, job description, pitch, résumé, questions"
    words = f"Prepare {_days_words(days)}: {topics}."
    for meeting in _to_prepare(context):
        what = f"Prepare for {context.names(context.present(meeting))}, {_when(context, meeting)}"
        where = Destination("plan", (("meeting", meeting.id),))
        yield _due_before(context, Kind.PREPARE, meeting, what, Reason("prepare.days_before", words), where)


def choose_questions(context: QueueContext) -> Iterator[Action]:
    """Ask to choose the questions of each planned meeting, by its start.

    Once there is an action to prepare the meeting, choosing questions is part of that.
    """
    fewest, most = context.rules.questions.fewest, context.rules.questions.most
    rule = Reason("questions.fewest", f"Ask {fewest} to {most} questions; the last asks whom else to meet.")
    to_prepare = {meeting.id for meeting in _to_prepare(context)}
    without_questions = (
        meeting
        for meeting in _upcoming(context)
        if meeting.kind not in WITHOUT_QUESTIONS and meeting.id not in to_prepare
    )
    for meeting in without_questions:
        chosen = len(question_sets.members(meeting.questions, context.questions))
        if not fewest <= chosen <= most:
            present = context.present(meeting)
            yield context.action(
                Kind.MEETING_QUESTIONS,
                meeting.occurrence,
                f"Choose {fewest} to {most} questions for {context.names(present)}",
                rule,
                meeting.starts_at,
                Destination("plan", (("meeting", meeting.id),)),
                present[0],
                former_key=FormerKey(f"{Kind.MEETING_QUESTIONS}:{meeting.id}"),
            )


def _upcoming(context: QueueContext) -> Iterator[Meeting]:
    return (meeting for meeting in context.upcoming if context.present(meeting))


def _upcoming_within(context: QueueContext, days: int) -> Iterator[Meeting]:
    return (
        meeting for meeting in _upcoming(context) if (context.day_of(meeting.starts_at) - context.today).days <= days
    )


def _to_prepare(context: QueueContext) -> Iterator[Meeting]:
    return (
        meeting
        for meeting in _upcoming_within(context, context.rules.prepare.days_before)
        if not _is_prepared(meeting, context)
    )


def _due_before(
    context: QueueContext, kind: Kind, meeting: Meeting, what: str, rule: Reason, where: Destination
) -> Action:
    # Due today, each day again until the meeting starts; after that it is gone, not overdue, as it can't be done.
    due, person = min(context.end_of(context.today), meeting.starts_at), context.present(meeting)[0]
    last_contact = context.last_contact_words(person)  # when they meet is in the words of what to do
    return context.action(kind, meeting.occurrence, what, rule, due, where, person, Lane.TODAY, occasion=last_contact)


def _unconfirmed(context: QueueContext, meeting: Meeting, present: list[str]) -> list[str]:
    """Return the present contacts with whom a meeting is to be confirmed, or confirmed once more."""
    messages = [message for id in meeting.contacts for message in context.sent_to.get(id, ())]
    confirmed = confirmations.confirmed_contacts(meeting, messages)
    unconfirmed = [contact for contact in present if contact not in confirmed]
    # All were told, yet it does not count as confirmed: the member took the tick back.
    return unconfirmed or (present if len(present) == len(meeting.contacts) else [])


def _is_prepared(meeting: Meeting, context: QueueContext) -> bool:
    return all(step.done for step in preparation.steps(meeting, context.rules.questions, context.questions))


def _when(context: QueueContext, meeting: Meeting) -> str:
    return when_words(meeting.starts_at, context.now, context.zone)


def _days_words(days: int) -> str:
    return {0: "on its day", 1: "the day before"}.get(days, f"{counted(days, 'day')} before")


def write_thank_yous(context: QueueContext) -> Iterator[Action]:
    """Ask to thank each person met, from the conversation on; it is overdue after the rule's hours."""
    late_after = context.rules.thank_you.late_after
    words = f"Send a thank-you within {counted(round(late_after / HOUR), 'hour')} of the conversation."
    rule = Reason("thank_you.late_after_hours", words)
    for owed in thank_yous.owed(context.meetings, context.messages, context.people.__contains__):
        yield context.action(
            Kind.THANK_YOU,
            f"{owed.meeting.id}:{owed.contact}",
            f"Thank {context.person(owed.contact).name}",
            rule,
            owed.since + late_after,
            Destination("follow_up_tracker", (("meeting", owed.meeting.id), ("contact", owed.contact))),
            owed.contact,
            Lane.TODAY,
            occasion=_occasion(context, owed.meeting),
        )


def _occasion(context: QueueContext, meeting: Meeting) -> str:
    words = meetings.occasion(meeting, context.now, context.zone)
    return f"{words[0].lower()}{words[1:]}"


def keep_promises(context: QueueContext) -> Iterator[Action]:
    """Ask to keep each promise by its day."""
    for promise in promises.open_promises(context.workspace.all(Promise)):
        if promise.contact in context.people:
            yield context.action(
                Kind.PROMISE,
                promise.id,
                f"Keep your promise to {context.person(promise.contact).name}: {promise.what}",
                PROMISE_REASON,
                context.end_of(promise.due_on),
                Destination("follow_up_tracker", (("promise", promise.id), ("contact", promise.contact))),
                promise.contact,
            )


def record_meetings(context: QueueContext) -> Iterator[Action]:
    """Ask to record how each planned conversation went that was ended, or whose time has passed."""
    for meeting in context.planned:
        present = context.present(meeting)
        ended_at = context.over_at(meeting)
        if ended_at is not None and ended_at <= context.now and present:
            yield context.action(
                Kind.RECORD,
                meeting.occurrence,
                f"Record your conversation with {context.names(present)}",
                RECORD_REASON,
                context.end_of(context.day_of(ended_at)),
                Destination("meeting_log", (("meeting", meeting.id),)),
                present[0],
                former_key=former_record_key(meeting, ended_at),
                occasion=_occasion(context, live.as_held(context.workspace, meeting, context.now)),
            )
