"""The set that is being chosen: its count, its questions in asking order, and keeping it under a name."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from netdash import rules, trash
from netdash.questions import question_sets, questions
from netdash.questions.questions import Step
from netdash.questions.screens import actions, facts
from netdash.records import Question, QuestionSet
from netdash.ui import flash, lists
from netdash.ui.copy_button import copy_button
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing
from netdash.wording import counted

STEPS = {Step.UP: ("Earlier", "earlier"), Step.DOWN: ("Later", "later")}


def show(visit: Visit) -> None:
    """Draw the chosen questions with what can be done with them."""
    chosen, rule = facts.chosen(visit), rules.of(visit.workspace).questions
    st.subheader("Your set")
    if not chosen:
        st.caption(
            f"Tick the {rule.fewest} to {rule.most} questions you would like to ask next. The one that asks whom else "
            "to meet is added by itself and comes last: it opens the next door.",
            help=f"Source: {rule.source}",
        )
        return
    if _draw_count(visit, len(chosen)):
        movable = [one.id for one in chosen if not questions.closes(one.id)]
        for number, question in enumerate(chosen, 1):
            _draw_member(number, question, movable)
    else:
        st.markdown("\n".join(f"{number}. {escaped(one.text)}" for number, one in enumerate(chosen, 1)))
        st.caption("The last one stays last: it leads to the next conversation.", help=f"Source: {rule.source}")
    with st.container(horizontal=True):
        copy_button("Copy as text", question_sets.as_text(chosen), "question_bank_copy")
        if st.button("Empty the set", key="question_bank_clear", type="tertiary", icon=":material/close:"):
            with flash.errors_shown():
                _clear(visit)
    _draw_saving(visit, chosen)


def _draw_count(visit: Visit, count: int) -> bool:
    """Draw how many are chosen and what the rule says to that; return whether the person is arranging them."""
    rule = rules.of(visit.workspace).questions
    sentence = question_sets.advice(count, rule)
    size = f":orange-badge[of {rule.fewest}–{rule.most}]" if sentence else ":green-badge[:material/check: a good size]"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{counted(count, 'question')} {size}")
        arranging = st.toggle("Arrange", key="question_bank_arrange_set")
    if sentence:
        st.caption(sentence, help=f"Source: {rule.source}")
    return arranging


def _draw_member(number: int, question: Question, movable: Sequence[str]) -> None:
    id = question.id
    # The key lets the keyboard's focus follow a question that moves.
    with st.container(gap=None, key=f"question_bank_member_{id}"):
        st.markdown(f":small[{number}\\. {escaped(question.text)}]")
        if id not in movable:
            st.caption("Stays last: it leads to the next conversation.")
            return
        # Never disabled at an end: the keyboard's focus, which follows the question there, would be lost.
        with st.container(horizontal=True, horizontal_alignment="right"):
            for step, (label, field) in STEPS.items():
                st.button(
                    label,
                    key=f"question_bank_{field}_{id}",
                    type="tertiary",
                    help=escaped(question.text),
                    on_click=actions.move_chosen,
                    args=(id, step),
                )
            st.button(
                "Take out",
                key=f"question_bank_out_{id}",
                type="tertiary",
                help=escaped(question.text),
                on_click=actions.leave_out,
                args=(id,),
            )


def _clear(visit: Visit) -> None:
    with visit.workspace.transaction():
        before = question_sets.working(visit.workspace)
        question_sets.clear(visit.workspace)
        after = question_sets.working(visit.workspace)
    flash.say("Emptied the set.", undo=actions.putting_back(before, after))
    st.rerun()


def _draw_saving(visit: Visit, chosen: Sequence[Question]) -> None:
    sets = visit.workspace.all(QuestionSet)
    same = question_sets.same_as(sets, (one.id for one in chosen))
    if same is not None:
        st.caption(f":material/check: Saved as “{escaped(same.name)}”.")
    form = Form(visit, "question_bank_set")
    name = form.line("Name of the set", "name", placeholder="Recruiters")
    form.keep()
    twin = question_sets.named_like(sets, name) if name.strip() else None
    label = "Replace the saved set" if twin else "Save the set"
    if st.button(label, key="question_bank_save_set", type="primary", width="stretch"):
        with form.submitting(QuestionSet) as submission:
            twin = question_sets.named_like(visit.workspace.all(QuestionSet), name)
            saved = question_sets.find(visit.workspace, question_sets.save_as(visit.workspace, name, form.token))
            if twin is None:
                submission.say(f"Saved the set “{name.strip()}”.")
            else:
                submission.say(f"Replaced the set “{twin.name}”.", undo=actions.putting_back(twin, saved))


def show_saved_sets(visit: Visit) -> None:
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
        with form.submitting() as submission:
            question_sets.rename(visit.workspace, one.id, name)
            submission.say(f"The set is now called “{' '.join(name.split())}”.")
    if st.button("Delete the set", key=f"question_bank_delete_set_{one.id}", type="tertiary", icon=":material/delete:"):
        gone = question_sets.delete(visit.workspace, one.id, visit.now)
        flash.say(f"Deleted the set “{one.name}”.", undo=undoing(trash.restore, gone))
        st.rerun()
