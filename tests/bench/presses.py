"""What a press costs the server that draws a part of a page alone, against a rerun of the whole page."""

from __future__ import annotations

import json

from streamlit.proto.Common_pb2 import StringArray

from tests.bench import reruns
from tests.servers import Server

Pressed = bool | int | str | StringArray
Said = tuple[dict[str, Pressed], dict[str, Pressed]]
UNFOLD: Said = ({"bool_value": True}, {"bool_value": False})
TURN: Said = ({"int_value": 2}, {"int_value": 1})
"""What a press says, and then the one that takes it back."""


def _choose(option: str) -> Said:
    """Choose an option of a filter, and then none."""
    return {"string_array_value": StringArray(data=[option])}, {"string_array_value": StringArray(data=[])}


def _select(*rows: int) -> str:
    """Say which rows of a table are selected."""
    return json.dumps({"selection": {"rows": rows, "columns": [], "cells": []}})


PRESSES: dict[str, tuple[str, str, Said]] = {
    "Later, on Today": ("", "today_later", UNFOLD),
    "Done, on the tracker": ("follow_up_tracker", "follow_up_tracker_done", UNFOLD),
    "a table, on Insights": ("insights", "insights_thank_yous_table", UNFOLD),
    "a page of the log": ("meeting_log", "meeting_log_page", TURN),
    "a page of the messages": ("outreach", "outreach_page", TURN),
    "a filter of people": ("people", "people_show", _choose("Technical")),
    "a filter of the log": ("meeting_log", "meeting_log_state", _choose("Held")),
    "a filter of the messages": ("outreach", "outreach_states", _choose("Sent")),
    "a filter of questions": ("question_bank", "question_bank_filter_topic", _choose("Advice")),
    "a filter of the tracker": (
        "follow_up_tracker",
        "follow_up_tracker_lane",
        _choose("Overdue"),
    ),
    "a row of the tracker": (
        "follow_up_tracker",
        "follow_up_tracker_table",
        ({"string_value": _select(0)}, {"string_value": _select()}),
    ),
    "rows of the tracker": (
        "follow_up_tracker",
        "follow_up_tracker_table",
        ({"string_value": _select(0, 1, 2)}, {"string_value": _select()}),
    ),
    "several questions": ("question_bank", "question_bank_arrange", UNFOLD),
}
"""What is pressed: the address of its page, what its key begins with, and how."""
AT_MOST = 0.5
"""How many times the time of a whole rerun."""


def measure(server: Server, rounds: int) -> list[tuple[bool, str]]:
    """Rerun each page and press in its part by turns, print what that took, and say which goals are met."""
    print("\nA press in a part with 500 meetings: median processor time of the server in ms, and of a whole rerun")
    verdicts = []
    for name, (page, key, (press, back)) in PRESSES.items():
        whole, alone = reruns.Spent(), reruns.Spent()
        with reruns.Reader(server, page, "") as reader:
            for _ in range(rounds):
                reader.spent = whole
                reader.rerun()
                reader.spent = alone
                reader.act(key, **press)
                reader.spent = reruns.Spent()
                reader.act(key, **back)
        ratio = alone.time / whole.time
        print(f"{name:30}{alone.time * 1e3:>7.1f}{whole.time * 1e3:>7.1f}{ratio:>7.2f}", flush=True)
        verdicts.append((ratio <= AT_MOST, f"{name}: {ratio:.2f} times a rerun of its page (at most {AT_MOST:g})"))
    return verdicts
