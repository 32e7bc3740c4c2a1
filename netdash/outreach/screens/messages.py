"""The list of messages: search, filters, and each message with its status."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

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

FILTERS = ("outreach_states", "outreach_channels", "outreach_purposes")


def choose_view(place: DeltaGenerator, *views: str) -> str:
    """Draw the choice of what the page shows; it is remembered while a message or a template is looked at."""
    key = "outreach_view"
    st.session_state.setdefault(key, st.session_state.get("_outreach_viewed", views[0]))
    view = place.segmented_control("View", views, key=key, required=True, label_visibility="collapsed")
    st.session_state["_outreach_viewed"] = view
    return str(view)


def show(visit: Visit) -> None:
    """Draw the filters and the messages that match, ten at a time."""
    total = len(visit.workspace.all(Message))
    if not total:
        st.caption(
            ":material/send: No messages yet. Write the first one above: to somebody whose work you are curious about."
        )
        return
    filter = _draw_filters()
    find = lambda: messages.filtered(visit.workspace.all(Message), filter, directory(visit).name)  # noqa: E731
    matches = visit.remember(find, "messages_found", Message, Contact, Trashed, given=filter)
    count = counted(len(matches), "message")
    st.caption(count if len(matches) == total else f"{count} of {total} match. Clear what you look for to see all.")
    for item in lists.paged(matches, "outreach_page"):
        draw_row(visit, item, "outreach", f"**{escaped(directory(visit).name(item.contact))}** ")


def draw_row(visit: Visit, item: Message, page: str, title: str = "") -> None:
    """Draw one message with its status, and the button that opens it."""
    start_words = escaped(shortened(item.subject or item.body, 60))
    detail = " · ".join(filter(None, (message.facts(visit, item), start_words)))
    label = "Open" if item.sent_at else "Go on"
    badge = message.status_badge(visit, item)
    if lists.row(f"{title}{badge}", detail, label, key=f"{page}_message_{item.id}"):
        st.switch_page("outreach.py", query_params={"message": item.id})


def _draw_filters() -> MessageFilter:
    with lists.filter_bar("outreach", "Name, words", FILTERS, "Clear") as (text, _):
        statuses = lists.several("State", "outreach_states", {status.value: status.value for status in MessageStatus})
        channel_words = {channel.value: channels.words(channel) for channel in Channel}
        channel_values = lists.several("Channel", "outreach_channels", channel_words)
        purpose_words = {purpose.value: words for purpose, words in PURPOSE_WORDS.items()}
        purposes = lists.several("What for", "outreach_purposes", purpose_words)
    return MessageFilter(
        text, tuple(map(MessageStatus, statuses)), tuple(map(Channel, channel_values)), tuple(map(Purpose, purposes))
    )
