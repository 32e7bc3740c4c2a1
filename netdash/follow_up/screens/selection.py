"""What is selected in the tracker's table, and what can be done: snooze, dismiss, mark promises kept or not kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from netdash import date_style
from netdash.follow_up.actions import Action, Kind, snooze_choices
from netdash.follow_up.screens import changes, promise, queries, rows
from netdash.moments import WEEK
from netdash.ui import flash, layout, lists, part, selections, session
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
PRESSED = f"_{PAGE}_pressed"
"""Where a press leaves the keys of the actions for which its button was drawn."""
KEPT, NOT_KEPT = "Kept", "Not kept"
OPENING = "Press what to do to open it."
DONE_MEANWHILE = "These are no longer on your list: they were done or snoozed meanwhile."
HINT = f":small[:gray[{OPENING} Select rows with their boxes to snooze or dismiss them, or to mark promises kept.]]"


def draw(visit: Visit, actions: Sequence[Action]) -> None:
    """Draw what is selected, below the table of the actions, and what can be done with it."""
    selected = _selected(visit, actions)
    if not selected:  # what was asked for is done
        end()
    if actions or selected:
        _draw_bar(visit, actions, selected)
    if asks := st.session_state.get(ASKS):
        title = "Snooze" if asks == ANOTHER_DAY else "Dismiss"
        st.dialog(title, on_dismiss=_close)(_ask)([action.key for action in selected], asks)


def _selected(visit: Visit, actions: Sequence[Action]) -> Sequence[Action]:
    """Return those of the actions that are selected; where a button was pressed, those for which it was drawn."""
    pressed = st.session_state.pop(PRESSED, ())
    by_key = {action.key: action for action in (queries.queue(visit).actions if pressed else actions)}
    return [by_key[key] for key in pressed or selections.ids_of(PAGE) if key in by_key]


def _act_on(keys: Sequence[str]) -> None:
    # The browser may not have heard yet where rows have moved to: what it says of marks is then of other rows.
    part.take_press()
    selections.select(PAGE, keys)
    st.session_state[PRESSED] = keys


def end() -> None:
    """Close the dialog, and forget with which reason it would begin: nothing is selected."""
    _close()
    st.session_state.pop(UNDONE_REASON, None)


def _draw_bar(visit: Visit, actions: Sequence[Action], selected: Sequence[Action]) -> None:
    with st.container(border=True, key=layout.ALWAYS_SEEN if selected else None, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
            if len(selected) == 1:
                _draw_rule(visit, selected[0])
            else:
                lists.about(f"**{counted(len(selected), 'follow-up')}** selected" if selected else HINT, "")
            if selected:
                _draw_select("Select none", "none", ())
            if len(selected) < len(actions):
                _draw_select(f"Select all {len(actions)}" if len(actions) > 1 else "Select it", "all", actions)
        if selected:
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                _draw_buttons(visit, selected)


def _draw_rule(visit: Visit, action: Action) -> None:
    rule = f"{action.rule.words} Source: {action.rule.source}." if action.rule.source else action.rule.words
    lists.about(rows.title(visit, action), escaped(f"{action.who} · {rule}" if action.who else rule))


def _draw_select(label: str, name: str, actions: Sequence[Action]) -> None:
    keys = [action.key for action in actions]
    st.button(label, key=f"{PAGE}_select_{name}", type="tertiary", on_click=selections.select, args=(PAGE, keys))


def _draw_buttons(visit: Visit, selected: Sequence[Action]) -> None:
    """Draw the buttons for what is selected, and do what was pressed."""
    press: dict[str, Any] = {"on_click": _act_on, "args": ([action.key for action in selected],)}
    first, choices = selected[0], snooze_choices(visit.today)
    if len(selected) == 1 and st.button(first.kind.button, key=f"{PAGE}_do", **press):
        rows.go_to(first.where, PAGE)
    until = st.menu_button("Snooze", [*choices, ANOTHER_DAY], key=f"{PAGE}_snooze_until", **press)
    if until in choices:
        changes.snooze(visit, selected, choices[until])
    dismisses = st.button(DISMISS, key=f"{PAGE}_dismissing", type="tertiary", **press)
    if until == ANOTHER_DAY or dismisses:
        st.session_state[ASKS] = DISMISS if dismisses else ANOTHER_DAY
    promised = [action.where.parameters["promise"] for action in selected if action.kind is Kind.PROMISE]
    if promised:
        label = "Mark promise" if len(promised) == 1 else f"Mark {len(promised)} promises"
        outcome = st.menu_button(label, [KEPT, NOT_KEPT], key=f"{PAGE}_promises", **press)
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
        if selected:
            st.markdown(escaped(changes.words(selected)))
        else:
            st.info(DONE_MEANWHILE, icon=":material/check:")
        row = st.container(horizontal=True, vertical_alignment="bottom")
        if asks == ANOTHER_DAY:
            style = date_style.current().field
            day = row.date_input("Until", visit.today + WEEK, key=DAY, format=style, width=DAY_WIDTH)
            if row.button("Snooze", key=f"{PAGE}_snooze", type="primary", disabled=not selected) and selected:
                changes.snooze(visit, selected, day)
        else:
            looks: dict[str, Any] = {"live": True, "max_chars": 300, "width": REASON_WIDTH}
            before = st.session_state.get(UNDONE_REASON, "")
            reason = row.text_input("Not needed, because", before, key=REASON, **looks) or ""
            if row.button("Dismiss", key=f"{PAGE}_dismiss", type="primary", disabled=not selected) and selected:
                changes.dismiss(visit, selected, reason, UNDONE_REASON)
