"""The bank as a list: search, filters, and the questions by topic, each with what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from netdash.questions import questions
from netdash.questions.questions import Filter, Step
from netdash.questions.screens import actions, facts
from netdash.records import Question
from netdash.ui import lists
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

SHOW = {"starred": "Starred", "own": "My own", "archived": "Archived"}
STEPS = {Step.TOP: "Top", Step.UP: "Up", Step.DOWN: "Down", Step.BOTTOM: "Bottom"}
OPEN, ARCHIVE = "Edit, see answers", "Archive"
ANY, NO_TOPIC = "Any topic", "No topic"


def show(visit: Visit) -> None:
    """Draw the filters and the questions that they let through, ten at a time."""
    bank = facts.bank(visit)
    wanted, arranging = _draw_filters(bank)
    found = questions.filtered(bank, wanted)
    groups = questions.by_topic(found)
    laid_out = [one for group in groups.values() for one in group]
    if not found:
        st.caption("No question matches. Try fewer letters, or another filter.")
    chosen = [one.id for one in facts.chosen(visit)]
    topic = None
    for question in lists.paged(laid_out, "question_bank_page"):
        if question.topic != topic:
            topic = question.topic
            st.subheader(escaped(topic) or NO_TOPIC)
        # The key lets the keyboard's focus follow a question that moves.
        with st.container(gap=None, key=f"question_bank_row_{question.id}"):
            if question.archived:
                _draw_archived(visit, question)
            elif arranging:
                _draw_steps(question, [one.id for one in groups[question.topic]])
            else:
                _draw_question(visit, question, chosen)
    lists.pager(laid_out, "question_bank_page")
    st.caption(f"The questions that come with netdash are from {escaped(questions.source())}.")


def _draw_filters(bank: Sequence[Question]) -> tuple[Filter, bool]:
    """Return what to show, and whether the person is arranging it."""
    topics = questions.topics(bank)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Search",
            key="question_bank_search",
            type="search",
            live=True,
            placeholder="Search the questions",
            icon=":material/search:",
            label_visibility="collapsed",
        )
        topic = st.selectbox(
            "Topic",
            [ANY, *topics],
            format_func=lambda one: one or NO_TOPIC,
            key="question_bank_filter_topic",
            label_visibility="collapsed",
            width=170,
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        only = st.selectbox(
            "Show only",
            list(SHOW),
            None,
            format_func=SHOW.__getitem__,
            key="question_bank_show",
            placeholder="Show all",
            label_visibility="collapsed",
        )
        arranging = st.toggle("Arrange", key="question_bank_arrange")
    wanted = Filter(
        text=text or "",
        topic=None if topic == ANY else topic,
        starred=only == "starred",
        own=only == "own",
        archived=only == "archived",
    )
    return wanted, arranging


def _draw_question(visit: Visit, question: Question, chosen: Sequence[str]) -> None:
    id, key = question.id, f"question_bank_choose_{question.id}"
    closing = questions.closes(id)
    st.session_state[key] = id in chosen
    st.checkbox(
        escaped(question.text),
        key=key,
        on_change=actions.choose,
        args=(id, key),
        disabled=closing and id in chosen and len(chosen) > 1,
    )
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        st.caption(facts.described(visit, question, "closes every set" if closing else ""))
        st.button(
            "**Starred**" if question.starred else "Star",
            key=f"question_bank_star_{id}",
            icon=":material/star:",
            type="tertiary",
            help=escaped(question.text),
            on_click=actions.star,
            args=(id, not question.starred),
        )
        _draw_more(visit, question)


def _draw_more(visit: Visit, question: Question) -> None:
    offered = [OPEN] if questions.closes(question.id) else [OPEN, ARCHIVE]
    about = escaped(question.text)
    picked = st.menu_button("More", offered, key=f"question_bank_more_{question.id}", type="tertiary", help=about)
    if picked == OPEN:
        st.switch_page("question_bank.py", query_params={"question": question.id})
    if picked == ARCHIVE:
        actions.archive(visit, question, archived=True)
        st.rerun()


def _draw_steps(question: Question, among: Sequence[str]) -> None:
    st.markdown(f":small[{escaped(question.text)}]")
    if len(among) < 2:
        return
    # Never disabled at an end: the keyboard's focus, which follows the question there, would be lost.
    with st.container(horizontal=True, horizontal_alignment="right"):
        for step, words in STEPS.items():
            st.button(
                words,
                key=f"question_bank_{step}_{question.id}",
                type="tertiary",
                help=escaped(question.text),
                on_click=actions.move,
                args=(question.id, step, among),
            )


def _draw_archived(visit: Visit, question: Question) -> None:
    st.markdown(escaped(question.text))
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        st.caption(facts.described(visit, question))
        if st.button("Open", key=f"question_bank_open_{question.id}", type="tertiary"):
            st.switch_page("question_bank.py", query_params={"question": question.id})
        if st.button("Bring back", key=f"question_bank_restore_{question.id}", type="tertiary"):
            actions.archive(visit, question, archived=False)
            st.rerun()
