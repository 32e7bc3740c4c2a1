"""Message templates: those that ship with netdash, as the member changed them, and the member's own."""

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
"""The shipped templates for one occasion only."""

PURPOSE_WORDS = {
    Purpose.FIRST_MESSAGE: "First message",
    Purpose.WARM_INTRODUCTION: "Ask for an introduction",
    Purpose.NUDGE: "Nudge",
    Purpose.REPLY: "Reply",
    Purpose.CONFIRMATION: "Confirm a conversation",
    Purpose.RESCHEDULE: "Move a conversation",
    Purpose.THANK_YOU: "Thank-you",
    Purpose.CLOSING_THE_LOOP: "Tell the introducer",
    Purpose.BLURB: "Lines to forward",
}


@cache
def shipped() -> tuple[Template, ...]:
    """Return the templates that netdash ships with, in the order of the journey."""
    rows = read_shipped("templates")["templates"]
    return tuple(Template.model_validate({**row, "origin": Origin.SHIPPED}) for row in rows)


def fitting(
    templates: Iterable[Template], channel: Channel | None = None, purpose: Purpose | None = None
) -> tuple[Template, ...]:
    """Return the unarchived templates for a channel and a purpose (None: any), those written for the channel first."""
    matches = [
        template
        for template in templates
        if not template.archived
        and purpose in (None, template.purpose)
        and (channel is None or template.channel in (None, channel))
    ]
    return tuple(sorted(matches, key=lambda template: channel is not None and template.channel != channel))


def likeliest(
    templates: Iterable[Template], values: Mapping[str, str], *, hr: bool = False, nudged: bool = False
) -> Template | None:
    """Return the template that fits the occasion best, and leaves the fewest fields open; None without any.

    `hr`: the reader is in HR; `nudged`: they were nudged before. One that names an introducer comes last if there
    is none.
    """

    def rank(template: Template) -> tuple[int, int]:
        text = f"{template.subject}\n{template.body}"
        made_for = {
            FOR_HR: hr,
            SECOND_NUDGE: nudged,
            **({template.id: "introducer" in values} if _has_introducer(text) else {}),
        }
        fit = {True: 0, None: 1, False: 2}[made_for.get(template.id)]
        return fit, len(merge_fields.unfilled(merge_fields.fill(text, values)))

    return min(templates, key=rank, default=None)


def archived(templates: Iterable[Template]) -> tuple[Template, ...]:
    """Return the archived templates."""
    return tuple(template for template in templates if template.archived)


def _has_introducer(text: str) -> bool:
    return any(merge_fields.name_of(field) == "introducer" for field in merge_fields.unfilled(text))


def _checked(workspace: Workspace, template: Template) -> Template:
    if not template.body:
        raise InvalidRecordError("Write the text of the template.", "body")
    others = [other for other in all_templates(workspace.all(Template)) if other.id != template.id]
    if any(other.purpose is template.purpose and other.name.casefold() == template.name.casefold() for other in others):
        sentence = f"Another template is called “{template.name}”. Choose a different name."
        raise InvalidRecordError(sentence, at={"name": "in use already"})
    return template


def _sort_key(template: Template) -> tuple[int, int, str]:
    """Return the sort key of a template: purpose, then the shipped ones in order before the member's own by name."""
    position = _shipped_positions().get(template.id, len(shipped()))
    return list(Purpose).index(template.purpose), position, template.name.casefold()


@cache
def _shipped_positions() -> Mapping[str, int]:
    return {template.id: position for position, template in enumerate(shipped())}


CATALOGUE = Catalogue(
    Template,
    "template",
    shipped,
    text_fields=frozenset({"name", "purpose", "channel", "subject", "body"}),
    sort_key=_sort_key,
    check=_checked,
    label=lambda template: f"Template “{template.name}”",
)
all_templates, find = CATALOGUE.all, CATALOGUE.find
is_edited, is_deletable = CATALOGUE.is_edited, CATALOGUE.is_deletable
add, edit, reset = CATALOGUE.add, CATALOGUE.edit, CATALOGUE.reset
archive, delete = CATALOGUE.archive, CATALOGUE.delete
