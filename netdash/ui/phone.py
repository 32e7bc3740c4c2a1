"""On a phone: the sidebar, over the page, closes when a page has been chosen in it; a field does not zoom in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from netdash.ui.live_area import plain_inputs

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

# Streamlit leaves it open and remembers that (streamlit/streamlit issue 12065), and has no command to close it.
# On the page that a tab began with it stays where somebody has touched it already: then it was opened just now.
# iOS zooms into a field with letters below 16 px and stays there, and Streamlit's are 0.875 of the theme's size. There
# this stops it and two fingers zoom as before; elsewhere it would take that away.
_JS = """
export default function ({ data }) {
  const view = document.querySelector("meta[name=viewport]")
  const zooms = /iPhone|iPad|iPod/.test(navigator.userAgent) && view && !view.content.includes("maximum-scale")
  if (zooms) view.content += ", maximum-scale=1"
  const before = sessionStorage.getItem("netdash/page")
  sessionStorage.setItem("netdash/page", data.page)
  const began = new URL(performance.getEntriesByType("navigation")[0].name).pathname === location.pathname
  const justOpened = before === null && began && navigator.userActivation?.hasBeenActive
  if (before === data.page || justOpened || !window.matchMedia("(max-width: 767px)").matches) return
  const sidebar = document.querySelector('[data-testid="stSidebar"][data-collapsed="false"]')
  sidebar?.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click()
}
"""


def close_sidebar_after(page: str) -> None:
    """Close the sidebar on a narrow screen when this page is newly shown."""
    if not plain_inputs():
        with st.sidebar:
            _component()(key="close_sidebar", data={"page": page}, height=1)


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("netdash_phone", html="<i></i>", js=_JS)
