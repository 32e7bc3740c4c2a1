"""The bar that compares how long a pitch takes to say with how long it should take."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from netdash.ui.live_area import plain_inputs

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_HTML = """
<div class="bar" role="img"><div class="band"></div><div class="fill"></div></div>
<div class="ticks" aria-hidden="true"><span></span><span></span></div>
"""

_CSS = """
.bar {
  position: relative; height: 0.6rem; overflow: hidden; border-radius: 0.3rem;
  background: var(--st-secondary-background-color); box-shadow: inset 0 0 0 1px var(--st-border-color);
}
.band { position: absolute; inset: 0 auto; background: color-mix(in srgb, var(--st-primary-color) 22%, transparent); }
.fill { position: absolute; inset: 0 auto 0 0; border-radius: 0.3rem 0 0 0.3rem; background: var(--st-orange-color); }
.fill.right { background: var(--st-primary-color); }
.ticks { position: relative; height: 1.2rem; margin-top: 0.15rem; }
.ticks span {
  position: absolute; transform: translateX(-50%); white-space: nowrap;
  font: var(--st-base-font-weight) 0.75rem/1.4 var(--st-font);
  color: color-mix(in srgb, var(--st-text-color) 75%, transparent);
}
@media (prefers-reduced-motion: no-preference) { .fill { transition: width 200ms ease-out; } }
"""

_JS = """
export default function ({ data, parentElement }) {
  const at = (seconds) => `${Math.min(100, (100 * seconds) / data.whole)}%`
  const [bar, band, fill] = [".bar", ".band", ".fill"].map((name) => parentElement.querySelector(name))
  bar.setAttribute("aria-label", data.words)
  band.style.left = at(data.shortest)
  band.style.width = at(data.longest - data.shortest)
  fill.style.width = at(data.seconds)
  fill.classList.toggle("right", data.right)
  const ends = [data.shortest, data.longest]
  parentElement.querySelectorAll(".ticks span").forEach((tick, place) => {
    tick.style.left = at(ends[place])
    tick.textContent = `${ends[place]} s`
  })
}
"""


def length_bar(seconds: float, shortest: int, longest: int, words: str, key: str) -> None:
    """Draw the bar with the range from `shortest` to `longest` marked, in seconds; `words` say the same."""
    whole = longest * 1.5
    if plain_inputs():
        st.progress(min(1.0, seconds / whole), text=words)
        return
    fits = shortest <= seconds <= longest
    values = {"seconds": seconds, "shortest": shortest, "longest": longest, "whole": whole, "words": words}
    _component()(key=key, data={**values, "right": fits}, height="content")


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("netdash_length_bar", html=_HTML, css=_CSS, js=_JS)
