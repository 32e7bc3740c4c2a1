"""The question bank: questions by topic, and the set for the next conversation."""

import streamlit as st

from netdash.questions.screens import bank as question_bank
from netdash.questions.screens import sets
from netdash.ui import deep_link, flash, session

visit = session.visit()
deep_link.follow(visit, question_bank.show_question, "question")
st.title("Question bank")
st.caption("Prepare what you will ask. Good questions are open, and about the person in front of you.")
left, right = st.columns([4, 3], gap="medium")
with left, flash.errors_shown():
    question_bank.show_new(visit)
    question_bank.show(visit)
with right:
    sets.show(visit)
    sets.show_saved_sets(visit)
