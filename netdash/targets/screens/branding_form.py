"""The form that adds an item to the branding checklist, or changes one."""

from __future__ import annotations

from collections.abc import Iterable

from netdash.records import BrandingItem
from netdash.targets import branding
from netdash.ui import flash
from netdash.ui.forms import Form
from netdash.ui.session import Visit

FORM = "target_plan_branding"


class BrandingForm:
    """Draws the fields; `item` then makes a record of them, raising what is wrong."""

    def __init__(self, visit: Visit, checklist: Iterable[BrandingItem], item: BrandingItem | None = None) -> None:
        self._old = item
        self.form = form = Form(visit, FORM, item)
        hint = "Put the link to your portfolio on top"
        self._text = form.line("What is there to do?", "text", item.text if item else "", placeholder=hint)
        channels = (one.channel for one in checklist)
        self._channel = form.choice_or_new("Channel", "channel", channels, item.channel if item else "")
        form.keep()

    def item(self) -> BrandingItem:
        """Make the record of what is in the form. Raises ValidationError where a field cannot be as it is."""
        fields = {"text": self._text, "channel": self._channel}
        return self.form.made(BrandingItem, fields)


def add(visit: Visit, drawn: BrandingForm) -> None:
    """Add the item in the form and say so."""
    with drawn.form.submitting(BrandingItem):
        item = drawn.item()
        branding.add(visit.workspace, item)
        flash.say(f"Added to your checklist: {item.text}")


def save(visit: Visit, drawn: BrandingForm) -> None:
    """Save the changed item and say so."""
    with drawn.form.submitting():
        branding.edit(visit.workspace, drawn.item())
        flash.say("Saved the item.")
