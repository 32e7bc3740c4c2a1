"""What is owed, put into the words of a calendar: thank-yous and promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from netdash import thank_yous
from netdash.exchange.calendar import Owed
from netdash.meetings import KIND_WORDS, message_id
from netdash.promises import open_promises
from netdash.records import Promise
from netdash.rules import Rules


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
