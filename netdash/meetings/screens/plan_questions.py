"""The questions of a plan: chosen from the bank or a saved set, arranged, with advice on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from netdash import rules
from netdash.meetings import agenda, plans
from netdash.people.screens.directory import directory
from netdash.questions import question_sets, questions
from netdash.questions.questions import new_order
from netdash.questions.screens import facts
from netdash.records import Meeting, QuestionSet
from netdash.ui.forms import Form, placeholder
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.wording import counted

ADD_WIDTH = 260
"""In pixels: in half a page the buttons stand beside it, on a phone below."""


def pick(visit: Visit, form: Form, start: Sequence[str], minutes: int, people: Sequence[str]) -> tuple[str, ...]:
    """Draw the chosen questions with controls to add, arrange and remove; return them, the referral question last.

    `minutes` are those asked for, `people` the ids of the contacts who will be asked.
    """
    key = form.unseen("questions", _movable(start))
    ids = question_sets.with_closing(st.session_state[key])
    with placeholder():
        _draw_count(visit, form, len(ids), minutes)
        _draw_chosen(visit, form, ids)
        _draw_advice(visit, ids, people, form)
    _draw_adding(visit, form, ids, people)
    return ids


def _draw_chosen(visit: Visit, form: Form, ids: Sequence[str]) -> None:
    if ids and st.session_state.get(form.key("arrange"), False):
        for number, id in enumerate(ids, 1):
            _draw_member(visit, form, number, id)
    elif ids:
        wordings = facts.texts(visit)
        texts = (escaped(wordings.get(id, facts.REMOVED)) for id in ids)
        st.markdown("\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1)))
        st.caption("The last one stays last: it leads to the next conversation.")


def _movable(ids: Sequence[str]) -> list[str]:
    return [id for id in question_sets.with_closing(ids) if not questions.is_closing(id)]


def _draw_count(visit: Visit, form: Form, count: int, minutes: int) -> None:
    rule = rules.of(visit.workspace)
    if not count:
        fewest, most = rule.questions.fewest, rule.questions.most
        st.caption(
            f"Choose {fewest} to {most}. The one about whom else to meet is added for you and comes last.",
            help=f"Source: {rule.questions.source}",
        )
        return
    slots = agenda.agenda(minutes, rule.meeting)
    each = agenda.minutes_words(agenda.per_question(slots, count))
    total = sum((slot.lasts for slot in slots if slot.part.grows), timedelta(0))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"{counted(count, 'question')} :gray-badge[:material/schedule: {each} each, "
            f"{agenda.minutes_words(total)} of {minutes}]",
            help="  \n".join(f"{slot.part.title}: {agenda.minutes_words(slot.lasts)}" for slot in slots),
        )
        st.toggle("Arrange", key=form.key("arrange"))


def _draw_member(visit: Visit, form: Form, number: int, id: str) -> None:
    text = facts.texts(visit).get(id, facts.REMOVED)
    key, movable = form.key("questions"), st.session_state[form.key("questions")]
    # With a key, the keyboard focus follows a question that moves.
    with st.container(gap=None, key=form.key(f"member_{id}")):
        st.markdown(f"{number}\\. {escaped(text)}")
        if questions.is_closing(id):
            st.caption("Stays last: it leads to the next conversation.")
            return
        with st.container(horizontal=True, horizontal_alignment="right"):
            for step, (label, field) in facts.MOVES.items():
                order = list(new_order(movable, id, step))
                st.button(
                    label,
                    key=form.key(f"{field}_{id}"),
                    type="tertiary",
                    disabled=order == movable,
                    on_click=_set,
                    args=(key, order),
                )
            rest = [other for other in movable if other != id]
            st.button("Take out", key=form.key(f"out_{id}"), type="tertiary", on_click=_set, args=(key, rest))


def _draw_advice(visit: Visit, ids: Sequence[str], people: Sequence[str], form: Form) -> None:
    excluded = form.about if form.changes else ""
    repeated = plans.repeated_questions(visit.workspace.all(Meeting), ids, people, excluded)
    rule, wordings = rules.of(visit.workspace).questions, facts.texts(visit)
    if not ids:
        return
    name = directory(visit).name
    for check in plans.advice(
        ids, repeated, rule, lambda id: wordings.get(id, facts.REMOVED), name, visit.today, visit.zone
    ):
        st.caption(f":material/info: {escaped(check.sentence)}")


def _draw_adding(visit: Visit, form: Form, ids: Sequence[str], people: Sequence[str]) -> None:
    """Draw the controls that add one question, a whole set, or the suggested questions."""
    addable = {
        question.id: question.text for question in facts.bank(visit) if not question.archived and question.id not in ids
    }
    select_key, questions_key = form.key("add_question"), form.key("questions")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Add a question",
            list(addable),
            index=None,
            format_func=lambda id: addable.get(id, ""),
            key=select_key,
            placeholder="From your question bank",
            width=ADD_WIDTH,
            on_change=_add,
            args=(questions_key, select_key),
        )
        if not ids:
            rule = rules.of(visit.workspace).questions
            suggestions = plans.suggested_questions(facts.bank(visit), visit.workspace.all(Meeting), people, rule)
            label, icon, order = f"Suggest {len(suggestions)}", ":material/lightbulb:", _movable(suggestions)
            st.button(label, key=form.key("suggest"), icon=icon, on_click=_set, args=(questions_key, order))
        sets = {saved.id: (saved.name, saved.questions) for saved in _sets(visit)}
        if not sets:
            return
        with st.popover("Use a set", key=form.key("sets"), icon=":material/playlist_add_check:"):
            for id, (label, members) in sets.items():
                args = questions_key, _movable(members)
                st.button(escaped(label), key=form.key(f"use_{id}"), on_click=_set, args=args)


def _sets(visit: Visit) -> list[QuestionSet]:
    working = question_sets.current(visit.workspace)
    unsaved = [working.replace(name="The set you are choosing")] if working.questions else []
    return [*unsaved, *question_sets.saved(visit.workspace.all(QuestionSet))]


def _set(key: str, ids: list[str]) -> None:
    st.session_state[key] = ids


def _add(key: str, select_key: str) -> None:
    id = st.session_state[select_key]
    if id:
        # The referral question alone makes no list, so it is stored as chosen until another one joins it.
        st.session_state[key] = [*st.session_state[key], id]
        st.session_state[select_key] = None
