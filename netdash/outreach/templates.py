"""Messages to start from: those that ship with netdash, as the member changed them, and the member's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from netdash.catalogue import Catalogue
from netdash.errors import InvalidRecordError
from netdash.outreach import merge_fields
from netdash.records import Channel, Origin, Purpose, Template
from netdash.shipped import read_shipped
from netdash.store import Workspace

FOR_HR, SECOND_NUDGE = "7e3b1a7e000000000000000000000014", "7e3b1a7e000000000000000000000009"
"""The shipped templates that are for one occasion alone."""

PURPOSE_WORDS = {
    Purpose.FIRST_MESSAGE: "First message",
    Purpose.WARM_INTRODUCTION: "Ask for an introduction",
    Purpose.NUDGE: "Nudge",
    Purpose.REPLY: "Reply",
    Purpose.CONFIRMATION: "Confirm a meeting",
    Purpose.RESCHEDULE: "Move a meeting",
    Purpose.THANK_YOU: "Thank-you",
    Purpose.CLOSING_THE_LOOP: "Tell the introducer",
    Purpose.BLURB: "Lines to forward",
}


@cache
def shipped() -> tuple[Template, ...]:
    """Return the templates that netdash ships with, in the order of the journey."""
    rows = read_shipped("templates")["templates"]
    return tuple(Template.model_validate({**row, "origin": Origin.SHIPPED}) for row in rows)


@cache
def source() -> str:
    """Say where the shipped templates are from."""
    return str(read_shipped("templates")["source"])


def fitting(
    shelf: Iterable[Template], channel: Channel | None = None, purpose: Purpose | None = None
) -> tuple[Template, ...]:
    """Return the templates in use for a channel and a purpose (None: any), those written for the channel first."""
    found = [
        one
        for one in shelf
        if not one.archived and purpose in (None, one.purpose) and (channel is None or one.channel in (None, channel))
    ]
    return tuple(sorted(found, key=lambda one: channel is not None and one.channel != channel))


def likeliest(
    found: Iterable[Template], known: Mapping[str, str], *, hr: bool = False, nudged: bool = False
) -> Template | None:
    """Return the template that fits the occasion, of those the one that leaves the fewest fields open; else None.

    `hr`: it goes to somebody in HR; `nudged`: they were nudged before. One that says who introduced
    the two comes last while nobody has.
    """

    def place(one: Template) -> tuple[int, int]:
        said = f"{one.subject}\n{one.body}"
        made_for = {FOR_HR: hr, SECOND_NUDGE: nudged, **({one.id: "introducer" in known} if _introduces(said) else {})}
        fits = {True: 0, None: 1, False: 2}[made_for.get(one.id)]
        return fits, len(merge_fields.unfilled(merge_fields.fill(said, known)))

    return min(found, key=place, default=None)


def archived(shelf: Iterable[Template]) -> tuple[Template, ...]:
    """Return the templates that were put out of sight."""
    return tuple(one for one in shelf if one.archived)


def _introduces(said: str) -> bool:
    return any(merge_fields.name_of(field) == "introducer" for field in merge_fields.unfilled(said))


def _checked(workspace: Workspace, template: Template) -> Template:
    if not template.body:
        raise InvalidRecordError("Write what the template says.")
    others = [one for one in all_templates(workspace.all(Template)) if one.id != template.id]
    if any(one.purpose is template.purpose and one.name.casefold() == template.name.casefold() for one in others):
        raise InvalidRecordError(f"Another template is called “{template.name}”. Choose a different name.")
    return template


def _place(template: Template) -> tuple[int, int, str]:
    """Return what templates are sorted by: purpose, then the shipped in their order before one's own by name."""
    order = [one.id for one in shipped()]
    at = order.index(template.id) if template.id in order else len(order)
    return list(Purpose).index(template.purpose), at, template.name.casefold()


_CATALOGUE = Catalogue(
    Template,
    "template",
    shipped,
    worded=frozenset({"name", "purpose", "channel", "subject", "body"}),
    place=_place,
    check=_checked,
    label=lambda one: f"Template “{one.name}”",
)
all_templates, find, reworded, deletable = _CATALOGUE.all, _CATALOGUE.find, _CATALOGUE.reworded, _CATALOGUE.deletable
add, edit, reset = _CATALOGUE.add, _CATALOGUE.edit, _CATALOGUE.reset
archive, delete = _CATALOGUE.archive, _CATALOGUE.delete
