"""netdash with a fault in Today, for the test of what a person then sees."""

import streamlit as st
from starlette.types import ASGIApp

import app as netdash_app
from netdash.today.screens import today
from netdash.ui.session import Visit


def broken(visit: Visit) -> bool:
    """Fail as only a fault of netdash can."""
    raise RuntimeError(f"/a/path of {visit.file}")


today.has_anything = broken
app: ASGIApp = st.App(netdash_app.MAIN)  # so that Streamlit takes this for a server
app = netdash_app.app
