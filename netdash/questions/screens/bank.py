"""The question bank: the list with its filters, and the page and form of one question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS
from netdash.people.screens.directory import directory
from netdash.questions import question_sets, questions
from netdash.questions.questions import Direction, QuestionFilter
from netdash.questions.screens import facts
from netdash.records import Meeting, Question
from netdash.shipped import credit
from netdash.ui import layout, lists, part
from netdash.ui.archiving import archive, offer_removal
from netdash.ui.forms import CHOOSE_OR_TYPE, Form, form_box
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit, reported

SHOW_WORDS = {"starred": "Starred", "own": "My own", "archived": "Archived"}
MOVE_LABELS = {Direction.TOP: "Top", Direction.UP: "Up", Direction.DOWN: "Down", Direction.BOTTOM: "Bottom"}
OPEN, ARCHIVE = "Edit, see answers", "Archive"
NO_TOPIC = "No topic"
TOPICS, SHOW = FILTERS = ("question_bank_filter_topic", "question_bank_show")


def show(visit: Visit) -> None:
    """Draw the search, the filters and the questions they match, ten at a time."""
    lists.list_search("question_bank_list", "Words, topic")
    part.part(visit, _draw_list, fields=("question_bank_list_search",))
    credits = f"The questions that come with netdash are from {escaped(credit('questions'))}."
    st.caption(credits, width=layout.CAPTION_WIDTH)


def _draw_list(visit: Visit) -> None:
    bank = facts.bank(visit)
    filter, is_arranging = _draw_filters(bank)
    matches = questions.filtered(bank, filter)
    by_topic = questions.by_topic(matches)
    rows = [question for group in by_topic.values() for question in group]
    if not matches:
        st.caption("No question matches. Try fewer letters, or another filter.")
    chosen_ids = [question.id for question in facts.current_questions(visit)]
    topic = None
    for question in lists.paged(rows, "question_bank_page"):
        if question.topic != topic:
            topic = question.topic
            st.header(escaped(topic) or NO_TOPIC)
        # The key lets the keyboard's focus follow a question that moves.
        with st.container(gap=None, key=f"question_bank_row_{question.id}"):
            if question.archived:
                _draw_archived(visit, question)
            elif is_arranging:
                _draw_move_buttons(question, [question.id for question in by_topic[question.topic]])
            else:
                _draw_question(visit, question, chosen_ids)


def _draw_filters(bank: Sequence[Question]) -> tuple[QuestionFilter, bool]:
    """Draw the filters; return what is set, and whether the list is being arranged."""
    topics = {topic: topic or NO_TOPIC for topic in questions.topics(bank)}
    with lists.filter_bar("question_bank_list", FILTERS, "Clear") as text:
        chosen = lists.pills("Show only", SHOW, SHOW_WORDS)
        with lists.filter_box("question_bank_list_filters", (TOPICS,), "Topics"):
            chosen_topics = lists.several("Topic", TOPICS, topics)
        is_arranging = st.toggle("Arrange", key="question_bank_arrange")
    starred, own, archived = (status in chosen for status in SHOW_WORDS)
    return QuestionFilter(text, tuple(chosen_topics), starred, own, archived), is_arranging


def _draw_question(visit: Visit, question: Question, chosen_ids: Sequence[str]) -> None:
    id, is_chosen = question.id, question.id in chosen_ids
    is_closing = questions.is_closing(id)
    lists.immediate_field(
        st.checkbox,
        escaped(question.text),
        f"question_bank_choose_{id}",
        is_chosen,
        lambda opened, chosen: (question_sets.choose if chosen else question_sets.remove)(opened.workspace, id),
        disabled=is_closing and is_chosen and len(chosen_ids) > 1,
    )
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        # On a phone the set itself stands below the whole list.
        mark = ":green-badge[:material/check: in your set] " if is_chosen else ""
        description = facts.description(visit, question, "closes every set" if is_closing else "")
        st.markdown(f"{mark}:small[:gray[{description}]]", width="stretch")
        st.button(
            "★ **Starred**" if question.starred else "☆ Star",  # Material's star is hollow either way
            key=f"question_bank_star_{id}",
            type="tertiary",
            help=escaped(question.text),
            on_click=reported,
            args=(questions.star, id, not question.starred),
        )
        _draw_more(visit, question)


def _draw_more(visit: Visit, question: Question) -> None:
    options = [OPEN] if questions.is_closing(question.id) else [OPEN, ARCHIVE]
    text = escaped(question.text)
    key, press = f"question_bank_more_{question.id}", part.take_press
    choice = st.menu_button("More", options, key=key, type="tertiary", help=text, on_click=press)
    if choice == OPEN:
        st.switch_page("question_bank.py", query_params={"question": question.id})
    if choice == ARCHIVE:
        archive(visit.workspace, questions.archive, question.id, question.text, archived=True)


def _draw_move_buttons(question: Question, group: Sequence[str]) -> None:
    text = escaped(question.text)
    st.markdown(f":small[{text}]")
    if len(group) < 2:
        return
    # Never disabled at an end: the keyboard's focus, which follows the question there, would be lost.
    with st.container(horizontal=True, horizontal_alignment="right"):
        for direction, words in MOVE_LABELS.items():
            key = f"question_bank_{direction}_{question.id}"
            lists.change_button(words, key, text, questions.move, question.id, direction, group)


def _draw_archived(visit: Visit, question: Question) -> None:
    st.markdown(escaped(question.text))
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        st.caption(facts.description(visit, question))
        if st.button("Open", key=f"question_bank_open_{question.id}", type="tertiary", on_click=part.take_press):
            st.switch_page("question_bank.py", query_params={"question": question.id})
        key = f"question_bank_restore_{question.id}"
        if st.button("Bring back", key=key, type="tertiary", on_click=part.take_press):
            archive(visit.workspace, questions.archive, question.id, question.text, archived=False)


def show_question(visit: Visit, id: str) -> None:
    """Draw the question with its answers and the form that changes it.

    Raises GoneError where there is none with this id.
    """
    lists.back("All questions", "question_bank.py", "question_bank_back")
    question = questions.find(visit.workspace, id)
    marks = (question.topic, "starred" if question.starred else "", "archived" if question.archived else "")
    actions = layout.title(escaped(question.text), facts.description(visit, question, *marks))
    draw, key = partial(_draw_form, visit, question), f"question_bank_change_{id}"
    form_box(visit, "Edit", f"question_bank_{id}", draw, key=key, actions=actions, primary=False)
    _draw_answers(visit, id)
    words = "Question reset to the original.", f"Deleted: {question.text}"
    is_archivable, page = not questions.is_closing(id), "question_bank.py"
    offer_removal(
        visit, questions.CATALOGUE, question, "question_bank", question.text, *words, page, is_archivable=is_archivable
    )


def _draw_answers(visit: Visit, id: str) -> None:
    st.header("What people answered")
    pairs = visit.remember(lambda: questions.answers(visit.workspace.all(Meeting), id), "answers", Meeting, given=id)
    if not pairs:
        st.caption("Nobody was asked yet. Say in the meeting log which questions you asked: the answers gather here.")
    key = f"question_bank_answers_{id}"
    for meeting, answer in lists.paged(pairs, key):
        names = directory(visit).names(meeting.contacts)
        label = f"{escaped(names)} · {KIND_WORDS[meeting.kind]} {meetings.when(meeting, visit.now, visit.zone)}"
        with st.container(gap=None):
            if answer.note:
                st.text(answer.note)
            st.page_link("meeting_log.py", label=label, icon=":material/forum:", query_params={"meeting": meeting.id})


def show_new(visit: Visit, actions: DeltaGenerator) -> None:
    """Draw the form of a question of one's own, in a box that starts folded."""
    icon, key = ":material/add:", "question_bank_form"
    draw = partial(_draw_form, visit)
    form_box(visit, "Add a question", "question_bank", draw, icon=icon, key=key, actions=actions)


def _draw_form(visit: Visit, stored: Question | None = None) -> None:
    """Draw the form that adds a question, or changes the stored one, and save what is in it."""
    form, hint = Form(visit, "question_bank", stored), "What surprised you most when you started here?"
    text = form.line("Question", "text", stored.text if stored else "", placeholder=hint)
    topics, topic = questions.topics(facts.bank(visit)), stored.topic if stored else ""
    topic = form.choice_or_new("Topic", "topic", topics, topic, none="No topic", help=CHOOSE_OR_TYPE)
    fields = {"text": text, "topic": topic}
    form.keep()
    if stored and form.submitted("Save the changes"):
        with form.submitting() as submission:
            questions.edit(visit.workspace, form.made(Question, fields))
            submission.say("Saved the question.")
    if not stored and form.submitted("Add the question", "add", type="secondary"):
        with form.submitting(Question, repeats=partial(_is_repeat, form, fields)) as submission:
            question = form.made(Question, fields)
            questions.add(visit.workspace, question)
            submission.say(f"Added to your bank: {question.text}")


def _is_repeat(form: Form, fields: dict[str, str], stored: Question) -> bool:
    """Tell whether a stored question is the one in the form: the same draft, saved in another tab."""
    question = form.made(Question, fields)
    return (stored.text, stored.topic) == (question.text, question.topic)
