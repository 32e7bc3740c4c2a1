"""Elements with a script of our own, which stands beside their module, and whether to draw Streamlit's own instead."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit import config

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer


def plain_inputs() -> bool:
    """Tell whether to draw Streamlit's own inputs, which scripts and tests can drive."""
    # Streamlit's option "Are we in an app test? Set automatically when the AppTest framework is running". AppTest
    # replaces the function in the module, so `st.get_option`, bound when Streamlit was imported, would not see it.
    return os.environ.get("NETDASH_PLAIN_INPUTS") == "1" or bool(config.get_option("global.appTest"))


@cache
def component(file: Path, html: str) -> ComponentRenderer:
    """Return what draws the element of this HTML with the script and the style beside a file, named as it is."""
    # Registered at the first draw: at import the server, which keeps the register, may not be there yet.
    script, style = file.with_suffix(".js").read_text("utf-8"), file.with_suffix(".css")
    css = style.read_text("utf-8") if style.exists() else None
    return st.components.v2.component(f"netdash_{file.stem}", html=html, css=css, js=script)
