"""The list of targets, each with whom one knows there, at a glance."""

from __future__ import annotations

import streamlit as st

from netdash.people.screens.directory import directory
from netdash.records import Priority, Target
from netdash.targets import targets
from netdash.targets.screens import form, parts
from netdash.targets.screens.parts import PAGE
from netdash.targets.targets import Coverage
from netdash.ui import lists
from netdash.ui.forms import folded
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.wording import counted

MARKS = {
    Priority.HIGH: " :orange-badge[high priority]",
    Priority.MEDIUM: "",
    Priority.LOW: " :gray-badge[low priority]",
}


def show(visit: Visit) -> None:
    """Draw the form for a new target, and the targets in use, ten at a time."""
    found = parts.all_targets(visit)
    if not found:
        st.markdown(
            "Name a company you would like to work for, and the role if you know it. netdash then shows whom you know "
            "there, whom you still miss of the two that decide (a technical and an HR contact), and who could "
            "introduce you."
        )
    icon, key = ":material/add:", "target_plan_form"
    with folded(visit, "Add a target", "target_plan", icon=icon, key=key, unfolded=not found):
        drawn = form.TargetForm(visit)
        if drawn.form.submitted("Add the target"):
            form.add(visit, drawn)
    _draw_rows(visit, [one for one in found if not one.archived], "target_plan_page")
    _draw_archived(visit, [one for one in found if one.archived])


def _draw_rows(visit: Visit, found: list[Target], key: str) -> None:
    for one in lists.paged(found, key):
        known = parts.coverage(visit, one.company)
        title = f"**{escaped(targets.label(one))}**{MARKS[one.priority]}"
        detail = f"{parts.glance(known)} {_doors(visit, known)}"
        if lists.row(title, detail, "Open", key=f"target_plan_open_{one.id}"):
            st.switch_page(PAGE, query_params={"target": one.id})
    lists.pager(found, key)


def _doors(visit: Visit, known: Coverage) -> str:
    """Say who could introduce the member to somebody who is missing there."""
    if not known.missing:
        return ""
    if not known.doors:
        return "nobody yet who could introduce you"
    first, *more = [escaped(directory(visit).name(one.contact)) for one in known.doors]
    return f"ask {first}" + (f" or {counted(len(more), 'other')}" if more else "")


def _draw_archived(visit: Visit, archived: list[Target]) -> None:
    if not archived:
        return
    label = f"Archived ({len(archived)})"
    box = st.expander(label, icon=":material/inventory_2:", key="target_plan_archived", on_change="rerun")
    if box.open:
        with box:
            _draw_rows(visit, archived, "target_plan_archived_page")
