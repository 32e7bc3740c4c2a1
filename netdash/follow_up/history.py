"""What has been done: messages sent, conversations held and promises settled, in one line of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from netdash.follow_up.actions import Kind, Wanted
from netdash.records import Meeting, MeetingState, Message, Promise, Purpose
from netdash.text_search import mentions

KINDS = {
    Purpose.THANK_YOU: Kind.THANK_YOU,
    Purpose.NUDGE: Kind.NUDGE,
    Purpose.REPLY: Kind.ANSWER,
    Purpose.CONFIRMATION: Kind.CONFIRM,
    Purpose.CLOSING_THE_LOOP: Kind.CLOSE_THE_LOOP,
}
"""Which kind of action a sent message settled, where its purpose tells."""

SAID = {
    Purpose.FIRST_MESSAGE: "Wrote to",
    Purpose.WARM_INTRODUCTION: "Asked for an introduction:",
    Purpose.NUDGE: "Nudged",
    Purpose.REPLY: "Answered",
    Purpose.CONFIRMATION: "Confirmed with",
    Purpose.RESCHEDULE: "Asked for another time:",
    Purpose.THANK_YOU: "Thanked",
    Purpose.CLOSING_THE_LOOP: "Told how it went:",
    Purpose.BLURB: "Sent lines to forward to",
}


@dataclass(frozen=True)
class Done:
    """One thing done, and the record that says so."""

    at: datetime
    record: Message | Promise | Meeting

    @property
    def kind(self) -> Kind | None:
        """Which kind of action it settled; None where it may have been any, or none."""
        if isinstance(self.record, Message):
            return KINDS.get(self.record.purpose)
        return Kind.PROMISE if isinstance(self.record, Promise) else Kind.RECORD

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of those it concerned."""
        return self.record.contacts if isinstance(self.record, Meeting) else (self.record.contact,)

    @property
    def words(self) -> str:
        """What was done, before the name of whom it was done for: `Nudged`, `Kept: send the list, to`."""
        if isinstance(self.record, Message):
            return SAID[self.record.purpose]
        if isinstance(self.record, Meeting):
            return "Talked with"
        return f"{'Kept' if self.record.kept else 'Did not keep'}: {self.record.what}, to"


def history(messages: Iterable[Message], promises: Iterable[Promise], meetings: Iterable[Meeting]) -> tuple[Done, ...]:
    """Return everything done, the latest first."""
    done = [Done(one.sent_at, one) for one in messages if one.sent_at is not None]
    done += [Done(one.settled_at, one) for one in promises if one.settled_at is not None]
    done += [Done(one.ends_at, one) for one in meetings if one.state is MeetingState.HELD]
    return tuple(sorted(done, key=lambda one: (one.at, one.record.id), reverse=True))


def matching(done: Iterable[Done], wanted: Wanted, name: Callable[[str], str]) -> tuple[Done, ...]:
    """Return what fits the kind, the person and the words that are wanted; a lane is only for what is still to do.

    `name` gives the words for a contact's id.
    """
    return tuple(
        one
        for one in done
        if wanted.kind in (None, one.kind)
        and (wanted.person is None or wanted.person in one.people)
        and (not wanted.text or mentions((one.words, *map(name, one.people)), wanted.text))
    )
