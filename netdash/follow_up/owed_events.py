"""What is owed, put into the words of a calendar: thank-yous, promises, and everything else to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from zoneinfo import ZoneInfo

from netdash.follow_up import actions
from netdash.follow_up.actions import Action, Kind
from netdash.follow_up.calendar_files import Owed
from netdash.follow_up.promises import open_promises
from netdash.meetings.meetings import KIND_WORDS, message_id
from netdash.records import Promise
from netdash.rules import Rules
from netdash.thank_yous import thank_yous


def thanks(owed: Iterable[thank_yous.Owed], name: Callable[[str], str], rules: Rules) -> Iterator[Owed]:
    """Make an event of each owed thank-you, due when it would be late. `name` gives a contact's name."""
    for one in owed:
        learned = "\n".join(f"- {learning}" for learning in one.meeting.learnings)
        yield Owed(
            uid=message_id(one.meeting.id, one.contact),
            title=f"Thank {name(one.contact)}",
            due=one.since + rules.thank_you_late_after,
            description="\n\n".join(filter(None, (f"For: {KIND_WORDS[one.meeting.kind]}", learned))),
        )


def promised(promises: Iterable[Promise], name: Callable[[str], str]) -> Iterator[Owed]:
    """Make an event of each promise that is still open, on its day."""
    for one in open_promises(promises):
        yield Owed(one.id, f"Promise: {one.what}", one.due_on, f"Promised to {name(one.contact)}.")


def actions_due(due: Iterable[Action], zone: ZoneInfo) -> Iterator[Owed]:
    """Make an event of each action that is neither a thank-you nor a promise: those have events of their own."""
    for one in due:
        if one.kind not in (Kind.THANK_YOU, Kind.PROMISE):
            why = "\n".join(filter(None, (one.rule.words, one.rule.source and f"Source: {one.rule.source}")))
            yield Owed(one.key, one.what, actions.due_by(one, zone), why)


def all_of(
    queue: Iterable[Action],
    owed: Iterable[thank_yous.Owed],
    promises: Iterable[Promise],
    name: Callable[[str], str],
    rules: Rules,
    zone: ZoneInfo,
) -> Iterator[Owed]:
    """Make an event of everything in a queue, each thing once."""
    queue = tuple(queue)
    keys = {one.key for one in queue}
    yield from thanks((one for one in owed if f"{Kind.THANK_YOU}:{one.meeting.id}:{one.contact}" in keys), name, rules)
    yield from promised((one for one in promises if f"{Kind.PROMISE}:{one.id}" in keys), name)
    yield from actions_due(queue, zone)
