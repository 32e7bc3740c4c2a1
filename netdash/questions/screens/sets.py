"""The current question set, saved under a name where wanted, and the saved sets."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from netdash import rules
from netdash.questions import question_sets, questions
from netdash.questions.screens import facts
from netdash.records import Question, QuestionSet
from netdash.ui import flash, layout, lists
from netdash.ui.copy_button import copy_button
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out, carry_out_deletion, undoable
from netdash.wording import counted


def show(visit: Visit) -> None:
    """Draw the current set: its size, its questions in asking order, its buttons, and the form that saves it."""
    members, rule = facts.current_questions(visit), rules.of(visit.workspace).questions
    st.header("Your set")
    if not members:
        st.caption(
            f"Tick the {rule.fewest} to {rule.most} questions you would like to ask next. The one that asks whom else "
            "to meet is added for you and comes last: it opens the next door.",
            help=f"Source: {rule.source}",
            width=layout.CAPTION_WIDTH,
        )
        return
    if _draw_count(visit, len(members)):
        movable = [question.id for question in members if not questions.is_closing(question.id)]
        for number, question in enumerate(members, 1):
            _draw_member(number, question, movable)
    else:
        st.markdown("\n".join(f"{number}. {escaped(question.text)}" for number, question in enumerate(members, 1)))
        st.caption("The last one stays last: it leads to the next conversation.", help=f"Source: {rule.source}")
    with st.container(horizontal=True):
        copy_button("Copy as text", question_sets.as_text(members), "question_bank_copy")
        if lists.quiet_button("Empty the set", "question_bank_clear", "close"):
            clear = lambda: question_sets.clear(visit.workspace)  # noqa: E731
            carry_out(visit.workspace, clear, "Emptied the set.", whole=True)
    _draw_saving(visit, members)


def _draw_count(visit: Visit, count: int) -> bool:
    """Draw the size of the set and advice on it; return whether it is being arranged."""
    rule = rules.of(visit.workspace).questions
    sentence = question_sets.advice(count, rule)
    size = f":orange-badge[of {rule.fewest}–{rule.most}]" if sentence else ":green-badge[:material/check: a good size]"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{counted(count, 'question')} {size}")
        is_arranging = st.toggle("Arrange", key="question_bank_arrange_set")
    if sentence:
        st.caption(sentence, help=f"Source: {rule.source}")
    return is_arranging


def _draw_member(number: int, question: Question, movable: Sequence[str]) -> None:
    id, text = question.id, escaped(question.text)
    # The key lets the keyboard's focus follow a question that moves.
    with st.container(gap=None, key=f"question_bank_member_{id}"):
        st.markdown(f":small[{number}\\. {text}]")
        if id not in movable:
            st.caption("Stays last: it leads to the next conversation.")
            return
        # Never disabled at an end: the keyboard's focus, which follows the question there, would be lost.
        with st.container(horizontal=True, horizontal_alignment="right"):
            for direction, (label, field) in facts.MOVES.items():
                lists.change_button(label, f"question_bank_{field}_{id}", text, question_sets.move, id, direction)
            lists.change_button("Take out", f"question_bank_out_{id}", text, question_sets.remove, id)


def _draw_saving(visit: Visit, members: Sequence[Question]) -> None:
    sets = visit.workspace.all(QuestionSet)
    equal_set = question_sets.with_questions(sets, (question.id for question in members))
    if equal_set is not None:
        st.caption(f":material/check: Saved as “{escaped(equal_set.name)}”.")
    form = Form(visit, "question_bank_set")
    name = form.line("Name of the set", "name", placeholder="Recruiters")
    form.keep()
    namesake = question_sets.namesake(sets, name) if name.strip() else None
    label = "Replace the saved set" if namesake else "Save the set"
    if st.button(label, key="question_bank_save_set", type="primary", width="stretch"):
        with form.submitting(QuestionSet) as submission:
            namesake = question_sets.namesake(visit.workspace.all(QuestionSet), name)
            save = lambda: question_sets.save_as(visit.workspace, name, form.token)  # noqa: E731
            undo = undoable(visit.workspace, save, whole=True)
            did = f"Replaced the set “{namesake.name}”" if namesake else f"Saved the set “{name.strip()}”"
            submission.say(f"{did}.", undo)


def show_saved_sets(visit: Visit) -> None:
    """Draw the saved sets, ten at a time; nothing where there are none."""
    all_sets = question_sets.saved(visit.workspace.all(QuestionSet))
    if not all_sets:
        return
    st.header("Saved sets")
    for question_set in lists.paged(all_sets, "question_bank_sets_page"):
        with flash.errors_shown():
            _draw_set(visit, question_set)


def _draw_set(visit: Visit, question_set: QuestionSet) -> None:
    members = question_sets.members(question_set.questions, facts.bank(visit))
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        lists.about(escaped(question_sets.label(question_set)), counted(len(members), "question"))
        if st.button("Use", key=f"question_bank_use_{question_set.id}", help=escaped(question_set.name)):
            _use(visit, question_set)
        key, name = f"question_bank_set_edit_{question_set.id}", escaped(question_set.name)
        box = st.popover("Edit", key=key, type="tertiary", on_change="rerun", help=name)
    if box.open:
        with box:
            _draw_edit(visit, question_set)


def _use(visit: Visit, question_set: QuestionSet) -> None:
    load = lambda: question_sets.load(visit.workspace, question_set.id)  # noqa: E731
    carry_out(visit.workspace, load, f"Your set is now “{question_set.name}”.", whole=True)


def _draw_edit(visit: Visit, question_set: QuestionSet) -> None:
    form = Form(visit, "question_bank_set", question_set)
    name = form.line("Name", "name", question_set.name)
    form.keep()
    if st.button("Rename", key=f"question_bank_rename_{question_set.id}"):
        with form.submitting() as submission:
            question_sets.rename(visit.workspace, form.made(QuestionSet, {"name": name}))
            submission.say(f"The set is now called “{' '.join(name.split())}”.")
    if lists.quiet_button("Delete the set", f"question_bank_delete_set_{question_set.id}", "delete"):
        sentence = f"Deleted the set “{question_set.name}”."
        carry_out_deletion(lambda: question_sets.delete(visit.workspace, question_set.id, visit.now), sentence)
