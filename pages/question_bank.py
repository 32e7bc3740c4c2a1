"""The question bank: questions by topic, and the set for the next conversation."""

import streamlit as st

from netdash.questions.screens import bank as question_bank
from netdash.questions.screens import sets
from netdash.ui import deep_link, flash, layout, session

visit = session.visit()
deep_link.follow(visit, question_bank.show_question, "question")
note = "Prepare what you will ask. Good questions are open, and about the person in front of you."
actions = layout.title("Question bank", note)
question_bank.show_new(visit, actions)
left, right = st.columns([3, 2], gap="medium")
with left, flash.errors_shown():
    question_bank.show(visit)
with right:
    sets.show(visit)
    sets.show_saved_sets(visit)
