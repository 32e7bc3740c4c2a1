"""What a page may load and whom it may talk to: this server, and nobody else."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

_SOURCES = {
    "default-src": "'self'",
    # Components come with their script as text, which Streamlit loads from a blob, and its decoder of messages counts
    # in WebAssembly. Words that came into a page can be run by neither, as by 'unsafe-inline' and 'unsafe-eval'.
    "script-src": "'self' blob: 'wasm-unsafe-eval'",
    # Streamlit writes its styles into the page as it draws, and Plotly into each chart.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    # No other site may frame the app and have the owner click in it unseen. Community Cloud frames
    # it from the same origin (the app is at /~/+/ under its own address).
    "frame-ancestors": "'self'",
}


@cache
def content_policy() -> str:
    """Return the header's value, with the scripts that stand in Streamlit's own page by what they say."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    said = [b64encode(sha256(script.encode()).digest()).decode() for script in _INLINE_SCRIPT.findall(page)]
    own = {"script-src": " ".join([_SOURCES["script-src"], *(f"'sha256-{one}'" for one in said)])}
    return "; ".join(f"{directive} {sources}" for directive, sources in {**_SOURCES, **own}.items())
