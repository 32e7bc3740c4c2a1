"""A button that copies text to the browser's clipboard in one press."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from netdash.ui.live_area import plain_inputs

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_HTML = """
<button type="button"></button>
<span role="status"></span>
"""

_CSS = """
button {
  font: var(--st-base-font-weight) 0.875rem/1.6 var(--st-font); min-height: 2.5rem; padding: 0.25rem 0.75rem;
  cursor: pointer; color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius);
}
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""


def copy_button(label: str, text: str, key: str) -> None:
    """Draw the button; with plain inputs, the text itself with Streamlit's own copy mark."""
    if plain_inputs():
        st.code(text, language=None, wrap_lines=True)
        return
    _component()(key=key, data={"label": label, "text": text, "key": key}, width="content", height="content")


@cache
def _component() -> ComponentRenderer:
    script = Path(__file__).with_suffix(".js").read_text("utf-8")
    return st.components.v2.component("netdash_copy_button", html=_HTML, css=_CSS, js=script)
