"""Selecting several actions on the follow-up tracker, and putting them off until a day in one go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from netdash.follow_up.actions import BACK_A_DAY, Action, snooze_all, snooze_id, wake_all
from netdash.follow_up.screens import rows
from netdash.follow_up.screens.filters import SELECTING
from netdash.moments import day_words
from netdash.ui import flash, session
from netdash.ui.forms import DAY_WIDTH
from netdash.ui.session import Visit
from netdash.ui.undo import undoing
from netdash.wording import counted

DAY = "follow_up_tracker_snooze_day"
A_WEEK = timedelta(days=7)


def show_rows(visit: Visit, shown: Sequence[Action]) -> None:
    """Draw each action with a box to tick."""
    for one in shown:
        st.checkbox(rows.title(visit, one), key=_key(one), persist_state="session")


def show_bar(visit: Visit, found: Sequence[Action]) -> None:
    """Draw what can be done with those that are ticked, on whatever page of the list they are."""
    keys = tuple(one.key for one in found if st.session_state.get(_key(one)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input("Put off until", visit.today + A_WEEK, key=DAY, format="YYYY-MM-DD", width=DAY_WIDTH)
        label, key = f"Put off {counted(len(keys), 'thing')}", "follow_up_tracker_snooze"
        act = flash.saying_problems
        st.button(label, key=key, disabled=not keys, on_click=act, args=(lambda: _put_off(keys),))
        _draw_ticking("Tick all", "follow_up_tracker_tick_all", found, tick=True)
        _draw_ticking("Tick none", "follow_up_tracker_tick_none", found, tick=False)


def _draw_ticking(label: str, key: str, found: Sequence[Action], *, tick: bool) -> None:
    def act() -> None:
        for one in found:
            st.session_state[_key(one)] = tick

    st.button(label, key=key, type="tertiary", on_click=act)


def _put_off(keys: Sequence[str]) -> None:
    visit, until = session.opened(), st.session_state[DAY]
    snooze_all(visit.workspace, keys, until, visit.today)
    day, things = day_words(until, visit.today), counted(len(keys), "thing")
    until_then = f"Put off until {day}"
    several = f"{until_then}, then {BACK_A_DAY} a day"
    said = several if len(keys) > BACK_A_DAY else until_then
    flash.say(f"{said}: {things}.", undo=undoing(wake_all, keys))
    for key in keys:
        st.session_state[_key_of(key)] = False
    st.session_state[SELECTING] = False


def _key(action: Action) -> str:
    return _key_of(action.key)


def _key_of(key: str) -> str:
    return f"follow_up_tracker_pick_{snooze_id(key)}"
