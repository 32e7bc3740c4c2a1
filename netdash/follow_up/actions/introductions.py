"""Actions about introductions: meet the person, and tell the introducer how it went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from netdash.follow_up.actions.action import Action, Destination, Kind, Lane, Reason
from netdash.follow_up.actions.context import QueueContext
from netdash.follow_up.actions.outreach import unanswered
from netdash.moments import WEEK
from netdash.people import introductions
from netdash.records import Introduction, Meeting, MeetingState, Purpose
from netdash.wording import counted


def meet_introduced(context: QueueContext) -> Iterator[Action]:
    """Ask to write to each person the member was introduced to and has neither met nor written to since."""
    days = context.rules.introduction.meet_within_days
    rule = Reason("introduction.meet_within_days", f"Write within {counted(days, 'day')} of an introduction.")
    every = _introductions(context)
    latest_ids = {introduction.to_contact: introduction.id for _, introduction in every}
    first = {introduction.to_contact: (made_at, introduction) for made_at, introduction in reversed(every)}
    # Whom the member met, plans to meet, waits for or finds a new time with needs no first message.
    in_contact = (
        unanswered(context).keys()
        | context.to_reschedule.keys()
        | context.held_with.keys()
        | context.expected_with.keys()
    )
    for to, (made_at, introduction) in sorted(first.items()):
        messages = context.sent_to.get(to, ())
        wrote = any(made_at is None or (message.sent_at or made_at) >= made_at for message in messages)
        if not wrote and to not in in_contact:
            introducer = context.person(introduction.by_contact).name
            yield context.action(
                Kind.MEET,
                f"{to}:{latest_ids[to]}",  # a dismissal holds until somebody introduces them again
                f"Write to {context.person(to).name}, introduced by {introducer}",
                rule,
                context.now + WEEK if made_at is None else context.end_of(context.day_of(made_at), days),
                Destination(
                    "outreach", (("contact", to), ("purpose", "first_message"), ("introduction", introduction.id))
                ),
                to,
                Lane.THIS_WEEK,  # never folded away: the introducer expects it soon; the rule says when it is late
            )


def close_loops(context: QueueContext) -> Iterator[Action]:
    """Ask to tell each introducer how the first conversation after their introduction went."""
    days = context.rules.close_the_loop.days
    words = f"Tell the introducer within {counted(days, 'day')} of the conversation."
    pairs: set[tuple[str, str]] = set()
    for made_at, introduction in _introductions(context):
        meeting = _first_meeting_after(context, introduction, made_at)
        by, to = introduction.by_contact, introduction.to_contact
        if meeting is None or (by, to) in pairs:
            continue
        pairs.add((by, to))
        if not _is_told(context, introduction, meeting):
            yield context.action(
                Kind.CLOSE_THE_LOOP,
                introduction.id,
                f"Tell {context.person(by).name} how it went with {context.person(to).name}",
                Reason("close_the_loop.days", words),
                context.end_of(context.day_of(meeting.ends_at), days),
                _destination(introduction, meeting),
                by,
            )


def _destination(introduction: Introduction, meeting: Meeting) -> Destination:
    subject = (("meeting", meeting.id), ("introduction", introduction.id))
    return Destination("outreach", (("contact", introduction.by_contact), ("purpose", "closing_the_loop"), *subject))


def _introductions(context: QueueContext) -> list[tuple[datetime | None, Introduction]]:
    """Return the introductions between contacts who are not deleted, with when they were made, the earliest first.

    An introduction is made when its conversation ends; without a conversation, when it was written down.
    """
    stored = context.workspace.all(Introduction)
    meeting_ids = {introduction.meeting for introduction in stored}
    ends = {
        meeting.id: meeting.ends_at
        for meeting in context.meetings
        if meeting.id in meeting_ids and meeting.state is MeetingState.HELD
    }
    between_contacts = [
        introduction
        for introduction in stored
        if introduction.by_contact in context.people
        and introduction.to_contact in context.people
        and introduction.by_contact != introduction.to_contact
    ]
    dated = introductions.dated(between_contacts, ends)
    return sorted(dated, key=lambda pair: (pair[0] is not None, pair[0] or context.now, pair[1].id))


def _first_meeting_after(context: QueueContext, introduction: Introduction, made_at: datetime | None) -> Meeting | None:
    """Return the first conversation held with the person after the introduction, or None."""
    held = context.held_with.get(introduction.to_contact, ())
    after = (
        meeting
        for meeting in held
        if meeting.id != introduction.meeting and (made_at is None or meeting.ends_at >= made_at)
    )
    return next(after, None)


def _is_told(context: QueueContext, introduction: Introduction, meeting: Meeting) -> bool:
    """Tell whether the introducer knows: was there, was talked to since, or was written to about it."""
    if introduction.by_contact in meeting.contacts or any(
        later.ends_at > meeting.ends_at for later in context.held_with.get(introduction.by_contact, ())
    ):
        return True
    subjects = (None, meeting.id, introduction.meeting)
    return any(
        message.purpose is Purpose.CLOSING_THE_LOOP
        and message.meeting in subjects
        and (message.sent_at or meeting.ends_at) >= meeting.ends_at
        for message in context.sent_to.get(introduction.by_contact, ())
    )
