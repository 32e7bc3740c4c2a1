"""The tab that a page is drawn in: whom it and its session belong to, and the script that runs in it.

Streamlit resumes a session for whoever knows its id. The script keeps translated pages right, closes a phone's sidebar,
has a page begin at the top, Back lead to it in one step and a link wait for what was typed, keeps the focus, asks after
a reconnect, listens for the shortcut of Find, and ignores the second tap of a double tap on a page that came between.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.errors import NetdashError
from netdash.records import is_id, new_id
from netdash.ui import flash, layout
from netdash.ui.components import component, plain_inputs

LASTING = frozenset({"_owner_key", "_visitor", "_purged", "_workspace_restored"})
"""What a session remembers of the person, whatever becomes of the records."""

UNSEEN, HIDEABLE, HIDING = "netdash_unseen_", "netdash_hideable_", "netdash_hiding_"
"""What the keys of containers begin with: of one out of sight, of one that may be, and of what in it says so."""

HIDDEN = f":has(> [class*=st-key-{UNSEEN}]), :has(> [class*=st-key-{HIDEABLE}] [class*=st-key-{HIDING}])"

ANOTHERS = "This was for somebody else’s workspace, so nothing was done."
"""What a callback says to whoever took up the session in which its button was drawn."""


def take_up(owner_key: str) -> None:
    """Empty a session that another person takes up; call it in a run, before anything is drawn."""
    if st.session_state.get("_owner_key", owner_key) != owner_key:
        refused = st.session_state.get("_problem") == ANOTHERS
        st.session_state.clear()
        st.session_state["_taken_up"] = "refused" if refused else "quietly"
        if refused:
            flash.say_problem(ANOTHERS)
    st.session_state["_owner_key"] = owner_key


def check(owner_key: str) -> None:
    """Raise in a callback where another person takes up the session: all that it holds is somebody else's.

    It empties nothing, so that every further callback of the same click is refused too.
    """
    if st.session_state.get("_owner_key") != owner_key:
        raise NetdashError(ANOTHERS)


def draw_style() -> None:
    """Draw how pages look beyond the theme. Call it before anything that may be out of sight is drawn."""
    st.html(f"<style>{HIDDEN} {{ display: none }} {layout.style()}</style>")


def hideable(name: str) -> DeltaGenerator:
    """Return a container that `hide` puts out of sight; what is drawn in it stays as it is in the browser."""
    return st.container(key=f"{HIDEABLE}{name}")


def hide(name: str) -> None:
    """Put the container of this name out of sight; call it in the container."""
    with st.container(key=f"{HIDING}{name}"):
        st.html("<i></i>")


def came_back() -> bool:
    """Tell whether the tab was there before its session: it may hold words that the server has not heard of."""
    return bool(st.session_state.get("_came_back"))


def keep_apart(owner_key: str) -> None:
    """Have a tab loaded anew that was drawn for somebody else: what is typed in it is theirs.

    Its connection comes back with another person's cookie where that one signed in meanwhile in another tab, and
    with it comes what the browser holds of every field. Call it before anything that can be typed into is drawn.
    """
    earlier: str | None = st.session_state.get("_tab_session")
    session_id = earlier or new_id()
    mine = f"{owner_key} {session_id}"
    held: str = st.session_state.get("netdash_owner", mine)
    if earlier and held != mine and held.rpartition(" ")[0] == owner_key:
        st.session_state["netdash_owner"] = mine
    with st.container(key=f"{UNSEEN}owner"):
        told = st.text_input("Drawn for", mine, key="netdash_owner", autocomplete="off")
    drawn_for, _, of_session = told.rpartition(" ")
    if not earlier:
        st.session_state["_came_back"] = of_session != session_id
        st.session_state["_tab_session"] = session_id  # last, as a run may be interrupted wherever it sets something
    taken_up = st.session_state.pop("_taken_up", None)
    if taken_up or drawn_for != owner_key:
        _load_anew(by_itself=taken_up != "refused")  # what was refused has to be read first


def bring_to_sight(key: str) -> None:
    """Have the next run put the field of this key before the person's eyes, and the cursor into it."""
    st.session_state["_in_sight"] = key


def mend(page: str) -> None:
    """Mend what is shown of this page: newly shown, it begins at the top, and a sidebar that lies over it closes."""
    in_sight = st.session_state.pop("_in_sight", None)
    if not plain_inputs():
        view = f"{page} {' '.join(filter(is_id, st.query_params.values()))}"
        shown = {"page": page, "view": view, "inSight": in_sight}
        with st.sidebar:
            component(Path(__file__), "<i></i>")(key="close_sidebar", data=shown, height=1, on_back_change=lambda: None)


def _load_anew(*, by_itself: bool) -> None:
    """Have the browser load the page anew, or else the person, and draw nothing more but a sentence about it."""
    st.info("This tab was opened in another name. Reload the page to go on.", icon=":material/refresh:")
    if by_itself and not plain_inputs():
        component(Path(__file__), "<i></i>")(key="load_anew", data={"anew": True}, height=1)
    st.stop()
