"""What is noted while a conversation is held: the questions as cards to tick, each with its notes."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from netdash import holding, question_sets
from netdash.holding import Holding
from netdash.pitch_parts import PARTS
from netdash.records import Meeting, Pitch
from netdash.ui import flash, question_facts, session
from netdash.ui.live_area import live_area, set_text
from netdash.ui.session import Visit
from netdash.ui.words import escaped


def show_beside(visit: Visit, meeting: Meeting) -> None:
    """Draw what was prepared, folded away: the pitch, and what is known of them."""
    pitch = visit.workspace.get(Pitch, meeting.pitch) if meeting.pitch else None
    if pitch is not None:
        with st.expander("Your pitch", icon=":material/record_voice_over:", key=f"conversation_pitch_{meeting.id}"):
            for part in PARTS:
                st.text(getattr(pitch.wording, part.field))
    research = meeting.research
    prepared = (meeting.place, research.person, research.company, research.job, meeting.notes)
    if any(prepared):
        with st.expander("What you prepared", icon=":material/menu_book:", key=f"conversation_known_{meeting.id}"):
            st.text("\n\n".join(filter(None, prepared)))


def show(visit: Visit, meeting: Meeting, under_way: Holding) -> Holding:
    """Draw the questions, the learnings and the notes; return what is in them."""
    words, answers = question_facts.wordings(visit), dict(under_way.answers)
    for id in _questions(visit, meeting, under_way):
        with st.container(border=True, gap="small"):
            text = words.get(id, question_facts.REMOVED)
            _draw_tick(meeting, under_way, id, text)
            # One that is not asked yet takes a line only: a phone shows more of what is to come.
            if id in under_way.ticked or answers.get(id):
                note = _area(visit, meeting, f"answer_{id}", "What did they say?", answers.get(id, ""), 110)
                answers |= {id: note} if note or id in answers else {}
    learned = _area(visit, meeting, "learnings", "What did you learn? One thing a line", under_way.learnings, 120)
    notes = _area(visit, meeting, "notes", "Notes", under_way.notes, 140)
    return under_way.replace(answers=answers, learnings=learned, notes=notes)


def empty(meeting: Meeting) -> None:
    """Empty the boxes for a conversation that begins."""
    for field in ("learnings", "notes", *(f"answer_{id}" for id in question_sets.closed(meeting.questions))):
        set_text(_key(meeting, field), None)
        st.session_state.pop(f"_seen_{_key(meeting, field)}", None)


def _questions(visit: Visit, meeting: Meeting, under_way: Holding) -> Iterator[str]:
    """Return the questions of the plan, and any other that something is kept to."""
    planned = (one.id for one in question_sets.members(meeting.questions, question_facts.bank(visit)))
    yield from dict.fromkeys((*planned, *under_way.ticked, *under_way.answers))


def _draw_tick(meeting: Meeting, under_way: Holding, id: str, text: str) -> None:
    key = _key(meeting, f"asked_{id}")
    st.session_state[key] = id in under_way.ticked
    st.checkbox(escaped(text), key=key, on_change=_tick, args=(meeting.id, id, key))


def _tick(meeting: str, id: str, key: str) -> None:
    asked = bool(st.session_state[key])

    def tick() -> None:
        workspace = session.opened().workspace
        under_way = holding.kept(workspace, meeting)
        if under_way is not None:
            change = holding.ask if asked else holding.untick
            holding.keep(workspace, meeting, change(under_way, id))

    flash.saying_problems(tick)


def _area(visit: Visit, meeting: Meeting, field: str, label: str, kept: str, height: int) -> str:
    key = _key(meeting, field)
    text = live_area(label, key, value=kept, height=height, copy_as=visit.owner_key)
    seen = st.session_state.get(f"_seen_{key}")
    if text == seen != kept and seen is not None:
        # Nobody typed here, and something else is kept: it was typed on another screen. Show that, and never undo it.
        st.session_state[f"_seen_{key}"] = kept
        set_text(key, kept)
        st.rerun()
    st.session_state[f"_seen_{key}"] = text
    return text


def _key(meeting: Meeting, field: str) -> str:
    return f"conversation_{field}_{meeting.id}"
