"""Rows in a list: what it is about on the left, its action on the right, ten at a time."""

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


def row(
    title: str, detail: str, action: str = "", *, key: str = "", primary: bool = False, icon: str | None = None
) -> bool:
    """Draw one row; return whether its button was pressed. Title and detail are Markdown."""
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(title)
    if detail:
        left.caption(detail)
    if not action:
        return False
    with right:
        return st.button(action, key=key, type="primary" if primary else "secondary", icon=icon, width="stretch")
