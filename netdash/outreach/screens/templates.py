"""The templates by purpose, and one on a page of its own: its words, and archiving or deleting it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import groupby
from operator import attrgetter

import streamlit as st

from netdash.outreach import channels, merge_fields, templates
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.records import Channel, Purpose, Template
from netdash.shipped import credit
from netdash.ui import flash, layout, lists
from netdash.ui.archiving import offer_removal
from netdash.ui.forms import Form, form_box
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.wording import shortened

HOW_TO_START = "To start a message from one, press “Write a message” and choose it under “Template”."


def show(visit: Visit) -> None:
    """Draw how a message starts from one, the form for a new one, the merge fields, and the list."""
    st.caption(HOW_TO_START, width=layout.CAPTION_WIDTH)
    form, key, draw = "outreach_template", "outreach_template_form", partial(_draw_form, visit)
    form_box(visit, "Add a template of your own", form, draw, icon=":material/add:", key=key)
    show_fields()
    all_templates = visit.remember(
        lambda: templates.all_templates(visit.workspace.all(Template)), "templates", Template
    )
    archived = templates.archived(all_templates)
    is_archive_shown = bool(archived) and st.toggle(f"Archived ({len(archived)})", key="outreach_templates_archived")
    _draw_list(archived if is_archive_shown else tuple(template for template in all_templates if not template.archived))
    credits = f"The templates that come with netdash are {escaped(credit('templates'))}."
    st.caption(credits, width=layout.CAPTION_WIDTH)


def marks(template: Template) -> str:
    """Return the badges of a template as Markdown: the member's own, changed, archived."""
    own = ":blue-badge[your own]" if templates.is_deletable(template) else ""
    changed = ":gray-badge[changed]" if templates.is_edited(template) else ""
    return " ".join(filter(None, (own, changed, ":gray-badge[archived]" if template.archived else "")))


CARD_WIDTH, ROWS, LETTERS = 300, 12, 120
"""In pixels, at least; how many stand on a page; and how much of each is read there."""


def _draw_list(templates: tuple[Template, ...]) -> None:
    """Draw the templates as cards, by purpose."""
    key = "outreach_templates_page"
    for purpose, of_purpose in groupby(lists.page_of(templates, key, ROWS), attrgetter("purpose")):
        st.header(PURPOSE_WORDS[purpose])
        with st.grid(3, min_column_width=CARD_WIDTH):
            for template in of_purpose:
                _draw_card(template)
    lists.pager(templates, key, ROWS)


def _draw_card(template: Template) -> None:
    channel = channels.words(template.channel) if template.channel else "Any channel"
    with st.container(border=True, height="stretch"):
        title, key = f"**{escaped(template.name)}** {marks(template)}", f"outreach_template_open_{template.id}"
        if lists.row(title, channel, "Open", key=key, quiet=True):
            st.switch_page("outreach.py", query_params={"template": template.id})
        st.caption(escaped(shortened(merge_fields.readable(template.body), LETTERS)))


def show_one(visit: Visit, id: str) -> None:
    """Draw the template with the form that changes it.

    Raises GoneError if there is none with this id.
    """
    template = templates.find(visit.workspace, id)
    lists.back("All templates", "outreach.py", "outreach_back")
    st.title(escaped(template.name))
    channel = channels.words(template.channel) if template.channel else "Any channel"
    st.markdown(f":gray[{PURPOSE_WORDS[template.purpose]} · {channel}] {marks(template)}")
    _draw_form(visit, template)
    show_fields()
    name, key = template.name, "outreach_template"
    sentences = f"“{name}” reset to the original.", f"Deleted the template “{name}”."
    offer_removal(visit, templates.CATALOGUE, template, key, name, *sentences, "outreach.py")


ANY = ""


def _draw_form(visit: Visit, stored: Template | None = None) -> None:
    """Draw the form that adds a template, or changes the stored one, and save what is in it."""
    form = Form(visit, "outreach_template", stored)
    writing, reading = st.columns([3, 2], gap="medium")
    with writing:
        fields = _draw_fields(form, stored or Template.model_construct(name="", purpose=Purpose.FIRST_MESSAGE))
    form.keep()
    with reading, layout.card("How it reads"):
        _draw_reading(fields)
    label = "Save the changes" if stored else "Add the template"
    with writing:
        is_pressed = form.submitted(label, type="primary" if stored else "secondary")
    if not is_pressed:
        return
    with form.submitting(Template) as submission:
        # A shipped one is first saved by its first change, so it has no version to compare with until then.
        template = form.made(Template, fields)
        if stored:
            templates.edit(visit.workspace, template)
            submission.say("Saved the template.")
        else:
            next_step = flash.NextStep(
                "Open the template", "outreach.py", {"template": templates.add(visit.workspace, template)}
            )
            submission.say(f"Added the template “{template.name}”.", then=next_step)


def _draw_fields(form: Form, start: Template) -> dict[str, str | None]:
    name = form.line("Name", "name", start.name, placeholder="After a talk")
    with st.container(horizontal=True):
        purposes = {purpose.value: PURPOSE_WORDS[purpose] for purpose in Purpose}
        purpose = form.choice("Purpose", "purpose", purposes, start.purpose.value, counts=form.changes)
        all_channels = {ANY: "Any channel"} | {channel.value: channels.words(channel) for channel in Channel}
        channel_before = start.channel.value if start.channel else ANY
        channel = form.choice("Channel", "channel", all_channels, channel_before, counts=form.changes)
    has_subject = not channel or channels.has_subject(Channel(channel))
    subject = form.line("Subject", "subject", start.subject) if has_subject else ""
    body = form.area("Template", "body", start.body, height=260, placeholder="Hi {first_name}, …")
    return {"name": name, "purpose": purpose, "channel": channel or None, "subject": subject, "body": body}


def _draw_reading(fields: Mapping[str, str | None]) -> None:
    """Draw the template as it reads while its fields are open, its length, and what looks like a field but is none."""
    subject, body = (merge_fields.readable(fields[name] or "") for name in ("subject", "body"))
    words = "\n\n".join(filter(None, (f"**{escaped(subject)}**" if subject else "", escaped(body))))
    st.markdown(words or ":gray[Nothing is written yet.]")
    if fields["channel"] and body:
        count = channels.count(Channel(fields["channel"]), subject, body)
        st.markdown(f":small[:{'red' if count.over else 'gray'}[:material/straighten: {count.words}.]]")
    _report_unknown(f"{fields['subject']}\n{fields['body']}")


def _report_unknown(text: str) -> None:
    unknown_fields = merge_fields.unknown(text)
    if unknown_fields:
        are = "is no field that netdash fills" if len(unknown_fields) == 1 else "are no fields that netdash fills"
        names = escaped(", ".join(unknown_fields))
        st.caption(f":material/help: {names} {are}: a typo, or something to fill in by hand each time.")


def show_fields() -> None:
    """Draw the table of the merge fields, once it is unfolded."""
    box = st.expander(
        "The fields a template can have", icon=":material/data_object:", key="outreach_fields", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        st.caption(
            "netdash fills the fields when you write. Where it knows nothing, a blank such as [company] is for you."
        )
        rows = [
            {
                "Field": f"`{{{field.name}}}`",
                "Stands for": escaped(field.words),
                "Filled by": "you" if field.by_hand else "netdash",
            }
            for field in merge_fields.fields()
        ]
        st.table(rows, hide_index=True, alt="The merge fields, what each stands for, and who fills it in")
