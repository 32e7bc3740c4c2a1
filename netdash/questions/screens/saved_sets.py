"""The sets that are saved by name: using one again, renaming and deleting it."""

from __future__ import annotations

import streamlit as st

from netdash import trash
from netdash.questions import question_sets
from netdash.questions.screens import actions, facts
from netdash.records import QuestionSet
from netdash.ui import flash, lists
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing
from netdash.wording import counted


def show(visit: Visit) -> None:
    """Draw the saved sets, ten at a time; nothing where there are none."""
    saved = question_sets.saved(visit.workspace.all(QuestionSet))
    if not saved:
        return
    st.subheader("Saved sets")
    for one in lists.paged(saved, "question_bank_sets_page"):
        with flash.errors_shown():
            _draw_set(visit, one)
    lists.pager(saved, "question_bank_sets_page")


def _draw_set(visit: Visit, one: QuestionSet) -> None:
    members = question_sets.members(one.questions, facts.bank(visit))
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        lists.about(escaped(question_sets.label(one)), counted(len(members), "question"))
        if st.button("Use", key=f"question_bank_use_{one.id}", help=escaped(one.name)):
            _use(visit, one)
        key, about = f"question_bank_set_edit_{one.id}", escaped(one.name)
        box = st.popover("Edit", key=key, type="tertiary", on_change="rerun", help=about)
    if box.open:
        with box:
            _draw_edit(visit, one)


def _use(visit: Visit, one: QuestionSet) -> None:
    with visit.workspace.transaction():
        before = question_sets.working(visit.workspace)
        question_sets.load(visit.workspace, one.id)
        after = question_sets.working(visit.workspace)
    flash.say(f"Your set is now “{one.name}”.", undo=actions.putting_back(before, after))
    st.rerun()


def _draw_edit(visit: Visit, one: QuestionSet) -> None:
    form = Form(visit, "question_bank_set", one)
    name = form.line("Name", "name", one.name)
    form.keep()
    if st.button("Rename", key=f"question_bank_rename_{one.id}"):
        with form.saving():
            question_sets.rename(visit.workspace, one.id, name)
        flash.say(f"The set is now called “{' '.join(name.split())}”.")
        st.rerun()
    if st.button("Delete the set", key=f"question_bank_delete_set_{one.id}", type="tertiary", icon=":material/delete:"):
        gone = question_sets.delete(visit.workspace, one.id, visit.now)
        flash.say(f"Deleted the set “{one.name}”.", undo=undoing(trash.restore, gone))
        st.rerun()
