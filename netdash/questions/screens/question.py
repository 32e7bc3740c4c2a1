"""The page of one question: what people answered, the form that changes it, and archiving or deleting it."""

from __future__ import annotations

import streamlit as st

from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS
from netdash.people.screens.directory import directory
from netdash.questions import questions
from netdash.questions.screens import commands, facts
from netdash.records import Meeting, Question
from netdash.ui import flash, lists
from netdash.ui.forms import Form, folded
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


def show(visit: Visit, id: str) -> None:
    """Draw the question with its answers and the form that changes it.

    Raises GoneError where there is none with this id.
    """
    lists.back("All questions", "question_bank.py", "question_bank_back")
    question = questions.find(visit.workspace, id)
    st.title(escaped(question.text))
    marks = (question.topic, "starred" if question.starred else "", "archived" if question.archived else "")
    st.caption(facts.description(visit, question, *marks))
    _draw_answers(visit, id)
    _draw_change(visit, question)
    with st.container(horizontal=True), flash.errors_shown():
        _draw_removal(visit, question)


def _draw_answers(visit: Visit, id: str) -> None:
    st.subheader("What people answered")
    all_answers = visit.remember(
        lambda: questions.answers(visit.workspace.all(Meeting), id), "answers", Meeting, given=id
    )
    if not all_answers:
        st.caption("Nobody was asked yet. Say in the meeting log which questions you asked: the answers gather here.")
    key = f"question_bank_answers_{id}"
    for meeting, answer in lists.paged(all_answers, key):
        names = directory(visit).names(meeting.contacts)
        label = f"{escaped(names)} · {KIND_WORDS[meeting.kind]} {meetings.when(meeting, visit.now, visit.zone)}"
        with st.container(gap=None):
            if answer.note:
                st.text(answer.note)
            st.page_link("meeting_log.py", label=label, icon=":material/forum:", query_params={"meeting": meeting.id})
    lists.pager(all_answers, key)


def _draw_change(visit: Visit, question: Question) -> None:
    form, key = f"question_bank_{question.id}", f"question_bank_change_{question.id}"
    box = folded(visit, "Change", form, icon=":material/edit:", key=key)
    if not box.open:
        return
    with box:
        question_form = QuestionForm(visit, question)
        if question_form.form.submitted("Save the changes"):
            with flash.errors_shown():
                save(visit, question_form)


def _draw_removal(visit: Visit, question: Question) -> None:
    id = question.id
    if questions.reworded(question) and _quiet_button("Reset to its own words", "reset", "restart_alt", id):
        commands.reset(visit, question)
        st.rerun()
    label, icon = ("Bring back", "unarchive") if question.archived else ("Archive", "archive")
    if not questions.is_closing(id) and _quiet_button(label, "archive", icon, id):
        commands.archive(visit, question, archived=not question.archived)
        st.rerun()
    if questions.deletable(question) and _quiet_button("Delete", "delete", "delete", id):
        commands.delete(visit, question)
        st.switch_page("question_bank.py")


def _quiet_button(label: str, field: str, icon: str, id: str) -> bool:
    return st.button(label, key=f"question_bank_{field}_{id}", icon=f":material/{icon}:", type="tertiary")


class QuestionForm:
    """The form of a question: draws its fields when made; `question` then builds the record."""

    def __init__(self, visit: Visit, question: Question | None = None) -> None:
        self.form = form = Form(visit, "question_bank", question)
        hint = "What surprised you most when you started here?"
        self._text = form.line("Question", "text", question.text if question else "", placeholder=hint)
        topics, topic = questions.topics(facts.bank(visit)), question.topic if question else ""
        self._topic = form.choice_or_new("Topic", "topic", topics, topic, none="No topic")
        form.keep()

    def question(self) -> Question:
        """Make the record of what is in the form. Raises ValidationError where a field cannot be as it is."""
        return self.form.made(Question, {"text": self._text, "topic": self._topic})


def add(visit: Visit, question_form: QuestionForm) -> None:
    """Add the question in the form to the bank and say so."""
    with question_form.form.submitting() as submission:
        question, twin = question_form.question(), visit.workspace.get(Question, question_form.form.token)
        if twin is not None and (twin.text, twin.topic) != (question.text, question.topic):
            question_form.form.renew_token(Question)
            question = question_form.question()
        questions.add(visit.workspace, question)
        submission.say(f"Added to your bank: {question.text}")


def save(visit: Visit, question_form: QuestionForm) -> None:
    """Save the changed question and say so."""
    with question_form.form.submitting() as submission:
        questions.edit(visit.workspace, question_form.question())
        submission.say("Saved the question.")
