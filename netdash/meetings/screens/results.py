"""What came of a conversation: the people they recommended, and what was promised."""

from __future__ import annotations

import streamlit as st

from netdash import trash
from netdash.follow_up import promises
from netdash.people import introductions
from netdash.people.screens.directory import directory
from netdash.records import Introduction, Meeting, Promise
from netdash.ui import flash, lists
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


def show_recommended(visit: Visit, meeting: Meeting) -> None:
    """Draw who was recommended, with the way to take one out."""
    made = [one for one in visit.workspace.all(Introduction) if one.meeting == meeting.id]
    if made:
        st.subheader("People they recommended")
    for one in made:
        name, by = directory(visit).name(one.to_contact), directory(visit).name(one.by_contact)
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            with st.container(gap=None):
                where = {"contact": one.to_contact}
                st.page_link("people.py", label=escaped(name), icon=":material/person_add:", query_params=where)
            if st.button("Remove", key=f"meeting_log_unrecommend_{one.id}", type="tertiary"):
                with flash.errors_shown():
                    label = f"{by} introduced {name}"
                    gone = introductions.delete_introduction(visit.workspace, one, label, visit.now)
                    flash.say(f"Removed: {label}.", undo=undoing(trash.restore, gone))
                    st.rerun()


def show_promised(visit: Visit, meeting: Meeting) -> None:
    """Draw what was promised and how it stands, with the way to take one out."""
    made = [one for one in visit.workspace.all(Promise) if one.meeting == meeting.id]
    if made:
        st.subheader("What you promised")
    for one in made:
        title = f"{escaped(one.what)} {_state(visit, one)}"
        to = f"to {escaped(directory(visit).name(one.contact))}" if len(meeting.contacts) > 1 else ""
        if lists.row(title, to, "Remove", key=f"meeting_log_unpromise_{one.id}", quiet=True):
            with flash.errors_shown():
                gone = promises.delete_promise(visit.workspace, one.id, visit.now)
                flash.say(f"Removed the promise: {one.what}.", undo=undoing(trash.restore, gone))
                st.rerun()
    if made:
        label = "Settle promises in the follow-up tracker"
        st.page_link("follow_up_tracker.py", label=label, icon=":material/arrow_forward:")


def _state(visit: Visit, promise: Promise) -> str:
    if promise.settled_at is None:
        return badge(promises.clock(promise, visit.today))
    return ":green-badge[:material/check: kept]" if promise.kept else ":gray-badge[not kept]"
