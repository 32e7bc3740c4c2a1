"""What is put off or dismissed on the follow-up tracker, with the way to wake it."""

from __future__ import annotations

import streamlit as st

from netdash.follow_up.actions import Resting, put_back, snooze_id, wake
from netdash.moments import day_words
from netdash.ui import flash, lists
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


def show(visit: Visit, resting: tuple[Resting, ...]) -> None:
    """Draw what rests, the first to show again first."""
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
