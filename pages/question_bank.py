"""The question bank: questions by topic, and the set of five to seven for the next conversation."""

import streamlit as st

from netdash.questions.screens import bank as question_list
from netdash.questions.screens import question, sets
from netdash.ui import deep_link, flash, session

visit = session.visit()
deep_link.follow(visit, question.show, "question")
st.title("Question bank")
st.caption("Prepare what you will ask. Good questions are open, and about the person in front of you.")
left, right = st.columns([4, 3], gap="medium")
with left, flash.errors_shown():
    is_open = session.unfinished(visit, "question_bank")
    with st.expander("Add a question of your own", is_open, icon=":material/add:", key="question_bank_form"):
        new_question = question.QuestionForm(visit)
        if new_question.form.submitted("Add the question", "add", type="secondary"):
            with flash.errors_shown():
                question.add(visit, new_question)
    question_list.show(visit)
with right:
    sets.show(visit)
    sets.show_saved_sets(visit)
