"""The lists of the follow-up tracker, ten rows at a time: what is to do, and what rests."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.follow_up import promises
from netdash.follow_up.actions import Action, Kind, Resting, put_back, snooze_id, wake
from netdash.follow_up.screens import promise as promise_screen
from netdash.follow_up.screens import queries, rows, selection
from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS
from netdash.moments import day_words
from netdash.outreach import thank_you_messages
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.records import Meeting
from netdash.thank_yous import thank_yous
from netdash.ui import flash, lists
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


def show_calm(visit: Visit) -> None:
    """Say of thank-yous and promises that nobody waits for them, where that is so."""
    if not queries.owed(visit):
        st.caption(
            ":material/check: Nobody is waiting for a thank-you. Each conversation you log starts its clock here."
        )
    if not queries.promised(visit):
        st.caption(":material/check: No open promises. Note them with the conversation in which you made them.")


def show(visit: Visit, found: tuple[Action, ...], *, selecting: bool) -> None:
    """Draw the actions found, the most urgent first; the first is the primary action."""
    shown = lists.paged(found, "follow_up_tracker_owed_page")
    if selecting:
        selection.show_rows(visit, shown)
    else:
        for one in shown:
            rows.show(visit, one, "follow_up_tracker", _facts(visit, one), primary=one is found[0])
    lists.pager(found, "follow_up_tracker_owed_page")
    if selecting and found:
        selection.show_bar(visit, found)
    if not found:
        st.caption("Nothing matches. Try fewer letters, or show all.")


def _facts(visit: Visit, action: Action) -> str:
    """Say who it is and when they were met, where a thank-you is owed; the reason needs no words there."""
    meeting = visit.workspace.get(Meeting, action.where.parameters.get("meeting", ""))
    if action.kind is not Kind.THANK_YOU or meeting is None or action.person is None:
        return ""
    return _met(visit, action.person.id, meeting)


def _met(visit: Visit, contact: str, meeting: Meeting) -> str:
    person = directory(visit).find(contact)
    met = f"{KIND_WORDS[meeting.kind]} {meetings.when(meeting, visit.now, visit.zone)}"
    return " · ".join(filter(None, (escaped(position_words(person)) if person else "", met)))


def show_deleted(visit: Visit) -> None:
    """Draw what is owed to people who are in the trash: the queue has nothing of them, and it is owed all the same."""
    present = directory(visit).present
    owed = tuple(one for one in queries.owed(visit) if one.contact not in present)
    promised = tuple(one for one in queries.promised(visit) if one.contact not in present)
    if not owed and not promised:
        return
    st.subheader("To people you deleted")
    for one in lists.paged(owed, "follow_up_tracker_deleted_page"):
        key = f"follow_up_tracker_write_{thank_you_messages.message_id(one.meeting.id, one.contact)}"
        clock = badge(thank_yous.clock(one.since, visit.now, rules.of(visit.workspace)))
        name = f"**{escaped(directory(visit).name(one.contact))}** {clock}"
        if lists.row(name, _met(visit, one.contact, one.meeting), "Write it", key=key):
            st.switch_page("follow_up_tracker.py", query_params={"meeting": one.meeting.id, "contact": one.contact})
    lists.pager(owed, "follow_up_tracker_deleted_page")
    for promise in lists.paged(promised, "follow_up_tracker_promised_page"):
        with st.container(horizontal=True, vertical_alignment="center"):
            clock, to = badge(promises.clock(promise, visit.today)), escaped(directory(visit).name(promise.contact))
            lists.about(f"**{escaped(promise.what)}** {clock}", f"to {to}")
            promise_screen.show_ends(visit, promise.id, "follow_up_tracker")
    lists.pager(promised, "follow_up_tracker_promised_page")


def show_resting(visit: Visit, resting: tuple[Resting, ...]) -> None:
    """Draw what rests, the first to show_resting again first."""
    if not resting:
        return
    label, icon = f"Put off or dismissed ({len(resting)})", ":material/snooze:"
    box = st.expander(label, icon=icon, key="follow_up_tracker_resting", on_change="rerun")
    if not box.open:
        return
    with box:
        for one in lists.paged(resting, "follow_up_tracker_resting_page"):
            key = f"follow_up_tracker_wake_{snooze_id(one.action.key)}"
            if lists.row(f"**{escaped(one.action.what)}**", _said(visit, one), "Wake", key=key, quiet=True):
                _wake(visit, one)
        lists.pager(resting, "follow_up_tracker_resting_page")


def _said(visit: Visit, one: Resting) -> str:
    if one.snooze.until is None:
        return f"dismissed: {escaped(one.snooze.reason)}"
    return f"put off until {day_words(one.snooze.until, visit.today)}"


def _wake(visit: Visit, one: Resting) -> None:
    with flash.errors_shown():
        wake(visit.workspace, one.snooze.action)
        flash.say(f"Back in the queue: {one.action.what}.", undo=undoing(put_back, one.snooze))
        st.rerun()
