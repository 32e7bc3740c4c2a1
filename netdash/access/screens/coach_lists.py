"""The lists of who may come in, on the coach's page."""

from __future__ import annotations

import streamlit as st

from netdash.access.cohort import GuestList, Listed
from netdash.ui import lists
from netdash.wording import counted


def show(invited: GuestList) -> None:
    """Show both lists, and say what a coach does not see."""
    st.caption(
        "Whom this netdash lets in, by the lists in its secrets. What they write is theirs: "
        "you see nobody’s workspace, and not who has opened one."
    )
    _show("Members", invited.members, "coach_members", "Nobody is listed as a member. Coaches can come in.")
    _show("Coaches", invited.coaches, "coach_coaches", "")
    st.caption(
        "To invite or remove somebody, change members or coaches under \\[netdash\\] in the secrets: "
        "it counts at their next click."
    )


def _show(title: str, listed: Listed, key: str, empty: str) -> None:
    st.subheader(title)
    if not listed.addresses and not listed.domains:
        st.caption(empty)
        return
    said = [counted(len(listed.addresses), "address", "addresses")] if listed.addresses else []
    said += [f"everybody at {domain}" for domain in listed.domains]
    st.text("; ".join(said))
    if listed.addresses:
        st.text("\n".join(lists.paged(listed.addresses, key)))  # Markdown would make the addresses links
        lists.pager(listed.addresses, key)
