"""The list of targets, each with the contacts there at a glance."""

from __future__ import annotations

import streamlit as st

from netdash.people.screens.directory import directory
from netdash.records import Priority, Target
from netdash.targets import targets
from netdash.targets.screens import form, parts
from netdash.targets.screens.parts import PAGE
from netdash.targets.targets import Coverage
from netdash.ui import flash, lists, session
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
    all_targets = parts.all_targets(visit)
    if not all_targets:
        st.markdown(
            "Name a company you would like to work for, and the role if you know it. netdash then shows whom you know "
            "there, whom you still miss of the two that decide (a technical and an HR contact), and who could "
            "introduce you."
        )
    unfolded = not all_targets or session.unfinished(visit, "target_plan")
    # Under another key after each that is added, since what is open stays open in the browser.
    key = f"target_plan_form_{len(all_targets)}"
    with st.expander("Add a target", expanded=unfolded, icon=":material/add:", key=key):
        target_form = form.TargetForm(visit)
        if target_form.form.submitted("Add the target"):
            with flash.errors_shown():
                form.add(visit, target_form)
    _draw_rows(visit, [target for target in all_targets if not target.archived], "target_plan_page")
    _draw_archived(visit, [target for target in all_targets if target.archived])


def _draw_rows(visit: Visit, rows: list[Target], key: str) -> None:
    for target in lists.paged(rows, key):
        coverage = parts.coverage(visit, target.company)
        title = f"**{escaped(targets.label(target))}**{MARKS[target.priority]}"
        detail = f"{parts.coverage_badges(coverage)} {_introducer_words(visit, coverage)}"
        if lists.row(title, detail, "Open", key=f"target_plan_open_{target.id}"):
            st.switch_page(PAGE, query_params={"target": target.id})
    lists.pager(rows, key)


def _introducer_words(visit: Visit, coverage: Coverage) -> str:
    """Say who could introduce the member to a side that is missing there."""
    if not coverage.missing:
        return ""
    if not coverage.introducers:
        return "nobody yet who could introduce you"
    first, *more = [escaped(directory(visit).name(introducer.contact)) for introducer in coverage.introducers]
    return f"ask {first}" + (f" or {counted(len(more), 'other')}" if more else "")


def _draw_archived(visit: Visit, archived: list[Target]) -> None:
    if not archived:
        return
    label = f"Archived ({len(archived)})"
    box = st.expander(label, icon=":material/inventory_2:", key="target_plan_archived", on_change="rerun")
    if box.open:
        with box:
            _draw_rows(visit, archived, "target_plan_archived_page")
