"""One template on a page of its own: its words, what fills them, and putting it away."""

from __future__ import annotations

import streamlit as st

from netdash import trash
from netdash.outreach import channels, templates
from netdash.outreach.screens import template_form
from netdash.outreach.screens import templates as template_list
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.records import Template
from netdash.ui import flash, lists, session
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import saving_again, undoing


def show(visit: Visit, id: str) -> None:
    """Draw the template with the form that changes it.

    Raises GoneError where there is none with this id.
    """
    template = templates.find(visit.workspace, id)
    lists.back("All templates", "outreach.py", "outreach_back")
    st.title(escaped(template.name))
    channel = channels.words(template.channel) if template.channel else "Any channel"
    st.markdown(f":gray[{PURPOSE_WORDS[template.purpose]} · {channel}] {template_list.marks(template)}")
    drawn = template_form.TemplateForm(visit, template)
    if drawn.form.submitted("Save the changes"):
        with flash.errors_shown():
            template_form.save(visit, drawn)
    template_form.show_fields()
    with st.container(horizontal=True), flash.errors_shown():
        _draw_putting_away(visit, template)


def _draw_putting_away(visit: Visit, template: Template) -> None:
    id = template.id
    if templates.reworded(template) and _quiet("Reset to its own words", "reset", "restart_alt", id):
        undo = saving_again(visit.workspace, Template, id, lambda: templates.reset(visit.workspace, id))
        flash.say(f"“{template.name}” reads again as it came.", undo=undo)
        st.rerun()
    words, icon = ("Bring back", "unarchive") if template.archived else ("Archive", "archive")
    if _quiet(words, "archive", icon, id):
        _archive(visit, template, archived=not template.archived)
        st.rerun()
    if templates.deletable(template) and _quiet("Delete", "delete", "delete", id):
        gone = templates.delete(visit.workspace, id, visit.now)
        flash.say(f"Deleted the template “{template.name}”.", undo=undoing(trash.restore, gone))
        st.switch_page("outreach.py")


def _archive(visit: Visit, template: Template, archived: bool) -> None:
    templates.archive(visit.workspace, template.id, archived)
    flash.say(
        f"{'Archived' if archived else 'Brought back'}: {template.name}",
        undo=lambda: templates.archive(session.opened().workspace, template.id, not archived),
    )


def _quiet(label: str, field: str, icon: str, id: str) -> bool:
    key = f"outreach_template_{field}_{id}"
    return st.button(label, key=key, icon=f":material/{icon}:", type="tertiary")
