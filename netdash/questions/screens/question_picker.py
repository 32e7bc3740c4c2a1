"""The questions asked in a conversation with the answers: chosen in its form, shown on its page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from netdash.questions.screens import facts
from netdash.records import AskedQuestion, Meeting, is_id
from netdash.ui import layout
from netdash.ui.forms import Form, placeholder
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


def pick(
    visit: Visit, form: Form, start: tuple[AskedQuestion, ...] = (), planned: Sequence[str] = ()
) -> tuple[AskedQuestion, ...]:
    """Draw the choice, with the `planned` questions or the current set first, and a box for the answer to each.

    Return what was asked, not validated while it is only typed.
    """
    stored = {answer.question: answer for answer in start}
    key, chosen = form.filled("asked", list(stored))
    draft_ids = list(filter(is_id, chosen))
    texts = facts.texts(visit)
    first = planned or [question.id for question in facts.current_questions(visit)]
    active = [question.id for question in facts.bank(visit) if not question.archived]
    # A question archived or deleted since stays an option where it was asked.
    options = list(dict.fromkeys([*first, *active, *draft_ids]))
    ids = st.multiselect(
        "Which questions did you ask?",
        options,
        draft_ids,
        format_func=lambda id: texts.get(id, facts.REMOVED),
        key=key,
        select_all=False,  # the first in the list would be all of them
        placeholder=("Your plan comes first" if planned else "Your set comes first")
        if first
        else "Choose from your question bank",
    )
    form.read("asked", ids, list(stored), words=lambda ids: [texts.get(id, facts.REMOVED) for id in ids])
    with placeholder():
        return tuple(_answer(form, stored.get(id) or AskedQuestion(question=id), texts) for id in ids)


def _answer(form: Form, answer: AskedQuestion, texts: facts.Texts) -> AskedQuestion:
    label = texts.get(answer.question, facts.REMOVED)
    note = form.area(label, f"asked_{answer.question}", answer.note, height=90, placeholder="What did they say?")
    return answer.model_copy(update={"note": note})


def show(visit: Visit, meeting: Meeting) -> None:
    """Draw the questions asked in a conversation with the answers; nothing where none is noted."""
    if not meeting.asked:
        return
    texts = facts.texts(visit)
    with layout.card("Questions you asked"):
        for answer in meeting.asked:
            with st.container(gap=None, width=layout.TEXT_WIDTH):
                st.markdown(f"**{escaped(texts.get(answer.question, facts.REMOVED))}**")
                if answer.note:
                    st.text(answer.note)
