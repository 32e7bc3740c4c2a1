"""The lists of who may come in, for the coach's page."""

from __future__ import annotations

import streamlit as st

from netdash.access.policy import Entries, GuestList
from netdash.ui import lists
from netdash.wording import counted


def show(guests: GuestList) -> None:
    """Show both lists, and say what a coach does not see."""
    st.caption(
        "Whom this netdash lets in, by the lists in its secrets. What they write is theirs: "
        "you see nobody’s workspace, and not who has opened one."
    )
    _show("Members", guests.members, "coach_members", "Nobody is listed as a member. Coaches can come in.")
    _show("Coaches", guests.coaches, "coach_coaches", "")
    st.caption(
        "To invite or remove somebody, change members or coaches under \\[netdash\\] in the secrets: "
        "it counts at their next click."
    )


def _show(title: str, entries: Entries, key: str, empty: str) -> None:
    st.subheader(title)
    if not entries.addresses and not entries.domains:
        st.caption(empty)
        return
    groups = [counted(len(entries.addresses), "address", "addresses")] if entries.addresses else []
    groups += [f"everybody at {domain}" for domain in entries.domains]
    st.text("; ".join(groups))
    if entries.addresses:
        st.text("\n".join(lists.page_of(entries.addresses, key)))  # Markdown would make the addresses links
        lists.pager(entries.addresses, key)
