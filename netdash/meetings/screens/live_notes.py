"""The notes of a live conversation: a card with a tick and notes for each question, learnings and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import streamlit as st

from netdash.meetings import live_merge
from netdash.meetings.live import LiveConversation
from netdash.meetings.live_merge import LEARNINGS, NOTES, TextChange, answer_to
from netdash.pitch.parts import PARTS
from netdash.questions import question_sets
from netdash.questions.screens import facts
from netdash.records import Meeting, Pitch
from netdash.ui import flash, layout, lists
from netdash.ui.form_draft import FormDraft
from netdash.ui.live_area import live_area, set_text, typed
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

FORM = "conversation"
LEARNED = "What did you learn"


def show_prepared(visit: Visit, meeting: Meeting) -> None:
    """Draw the pitch and the research, folded away."""
    pitch = visit.workspace.get(Pitch, meeting.pitch) if meeting.pitch else None
    if pitch is not None:
        with st.expander("Your pitch", icon=":material/record_voice_over:", key=f"conversation_pitch_{meeting.id}"):
            for part in PARTS:
                st.text(getattr(pitch.wording, part.field), width=layout.TEXT_WIDTH)
    research = meeting.research
    prepared = (meeting.place, research.person, research.company, research.job, meeting.notes)
    if any(prepared):
        with st.expander("What you prepared", icon=":material/menu_book:", key=f"conversation_known_{meeting.id}"):
            st.text("\n\n".join(filter(None, prepared)), width=layout.TEXT_WIDTH)


def show(visit: Visit, meeting: Meeting, conversation: LiveConversation) -> bool:
    """Draw the questions, the learnings and the notes, and store what is typed; tell whether that worked."""
    wordings, changes = facts.texts(visit), dict[str, TextChange]()
    area = partial(_area, visit, meeting, changes)
    questions = list(_questions(visit, meeting, conversation))
    asked, noted = st.columns([3, 2], gap="medium") if questions else (st.container(), st.container())
    with asked, st.container(gap="xsmall"):
        if not questions:
            st.caption("No questions were chosen for this conversation.")
        for id in questions:
            with st.container(border=True, gap="small"):
                text, answer = wordings.get(id, facts.REMOVED), conversation.answers.get(id, "")
                _draw_tick(meeting, conversation, id, text)
                # An unasked question takes one line only, so that a phone shows more of what is to come.
                if id in conversation.ticked or answer:
                    area(answer_to(id), "What did they say?", answer, 110)
    with noted:
        area(LEARNINGS, f"{LEARNED}? One thing a line", conversation.learnings, 120)
        area(NOTES, "Notes", conversation.notes, 140)
    return _keep(visit, meeting, changes)


def keep_late_notes(visit: Visit, meeting: Meeting, conversation: LiveConversation | None) -> None:
    """Store what was typed here after another screen ended the conversation: with its notes if they are still there."""
    changes: dict[str, TextChange] = {}
    for name in [str(name) for name in st.session_state if str(name).startswith("_seen_conversation_")]:
        box, _, id = name.removeprefix("_seen_conversation_").rpartition("_")
        text = typed(_key(meeting, box)) if id == meeting.id else None
        if text is not None and text != st.session_state[name]:
            changes[box] = TextChange(st.session_state[name], text)
    if conversation is not None:
        _keep(visit, meeting, changes)
    elif changes:
        _keep_as_draft(visit, meeting, changes)


def labelled_notes(visit: Visit, conversation: LiveConversation) -> dict[str, str]:
    """Return the notes by their labels: the question, or the field."""
    wordings = facts.texts(visit)
    answers = {wordings.get(id, facts.REMOVED): note for id, note in conversation.answers.items()}
    notes = answers | {f"{LEARNED}?": conversation.learnings, "Notes": conversation.notes}
    return {label: text for label, text in notes.items() if text.strip()}


def clear_boxes(meeting: Meeting) -> None:
    """Empty the boxes for a conversation that begins."""
    for field in ("learnings", "notes", *(f"answer_{id}" for id in question_sets.with_closing(meeting.questions))):
        set_text(_key(meeting, field), None)
        st.session_state.pop(f"_seen_{_key(meeting, field)}", None)


def _questions(visit: Visit, meeting: Meeting, conversation: LiveConversation) -> Iterator[str]:
    """Yield the questions of the plan, then others that are ticked or have notes."""
    planned = (question.id for question in question_sets.members(meeting.questions, facts.bank(visit)))
    yield from dict.fromkeys((*planned, *conversation.ticked, *conversation.answers))


def _draw_tick(meeting: Meeting, conversation: LiveConversation, id: str, text: str) -> None:
    key = _key(meeting, f"asked_{id}")
    tick = lambda opened, asked: live_merge.tick(opened.workspace, meeting.id, id, asked=asked)  # noqa: E731
    lists.immediate_field(st.checkbox, escaped(text), key, id in conversation.ticked, tick)


def _area(
    visit: Visit, meeting: Meeting, changes: dict[str, TextChange], box: str, label: str, stored: str, height: int
) -> None:
    """Draw a box, and add what was typed in it to `changes`."""
    key = _key(meeting, box)
    text = live_area(label, key, value=stored, height=height, copy_as=visit.owner_key)
    last_seen = st.session_state.setdefault(f"_seen_{key}", live_merge.text_before(stored, text))
    if text != last_seen:
        changes[box] = TextChange(last_seen, text)
    elif last_seen != stored:
        # Nobody typed here, so what is stored was typed on another screen. Show that, and never overwrite it.
        st.session_state[f"_seen_{key}"] = stored
        set_text(key, stored)
        st.rerun()


def _keep(visit: Visit, meeting: Meeting, changes: Mapping[str, TextChange]) -> bool:
    is_kept = not changes
    with flash.errors_shown():
        if changes and live_merge.merge(visit.workspace, meeting.id, changes):
            is_kept = True
            _remember(meeting, changes)
    return is_kept


def _keep_as_draft(visit: Visit, meeting: Meeting, changes: Mapping[str, TextChange]) -> None:
    """Keep what was typed after the conversation is over as an orphaned draft."""
    wordings, form = facts.texts(visit), FormDraft(visit, FORM, about=meeting.id)
    labels = {LEARNINGS: f"{LEARNED}?", NOTES: "Notes"} | {answer_to(id): text for id, text in wordings.items()}
    for box, change in changes.items():
        kept, label = str(form.kept.get(box) or ""), labels.get(box, facts.REMOVED)
        words = live_merge.merged(change.before, change.after, kept) if kept else change.after
        form.note(box, words, change.before, counts=True, label=label, shown=change.after)
    with flash.errors_shown():
        form.keep_undrawn()
        _remember(meeting, changes)


def _remember(meeting: Meeting, changes: Mapping[str, TextChange]) -> None:
    for box, change in changes.items():
        st.session_state[f"_seen_{_key(meeting, box)}"] = change.after


def _key(meeting: Meeting, field: str) -> str:
    return f"{FORM}_{field}_{meeting.id}"
