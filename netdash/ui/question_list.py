"""The bank as a list: search, filters, and the questions by topic, each with what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from netdash import question_search, questions
from netdash.question_order import Step
from netdash.question_search import Filter
from netdash.records import Question
from netdash.ui import lists, question_actions, question_facts
from netdash.ui.session import Visit
from netdash.ui.words import escaped

SHOW = {"starred": "Starred", "own": "My own", "archived": "Archived"}
STEPS = {
    Step.UP: "Move up",
    Step.DOWN: "Move down",
    Step.TOP: "Move to the top",
    Step.BOTTOM: "Move to the bottom",
}
OPEN, ARCHIVE = "Edit, see answers", "Archive"
ANY, NO_TOPIC = "Any topic", "No topic"


def show(visit: Visit) -> None:
    """Draw the filters and the questions that they let through, ten at a time."""
    bank = question_facts.bank(visit)
    found = question_search.filtered(bank, _draw_filters(bank))
    groups = question_search.by_topic(found)
    laid_out = [one for group in groups.values() for one in group]
    if not found:
        st.caption("No question matches. Try fewer letters, or another filter.")
    chosen = [one.id for one in question_facts.chosen(visit)]
    topic = None
    for question in lists.paged(laid_out, "question_bank_page"):
        if question.topic != topic:
            topic = question.topic
            st.subheader(escaped(topic) or NO_TOPIC)
        with st.container(gap=None):
            if question.archived:
                _draw_archived(visit, question)
            else:
                _draw_question(visit, question, chosen, [one.id for one in groups[question.topic]])
    lists.pager(laid_out, "question_bank_page")


def _draw_filters(bank: Sequence[Question]) -> Filter:
    topics = question_search.topics(bank)
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
    only = st.pills(
        "Show only", list(SHOW), format_func=SHOW.__getitem__, key="question_bank_show", label_visibility="collapsed"
    )
    return Filter(
        text=text or "",
        topic=None if topic == ANY else topic,
        starred=only == "starred",
        own=only == "own",
        archived=only == "archived",
    )


def _draw_question(visit: Visit, question: Question, chosen: Sequence[str], among: Sequence[str]) -> None:
    id, key = question.id, f"question_bank_choose_{question.id}"
    closing = questions.closes(id)
    st.session_state[key] = id in chosen
    st.checkbox(
        escaped(question.text),
        key=key,
        on_change=question_actions.choose,
        args=(id, key),
        disabled=closing and id in chosen and len(chosen) > 1,
    )
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        st.caption(question_facts.described(visit, question, "closes every set" if closing else ""))
        st.button(
            "**Starred**" if question.starred else "Star",
            key=f"question_bank_star_{id}",
            icon=":material/star:",
            type="tertiary",
            on_click=question_actions.star,
            args=(id, not question.starred),
        )
        _draw_more(visit, question, among)


def _draw_more(visit: Visit, question: Question, among: Sequence[str]) -> None:
    steps = STEPS if len(among) > 1 else {}
    offered = [OPEN, *steps.values(), *([] if questions.closes(question.id) else [ARCHIVE])]
    picked = st.menu_button("More", offered, key=f"question_bank_more_{question.id}", type="tertiary")
    if picked is None:
        return
    if picked == OPEN:
        st.switch_page("question_bank.py", query_params={"question": question.id})
    if picked == ARCHIVE:
        question_actions.archive(visit, question, archived=True)
    for step, words in steps.items():
        if picked == words:
            questions.move(visit.workspace, question.id, step, among)
    st.rerun()


def _draw_archived(visit: Visit, question: Question) -> None:
    st.markdown(escaped(question.text))
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        st.caption(question_facts.described(visit, question))
        if st.button("Open", key=f"question_bank_open_{question.id}", type="tertiary"):
            st.switch_page("question_bank.py", query_params={"question": question.id})
        if st.button("Bring back", key=f"question_bank_restore_{question.id}", type="tertiary"):
            question_actions.archive(visit, question, archived=False)
            st.rerun()
