"""The lists of the follow-up tracker, ten rows at a time."""

from __future__ import annotations

import streamlit as st

from netdash import follow_ups, promises, rules, thank_yous
from netdash.contacts import position_words
from netdash.meetings import KIND_WORDS
from netdash.moments import when_words
from netdash.records import Message, Promise
from netdash.thank_yous import Owed
from netdash.ui import actions, flash, lists
from netdash.ui.session import Visit
from netdash.ui.words import badge, escaped


def show_owed(visit: Visit, owed: tuple[Owed, ...], page: str = "follow_up_tracker") -> None:
    """Draw the owed thank-yous, the most urgent first; on the tracker the first is the primary action."""
    for number, one in enumerate(lists.paged(owed, f"{page}_owed_page")):
        id, first = thank_yous.message_id(one.meeting.id, one.contact), page == "follow_up_tracker"
        clock = thank_yous.clock(one.since, visit.now, rules.of(visit.workspace))
        title = f"**{escaped(visit.directory.name(one.contact))}** {badge(clock)}"
        if lists.row(title, _met(visit, one), "Write it", key=f"{page}_write_{id}", primary=first and not number):
            st.switch_page("follow_up_tracker.py", query_params={"meeting": one.meeting.id, "contact": one.contact})
    lists.pager(owed, f"{page}_owed_page")


def _met(visit: Visit, one: Owed) -> str:
    person = visit.directory.find(one.contact)
    met = f"{KIND_WORDS[one.meeting.kind]} {when_words(one.since, visit.now, visit.zone)}"
    return " · ".join(filter(None, (escaped(position_words(person)) if person else "", met)))


def show_promised(visit: Visit, promised: tuple[Promise, ...], page: str = "follow_up_tracker") -> None:
    """Draw the open promises with their two ends: kept, or not kept."""
    for one in lists.paged(promised, f"{page}_promised_page"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            clock = badge(promises.clock(one, visit.today))
            lists.about(f"**{escaped(one.what)}** {clock}", f"to {escaped(visit.directory.name(one.contact))}")
            kept = st.button("Kept", key=f"{page}_kept_{one.id}", icon=":material/check:")
            dropped = st.button("Not kept", key=f"{page}_dropped_{one.id}", type="tertiary")
        if kept or dropped:
            _settle(visit, one, kept=kept)
    lists.pager(promised, f"{page}_promised_page")


def _settle(visit: Visit, promise: Promise, *, kept: bool) -> None:
    with flash.errors_shown():
        promises.settle(visit.workspace, promise.id, visit.now, kept=kept)
        flash.say(f"Promise {'kept' if kept else 'closed as not kept'}.", undo=actions.reopening(promise.id))
        st.rerun()


def show_history(visit: Visit) -> None:
    """Draw what is done, the latest first, each with the way to take it back."""
    done = visit.remember(
        lambda: follow_ups.history(visit.workspace.all(Message), visit.workspace.all(Promise)), "done", Message, Promise
    )
    if not done:
        return
    box = st.expander(f"Done ({len(done)})", icon=":material/history:", key="follow_up_tracker_done", on_change="rerun")
    if not box.open:
        return
    with box:
        for one in lists.paged(done, "follow_up_tracker_done_page"):
            _draw_done(visit, one.record, when_words(one.at, visit.now, visit.zone))
        lists.pager(done, "follow_up_tracker_done_page")


def _draw_done(visit: Visit, record: Message | Promise, when: str) -> None:
    name = escaped(visit.directory.name(record.contact))
    key = f"follow_up_tracker_undo_{record.id}"
    if isinstance(record, Message):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            lists.about(f"Thanked **{name}**", when)
            read = st.button("Read it", key=f"follow_up_tracker_read_{record.id}", type="tertiary")
            undone = st.button("Not sent", key=key, type="tertiary")
        if read and record.meeting is not None:
            st.switch_page("follow_up_tracker.py", query_params={"meeting": record.meeting, "contact": record.contact})
        if undone:
            with flash.errors_shown():
                thank_yous.unsend(visit.workspace, record.id)
                flash.say(f"Taken back: the thank-you to {visit.directory.name(record.contact)} counts as not sent.")
                st.rerun()
        return
    ended = "Kept" if record.kept else "Did not keep"
    if lists.row(f"{ended}: **{escaped(record.what)}**", f"to {name} · {when}", "Reopen", key=key):
        with flash.errors_shown():
            promises.reopen(visit.workspace, record.id)
            st.rerun()
