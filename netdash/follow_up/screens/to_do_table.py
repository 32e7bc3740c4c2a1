"""The tracker's table of what is to do: each row opens its action, and can be selected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from netdash import rules
from netdash.follow_up.actions import LANE_WORDS, SOURCE_KINDS, Action, deadline_of
from netdash.follow_up.screens import queries, rows, selection
from netdash.moments import day_of, day_words, short_day_words
from netdash.rules import Rules
from netdash.ui import lists
from netdash.ui.session import Visit

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_IN_SIGHT = 12
"""How many rows of the table are seen at once."""
WHAT_WIDTH, DUE_WIDTH, WHEN_WIDTH, PERSON_WIDTH, REASON_WIDTH = 221, 106, 156, 222, 322
"""In pixels, so that a phone shows the first two columns whole, and 1,440 pixels all."""
LANE_STATES = {lane: lists.state(str(number), words) for number, (lane, words) in enumerate(LANE_WORDS.items(), 1)}
LANE_COLOURS = dict(zip(LANE_STATES.values(), ("red", "orange", "blue", "gray"), strict=True))
ALT = f"Follow-ups: what to do, by when, for whom and why. {selection.OPENING} Shift and Space select a row."


def draw(visit: Visit, actions: Sequence[Action]) -> None:
    """Draw the table of these actions, and open what is pressed."""
    (table, colours), by_key = _table(visit, actions), {action.key: action for action in actions}
    column = st.column_config
    opened = lists.table(
        selection.PAGE,
        table,
        list(by_key),
        WHAT_WIDTH,
        ALT,
        {
            "Due": lists.state_column(colours, DUE_WIDTH),
            "When": lists.state_column(LANE_COLOURS, WHEN_WIDTH),
            "Person": column.TextColumn(width=PERSON_WIDTH),
            "Reason": column.TextColumn(width=REASON_WIDTH),
        },
        on_select="rerun",
        selection_mode="multi-row",
        height="content" if len(actions) <= ROWS_IN_SIGHT else 35 * (ROWS_IN_SIGHT + 1),
    )
    if opened in by_key:
        rows.go_to(by_key[opened].where, selection.PAGE)


def labels(visit: Visit, actions: Sequence[Action]) -> list[str]:
    """Return what each action is, of a promise what was promised: to whom stands in the same row."""
    promised = {promise.id: promise.what for promise in queries.promised(visit)}
    return [promised.get(action.where.parameters.get("promise", ""), action.what) for action in actions]


def _table(visit: Visit, actions: Sequence[Action]) -> tuple[pa.Table, Mapping[str, str]]:
    """Return the rows of these actions, and the colour of each deadline in them, built once a change and a minute."""

    def build() -> tuple[pa.Table, Mapping[str, str]]:
        dues, colours = _dues(visit, actions)
        columns: dict[str, Sequence[object]] = {
            "What": labels(visit, actions),
            "Due": [(due,) for due in dues],
            "When": [(LANE_STATES[action.lane],) for action in actions],
            "Person": [_person_words(action) for action in actions],
            "Reason": [action.rule.words for action in actions],
        }
        return lists.table_of(columns), colours

    given = tuple(action.key for action in actions), queries.begun(visit)
    return visit.remember_this_minute(build, "to_do_table", *SOURCE_KINDS, given=given)


def _dues(visit: Visit, actions: Sequence[Action]) -> tuple[Sequence[str], Mapping[str, str]]:
    """Return by when each of these actions is due, as states in the order of time, and the colour of each state."""
    applied, states, colours = rules.of(visit.workspace), dict[str, str](), dict[str, str]()
    of_action = dict[str, str]()
    for action in sorted(actions, key=lambda action: action.due):
        words, urgency = _due_words(visit, action, applied)
        # The first that is due in these words stands for all: so there are no more states than words.
        due = action.due.astimezone(visit.zone).replace(tzinfo=None).isoformat(" ", "minutes")
        state = states.setdefault(words, lists.state(due, words))
        of_action[action.key], colours[state] = state, urgency
    return [of_action[action.key] for action in actions], colours


def _due_words(visit: Visit, action: Action, applied: Rules) -> tuple[str, str]:
    """Say by when an action is due below a head that says “Due”, briefly: `2 h late`, `Thu`; and in which colour."""
    deadline, day = deadline_of(action, visit.now, visit.zone, applied), day_of(action.due, visit.zone)
    words = deadline.words.removeprefix("due ")
    return words.replace(day_words(day, visit.today), short_day_words(day, visit.today)), deadline.urgency.value


def _person_words(action: Action) -> str:
    return " · ".join(filter(None, (action.person.name if action.person else "", action.who)))
