"""The templates by what they are for, those that ship and the member's own."""

from __future__ import annotations

import streamlit as st

from netdash.outreach import channels, templates
from netdash.outreach.screens import template as template_screen
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.records import Template
from netdash.ui import flash, lists
from netdash.ui.forms import folded
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


def show(visit: Visit) -> None:
    """Draw the form for a new one, the list, and what the fields mean."""
    form, key = "outreach_template", "outreach_template_form"
    box = folded(visit, "Add a template of your own", form, icon=":material/add:", key=key)
    if box.open:
        with box:
            drawn = template_screen.TemplateForm(visit)
            if drawn.form.submitted("Add the template", type="secondary"):
                with flash.errors_shown():
                    template_screen.add(visit, drawn)
    template_screen.show_fields()
    shelf = visit.remember(lambda: templates.shelf(visit.workspace.all(Template)), "templates", Template)
    away = templates.archived(shelf)
    archived = bool(away) and st.toggle(f"Archived ({len(away)})", key="outreach_templates_archived")
    _draw_list(away if archived else tuple(one for one in shelf if not one.archived))
    st.caption(f"The templates that come with netdash are {escaped(templates.source())}.")


def marks(template: Template) -> str:
    """Say in Markdown where a template is from, and whether it was changed."""
    own = ":blue-badge[your own]" if templates.deletable(template) else ""
    changed = ":gray-badge[changed]" if templates.reworded(template) else ""
    return " ".join(filter(None, (own, changed, ":gray-badge[archived]" if template.archived else "")))


def _draw_list(found: tuple[Template, ...]) -> None:
    purpose = None
    for one in lists.paged(found, "outreach_templates_page"):
        if one.purpose is not purpose:
            purpose = one.purpose
            st.subheader(PURPOSE_WORDS[purpose])
        channel = channels.words(one.channel) if one.channel else "Any channel"
        title = f"{escaped(one.name)} {marks(one)}"
        if lists.row(title, channel, "Open", key=f"outreach_template_open_{one.id}", quiet=True):
            st.switch_page("outreach.py", query_params={"template": one.id})
    lists.pager(found, "outreach_templates_page")
