"""Parts of a page that run alone: what is unfolded or switched in one draws nothing else anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable

import streamlit as st

from netdash.ui import flash, session
from netdash.ui.session import Visit

PRESSED, PAGE_RUNS, ALONE = "_part_pressed", "_part_page_runs", "_part_alone"


def take_press() -> None:
    """Have a press carried out although something was changed since its part was drawn. A callback."""
    st.session_state[PRESSED] = True


def run_page() -> None:
    """Have the whole page run for a press in a part, which changes what stands outside. A callback."""
    st.session_state[PAGE_RUNS] = True


def part(visit: Visit, draw: Callable[[Visit], None], fields: Collection[str] = ()) -> None:
    """Draw a part of a page, which a press in it draws anew alone.

    Its own runs open the workspace again, through the same gate. The whole page runs instead where that fails, where
    something was changed since the page was drawn, as counts on it may be others, and where there is something to say.
    So it does where one of the page's `fields` that the part reads, by key, has another value: what is typed comes in
    one message with the press that leaves the field. With that a press is lost, unless its button has `take_press`
    called. Then the press is carried out first, and the page runs after it where it has led nowhere: on a slow line a
    click on a name in a table comes in one message with the selection of its cell.
    """
    begun, drawn_from = iter([visit]), _sources(visit, fields)
    _take(PRESSED), _take(PAGE_RUNS)

    @st.fragment
    def run() -> None:
        with flash.errors_shown():
            first = next(begun, None)
            st.session_state[ALONE] = first is None
            draw(first or _begin(visit, drawn_from, fields))
            if first is None and _take(PAGE_RUNS):
                st.rerun()

    run()


def is_alone() -> bool:
    """Tell whether the part being drawn runs alone; of a part in another one only whether it does itself."""
    return bool(st.session_state[ALONE])


def _take(mark: str) -> bool:
    """Tell whether a callback has left this mark, and remove it."""
    return bool(st.session_state.pop(mark, False))


def _sources(visit: Visit, fields: Collection[str]) -> tuple[Hashable, ...]:
    return visit.workspace.version(), *(st.session_state.get(key) or None for key in fields)


def _begin(visit: Visit, drawn_from: tuple[Hashable, ...], fields: Collection[str]) -> Visit:
    """Open the workspace for a part's own run, or have the whole page run; `visit` drew it, from these sources."""
    now, is_pressed = session.try_visit(), _take(PRESSED)
    flash.leave_bottom()
    if now is None or now.owner_key != visit.owner_key:
        st.rerun()
    if not is_pressed and (_take(PAGE_RUNS) or flash.is_pending() or _sources(now, fields) != drawn_from):
        st.rerun()
    return now


def folded_box(visit: Visit, label: str, icon: str, key: str, draw: Callable[[Visit], None]) -> None:
    """Draw a folded box whose content is drawn when it is unfolded. The icon is a name of Material's."""

    def draw_box(visit: Visit) -> None:
        box = st.expander(label, icon=f":material/{icon}:", key=key, on_change="rerun")
        if box.open:
            with box:
                draw(visit)

    part(visit, draw_box)
