"""Putting a template's words in a message's fields, and never over what somebody typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeGuard

import streamlit as st

from netdash.outreach import merge_fields
from netdash.ui import flash
from netdash.ui.forms import Form
from netdash.ui.live_area import offer_text, set_text, typed


class Words(NamedTuple):
    """What the two fields of a message say."""

    subject: str
    body: str


def follow(form: Form, words: Words) -> bool:
    """Put a template's words in the fields while those put there before stand untouched; call it before they are drawn.

    Tells whether they were left out, as somebody has typed over the earlier ones.
    """
    before, now = _put_before(form), _in_fields(form)
    settled = words
    if before is not None and before != words:
        if now == before or not any(now):
            _put(form, words, offer_text)
        else:
            settled = before
    st.session_state[_place(form)] = settled
    form.note("put", list(settled), list(settled), counts=False)
    return settled != words and any(words)


def fill_in(form: Form, known: Mapping[str, str]) -> None:
    """Fill fields in words that somebody typed, in a callback; a template's own words follow by themselves."""
    now = _in_fields(form)
    if now != _put_before(form):
        _put(form, Words(*(merge_fields.fill(text, known) for text in now)))


def suggest(form: Form, template: str) -> None:
    """Choose the suggested template in place of the one suggested before, unless a person chose or typed since.

    Call it before the choice is drawn.
    """
    place, key = f"_{form.key('suggested')}", form.key("template")
    before = None if form.memory["restart"] else st.session_state.get(place) or form.found.get("suggested")
    settled = template
    if before is not None and before != template:
        untouched = _put_before(form) in (None, _in_fields(form))
        if untouched and st.session_state.get(key) == before:
            st.session_state[key] = template
        else:
            settled = str(before)
    st.session_state[place] = settled
    form.note("suggested", settled, settled, counts=False)


def offer(form: Form, words: Words) -> None:
    """Offer a template's words in place of those that were typed, with a way back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("You typed here, so your words were kept. The template now says something else.")
        key = form.key("replace")
        st.button("Use the template’s words", key=key, type="tertiary", on_click=_replace, args=(form, words))


def _replace(form: Form, words: Words) -> None:
    typed_words, before = _in_fields(form), st.session_state.get(_place(form))

    def put_back() -> None:
        _put(form, typed_words)
        st.session_state[_place(form)] = before

    _put(form, words)
    st.session_state[_place(form)] = words
    flash.say("Put the template’s words in place of yours.", undo=put_back)


def _put(form: Form, words: Words, into: Callable[[str, str], None] = set_text) -> None:
    if _in_fields(form).subject != words.subject:  # told again, the field would lose what is being typed in it
        st.session_state[form.key("subject")] = words.subject
    into(form.key("body"), words.body)


def _in_fields(form: Form) -> Words:
    """Return what the fields say, as last drawn or typed since."""
    key, found = form.key("subject"), form.found
    subject = st.session_state[key] if key in st.session_state else found.get("subject", "")
    body = typed(form.key("body"))
    return Words(str(subject or ""), str(found.get("body", "")) if body is None else body)


def _put_before(form: Form) -> Words | None:
    remembered = None if form.memory["restart"] else st.session_state.get(_place(form))
    kept = remembered or form.found.get("put")
    return Words(*kept) if _are_words(kept) else None


def _are_words(kept: object) -> TypeGuard[Sequence[str]]:
    if not isinstance(kept, (list, tuple)):
        return False
    return len(kept) == len(Words._fields) and all(isinstance(one, str) for one in kept)


def _place(form: Form) -> str:
    return f"_{form.key('put')}"
