"""The form that adds a question of one's own, or changes one."""

from __future__ import annotations

import streamlit as st

from netdash.questions import questions, search
from netdash.questions.screens import facts
from netdash.records import Question
from netdash.ui import flash
from netdash.ui.forms import Form
from netdash.ui.session import Visit


class QuestionForm:
    """Draws the fields; `question` then makes a record of them, raising what is wrong."""

    def __init__(self, visit: Visit, question: Question | None = None) -> None:
        self._old = question
        self.form = form = Form(visit, "question_bank", question)
        hint = "What surprised you most when you started here?"
        self._text = form.line("Question", "text", question.text if question else "", placeholder=hint)
        topics, topic = search.topics(facts.bank(visit)), question.topic if question else ""
        self._topic = form.choice_or_new("Topic", "topic", topics, topic, none="No topic")
        form.keep()

    def question(self) -> Question:
        """Make the record of what is in the form. Raises ValidationError where a field cannot be as it is."""
        fields = {"text": self._text, "topic": self._topic}
        if self._old is None:
            return Question.model_validate({"id": self.form.token, **fields})
        return self._old.replace(updated_at=self.form.base, **fields)


def add(visit: Visit, drawn: QuestionForm) -> None:
    """Add the question in the form to the bank and say so."""
    drawn.form.answer_second_click()
    twin = visit.workspace.get(Question, drawn.form.token)
    if twin is not None and (twin.text, twin.topic) != (drawn.question().text, drawn.question().topic):
        drawn.form.give_way(Question)
    question = drawn.question()
    with drawn.form.saving():
        questions.add(visit.workspace, question)
    flash.say(f"Added to your bank: {question.text}")
    st.rerun()


def save(visit: Visit, drawn: QuestionForm) -> None:
    """Save the changed question and say so."""
    question = drawn.question()
    with drawn.form.saving():
        questions.edit(visit.workspace, question)
    flash.say("Saved the question.")
    st.rerun()
