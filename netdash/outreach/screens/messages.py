"""The list of messages: search, filters, and each message with where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from netdash.outreach import channels, messages
from netdash.outreach.messages import MessageFilter, MessageStatus
from netdash.outreach.screens import message
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.people.screens.directory import directory
from netdash.records import Channel, Contact, Message, Purpose, Trashed
from netdash.ui import lists
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.wording import counted, shortened

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_tab_container import TabContainer

FILTERS: dict[str, object] = {
    "outreach_search": "",
    "outreach_states": [],
    "outreach_channels": [],
    "outreach_purposes": [],
}
"""The keys of the filters, each with what lets everything through."""


def choose_view(*views: str) -> Sequence[TabContainer]:
    """Draw the tabs of the page; the one that was open is open again on the way back from a message or a template."""
    st.session_state.setdefault("outreach_view", st.session_state.get("_outreach_viewed", views[0]))
    tabs = st.tabs(views, key="outreach_view", on_change="rerun")
    st.session_state["_outreach_viewed"] = st.session_state["outreach_view"]
    return tabs


def show(visit: Visit) -> None:
    """Draw the filters and the messages that they let through, ten at a time."""
    total = len(visit.workspace.all(Message))
    if not total:
        st.caption(
            ":material/send: No messages yet. Write the first one above: to somebody whose work you are curious about."
        )
        return
    wanted = _draw_filters()
    found = visit.remember(
        lambda: messages.filtered(visit.workspace.all(Message), wanted, directory(visit).name),
        "messages_found",
        Message,
        Contact,
        Trashed,
        given=wanted,
    )
    count = counted(len(found), "message")
    st.caption(count if len(found) == total else f"{count} of {total} match. Clear the filters to see all.")
    for one in lists.paged(found, "outreach_page"):
        draw_row(visit, one, "outreach", f"**{escaped(directory(visit).name(one.contact))}** ")
    lists.pager(found, "outreach_page")


def draw_row(visit: Visit, one: Message, page: str, title: str = "") -> None:
    """Draw one message with where it stands, and the way to its page."""
    said = escaped(shortened(one.subject or one.body, 60))
    detail = " · ".join(filter(None, (message.facts(visit, one), said)))
    label = "Open" if one.sent_at else "Go on"
    badge = message.status_badge(visit, one)
    if lists.row(f"{title}{badge}", detail, label, key=f"{page}_message_{one.id}"):
        st.switch_page("outreach.py", query_params={"message": one.id})


def _draw_filters() -> MessageFilter:
    _remember_filters()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Search",
            key="outreach_search",
            type="search",
            live=True,
            placeholder="Name, words",
            icon=":material/search:",
        )
        count = sum(bool(st.session_state[key]) for key in FILTERS if key != "outreach_search")
        label = f"Filters ({count})" if count else "Filters"
        with st.popover(label, icon=":material/filter_list:", key="outreach_filters"):
            states = st.multiselect("State", [one.value for one in MessageStatus], key="outreach_states")
            ways = st.multiselect(
                "Channel",
                [one.value for one in Channel],
                format_func=lambda one: channels.words(Channel(one)),
                key="outreach_channels",
            )
            purposes = st.multiselect(
                "What for",
                [one.value for one in Purpose],
                format_func=lambda one: PURPOSE_WORDS[Purpose(one)],
                key="outreach_purposes",
            )
    if text or count:
        label = "Clear the search and the filters" if text and count else "Clear the search" if text else "Clear"
        st.button(label, key="outreach_clear", type="tertiary", icon=":material/close:", on_click=_clear)
    return MessageFilter(
        text or "", tuple(map(MessageStatus, states)), tuple(map(Channel, ways)), tuple(map(Purpose, purposes))
    )


def _remember_filters() -> None:
    """Set the filters as they were before something else was looked at: Streamlit forgets what is not drawn."""
    before = st.session_state.get("_outreach_filtered", FILTERS)
    for field in FILTERS:
        st.session_state.setdefault(field, before[field])
    st.session_state["_outreach_filtered"] = {field: st.session_state[field] for field in FILTERS}


def _clear() -> None:
    for field, empty in FILTERS.items():
        st.session_state[field] = empty
