"""Parts of a page that run alone: what is unfolded or switched in one draws nothing else anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import streamlit as st

from netdash.ui import flash, session
from netdash.ui.session import Visit

PRESSED = "_part_pressed"


def take_press() -> None:
    """Have a press carried out although something was changed since its part was drawn. A callback."""
    st.session_state[PRESSED] = True


def part(visit: Visit, draw: Callable[[Visit], None]) -> None:
    """Draw a part of a page, which a press in it draws anew alone.

    Its own runs open the workspace again, through the same gate. The whole page runs instead where that fails, where
    something was changed since the page was drawn, as counts on it may be others, and where there is something to say.
    With that a press is lost, unless its button has `take_press` called.
    """
    begun, version = iter([visit]), visit.workspace.version()
    st.session_state.pop(PRESSED, None)

    @st.fragment
    def run() -> None:
        with flash.errors_shown():
            draw(next(begun, None) or _begin(visit, version))

    run()


def _begin(visit: Visit, version: Hashable) -> Visit:
    """Open the workspace for a part's own run, or have the whole page run; `visit` drew it, at this version."""
    now, is_pressed = session.try_visit(), st.session_state.pop(PRESSED, False)
    flash.leave_bottom()
    if now is None or now.owner_key != visit.owner_key:
        st.rerun()
    if not is_pressed and (flash.is_pending() or now.workspace.version() != version):
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
