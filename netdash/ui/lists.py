"""Lists: their search and filters, and rows with their action on the right, ten on a page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.ui import flash, part, session
from netdash.ui.session import Visit, reported

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")

ROWS = 10
RESET = "Reset to the original"
CLEAR_ALL = "Clear the search and the filters"


@contextmanager
def filter_bar(page: str, hint: str, filters: Collection[str], clear: str) -> Iterator[tuple[str, DeltaGenerator]]:
    """Draw a list's search, a box for its filters, and what clears them; the block draws the filters in the box.

    It gets the text of the search, and the row for what else belongs there. `filters` are their keys, to be drawn with
    `persist_state`; `clear` words the button where nothing is searched for.
    """
    row = st.container(horizontal=True, vertical_alignment="center")
    with row:
        text, number = search(f"{page}_search", hint, persist_state="session"), number_set(filters)
        label = f"Filters ({number})" if number else "Filters"
        with st.popover(label, icon=":material/filter_list:", key=f"{page}_filters"):
            yield text, row
    if text or number_set(filters):
        label = clear if not text else CLEAR_ALL if number_set(filters) else "Clear the search"
        keys, icon = (f"{page}_search", *filters), ":material/close:"
        st.button(label, key=f"{page}_clear", type="tertiary", icon=icon, on_click=_clear, args=(keys,))


def number_set(filters: Collection[str]) -> int:
    """Return how many of these filters are set."""
    return sum(bool(st.session_state.get(key)) for key in filters)


def _clear(keys: Collection[str]) -> None:
    for key in keys:
        if value := st.session_state.get(key):
            st.session_state[key] = None if isinstance(value, date) else type(value)()


def search(key: str, hint: str, **looks: Any) -> str:
    """Draw the search of a list; return its text. `looks` goes to `st.text_input`."""
    looks = {"icon": ":material/search:", "label_visibility": "collapsed", **looks}
    return st.text_input("Search", key=key, type="search", live=True, placeholder=hint, **looks) or ""


def several(label: str, key: str, words: Mapping[str, str]) -> list[str]:
    """Draw a filter by several values, shown by the words for each and remembered over pages; return those chosen."""
    shown = lambda choice: words.get(choice, choice)  # noqa: E731
    return st.multiselect(label, list(words), format_func=shown, key=key, persist_state="session")


def paged(items: Sequence[T], key: str, rows: int = ROWS) -> Iterator[T]:
    """Yield the items of the page that is chosen under this key; after the last, draw the choice of pages below it."""
    yield from page_of(items, key, rows)
    pager(items, key, rows)


def page_of(items: Sequence[T], key: str, rows: int = ROWS) -> Sequence[T]:
    """Return the items of the page that is chosen under this key, to draw them at once; `pager` goes below them."""
    page = min(st.session_state.get(key, 1), pages(items, rows))
    return items[(page - 1) * rows : page * rows]


def pager(items: Sequence[T], key: str, rows: int = ROWS) -> None:
    """Draw the choice of pages, where there is more than one."""
    if pages(items, rows) > 1:
        st.pagination(pages(items, rows), key=key)


def pages(items: Sequence[T], rows: int = ROWS) -> int:
    """Return how many pages a list has, at least one."""
    return max(1, -(-len(items) // rows))


class TableChoice(NamedTuple):
    """What was chosen in a table: the id of the row whose button was pressed, and those that are selected."""

    opened: str | None
    selected: tuple[str, ...]


def table(
    page: str, rows: pd.DataFrame, ids: Sequence[str], width: int, alt: str, columns: Mapping[str, Any], **looks: Any
) -> TableChoice:
    """Draw rows as a table whose first column holds buttons; return which of the records, by `ids`, were chosen.

    `width` is that of the first column in pixels, `columns` configures the others. `looks` goes to `st.dataframe`:
    with `on_select` rows can be selected, by a click on a cell where `selection_mode` says so.
    """
    # A press refers to a row of the table as it was then, a selection too; another tab may have moved the rows since.
    key, before = f"{page}_open", st.session_state.get(f"_{page}_shown", ())
    selected = _selected(page, before, ids)
    st.session_state[f"_{page}_shown"] = tuple(ids)
    looks_of_button: dict[str, Any] = {"type": "tertiary", "alignment": "left", "pinned": True, "width": width}
    button = st.column_config.ButtonColumn(on_click=part.take_press, key=key, **looks_of_button)
    config = {rows.columns[0]: button, **columns}
    st.dataframe(rows, hide_index=True, placeholder="", key=f"{page}_table", alt=alt, column_config=config, **looks)
    pressed = st.session_state.get(key)
    opened = before[pressed["row"]] if pressed is not None and pressed["row"] < len(before) else None
    return TableChoice(opened, selected)


def _selected(page: str, before: Sequence[str], ids: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the selected rows that are still there, and have them stay selected where they have moved."""
    key = f"{page}_table"
    selection = st.session_state[key]["selection"] if key in st.session_state else {"rows": (), "cells": ()}
    if not selection["rows"] and not selection["cells"]:
        return ()
    places = {id: row for row, id in enumerate(ids)}
    now = {row: places[id] for row, id in enumerate(before) if id in places}
    rows = [now[row] for row in selection["rows"] if row in now]
    cells = [(now[row], column) for row, column in selection["cells"] if row in now]
    if tuple(ids) != tuple(before):
        st.session_state[key] = {"selection": {"rows": rows, "cells": cells}}
    return tuple(ids[row] for row in (*rows, *(row for row, _ in cells)))


def select(page: str, ids: Sequence[str]) -> None:
    """Select these records in a table, of those that it shows when it is drawn next. For callbacks, and an Undo."""
    st.session_state[f"_{page}_shown"] = tuple(ids)
    st.session_state[f"{page}_table"] = {"selection": {"rows": list(range(len(ids))), "cells": []}}


def row(title: str, detail: str, action: str, *, key: str, primary: bool = False, quiet: bool = False) -> bool:
    """Draw one row with its action on the right; return whether that was pressed. Title and detail are Markdown."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        about(title, detail)
        kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
        return st.button(action, key=key, type="tertiary" if quiet else kind, on_click=part.take_press)


def about(title: str, detail: str) -> None:
    """Draw what a row is about: a line, and a quiet one below it."""
    # One element and not three: what a rerun costs is the number of elements.
    st.markdown(f"{title}  \n:small[:gray[{detail}]]" if detail else title, width="stretch")


def quiet_button(label: str, key: str, icon: str) -> bool:
    """Draw a button that does not draw attention; return whether it was pressed. The icon is a name of Material's."""
    return st.button(label, key=key, icon=f":material/{icon}:", type="tertiary", on_click=part.take_press)


def change_button(label: str, key: str, help: str, change: Callable[..., object], *given: object) -> None:
    """Draw a quiet button that makes a change of the workspace; an error is shown on the next run."""
    st.button(label, key=key, type="tertiary", help=help, on_click=reported, args=(change, *given))


def immediate_field(
    draw: Callable[..., object], label: str, key: str, value: T, change: Callable[[Visit, T], object], **looks: Any
) -> None:
    """Draw a field that is saved as soon as it changes; an error is shown on the next run. `looks` goes to `draw`.

    `change` gets the visit as it is by then, and the field's new value.
    """
    st.session_state[key] = value
    draw(label, key=key, on_change=_save_at_once, args=(key, change), **looks)


def _save_at_once(key: str, change: Callable[[Visit, Any], object]) -> None:
    flash.attempt(lambda: change(session.opened(), st.session_state[key]))


def back(label: str, page: str, key: str, query: Mapping[str, str] | None = None) -> None:
    """Draw the way back to a page's list, or to what else the query opens there."""
    if quiet_button(label, key, "arrow_back"):
        st.switch_page(page, query_params=query)
