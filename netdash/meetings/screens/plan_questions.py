"""The questions of a plan: chosen from the bank or a saved set, put in order, and what speaks against them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from netdash import rules
from netdash.meetings import agenda, plans
from netdash.people.screens.directory import directory
from netdash.questions import question_sets, questions
from netdash.questions.questions import Step, shifted
from netdash.questions.screens import facts
from netdash.records import Meeting, QuestionSet
from netdash.ui.forms import Form, room
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.wording import counted

STEPS = {Step.UP: ("Earlier", "earlier"), Step.DOWN: ("Later", "later")}


def pick(visit: Visit, form: Form, start: Sequence[str], minutes: int, people: Sequence[str]) -> tuple[str, ...]:
    """Draw the chosen questions with the ways to add, order and take out; return them, the referral question last.

    `minutes` are those asked for, `people` the ids of whom they will be asked.
    """
    key = form.unseen("questions", _movable(start))
    chosen = question_sets.closed(st.session_state[key])
    with room():
        _draw_count(visit, form, len(chosen), minutes)
        _draw_chosen(visit, form, chosen)
        _draw_advice(visit, chosen, people, form)
    _draw_adding(visit, form, chosen, people)
    return chosen


def _draw_chosen(visit: Visit, form: Form, chosen: Sequence[str]) -> None:
    if chosen and st.session_state.get(form.key("arrange"), False):
        for number, id in enumerate(chosen, 1):
            _draw_member(visit, form, number, id)
    elif chosen:
        words = facts.wordings(visit)
        listed = (escaped(words.get(id, facts.REMOVED)) for id in chosen)
        st.markdown("\n".join(f"{number}. {text}" for number, text in enumerate(listed, 1)))
        st.caption("The last one stays last: it leads to the next conversation.")


def _movable(ids: Sequence[str]) -> list[str]:
    return [id for id in question_sets.closed(ids) if not questions.closes(id)]


def _draw_count(visit: Visit, form: Form, count: int, minutes: int) -> None:
    rule = rules.of(visit.workspace)
    if not count:
        fewest, most = rule.questions.fewest, rule.questions.most
        st.caption(
            f"Choose {fewest} to {most}. The one that asks whom else to meet is added by itself and comes last.",
            help=f"Source: {rule.questions.source}",
        )
        return
    slots = agenda.agenda(minutes, rule.meeting)
    each = agenda.minutes_words(agenda.per_question(slots, count))
    whole = sum((slot.lasts for slot in slots if slot.part.grows), timedelta(0))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"{counted(count, 'question')} :gray-badge[:material/schedule: {each} each, "
            f"{agenda.minutes_words(whole)} of {minutes}]",
            help="  \n".join(f"{slot.part.title}: {agenda.minutes_words(slot.lasts)}" for slot in slots),
        )
        st.toggle("Arrange", key=form.key("arrange"))


def _draw_member(visit: Visit, form: Form, number: int, id: str) -> None:
    text = facts.wordings(visit).get(id, facts.REMOVED)
    key, movable = form.key("questions"), st.session_state[form.key("questions")]
    # The key lets the keyboard's focus follow a question that moves.
    with st.container(gap=None, key=form.key(f"member_{id}")):
        st.markdown(f"{number}\\. {escaped(text)}")
        if questions.closes(id):
            st.caption("Stays last: it leads to the next conversation.")
            return
        with st.container(horizontal=True, horizontal_alignment="right"):
            for step, (label, field) in STEPS.items():
                order = list(shifted(movable, id, step))
                st.button(
                    label,
                    key=form.key(f"{field}_{id}"),
                    type="tertiary",
                    disabled=order == movable,
                    on_click=_set,
                    args=(key, order),
                )
            rest = [one for one in movable if one != id]
            st.button("Take out", key=form.key(f"out_{id}"), type="tertiary", on_click=_set, args=(key, rest))


def _draw_advice(visit: Visit, chosen: Sequence[str], people: Sequence[str], form: Form) -> None:
    but = form.about if form.changes else ""
    again = plans.repeated_questions(visit.workspace.all(Meeting), chosen, people, but)
    rule, words = rules.of(visit.workspace).questions, facts.wordings(visit)
    if not chosen:
        return
    name = directory(visit).name
    for check in plans.advice(
        chosen, again, rule, lambda id: words.get(id, facts.REMOVED), name, visit.today, visit.zone
    ):
        st.caption(f":material/info: {escaped(check.sentence)}")


def _draw_adding(visit: Visit, form: Form, chosen: Sequence[str], people: Sequence[str]) -> None:
    """Draw the way to add one question, and to take over a whole set, or what the bank suggests."""
    offered = {one.id: one.text for one in facts.bank(visit) if not one.archived and one.id not in chosen}
    adds, key = form.key("add_question"), form.key("questions")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Add a question",
            list(offered),
            index=None,
            format_func=lambda id: offered.get(id, ""),
            key=adds,
            placeholder="From your question bank",
            on_change=_add,
            args=(key, adds),
        )
        if not chosen:
            rule = rules.of(visit.workspace).questions
            ids = plans.suggested_questions(facts.bank(visit), visit.workspace.all(Meeting), people, rule)
            label, icon = f"Suggest {len(ids)}", ":material/lightbulb:"
            st.button(label, key=form.key("suggest"), icon=icon, on_click=_set, args=(key, _movable(ids)))
        sets = {one.id: (one.name, one.questions) for one in _sets(visit)}
        if not sets:
            return
        with st.popover("Use a set", key=form.key("sets"), icon=":material/playlist_add_check:"):
            for id, (label, ids) in sets.items():
                st.button(escaped(label), key=form.key(f"use_{id}"), on_click=_set, args=(key, _movable(ids)))


def _sets(visit: Visit) -> list[QuestionSet]:
    working = question_sets.working(visit.workspace)
    own = [working.replace(name="The set you are choosing")] if working.questions else []
    return [*own, *question_sets.saved(visit.workspace.all(QuestionSet))]


def _set(key: str, ids: list[str]) -> None:
    st.session_state[key] = ids


def _add(key: str, adds: str) -> None:
    added = st.session_state[adds]
    if added:
        # The referral question alone makes no list, so it stands for itself until another joins it.
        st.session_state[key] = [*st.session_state[key], added]
        st.session_state[adds] = None
