"""The lists of the follow-up tracker, ten rows at a time."""

from __future__ import annotations

import streamlit as st

from netdash import meeting_times, promises, rules, thank_yous
from netdash.actions import Action, Kind
from netdash.contacts import position_words
from netdash.meetings import KIND_WORDS
from netdash.records import Meeting
from netdash.ui import action_rows, follow_up_selection, lists, promise_ends, shell
from netdash.ui.session import Visit
from netdash.ui.words import badge, escaped


def show_calm(visit: Visit) -> None:
    """Say of thank-yous and promises that nobody waits for them, where that is so."""
    if not shell.owed(visit):
        st.caption(
            ":material/check: Nobody is waiting for a thank-you. Each conversation you log starts its clock here."
        )
    if not shell.promised(visit):
        st.caption(":material/check: No open promises. Note them with the conversation in which you made them.")


def show(visit: Visit, found: tuple[Action, ...], *, selecting: bool) -> None:
    """Draw the actions found, the most urgent first; the first is the primary action."""
    shown = lists.paged(found, "follow_up_tracker_owed_page")
    if selecting:
        follow_up_selection.show_rows(visit, shown)
    else:
        for one in shown:
            action_rows.show(visit, one, "follow_up_tracker", _facts(visit, one), primary=one is found[0])
    lists.pager(found, "follow_up_tracker_owed_page")
    if selecting and found:
        follow_up_selection.show_bar(visit, found)
    if not found:
        st.caption("Nothing matches. Try fewer letters, or show all.")


def _facts(visit: Visit, action: Action) -> str:
    """Say who it is and when they were met, where a thank-you is owed; the reason needs no words there."""
    meeting = visit.workspace.get(Meeting, action.where.parameters.get("meeting", ""))
    if action.kind is not Kind.THANK_YOU or meeting is None or action.person is None:
        return ""
    return _met(visit, action.person.id, meeting)


def _met(visit: Visit, contact: str, meeting: Meeting) -> str:
    person = visit.directory.find(contact)
    met = f"{KIND_WORDS[meeting.kind]} {meeting_times.when(meeting, visit.now, visit.zone)}"
    return " · ".join(filter(None, (escaped(position_words(person)) if person else "", met)))


def show_deleted(visit: Visit) -> None:
    """Draw what is owed to people who are in the trash: the queue has nothing of them, and it is owed all the same."""
    present = visit.directory.present
    owed = tuple(one for one in shell.owed(visit) if one.contact not in present)
    promised = tuple(one for one in shell.promised(visit) if one.contact not in present)
    if not owed and not promised:
        return
    st.subheader("To people you deleted")
    for one in lists.paged(owed, "follow_up_tracker_deleted_page"):
        key = f"follow_up_tracker_write_{thank_yous.message_id(one.meeting.id, one.contact)}"
        clock = badge(thank_yous.clock(one.since, visit.now, rules.of(visit.workspace)))
        name = f"**{escaped(visit.directory.name(one.contact))}** {clock}"
        if lists.row(name, _met(visit, one.contact, one.meeting), "Write it", key=key):
            st.switch_page("follow_up_tracker.py", query_params={"meeting": one.meeting.id, "contact": one.contact})
    lists.pager(owed, "follow_up_tracker_deleted_page")
    for promise in lists.paged(promised, "follow_up_tracker_promised_page"):
        with st.container(horizontal=True, vertical_alignment="center"):
            clock, to = badge(promises.clock(promise, visit.today)), escaped(visit.directory.name(promise.contact))
            lists.about(f"**{escaped(promise.what)}** {clock}", f"to {to}")
            promise_ends.show(visit, promise.id, "follow_up_tracker")
    lists.pager(promised, "follow_up_tracker_promised_page")
