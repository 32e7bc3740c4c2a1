"""Parts of a page that run alone: what is unfolded or switched in one draws nothing else anew."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from netdash.ui import flash, session
from netdash.ui.session import Visit

PRESSED = "_part_pressed"


def take_press() -> None:
    """Have a press carried out as it was meant, whatever was changed since its part was drawn. A callback."""
    st.session_state[PRESSED] = True


def part(visit: Visit, draw: Callable[[Visit], None]) -> None:
    """Draw a part of a page, which a press in it draws anew alone.

    Its own runs open the workspace again, through the same gate. The whole page runs instead where that fails, where
    something was changed since the page was drawn, as counts on it may be others, and where there is something to say.
    Drafts are no change. A press would be lost with that, so one that has to be taken says so (`take_press`).
    """
    begun, version = iter([visit]), visit.workspace.version()

    @st.fragment
    def run() -> None:
        now = next(begun, None) or session.begin_part()
        is_pressed = st.session_state.pop(PRESSED, False)
        if now is None or (not is_pressed and (flash.is_pending() or now.workspace.version() != version)):
            st.rerun()
        with flash.errors_shown():
            draw(now)
        if now is not visit and flash.is_over():
            st.rerun()

    run()


def folded_box(visit: Visit, label: str, icon: str, key: str, draw: Callable[[Visit], None]) -> None:
    """Draw a folded box whose content is drawn when it is unfolded. The icon is a name of Material's."""

    def draw_box(visit: Visit) -> None:
        box = st.expander(label, icon=f":material/{icon}:", key=key, on_change="rerun")
        if box.open:
            with box:
                draw(visit)

    part(visit, draw_box)
