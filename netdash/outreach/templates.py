"""Messages to start from: those that ship with netdash, as the member changed them, and the member's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache

from netdash import drafts, trash
from netdash.errors import GoneError, InvalidRecordError
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


def shelf(stored: Iterable[Template]) -> tuple[Template, ...]:
    """Return every template, archived ones too: by purpose, shipped before own; copies stand in for the shipped."""
    merged = {one.id: one for one in (*shipped(), *stored)}
    purposes, order = list(Purpose), [one.id for one in shipped()]

    def place(one: Template) -> tuple[int, int, str]:
        return purposes.index(one.purpose), order.index(one.id) if one.id in order else len(order), one.name.casefold()

    return tuple(sorted(merged.values(), key=place))


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


def reworded(template: Template) -> bool:
    """Tell whether a shipped template no longer reads as it shipped."""
    original = _original(template.id)
    return original is not None and _said(original) != _said(template)


def deletable(template: Template) -> bool:
    """Tell whether a template is the member's own, so that it can be deleted; a shipped one can be archived."""
    return _original(template.id) is None


def find(workspace: Workspace, id: str) -> Template:
    """Return a template, stored or shipped. Raises GoneError where there is none with this id."""
    template = workspace.get(Template, id) or _original(id)
    if template is None:
        raise GoneError(Template.noun)
    return template


def add(workspace: Workspace, template: Template) -> str:
    """Save a new template and return its id. A second submission saves nothing.

    Raises InvalidRecordError where it says nothing, or another of its purpose has the name.
    """
    with workspace.transaction():
        if workspace.get(Template, template.id) is not None:
            return template.id
        return workspace.save(_checked(workspace, template.replace(origin=Origin.OWN)))


def edit(workspace: Workspace, template: Template) -> str:
    """Save a changed template; the first change of a shipped one stores a copy under the same id.

    Raises ConflictError where another tab changed it meanwhile, InvalidRecordError as `add` does.
    """
    with workspace.transaction():
        return workspace.save(_checked(workspace, template))


def reset(workspace: Workspace, id: str) -> str:
    """Give a shipped template the words that it shipped with. Raises GoneError for any other."""
    original = _original(id)
    if original is None:
        raise GoneError(Template.noun)
    with workspace.transaction():
        found = find(workspace, id)
        return edit(workspace, found.replace(**_said(original))) if reworded(found) else id


def archive(workspace: Workspace, id: str, archived: bool) -> None:
    """Put a template out of sight, or bring it back."""
    with workspace.transaction():
        template = find(workspace, id)
        if template.archived != archived:
            workspace.save(template.replace(archived=archived))


def delete(workspace: Workspace, id: str, now: datetime) -> str:
    """Move one of the member's own templates to the trash and return the id to restore it by.

    Raises InvalidRecordError for a shipped one, which can be archived instead.
    """
    with workspace.transaction():
        template = find(workspace, id)
        if not deletable(template):
            raise InvalidRecordError("This template came with netdash: archive it instead of deleting it.")
        label = f"Template “{template.name}”"
        return trash.discard(workspace, template, label, now, drafts.about(workspace, [id]))


def _introduces(said: str) -> bool:
    return any(merge_fields.name_of(field) == "introducer" for field in merge_fields.unfilled(said))


def _checked(workspace: Workspace, template: Template) -> Template:
    if not template.body:
        raise InvalidRecordError("Write what the template says.")
    others = [one for one in shelf(workspace.all(Template)) if one.id != template.id]
    if any(one.purpose is template.purpose and one.name.casefold() == template.name.casefold() for one in others):
        raise InvalidRecordError(f"Another template is called “{template.name}”. Choose a different name.")
    return template


def _said(template: Template) -> dict[str, object]:
    """Return what a member words anew."""
    return template.model_dump(include={"name", "purpose", "channel", "subject", "body"})


def _original(id: str) -> Template | None:
    return next((one for one in shipped() if one.id == id), None)
