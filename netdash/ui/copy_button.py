"""A button that copies text to the browser's clipboard in one press."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from netdash.ui.components import component, plain_inputs

_HTML = """
<button type="button"></button>
<span role="status"></span>
"""


def copy_button(label: str, text: str, key: str, *, primary: bool = False) -> None:
    """Draw the button; with plain inputs, the text itself with Streamlit's own copy mark."""
    if plain_inputs():
        st.code(text, language=None, wrap_lines=True)
        return
    values = {"label": label, "text": text, "key": key, "primary": primary}
    component(Path(__file__), _HTML)(key=key, data=values, width="content", height="content")
