"""What is selected in the tracker's table, and what can be done with it: snooze, dismiss, promises settled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from netdash import date_style
from netdash.follow_up.actions import Action, Kind, snooze_choices
from netdash.follow_up.screens import changes, promise, queries, rows
from netdash.moments import WEEK
from netdash.ui import flash, lists, part, session
from netdash.ui.forms import DAY_WIDTH
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.wording import counted

PAGE = "follow_up_tracker"
DAY, REASON, REASON_WIDTH = f"{PAGE}_snooze_day", f"{PAGE}_reason", 280
"""The keys of the two fields that a dialog has, and the width of the second in pixels."""
UNDONE_REASON = f"_{PAGE}_undone_reason"
"""Where an Undo leaves the reason, with which the dialog begins then."""
ASKS = f"_{PAGE}_asks"
"""Where the session remembers which dialog is open."""
ANOTHER_DAY, DISMISS = "Another day…", "Dismiss…"
KEPT, NOT_KEPT = "Kept", "Not kept"
HINT = "Select rows with their boxes, or with Shift and Space, to snooze, dismiss or settle them at once."


def draw(visit: Visit, actions: Sequence[Action], selected: Sequence[Action]) -> None:
    """Draw what is selected, below the table of the actions, and what can be done with it."""
    with st.container(border=True):
        if len(selected) == 1:
            _draw_rule(visit, selected[0])
        elif selected:
            st.markdown(f"**{counted(len(selected), 'follow-up')}** selected")
        with st.container(horizontal=True, vertical_alignment="center"):
            if selected:
                _draw_buttons(visit, selected)
                _draw_select("Select none", "none", ())
            else:
                st.caption(HINT)
                _draw_select(f"Select all {len(actions)}", "all", actions)
    if not selected:  # what was asked for is done
        _close()
        st.session_state.pop(UNDONE_REASON, None)
    if asks := st.session_state.get(ASKS):
        title = "Snooze" if asks == ANOTHER_DAY else "Dismiss"
        st.dialog(title, on_dismiss=_close)(_ask)([action.key for action in selected], asks)


def _draw_rule(visit: Visit, action: Action) -> None:
    rule = f"{action.rule.words} Source: {action.rule.source}." if action.rule.source else action.rule.words
    lists.about(rows.title(visit, action), escaped(f"{action.who} · {rule}" if action.who else rule))


def _draw_select(label: str, name: str, actions: Sequence[Action]) -> None:
    keys = [action.key for action in actions]
    st.button(label, key=f"{PAGE}_select_{name}", type="tertiary", on_click=lists.select, args=(PAGE, keys))


def _draw_buttons(visit: Visit, selected: Sequence[Action]) -> None:
    """Draw the buttons for what is selected, and do what was pressed."""
    menu = partial(st.menu_button, on_click=part.take_press)
    if len(selected) == 1:
        button = selected[0].kind.button
        if st.button(button, key=f"{PAGE}_do", icon=":material/arrow_forward:", on_click=part.take_press):
            rows.go_to(selected[0].where, PAGE)
    choices = snooze_choices(visit.today)
    until = menu("Snooze", [*choices, ANOTHER_DAY], key=f"{PAGE}_snooze_until", icon=":material/snooze:")
    if until in choices:
        changes.snooze(visit, selected, choices[until])
    dismisses = lists.quiet_button(DISMISS, f"{PAGE}_dismissing", "close")
    if until == ANOTHER_DAY or dismisses:
        st.session_state[ASKS] = DISMISS if dismisses else ANOTHER_DAY
    promised = [action.where.parameters["promise"] for action in selected if action.kind is Kind.PROMISE]
    if promised:
        label = "Promise" if len(promised) == 1 else f"{len(promised)} promises"
        outcome = menu(label, [KEPT, NOT_KEPT], key=f"{PAGE}_promises", icon=":material/handshake:")
        if outcome is not None:
            promise.settle(visit, promised, kept=outcome == KEPT)


def _close() -> None:
    st.session_state.pop(ASKS, None)


def _ask(keys: Sequence[str], asks: str) -> None:
    """Ask until which day actions are to be snoozed, or why they are not needed. In a dialog."""
    flash.leave_bottom()
    with flash.errors_shown():
        visit = session.opened()
        selected = [action for action in queries.queue(visit).actions if action.key in keys]
        if not selected:  # they are settled since, in another tab say
            st.rerun()
        st.markdown(escaped(changes.words(selected)))
        row = st.container(horizontal=True, vertical_alignment="bottom")
        if asks == ANOTHER_DAY:
            style = date_style.current().field
            day = row.date_input("Until", visit.today + WEEK, key=DAY, format=style, width=DAY_WIDTH)
            if row.button("Snooze", key=f"{PAGE}_snooze", type="primary"):
                changes.snooze(visit, selected, day)
        else:
            looks: dict[str, Any] = {"live": True, "max_chars": 300, "width": REASON_WIDTH}
            before = st.session_state.get(UNDONE_REASON, "")
            reason = row.text_input("Not needed, because", before, key=REASON, **looks) or ""
            if row.button("Dismiss", key=f"{PAGE}_dismiss", type="primary"):
                changes.dismiss(visit, selected, reason, UNDONE_REASON)
