"""Which questions were asked in a conversation, with what was said to each: in its form, and on its page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from netdash.questions.screens import facts
from netdash.records import AskedQuestion, Meeting, is_id
from netdash.ui.forms import Form, room
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


def pick(
    visit: Visit, form: Form, start: tuple[AskedQuestion, ...] = (), planned: Sequence[str] = ()
) -> tuple[AskedQuestion, ...]:
    """Draw the choice, what was `planned` or the set that was prepared first, and a box for the answer to each.

    Return what was asked, unchecked as long as it is only typed.
    """
    before = {one.question: one for one in start}
    filled = list(filter(is_id, form.filled("asked", list(before))))
    words = facts.wordings(visit)
    prepared = planned or [one.id for one in facts.chosen(visit)]
    known = [one.id for one in facts.bank(visit) if not one.archived]
    # What is archived or deleted meanwhile stays on offer where it was asked.
    offered = list(dict.fromkeys([*prepared, *known, *filled]))
    asked = st.multiselect(
        "Which questions did you ask?",
        offered,
        filled,
        format_func=lambda id: words.get(id, facts.REMOVED),
        key=form.key("asked"),
        select_all=False,  # the first in the list would be all of them
        placeholder=("Your plan comes first" if planned else "Your set comes first")
        if prepared
        else "Choose from your question bank",
    )
    form.read(
        "asked",
        asked,
        list(before),
        words=lambda ids: [words.get(id, facts.REMOVED) for id in ids],
    )
    with room():
        return tuple(_answer(form, before.get(id) or AskedQuestion(question=id), words) for id in asked)


def _answer(form: Form, asked: AskedQuestion, words: facts.Wordings) -> AskedQuestion:
    label = words.get(asked.question, facts.REMOVED)
    note = form.area(label, f"asked_{asked.question}", asked.note, height=90, placeholder="What did they say?")
    return asked.model_copy(update={"note": note})


def show(visit: Visit, meeting: Meeting) -> None:
    """Draw what was asked in a conversation and what was said to it; nothing where nothing is noted."""
    if not meeting.asked:
        return
    words = facts.wordings(visit)
    st.subheader("Questions you asked")
    for one in meeting.asked:
        with st.container(gap=None):
            st.markdown(f"**{escaped(words.get(one.question, facts.REMOVED))}**")
            if one.note:
                st.text(one.note)
