"""How pages are laid out: their width, the row with a page's title and actions, and cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.key_figures import KeyFigure
from netdash.ui.column_chart import column_chart

PAGE_WIDTH, NARROW_WIDTH, TEXT_WIDTH, CAPTION_WIDTH = 1160, 736, 560, 470
"""In pixels; the last two hold a line of text, and of a caption, of about `LINE` characters."""
LINE = 90
FIGURE_WIDTH = 140
"""In pixels, at least."""

COLUMN = "[data-testid=stColumn]"
OF_TWO = f"{COLUMN}:nth-child(2):last-child, {COLUMN}:first-child:nth-last-child(2)"
ALWAYS_SEEN = "netdash_always_seen"
"""The key of a container below a list, which stays at the bottom of the window while the list goes on behind it."""
BAR = f".st-key-{ALWAYS_SEEN}"
BESIDE, NONE_BESIDE = "netdash_beside", "netdash_none_beside"
"""The keys of the container with the one beside a list, and of one in the list that puts it out of sight."""
STYLE = (
    f"[data-testid=stMainBlockContainer] {{ max-width: calc({PAGE_WIDTH}px + 10rem) }}"
    f"{BAR} {{ padding: 0.4rem 0.75rem }} {BAR} > :first-child button {{ min-height: 1.75rem }}"
    f":has(> {BAR}) {{ position: sticky; bottom: 0.5rem; z-index: 2 }}"
    f"[data-testid=stMain]:has({BAR}) {{ scroll-padding-bottom: 8rem }}"
    f":has(> .st-key-{NONE_BESIDE}), [data-testid=stMain]:has(.st-key-{NONE_BESIDE}) .st-key-{BESIDE}"
    " { display: none }"
    "[data-testid=stDataFrame]:not(:hover, :focus-within) > [data-testid=stElementToolbar] { display: none }"
    f"{OF_TWO} {{ min-width: min(240px, 100%) }}"
    f"@media (max-width: 800px) {{ {OF_TWO} {{ min-width: min(360px, 100%) }} }}"
    f"@media (max-width: 640px) {{ {BAR} p {{ white-space: nowrap; overflow: hidden; text-overflow: ellipsis }}"
    f" {BAR} p > br ~ * {{ display: none }} }}"
    "@media (hover: none) { [data-has-shortcut] kbd { display: none } }"
)
"""Streamlit leaves 5 rem free on both sides of a page. Of two columns that are too narrow beside each other one stands
below, as in a window of 1,440 pixels at 200 %; where no keys are, no shortcut is named."""


@cache
def style() -> str:
    """Return what all pages are drawn in beyond the theme: a bar that is always seen has the page's own colour."""
    behind = ", ".join(st.get_option(f"theme.{scheme}.backgroundColor") or "Canvas" for scheme in ("light", "dark"))
    return f"{BAR} {{ background: Canvas; background: light-dark({behind}) }} {STYLE}"


@contextmanager
def page() -> Iterator[None]:
    """Hold what the block draws at the bottom in the middle of a wider window, as the page above it stands."""
    with st.container(horizontal_alignment="center"), st.container(width=PAGE_WIDTH):
        yield


def title(words: str, note: str = "") -> DeltaGenerator:
    """Draw a page's title with a note below it; return the container for the page's actions, on the right.

    Where there is no room for both, as on a phone, the actions stand below.
    """
    row = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
    with row.container(width=TEXT_WIDTH if len(note) > LINE else "content", gap=None):
        st.title(words)
        if note:
            st.caption(note, width=CAPTION_WIDTH if len(note) > LINE else "stretch")
    return row.container(horizontal=True, width="content")


@contextmanager
def card(heading: str, number: int | None = None) -> Iterator[None]:
    """Draw a card around what the block draws; the heading is Markdown, `number` says how many there are."""
    with st.container(border=True):
        st.header(heading if number is None else f"{heading} :gray[{number}]", anchor=False)
        yield


def figures(figures: Sequence[KeyFigure], columns: int) -> None:
    """Draw figures as cards in so many columns, each with its history and, as it may take two lines, the note last."""
    with st.grid(columns, min_column_width=FIGURE_WIDTH):
        for figure in figures:
            with st.container(border=True, gap="xsmall", height="stretch"):
                st.metric(figure.label, figure.words)
                st.markdown(f"{column_chart(figure.alt, figure.history, figure.goal)}\n\n:small[:gray[{figure.note}]]")
