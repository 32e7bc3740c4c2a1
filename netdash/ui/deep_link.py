"""Following a link to one record: its page, or a sentence and the list where it is gone, with what was typed there."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from netdash.errors import GoneError, NetdashError
from netdash.records import is_id
from netdash.ui import flash, orphaned_drafts
from netdash.ui.session import Visit

FROM = "from"
"""The parameter that says from which page one came, where it leads back there; with “.” and an id, from whose page."""


def follow(visit: Visit, show: Callable[..., None], *params: str, about: Callable[..., str] | None = None) -> None:
    """Draw what the address asks for and end the page; where it asks for nothing that is there, go on.

    `show` gets the visit and the value of each parameter. `about` gets the values and returns the id that the forms on
    that page go by, where it is none of the values.
    """
    ids = [st.query_params.get(param, "") for param in params]
    written = f"_address_{'_'.join(params)}"
    if not all(ids):
        st.session_state.pop(written, None)
        return
    # A link from a page to itself reaches the server but not the address bar, and would be forgotten on the next run.
    # Once is enough: on a later run the browser may have gone Back, and it would be the other page's address.
    if st.session_state.get(written) != ids:
        st.query_params.update(dict(zip(params, ids, strict=True)))
        st.session_state[written] = ids
    try:
        show(visit, *ids)
    except NetdashError as error:
        flash.show_error(error)
        # The address stays while something typed is shown, so that the next run still finds it.
        derived = [about(*ids)] if about is not None and all(map(is_id, ids)) else []
        if isinstance(error, GoneError) and not orphaned_drafts.show_of_gone(visit, ids, derived):
            st.query_params.clear()
        return
    st.stop()
