"""Lists: their search and filters, and rows with their action on the right, ten on a page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.ui import flash, part, selections, session
from netdash.ui.session import Visit, reported

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")

ROWS = 10
RESET = "Reset to the original"
CLEAR_ALL = "Clear the search and the filters"
CLEARED = "_lists_cleared"
ORDER_ENDS = ": "
BESIDE = (9, 5)
"""How wide a list and the selected one beside it are."""


def list_search(page: str, hint: str) -> str:
    """Draw a list's search and return its text. It stands above the part with the filters and what matches."""
    _empty_cleared()
    return search(f"{page}_search", hint, persist_state="session")


@contextmanager
def filter_bar(page: str, filters: Collection[str], clear: str) -> Iterator[str]:
    """Draw the row for a list's filters, which the block draws in it, and behind them what clears these and the search.

    The block gets the text of the search. `filters` are the filters' keys, to be drawn with `persist_state`; `clear`
    words the button where nothing is searched for.
    """
    _empty_cleared()  # where the list has no search
    text: str = st.session_state.get(f"{page}_search") or ""
    with st.container(horizontal=True, vertical_alignment="center"):
        yield text
        number = number_set(filters)
        if not text and not number:
            return
        label = clear if not text else CLEAR_ALL if number else "Clear the search"
        keys, icon = (f"{page}_search", *filters), ":material/close:"
        st.button(label, key=f"{page}_clear", type="tertiary", icon=icon, on_click=_clear, args=(keys,))


def _clear(keys: Collection[str]) -> None:
    # In the run of the page, which draws them all: the browser hears of no other field's change.
    values = {key: value for key in keys if (value := st.session_state.get(key))}
    emptied = {key: None if isinstance(value, date) else type(value)() for key, value in values.items()}
    st.session_state[CLEARED] = emptied
    part.run_page()


def _empty_cleared() -> None:
    for key, nothing in st.session_state.pop(CLEARED, {}).items():
        st.session_state[key] = nothing


def filter_box(key: str, filters: Collection[str], label: str = "Filters", icon: str = "filter_list") -> Any:
    """Return the box of filters of many options, which says how many of them are set. The icon is Material's."""
    number = number_set(filters)
    return st.popover(f"{label} ({number})" if number else label, icon=f":material/{icon}:", key=key)


def number_set(filters: Collection[str]) -> int:
    """Return how many of these filters are set."""
    return sum(bool(st.session_state.get(key)) for key in filters)


def search(key: str, hint: str, **looks: Any) -> str:
    """Draw the search of a list; return its text. `looks` goes to `st.text_input`."""
    looks = {"icon": ":material/search:", "label_visibility": "collapsed", **looks}
    return st.text_input("Search", key=key, type="search", live=True, placeholder=hint, **looks) or ""


def several(label: str, key: str, words: Mapping[str, str]) -> list[str]:
    """Draw a filter by several values, shown by the words for each and remembered over pages; return those chosen."""
    shown = lambda choice: words.get(choice, choice)  # noqa: E731
    return st.multiselect(label, list(words), format_func=shown, key=key, persist_state="session")


def pills(label: str, key: str, words: Mapping[str, str]) -> list[str]:
    """Draw a filter by several of a few values, side by side, as `several` does of many."""
    looks: dict[str, Any] = {"label_visibility": "collapsed", "persist_state": "session"}
    return st.pills(label, list(words), selection_mode="multi", format_func=words.__getitem__, key=key, **looks)


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


def table_of(values: Mapping[str, Sequence[object]]) -> pa.Table:
    """Return the rows of a table by its columns, made ready to be sent: what a data frame would cost on every run."""
    import pyarrow as pa  # a tenth of a second, for which a page without a table need not wait

    return pa.table(dict(values))


def table(
    page: str, rows: pa.Table, ids: Sequence[str], width: int, alt: str, others: Mapping[str, Any], **looks: Any
) -> str | None:
    """Draw rows as a table whose first column holds buttons; return which of the records, by `ids`, one pressed.

    `width` is that of the first column in pixels, `others` configures the other ones. `looks` goes to `st.dataframe`:
    with `selection_mode` rows are selected, or the row of a cell that is clicked (`selections.py`);
    that runs the whole page, unless `on_select` says "rerun".
    """
    # A press refers to a row of the table as it was then, a selection too; another tab may have moved the rows since.
    key, place = f"{page}_open", f"_{page}_shown"
    before, labels = st.session_state.get(place, ((), ()))
    looks_of_button: dict[str, Any] = {"type": "tertiary", "alignment": "left", "pinned": True, "width": width}
    button = st.column_config.ButtonColumn(on_click=part.take_press, key=key, **looks_of_button)
    config = {rows.column_names[0]: button, **others}
    if "selection_mode" in looks:
        looks = {"on_select": part.run_page, **looks}
        column = rows.column_names[1] if looks["selection_mode"] == "single-cell" else None
        selections.follow(page, ids, column)
    st.dataframe(rows, hide_index=True, placeholder="", key=f"{page}_table", alt=alt, column_config=config, **looks)
    st.session_state[place] = tuple(ids), rows.column(0)  # last, as the run may end here before that is sent
    pressed = st.session_state.get(key)
    return _pressed_id(before, labels, pressed) if pressed is not None else None


def columns(widths: tuple[int, int] = BESIDE) -> Sequence[DeltaGenerator]:
    """Return the column of a list, and that of the selected one beside it; on a phone this stands below."""
    return st.columns(widths, gap="medium")


def state(order: str, words: str) -> str:
    """Return a state for a column of states that is sorted by this order, and not by the words that are shown."""
    return f"{order}{ORDER_ENDS}{words}"


def state_column(colours: Mapping[str, str], width: int) -> Any:
    """Return how a column of states looks, whose cells are lists of one: words on the colour that stands for them."""
    shown = lambda state: state.partition(ORDER_ENDS)[2] or state  # noqa: E731
    looks: dict[str, Any] = {"options": list(colours), "color": list(colours.values()), "format_func": shown}
    return st.column_config.MultiselectColumn(width=width, **looks)


def _pressed_id(ids: Sequence[str], labels: Sequence[Any], pressed: Mapping[str, Any]) -> str | None:
    # The browser may have shown other rows than were drawn last: then what was pressed has another label.
    row: int = pressed["row"]
    return ids[row] if row < len(ids) and labels[row].as_py() == pressed["label"] else None


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
