"""The list of messages: search, filters, and each message with its status."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from netdash import date_style
from netdash.follow_up.actions import SOURCE_KINDS
from netdash.follow_up.screens import queries
from netdash.moments import day_of
from netdash.outreach import channels, messages
from netdash.outreach.messages import MessageFilter, MessageStatus
from netdash.outreach.screens import message
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.people.screens.directory import directory
from netdash.records import Channel, Contact, Message, Purpose, Trashed
from netdash.ui import deep_link, layout, lists, part, selections
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.wording import counted, shortened

if TYPE_CHECKING:
    import pyarrow as pa
    from streamlit.elements.lib.mutable_tab_container import TabContainer

FILTERS = ("outreach_states", "outreach_channels", "outreach_purposes")

ROWS = 15
TO_WIDTH, STATE_WIDTH, WHEN_WIDTH = 158, 200, 110
"""In pixels."""


def choose_view(*views: str) -> Sequence[TabContainer]:
    """Draw the tabs of the page; the open one is in the address, remembered while a message or a template is open."""
    if "outreach_view" not in st.query_params:
        st.session_state.setdefault("outreach_view", st.session_state.get("_outreach_viewed", views[0]))
    tabs = st.tabs(views, key="outreach_view", on_change="rerun", bind="query-params")
    st.session_state["_outreach_viewed"] = st.session_state["outreach_view"]
    return tabs


def show(visit: Visit) -> None:
    """Draw the filters and the messages that match, ten at a time."""
    if not visit.workspace.all(Message):
        st.caption(
            ":material/send: No messages yet. Write the first one to somebody whose work you are curious about: "
            "the author of an article you liked, say.",
            width=layout.CAPTION_WIDTH,
        )
        return
    table, beside = lists.columns()
    with table:
        lists.list_search("outreach", "Name, words")
        part.part(visit, _draw_list, fields=("outreach_search",))
    selections.draw_beside(
        "outreach", beside, lambda id: message.show_beside(visit, visit.workspace.require(Message, id))
    )


def _draw_list(visit: Visit) -> None:
    asked = _draw_filters()
    matches, total = _matches(visit, asked), len(visit.workspace.all(Message))
    ids = [item.id for item in matches]
    selections.choose_beside("outreach", asked, ids, lambda: ids[0], partial(visit.workspace.get, Message))
    count = counted(len(matches), "message")
    few = f"{count} of {total} match. Press “Clear” to see all."
    advice = "Press a name to open the message, the rest of a row to read it here."
    st.caption(f"{count}. {advice}" if len(matches) == total else few)
    if matches:
        _draw_table(visit, matches)


def _matches(visit: Visit, filter: MessageFilter) -> tuple[Message, ...]:
    find = lambda: messages.filtered(visit.workspace.all(Message), filter, directory(visit).name)  # noqa: E731
    return visit.remember(find, "messages_found", Message, Contact, Trashed, given=filter)


def _draw_table(visit: Visit, matches: Sequence[Message]) -> None:
    page, column = lists.page_of(matches, "outreach_page", ROWS), st.column_config
    table, colours = _table(visit, page)
    opened = lists.table(
        "outreach",
        table,
        [item.id for item in page],
        TO_WIDTH,
        "Messages: to whom, state, when, purpose. Press a name to open the message.",
        {
            "State": lists.state_column(colours, STATE_WIDTH),
            "When": column.DateColumn(width=WHEN_WIDTH, format=date_style.current().column),
        },
        selection_mode="single-cell",
        height="content",
    )
    if opened is not None:
        st.switch_page("outreach.py", query_params={"message": opened})
    lists.pager(matches, "outreach_page", ROWS)


def _table(visit: Visit, page: Sequence[Message]) -> tuple[pa.Table, dict[str, str]]:
    """Return the rows of these messages, and the colour of each state; built once a change and once a minute."""

    def build() -> tuple[pa.Table, dict[str, str]]:
        states = [message.state(visit, item) for item in page]
        moments = [item.sent_at or item.updated_at or item.created_at or visit.now for item in page]
        columns: dict[str, Sequence[object]] = {
            "To": [directory(visit).name(item.contact) for item in page],
            "State": [[words] for words, _ in states],
            "When": [day_of(moment, visit.zone) for moment in moments],
            "Purpose": [PURPOSE_WORDS[item.purpose] for item in page],
        }
        return lists.table_of(columns), dict(states)

    given = tuple(item.id for item in page), queries.begun(visit)  # as with what is to do
    return visit.remember_this_minute(build, "messages_table", *SOURCE_KINDS, Trashed, given=given)


def draw_row(visit: Visit, item: Message, page: str) -> None:
    """Draw one message with its status on another page, and the button that opens it and leads back there."""
    shown = messages.as_shown(item)
    start_words = escaped(shortened(shown.subject or shown.body, 60))
    detail = " · ".join(filter(None, (message.facts(visit, item), start_words)))
    label = "Open" if item.sent_at else "Continue"
    badge = message.status_badge(visit, item)
    if lists.row(badge, detail, label, key=f"{page}_message_{item.id}"):
        st.switch_page("outreach.py", query_params={"message": item.id, deep_link.FROM: page})


def _draw_filters() -> MessageFilter:
    with lists.filter_bar("outreach", FILTERS, "Clear") as text:
        statuses = lists.pills("State", "outreach_states", {status.value: status.value for status in MessageStatus})
        channel_words = {channel.value: channels.words(channel) for channel in Channel}
        purpose_words = {purpose.value: words for purpose, words in PURPOSE_WORDS.items()}
        with lists.filter_box("outreach_filters", FILTERS[1:]):
            channel_values = lists.several("Channel", "outreach_channels", channel_words)
            purposes = lists.several("Purpose", "outreach_purposes", purpose_words)
    return MessageFilter(
        text, tuple(map(MessageStatus, statuses)), tuple(map(Channel, channel_values)), tuple(map(Purpose, purposes))
    )
