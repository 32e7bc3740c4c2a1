"""Several actions at once on the follow-up tracker: ticked, then snoozed or dismissed; promises marked as kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from netdash import date_style
from netdash.follow_up import promises
from netdash.follow_up.actions import BACK_A_DAY, Action, Kind, dismiss_all, snooze_all, snooze_id
from netdash.follow_up.screens import rows
from netdash.moments import WEEK, day_words
from netdash.store import Workspace
from netdash.ui import flash, session
from netdash.ui.forms import DAY_WIDTH
from netdash.ui.session import Visit
from netdash.ui.undo import undoable
from netdash.wording import counted

SELECTING, CHECKBOX = "follow_up_tracker_select", "follow_up_tracker_pick_"
DAY, REASON = "follow_up_tracker_snooze_day", "follow_up_tracker_reason"
REASON_WIDTH = 280
"""In pixels."""


def draw_checkboxes(visit: Visit, actions: Iterable[Action]) -> None:
    """Draw each action with a checkbox."""
    for action in actions:
        st.checkbox(rows.title(visit, action), key=_checkbox_key(action.key), persist_state="session")


def draw_bar(visit: Visit, actions: Sequence[Action]) -> None:
    """Draw the buttons for the ticked actions, whichever page of the list they are on."""
    ticked = [action for action in actions if st.session_state.get(_checkbox_key(action.key))]
    keys, things = tuple(action.key for action in ticked), counted(len(ticked), "follow-up")
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.date_input(
                "Snooze until", visit.today + WEEK, key=DAY, format=date_style.current().field, width=DAY_WIDTH
            )
            _draw_button(f"Snooze {things}", "follow_up_tracker_snooze", _snooze, keys)
            _draw_tick_button("Tick all", "follow_up_tracker_tick_all", actions, tick=True)
            _draw_tick_button("Tick none", "follow_up_tracker_tick_none", actions, tick=False)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(
                "Not needed, because", key=REASON, live=True, max_chars=300, width=REASON_WIDTH, persist_state="session"
            )
            _draw_button(f"Dismiss {things}", "follow_up_tracker_dismiss", _dismiss, keys)
            promised = tuple(action.where.parameters["promise"] for action in ticked if action.kind is Kind.PROMISE)
            if promised:
                label = f"Mark {counted(len(promised), 'promise')} kept"
                _draw_button(label, "follow_up_tracker_kept", _keep, promised)


def _draw_button(label: str, key: str, act: Callable[[Sequence[str]], None], given: Sequence[str]) -> None:
    st.button(label, key=key, disabled=not given, on_click=flash.attempt, args=(lambda: act(given),))


def _draw_tick_button(label: str, key: str, actions: Sequence[Action], *, tick: bool) -> None:
    def act() -> None:
        for action in actions:
            st.session_state[_checkbox_key(action.key)] = tick

    st.button(label, key=key, type="tertiary", on_click=act)


def _snooze(keys: Sequence[str]) -> None:
    visit, until = session.opened(), st.session_state[DAY]
    undo = undoable(visit.workspace, lambda: snooze_all(visit.workspace, keys, until, visit.today))
    until_then = f"Snoozed until {day_words(until, visit.today)}"
    when = f"{until_then}, then {BACK_A_DAY} a day" if len(keys) > BACK_A_DAY else until_then
    _finish(f"{when}: {counted(len(keys), 'follow-up')}.", undo)


def _dismiss(keys: Sequence[str]) -> None:
    visit = session.opened()
    reason = st.session_state.get(REASON) or ""
    undo = undoable(visit.workspace, lambda: dismiss_all(visit.workspace, keys, reason), also=_selected())
    _finish(f"Dismissed: {counted(len(keys), 'follow-up')}.", undo)
    st.session_state[REASON] = ""


def _keep(promised: Sequence[str]) -> None:
    visit = session.opened()
    undo = undoable(visit.workspace, lambda: promises.settle_all(visit.workspace, promised, visit.now))
    _finish(f"Kept: {counted(len(promised), 'promise')}.", undo)


def _selected() -> Callable[[Workspace], object]:
    """Return what brings back the selection, and the reason typed, as they are now."""
    place = {str(key): st.session_state[key] for key in st.session_state if str(key).startswith(CHECKBOX)}
    place |= {key: st.session_state[key] for key in (SELECTING, REASON) if key in st.session_state}
    return lambda _workspace: st.session_state.update(place)


def _finish(sentence: str, undo: flash.Undo | None) -> None:
    """Say what was done, and leave the selection."""
    flash.say(sentence, undo)
    for key in [str(key) for key in st.session_state if str(key).startswith(CHECKBOX)]:
        st.session_state[key] = False
    st.session_state[SELECTING] = False


def _checkbox_key(key: str) -> str:
    return f"{CHECKBOX}{snooze_id(key)}"
