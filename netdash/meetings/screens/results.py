"""The results of a conversation on its page: the people recommended, and what the member promised."""

from __future__ import annotations

from functools import partial

import streamlit as st

from netdash.follow_up import promises
from netdash.people import introductions
from netdash.people.screens.directory import directory
from netdash.records import Introduction, Meeting, Promise
from netdash.ui import layout, lists
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out_deletion


def show(visit: Visit, meeting: Meeting) -> None:
    """Draw the people recommended and the promises, each with a button to remove it."""
    _draw_recommended(visit, meeting)
    _draw_promised(visit, meeting)


def _draw_recommended(visit: Visit, meeting: Meeting) -> None:
    """Draw the people recommended, each with a button to remove them."""
    every = visit.workspace.all(Introduction)
    recommended = [introduction for introduction in every if introduction.meeting == meeting.id]
    if not recommended:
        return
    with layout.card("People they recommended"):
        for introduction in recommended:
            _draw_introduction(visit, introduction)


def _draw_introduction(visit: Visit, introduction: Introduction) -> None:
    name, by = directory(visit).name(introduction.to_contact), directory(visit).name(introduction.by_contact)
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        with st.container(gap=None):
            query = {"contact": introduction.to_contact}
            st.page_link("people.py", label=escaped(name), icon=":material/person_add:", query_params=query)
        if st.button("Remove", key=f"meeting_log_unrecommend_{introduction.id}", type="tertiary"):
            label, delete = f"{by} introduced {name}", introductions.delete_introduction
            deletion = partial(delete, visit.workspace, introduction, label, visit.now)
            carry_out_deletion(deletion, f"Removed: {label}.")


def _draw_promised(visit: Visit, meeting: Meeting) -> None:
    """Draw the promises with their status, each with a button to remove it."""
    promised = [promise for promise in visit.workspace.all(Promise) if promise.meeting == meeting.id]
    if not promised:
        return
    with layout.card("What you promised"):
        for promise in promised:
            title = f"{escaped(promise.what)} {_state(visit, promise)}"
            detail = f"to {escaped(directory(visit).name(promise.contact))}" if len(meeting.contacts) > 1 else ""
            if lists.row(title, detail, "Remove", key=f"meeting_log_unpromise_{promise.id}", quiet=True):
                deletion = partial(promises.delete_promise, visit.workspace, promise.id, visit.now)
                carry_out_deletion(deletion, f"Removed the promise: {promise.what}.")
        icon = ":material/arrow_forward:"
        st.page_link("follow_up_tracker.py", label="Mark promises done", icon=icon)


def _state(visit: Visit, promise: Promise) -> str:
    if promise.settled_at is None:
        return badge(promises.deadline_of(promise, visit.today))
    return ":green-badge[:material/check: kept]" if promise.kept else ":gray-badge[not kept]"
