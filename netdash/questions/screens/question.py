"""One question on a page of its own: what people answered, its words, and putting it away."""

from __future__ import annotations

import streamlit as st

from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS
from netdash.people.screens.directory import directory
from netdash.questions import questions
from netdash.questions.screens import actions, facts
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
    st.caption(facts.described(visit, question, *marks))
    _draw_answers(visit, id)
    _draw_change(visit, question)
    with st.container(horizontal=True), flash.errors_shown():
        _draw_putting_away(visit, question)


def _draw_answers(visit: Visit, id: str) -> None:
    st.subheader("What people answered")
    found = visit.remember(lambda: questions.answers(visit.workspace.all(Meeting), id), "answers", Meeting, given=id)
    if not found:
        st.caption("Nobody was asked yet. Say in the meeting log which questions you asked: the answers gather here.")
    key = f"question_bank_answers_{id}"
    for meeting, answer in lists.paged(found, key):
        names = directory(visit).names(meeting.contacts)
        label = f"{escaped(names)} · {KIND_WORDS[meeting.kind]} {meetings.when(meeting, visit.now, visit.zone)}"
        with st.container(gap=None):
            if answer.note:
                st.text(answer.note)
            st.page_link("meeting_log.py", label=label, icon=":material/forum:", query_params={"meeting": meeting.id})
    lists.pager(found, key)


def _draw_change(visit: Visit, question: Question) -> None:
    form, key = f"question_bank_{question.id}", f"question_bank_change_{question.id}"
    box = folded(visit, "Change", form, icon=":material/edit:", key=key)
    if not box.open:
        return
    with box:
        drawn = QuestionForm(visit, question)
        if drawn.form.submitted("Save the changes"):
            save(visit, drawn)


def _draw_putting_away(visit: Visit, question: Question) -> None:
    id = question.id
    if questions.is_edited(question) and _quiet_button("Reset to its own words", "reset", "restart_alt", id):
        actions.reset(visit, question)
        st.rerun()
    words, icon = ("Bring back", "unarchive") if question.archived else ("Archive", "archive")
    if not questions.closes(id) and _quiet_button(words, "archive", icon, id):
        actions.archive(visit, question, archived=not question.archived)
        st.rerun()
    if questions.is_deletable(question) and _quiet_button("Delete", "delete", "delete", id):
        actions.delete(visit, question)
        st.switch_page("question_bank.py")


def _quiet_button(label: str, field: str, icon: str, id: str) -> bool:
    return st.button(label, key=f"question_bank_{field}_{id}", icon=f":material/{icon}:", type="tertiary")


class QuestionForm:
    """Draws the fields; `question` then makes a record of them, raising what is wrong."""

    def __init__(self, visit: Visit, question: Question | None = None) -> None:
        self.form = form = Form(visit, "question_bank", question)
        hint = "What surprised you most when you started here?"
        self._text = form.line("Question", "text", question.text if question else "", placeholder=hint)
        topics, topic = questions.topics(facts.bank(visit)), question.topic if question else ""
        self._topic = form.choice_or_new("Topic", "topic", topics, topic, none="No topic")
        form.keep()

    def question(self) -> Question:
        """Make the record of what is in the form. Raises ValidationError where a field cannot be as it is."""
        fields = {"text": self._text, "topic": self._topic}
        return self.form.made(Question, fields)


def add(visit: Visit, drawn: QuestionForm) -> None:
    """Add the question in the form to the bank and say so."""
    with drawn.form.submitting() as submission:
        question, twin = drawn.question(), visit.workspace.get(Question, drawn.form.token)
        if twin is not None and (twin.text, twin.topic) != (question.text, question.topic):
            drawn.form.renew_token(Question)
            question = drawn.question()
        questions.add(visit.workspace, question)
        submission.say(f"Added to your bank: {question.text}")


def save(visit: Visit, drawn: QuestionForm) -> None:
    """Save the changed question and say so."""
    with drawn.form.submitting() as submission:
        questions.edit(visit.workspace, drawn.question())
        submission.say("Saved the question.")
