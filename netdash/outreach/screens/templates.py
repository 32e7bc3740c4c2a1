"""The templates by purpose, and one on a page of its own: its words, and archiving or deleting it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from netdash import trash
from netdash.outreach import channels, merge_fields, templates
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.records import Channel, Purpose, Template
from netdash.ui import flash, lists
from netdash.ui.forms import Form, folded
from netdash.ui.lists import RESET, quiet_button
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import offer_archiving, saving_again, undoing


def show(visit: Visit) -> None:
    """Draw the form for a new one, the merge fields, and the list."""
    form, key, draw = "outreach_template", "outreach_template_form", partial(_draw_new, visit)
    folded(visit, "Add a template of your own", form, draw, icon=":material/add:", key=key)
    show_fields()
    all_templates = visit.remember(
        lambda: templates.all_templates(visit.workspace.all(Template)), "templates", Template
    )
    archived = templates.archived(all_templates)
    is_archive_shown = bool(archived) and st.toggle(f"Archived ({len(archived)})", key="outreach_templates_archived")
    _draw_list(archived if is_archive_shown else tuple(template for template in all_templates if not template.archived))
    st.caption(f"The templates that come with netdash are {escaped(templates.source())}.")


def marks(template: Template) -> str:
    """Return the badges of a template as Markdown: the member's own, changed, archived."""
    own = ":blue-badge[your own]" if templates.is_deletable(template) else ""
    changed = ":gray-badge[changed]" if templates.is_edited(template) else ""
    return " ".join(filter(None, (own, changed, ":gray-badge[archived]" if template.archived else "")))


def _draw_list(templates: tuple[Template, ...]) -> None:
    purpose = None
    for template in lists.paged(templates, "outreach_templates_page"):
        if template.purpose is not purpose:
            purpose = template.purpose
            st.subheader(PURPOSE_WORDS[purpose])
        channel = channels.words(template.channel) if template.channel else "Any channel"
        title = f"{escaped(template.name)} {marks(template)}"
        if lists.row(title, channel, "Open", key=f"outreach_template_open_{template.id}", quiet=True):
            st.switch_page("outreach.py", query_params={"template": template.id})
    lists.pager(templates, "outreach_templates_page")


def show_one(visit: Visit, id: str) -> None:
    """Draw the template with the form that changes it.

    Raises GoneError if there is none with this id.
    """
    template = templates.find(visit.workspace, id)
    lists.back("All templates", "outreach.py", "outreach_back")
    st.title(escaped(template.name))
    channel = channels.words(template.channel) if template.channel else "Any channel"
    st.markdown(f":gray[{PURPOSE_WORDS[template.purpose]} · {channel}] {marks(template)}")
    _draw_change(visit, template)
    show_fields()
    with st.container(horizontal=True), flash.errors_shown():
        _draw_archiving(visit, template)


def _draw_archiving(visit: Visit, template: Template) -> None:
    id = template.id
    if templates.is_edited(template) and quiet_button(RESET, f"outreach_template_reset_{id}", "restart_alt"):
        undo = saving_again(visit.workspace, Template, id, lambda: templates.reset(visit.workspace, id))
        flash.say(f"“{template.name}” reads again as it came.", undo=undo)
        st.rerun()
    key = f"outreach_template_archive_{id}"
    offer_archiving(visit.workspace, templates.archive, id, template.name, key, archived=template.archived)
    if templates.is_deletable(template) and quiet_button("Delete", f"outreach_template_delete_{id}", "delete"):
        trash_id = templates.delete(visit.workspace, id, visit.now)
        flash.say(f"Deleted the template “{template.name}”.", undo=undoing(trash.restore, trash_id))
        st.switch_page("outreach.py")


ANY = ""


class TemplateForm:
    """Draws the fields; `template` then makes a record of them, raising what is wrong."""

    def __init__(self, visit: Visit, template: Template | None = None) -> None:
        self.form = form = Form(visit, "outreach_template", template)
        self._name = form.line("Name", "name", template.name if template else "", placeholder="After a talk")
        with st.container(horizontal=True):
            purpose_labels = {purpose.value: PURPOSE_WORDS[purpose] for purpose in Purpose}
            purpose = template.purpose if template else Purpose.FIRST_MESSAGE
            counts = template is not None
            self._purpose = form.choice("What for", "purpose", purpose_labels, purpose.value, counts=counts)
            channel_labels = {ANY: "Any channel"} | {channel.value: channels.words(channel) for channel in Channel}
            channel = template.channel.value if template and template.channel else ANY
            self._channel = form.choice("Channel", "channel", channel_labels, channel, counts=counts)
        has_subject = not self._channel or channels.has_subject(Channel(self._channel))
        subject = template.subject if template else ""
        self._subject = form.line("Subject", "subject", subject) if has_subject else ""
        self._body = form.area(
            "Template", "body", template.body if template else "", height=260, placeholder="Hi {first_name}, …"
        )
        form.keep()
        self._report_unknown()

    def template(self) -> Template:
        """Make the record of what is in the form. Raises ValidationError if a field is invalid."""
        fields = {
            "name": self._name,
            "purpose": Purpose(self._purpose),
            "channel": Channel(self._channel) if self._channel else None,
            "subject": self._subject,
            "body": self._body,
        }
        # A shipped one is first saved by its first change, so it has no version to compare with until then.
        return self.form.made(Template, fields)

    def _report_unknown(self) -> None:
        unknown_fields = merge_fields.unknown(f"{self._subject}\n{self._body}")
        if unknown_fields:
            are = "is no field that netdash fills" if len(unknown_fields) == 1 else "are no fields that netdash fills"
            names = escaped(", ".join(unknown_fields))
            st.caption(f":material/help: {names} {are}: a slip, or something to fill in by hand each time.")


def _draw_new(visit: Visit) -> None:
    template_form = TemplateForm(visit)
    if not template_form.form.submitted("Add the template", type="secondary"):
        return
    with template_form.form.submitting(Template) as submission:
        template = template_form.template()
        next_step = flash.NextStep("Open it", "outreach.py", {"template": templates.add(visit.workspace, template)})
        submission.say(f"Added the template “{template.name}”.", then=next_step)


def _draw_change(visit: Visit, stored: Template) -> None:
    template_form = TemplateForm(visit, stored)
    if not template_form.form.submitted("Save the changes"):
        return
    with template_form.form.submitting() as submission:
        templates.edit(visit.workspace, template_form.template())
        submission.say("Saved the template.")


def show_fields() -> None:
    """Draw the table of the merge fields, once it is unfolded."""
    box = st.expander(
        "The fields a template can have", icon=":material/data_object:", key="outreach_fields", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        st.caption("A field is filled when you write; one that nothing is known for stays, to be filled in by hand.")
        rows = [
            {
                "Field": f"`{{{field.name}}}`",
                "Stands for": escaped(field.words),
                "Filled by": "you" if field.by_hand else "netdash",
            }
            for field in merge_fields.fields()
        ]
        st.table(rows, hide_index=True, alt="The merge fields, what each stands for, and who fills it in")
