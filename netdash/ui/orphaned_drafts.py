"""What was typed into a form that its page no longer draws, as its record was settled elsewhere or deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import streamlit as st
from pydantic import JsonValue
from streamlit.delta_generator import DeltaGenerator

from netdash import drafts
from netdash.records import KINDS, Contact, Draft, Trashed, is_id
from netdash.ui import flash
from netdash.ui.copy_button import copy_button
from netdash.ui.form_draft import FormDraft
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


def show(visit: Visit, page: str, about: str, sentence: str) -> bool:
    """Draw what was typed into a form, below a sentence on why it is gone; tell whether there is anything."""
    form = FormDraft(visit, page, about=about)
    words = {label: _text(visit, value) for label, value in form.keep_undrawn().items()}
    if not words:
        return False
    with draw(sentence, words, form.key("left_words")):
        let_go = partial(form.clear, "Discarded what was typed.")
        act, icon = flash.attempt, ":material/ink_eraser:"
        st.button("Discard", key=form.key("let_go"), type="tertiary", icon=icon, on_click=act, args=(let_go,))
    return True


def draw(sentence: str, words: Mapping[str, str], key: str) -> DeltaGenerator:
    """Draw words by their labels, to read and to copy; return the row below them."""
    with st.container(border=True, gap="small", key=key):
        st.markdown(f":material/edit_note: {sentence}")
        for label, text in words.items():
            with st.container(gap=None):
                st.caption(escaped(label))
                st.text(text)
        row = st.container(horizontal=True, vertical_alignment="center")
    with row:
        whole = "\n\n".join(f"{label}\n{text}" for label, text in words.items())
        copy_button("Copy it all", whole, key=f"{key}_copy")
    return row


def show_of_gone(visit: Visit, ids: Iterable[str], also: Iterable[str] = ()) -> bool:
    """Draw what is kept of the forms about those records that are gone, and about `also`; tell if there is anything."""
    sentence = "You typed this before it was gone. It is kept here until you let it go."
    gone = frozenset((*(id for id in ids if is_id(id) and not _is_there(visit, id)), *also))
    shown = [show(visit, page, about, sentence) for page, about in _forms(visit, gone)]
    return any(shown)


def _is_there(visit: Visit, id: str) -> bool:
    return any(visit.workspace.get(kind, id) is not None for kind in KINDS if kind not in (Draft, Trashed))


def _forms(visit: Visit, ids: frozenset[str]) -> dict[tuple[str, str], None]:
    """Return page and id of the forms about records: those of this session, and those kept in the workspace."""
    names = [str(name) for name in st.session_state if str(name).startswith("_form_")]
    memories = [st.session_state[name] for name in names if drafts.page_and_record(name)[1] in ids]
    forms = [(memory["page"], memory["about"]) for memory in memories]
    opened = {f"{page}_{about}" for page, about in forms}
    kept = [drafts.page_and_record(draft.form) for draft in drafts.about(visit.workspace, ids)]
    return dict.fromkeys([*forms, *((page, about) for page, about in kept if f"{page}_{about}" not in opened)])


def _text(visit: Visit, value: JsonValue) -> str:
    return ", ".join(_name(visit, str(item)) for item in value) if isinstance(value, list) else str(value)


def _name(visit: Visit, text: str) -> str:
    """Return the name of whom an id means, deleted or not; text that is no id stands for itself."""
    contact, deleted = visit.workspace.get(Contact, text), visit.workspace.get(Trashed, text)
    if contact is not None:
        return contact.name
    return f"{deleted.label} (deleted)" if deleted is not None else "someone removed" if is_id(text) else text
