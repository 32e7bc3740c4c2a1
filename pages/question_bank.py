"""The question bank: questions by topic, and the set of five to seven for the next conversation."""

import streamlit as st

from netdash.questions.screens import bank as question_list
from netdash.questions.screens import question, sets
from netdash.ui import deep_link, flash, session
from netdash.ui.forms import folded

visit = session.visit()
deep_link.follow(visit, question.show, "question")
st.title("Question bank")
st.caption("Prepare what you will ask. Good questions are open, and about the person in front of you.")
bank, chosen = st.columns([4, 3], gap="medium")
with bank, flash.errors_shown():
    icon, key = ":material/add:", "question_bank_form"
    with folded(visit, "Add a question of your own", "question_bank", icon=icon, key=key):
        drawn = question.QuestionForm(visit)
        if drawn.form.submitted("Add the question", "add", type="secondary"):
            question.add(visit, drawn)
    question_list.show(visit)
with chosen:
    sets.show(visit)
    sets.show_saved_sets(visit)
