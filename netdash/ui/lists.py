"""Lists: rows with their action on the right, ten on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")

ROWS = 10


def paged(items: Sequence[T], key: str) -> Sequence[T]:
    """Return the items of the page that is chosen under this key; `pager` draws the choice below them."""
    page = min(st.session_state.get(key, 1), pages(items))
    return items[(page - 1) * ROWS : page * ROWS]


def pager(items: Sequence[T], key: str) -> None:
    """Draw the choice of pages, where there is more than one."""
    if pages(items) > 1:
        st.pagination(pages(items), key=key)


def pages(items: Sequence[T]) -> int:
    """Return how many pages a list has, at least one."""
    return max(1, -(-len(items) // ROWS))


def row(title: str, detail: str, action: str, *, key: str, primary: bool = False, quiet: bool = False) -> bool:
    """Draw one row with its action on the right; return whether that was pressed. Title and detail are Markdown."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        about(title, detail)
        return st.button(action, key=key, type="primary" if primary else "tertiary" if quiet else "secondary")


def about(title: str, detail: str) -> None:
    """Draw what a row is about: a line, and a quiet one below it."""
    # One element and not three: what a rerun costs is the number of elements.
    st.markdown(f"{title}  \n:small[:gray[{detail}]]" if detail else title, width="stretch")


def back(label: str, page: str, key: str) -> None:
    """Draw the way back to a page's list."""
    if st.button(label, key=key, type="tertiary", icon=":material/arrow_back:"):
        st.switch_page(page)
