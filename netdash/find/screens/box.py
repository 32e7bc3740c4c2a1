"""The box in which anything is found as one types, and from which something new begins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from netdash.find import search
from netdash.find.findables import FINDABLES, FindableKind, Scene
from netdash.find.screens.opener import OPEN
from netdash.find.search import Candidates, Group
from netdash.follow_up.actions import Destination
from netdash.people.screens.directory import directory
from netdash.text_search import SearchWord, places, search_words
from netdash.ui import flash, lists, session
from netdash.ui.components import component, plain_inputs
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.wording import counted, shortened

ICONS = {
    FindableKind.PERSON: "person",
    FindableKind.COMPANY: "apartment",
    FindableKind.MEETING: "forum",
    FindableKind.LEARNING: "lightbulb",
    FindableKind.MESSAGE: "send",
    FindableKind.PROMISE: "handshake",
    FindableKind.OPPORTUNITY: "work",
    FindableKind.QUESTION: "quiz",
    FindableKind.PITCH: "record_voice_over",
}
"""Names of Material's."""

TEXT = "find_text"
GOING = "_find_going"
"""Where the session remembers what was pressed, until the run that goes there."""


MOST_LETTERS = 30
"""Of what was looked for, in a label."""


class NewRecord(NamedTuple):
    """Something new that one can begin: its name, and the page and form in which it is typed."""

    label: str
    icon: str
    page: str
    field: str = ""
    """The field that takes what was looked for and not found."""


NEW = {
    "conversation": NewRecord("New conversation", "forum", "meeting_log"),
    "person": NewRecord("New person", "person_add", "people", "name"),
    "message": NewRecord("New message", "edit", "outreach"),
    "question": NewRecord("New question", "quiz", "question_bank", "text"),
}


@st.dialog("Find", width="medium", on_dismiss=lambda: st.session_state.pop(OPEN, None))
def show(this_run: list[Visit]) -> None:
    """Draw the box; `this_run` holds the visit that the run began with, where it is one of the whole page."""
    with flash.errors_shown():
        visit = this_run[0] if this_run else session.opened()
        if (going := st.session_state.pop(GOING, None)) is not None:
            st.session_state.pop(OPEN, None)
            st.switch_page(f"{going.page}.py", query_params=going.parameters)
        text = lists.search(TEXT, "Name, company, any word")
        scene = Scene(visit.workspace, directory(visit).name, visit.now, visit.zone)
        groups = search.search(partial(_candidates, visit), text, scene)
        _draw_status(text, groups)
        for group in groups:
            _draw_group(group, search_words(text))
        _draw_new("" if _has_words(groups) else " ".join(text.split()))
        if not text:  # the box is there to be read while everything is made ready, before the first letters come
            for kind in FindableKind:
                _candidates(visit, kind)


def _has_words(groups: Sequence[Group]) -> bool:
    """Tell whether what was found has the words that were looked for."""
    return any(not group.is_guess for group in groups)


def _candidates(visit: Visit, kind: FindableKind) -> Candidates:
    """Return everything of a kind, prepared once a change of what it is made of."""
    build = partial(search.candidates, visit.workspace, kind, directory(visit).name)
    return visit.remember(build, f"find_{kind}", *FINDABLES[kind].sources)


def _draw_status(text: str, groups: Sequence[Group]) -> None:
    """Say how much was found; the script beside it moves the focus, and opens the first result on Enter."""
    words = f"{counted(sum(group.total for group in groups), 'result')}. Enter opens the first." if groups else ""
    if text.strip() and not _has_words(groups):
        words = f"Nothing here says “{shortened(text, MOST_LETTERS)}”.{' Did you mean one of these?' if groups else ''}"
    if plain_inputs():
        st.caption(escaped(words))
    else:
        component(Path(__file__), "<p role='status'></p>")(key="find_status", data={"text": text, "words": words})


def _draw_group(group: Group, words: Sequence[SearchWord]) -> None:
    with st.container(gap=None):
        more = group.total - len(group.hits)
        note = f" · {len(group.hits)} of {group.total}" if more else ""
        st.caption(f"**{group.kind}**{note}")
        for hit in group.hits:
            facts = f"  :small[:gray[{_marked(hit.facts, words)}]]" if hit.facts else ""
            st.button(
                f"{_marked(hit.title, words)}{facts}",
                key=f"find_hit_{group.kind.name.lower()}_{hit.id}",
                type="tertiary",
                icon=f":material/{ICONS[group.kind]}:",
                on_click=_go,
                args=(hit.where,),
                wrap=False,
            )
            if hit.excerpt:
                st.markdown(f"&emsp;&ensp;:small[:gray[{_marked(hit.excerpt, words)}]]")


def _marked(text: str, words: Sequence[SearchWord]) -> str:
    """Return text as Markdown with the words in it marked."""
    shown, end = "", 0
    for start, after in places(text, words):
        shown += f"{_piece(text[end:start])}:primary-background[{escaped(text[start:after])}]"
        end = after
    return shown + _piece(text[end:])


def _piece(text: str) -> str:
    # A line may break at a blank behind a mark, which at the start of a text would be kept.
    return f" {escaped(text[1:])}" if text.startswith(" ") else escaped(text)


def _draw_new(name: str) -> None:
    """Draw what can be begun from here; what was looked for and not found is the name of it."""
    with st.container(horizontal=True):
        for key, new in NEW.items():
            label = f"{new.label} “{shortened(name, MOST_LETTERS)}”" if name and new.field else new.label
            st.button(
                escaped(label),
                key=f"find_new_{key}",
                icon=f":material/{new.icon}:",
                on_click=_begin,
                args=(new, name),
            )


def _go(where: Destination) -> None:
    st.session_state[GOING] = where


def _begin(new: NewRecord, name: str) -> None:
    """Open the form of something new, with a name in it unless something is typed there already."""

    def begin() -> None:
        st.session_state[f"{new.page}_form"] = True
        if name and new.field and not session.unfinished(session.opened(), new.page):
            st.session_state[f"{new.page}_{new.field}"] = name
        _go(Destination(new.page))

    flash.attempt(begin)
