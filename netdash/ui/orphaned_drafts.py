"""What was typed into a form that its page draws no more, as something else settled its record meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import streamlit as st
from pydantic import JsonValue
from streamlit.delta_generator import DeltaGenerator

from netdash import drafts
from netdash.records import Contact, Trashed, is_id
from netdash.ui import flash
from netdash.ui.copy_button import copy_button
from netdash.ui.form_draft import KeptForm
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


def show(visit: Visit, page: str, about: str, sentence: str) -> bool:
    """Draw what is kept of a form, under a sentence on why it is not drawn; tell whether there is anything."""
    form = KeptForm(visit, page, about=about)
    words = {label: _text(visit, kept) for label, kept in form.undrawn().items()}
    if not words:
        return False
    with draw(sentence, words, form.key("left_words")):
        let_go = partial(form.begin_again, "Let go of what was typed.")
        act, icon = flash.saying_problems, ":material/ink_eraser:"
        st.button("Let it go", key=form.key("let_go"), type="tertiary", icon=icon, on_click=act, args=(let_go,))
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


def show_of_gone(visit: Visit, ids: Iterable[str]) -> bool:
    """Draw what is kept of the forms about records that are gone; tell whether there is anything."""
    sentence = "You typed this before it was gone. It is kept here until you let it go."
    shown = [show(visit, page, about, sentence) for page, about in _forms(visit, frozenset(filter(is_id, ids)))]
    return any(shown)


def _forms(visit: Visit, ids: frozenset[str]) -> dict[tuple[str, str], None]:
    """Return page and id of the forms about records: those of this session, and those kept in the workspace."""
    names = [str(name) for name in st.session_state if str(name).startswith("_form_")]
    opened = [st.session_state[name] for name in names if drafts.page_and_record(name)[1] in ids]
    kept = [drafts.page_and_record(draft.form) for draft in drafts.about(visit.workspace, ids)]
    known = {f"{one['page']}_{one['about']}" for one in opened}
    found = [(one["page"], one["about"]) for one in opened]
    found += [(page, about) for page, about in kept if f"{page}_{about}" not in known]
    return dict.fromkeys(found)


def _text(visit: Visit, kept: JsonValue) -> str:
    return ", ".join(_name(visit, str(one)) for one in kept) if isinstance(kept, list) else str(kept)


def _name(visit: Visit, one: str) -> str:
    """Return the name of whom an id means, deleted or not; text that is no id stands for itself."""
    contact, gone = visit.workspace.get(Contact, one), visit.workspace.get(Trashed, one)
    if contact is not None:
        return contact.name
    return f"{gone.label} (deleted)" if gone is not None else "someone removed" if is_id(one) else one
