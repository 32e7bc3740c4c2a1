"""The set that is being chosen: its count, its questions in asking order, and keeping it under a name."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from netdash import question_sets, questions, rules
from netdash.question_order import Step
from netdash.records import Question, QuestionSet
from netdash.ui import flash, question_actions, question_facts
from netdash.ui.copy_button import copy_button
from netdash.ui.forms import Form
from netdash.ui.session import Visit
from netdash.ui.words import counted, escaped

STEPS = {
    Step.UP: "Ask it earlier",
    Step.DOWN: "Ask it later",
    Step.TOP: "Ask it first",
    Step.BOTTOM: "Ask it just before the closing question",
}
OUT = "Take it out"


def show(visit: Visit) -> None:
    """Draw the chosen questions with what can be done with them."""
    chosen, rule = question_facts.chosen(visit), rules.shipped().questions
    st.subheader("Your set")
    if not chosen:
        st.caption(
            f"Tick the {rule.fewest} to {rule.most} questions you would like to ask next. The one that asks whom else "
            "to meet is added by itself and comes last: it opens the next door.",
            help=f"Source: {rule.source}",
        )
        return
    _draw_count(len(chosen))
    for number, question in enumerate(chosen, 1):
        _draw_member(visit, number, question, len(chosen))
    with st.container(horizontal=True):
        copy_button("Copy as text", question_sets.as_text(chosen), "question_bank_copy")
        if st.button("Empty the set", key="question_bank_clear", type="tertiary", icon=":material/close:"):
            with flash.errors_shown():
                _clear(visit)
    _draw_saving(visit, chosen)


def _draw_count(count: int) -> None:
    rule = rules.shipped().questions
    sentence = question_sets.advice(count, rule)
    fits = (
        ":green-badge[:material/check: the right size]"
        if not sentence
        else f":orange-badge[of {rule.fewest}–{rule.most}]"
    )
    st.markdown(f"{counted(count, 'question')} {fits}")
    if sentence:
        st.caption(sentence, help=f"Source: {rule.source}")


def _draw_member(visit: Visit, number: int, question: Question, count: int) -> None:
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        with st.container(gap=None):
            st.markdown(f"{number}\\. {escaped(question.text)}")
            if questions.closes(question.id):
                st.caption("Always last: it leads to the next conversation.")
        if not questions.closes(question.id):
            steps = {step: words for step, words in STEPS.items() if count > 2}
            picked = st.menu_button(
                "Move", [*steps.values(), OUT], key=f"question_bank_move_{question.id}", type="tertiary"
            )
            if picked is not None:
                with flash.errors_shown():
                    _change(visit, question.id, picked)


def _change(visit: Visit, id: str, picked: str) -> None:
    for step, words in STEPS.items():
        if picked == words:
            question_sets.move(visit.workspace, id, step)
    if picked == OUT:
        question_sets.leave_out(visit.workspace, id)
    st.rerun()


def _clear(visit: Visit) -> None:
    before = question_sets.working(visit.workspace)
    question_sets.clear(visit.workspace)
    flash.say("Emptied the set.", undo=question_actions.putting_back(before))
    st.rerun()


def _draw_saving(visit: Visit, chosen: Sequence[Question]) -> None:
    sets = visit.workspace.all(QuestionSet)
    same = question_sets.same_as(sets, (one.id for one in chosen))
    if same is not None:
        st.caption(f":material/check: Saved as “{escaped(same.name)}”.")
    form = Form(visit, "question_bank_set")
    name = st.text_input("Name of the set", key=form.field("name", ""), live=True, placeholder="Recruiters") or ""
    form.keep()
    twin = question_sets.named_like(sets, name) if name.strip() else None
    label = "Replace the saved set" if twin else "Save the set"
    if st.button(label, key="question_bank_save_set", type="primary", width="stretch"):
        with flash.errors_shown():
            _save(visit, form, name)


def _save(visit: Visit, form: Form, name: str) -> None:
    if form.just_saved:  # the second click of a double click
        return
    twin = question_sets.named_like(visit.workspace.all(QuestionSet), name)
    with form.saving():
        question_sets.save_as(visit.workspace, name, form.token)
    if twin is None:
        flash.say(f"Saved the set “{name.strip()}”.")
    else:
        flash.say(f"Replaced the set “{twin.name}”.", undo=question_actions.putting_back(twin))
    st.rerun()
