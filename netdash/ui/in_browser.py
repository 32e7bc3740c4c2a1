"""A script on every page: it keeps translated pages right, closes a phone's sidebar, and asks after a reconnect."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from netdash.ui.live_area import plain_inputs

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer


def mend(page: str) -> None:
    """Mend what is shown of this page; a sidebar that lies over it closes when the page is newly shown."""
    if not plain_inputs():
        with st.sidebar:
            _component()(key="close_sidebar", data={"page": page}, height=1, on_back_change=lambda: None)


def load_anew(*, by_itself: bool) -> None:
    """Have the browser load the page anew, or else the person, and draw nothing more but a sentence about it."""
    st.info("This tab was opened in another name. Reload the page to go on.", icon=":material/refresh:")
    if by_itself and not plain_inputs():
        _component()(key="load_anew", data={"anew": True}, height=1)
    st.stop()


@cache
def _component() -> ComponentRenderer:
    script = Path(__file__).with_name("in_browser.js").read_text("utf-8")
    return st.components.v2.component("netdash_in_browser", html="<i></i>", js=script)
