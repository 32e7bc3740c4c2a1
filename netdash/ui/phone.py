"""On a phone the sidebar covers the page: it closes when a page has been chosen in it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from netdash.ui.live_area import plain_inputs

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

# Streamlit leaves it open and remembers that (streamlit/streamlit issue 12065), and has no command to close it.
# On the page that a tab began with it stays where somebody has touched it already: then it was opened just now.
_JS = """
export default function ({ data }) {
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
