"""What is selected in tables, by id, and which of the records in a list stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.records import is_id
from netdash.ui import layout, part

VIEW, SELECTED = "_lists_view", "_lists_selected"
"""Where the session remembers what is being viewed, and for each table on it the marks and what they stand for."""

Mark = tuple[int, str | None]
"""What is marked in a table: a row, or a cell with the column it is in."""


def _marks(page: str) -> list[Mark]:
    key = f"{page}_table"
    selection = st.session_state[key]["selection"] if key in st.session_state else {"rows": (), "cells": ()}
    return [*((row, None) for row in selection["rows"]), *((row, column) for row, column in selection["cells"])]


def forget_elsewhere(page: str) -> None:
    """Forget what is selected where another page or another record is viewed than in the last run."""
    view = page, *filter(is_id, st.query_params.values())
    if st.session_state.get(VIEW) != view:
        st.session_state[SELECTED], st.session_state[VIEW] = {}, view


def ids_of(page: str) -> tuple[str, ...]:
    """Return the ids of what is selected in a table, drawn before; some may match the list no more."""
    return tuple(id for id, _ in st.session_state[SELECTED].get(page, ((), ()))[1])


def select(page: str, ids: Sequence[str]) -> None:
    """Select rows in a table by their ids. A callback."""
    st.session_state[SELECTED][page] = _marks(page), tuple((id, None) for id in ids)


def _note(page: str) -> None:
    """Note by id what is selected, where the browser says something new of it."""
    selections, marks = st.session_state[SELECTED], _marks(page)
    marked, chosen = selections.get(page, ([], ()))
    if marks != marked and f"{page}_table" in st.session_state:  # else the table was not drawn, as nothing matched
        ids = st.session_state.get(f"_{page}_shown", ((), ()))[0]
        chosen = tuple((ids[row], column) for row, column in marks if row < len(ids))
    selections[page] = marks, chosen


def follow(page: str, ids: Sequence[str], column: str | None) -> None:
    """Have what is selected stay so where its row has moved since, or was hidden for a while.

    `column` is that of the mark of what was not selected in the browser, where cells are selected.
    """
    _note(page)
    marks, chosen = st.session_state[SELECTED][page]
    rows = {id: row for row, id in enumerate(ids)}
    moved: list[Mark] = [(rows[id], place or column) for id, place in chosen if id in rows]
    if moved != marks:
        cells = [(row, place) for row, place in moved if place is not None]
        # As the browser would say it: else it seems to say something new with the next press, whatever that is.
        selection = {"rows": [row for row, place in moved if place is None], "columns": [], "cells": cells}
        st.session_state[f"{page}_table"] = {"selection": selection}
    st.session_state[SELECTED][page] = moved, chosen


def choose_beside(
    page: str, asked: Hashable, ids: Collection[str], first: Callable[[], str], exists: Callable[[str], object]
) -> None:
    """Choose which of the records that match what is asked stands beside their list; call it before the table is drawn.

    It is the selected one, else the first. Where it matches no more, it stays as long as nothing else is asked: one of
    its buttons may have been pressed. In a part's own run none is chosen, as none is drawn; what does not match is out
    of sight then.
    """
    _note(page)
    selections, before = st.session_state[SELECTED], f"{page}_asked"
    marks, chosen = selections[page]
    stays = chosen and (chosen[0][0] in ids or (selections.get(before) == asked and exists(chosen[0][0])))
    if part.is_alone():
        if not stays:
            with st.container(key=layout.NONE_BESIDE):
                st.html("<i></i>")
        return
    if not stays:
        chosen = ((first(), None),) if ids else ()
    selections[page], selections[before] = (marks, chosen), asked


def draw_beside(page: str, column: DeltaGenerator, draw: Callable[[str], None]) -> None:
    """Draw the one beside a list, which has been drawn, where anything matches."""
    for id in ids_of(page):
        with column, st.container(key=layout.BESIDE):
            draw(id)
