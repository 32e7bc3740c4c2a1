"""Parts of a page that run alone: what is unfolded or switched in one draws nothing else anew."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from netdash.ui import flash, session
from netdash.ui.session import Visit


def part(visit: Visit, draw: Callable[[Visit], None]) -> None:
    """Draw a part of a page, which a press in it draws anew alone.

    Its own runs open the workspace again, through the same gate. The whole page runs instead where that fails, where
    something was changed since the page was drawn, as counts on it may be others, and where there is something to say.
    """
    begun, version = iter([visit]), visit.workspace.version()

    @st.fragment
    def run() -> None:
        now = next(begun, None) or session.try_visit()
        if now is None or now.workspace.version() != version or flash.is_pending():
            st.rerun()
        draw(now)

    run()


def folded_box(visit: Visit, label: str, icon: str, key: str, draw: Callable[[Visit], None]) -> None:
    """Draw a folded box whose content is drawn when it is unfolded. The icon is a name of Material's."""

    def draw_box(visit: Visit) -> None:
        box = st.expander(label, icon=f":material/{icon}:", key=key, on_change="rerun")
        if box.open:
            with box:
                draw(visit)

    part(visit, draw_box)
