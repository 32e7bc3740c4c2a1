"""What a press costs the server that draws a part of a page alone, against a rerun of the whole page."""

from __future__ import annotations

from typing import NamedTuple

from tests.bench import reruns
from tests.servers import Server


class Press(NamedTuple):
    """What is unfolded or typed into: its page's address and what its key begins with; what has to be unfolded first.

    It is typed into where it is `typed`.
    """

    page: str
    key: str
    unfolded: tuple[str, ...] = ()
    typed: bool = False


PRESSES = {
    "Later, on Today": Press("", "today_later"),
    "Done, on the tracker": Press("follow_up_tracker", "follow_up_tracker_done"),
    "a table, on Insights": Press("insights", "insights_thank_yous_table"),
    "a pause in the log's form": Press(
        "meeting_log", "meeting_log_place", ("meeting_log_form", "meeting_log_more"), typed=True
    ),
    "a pause in Today's form": Press("", "today_learned", ("today_quick_log",), typed=True),
    "a pause in People's form": Press("people", "people_company", ("people_form",), typed=True),
    "a pause in the target plan's form": Press("target_plan", "target_plan_role", ("target_plan_form",), typed=True),
    "a pause in Outreach's form": Press("outreach", "outreach_subject", ("outreach_form",), typed=True),
}
AT_MOST = 0.5
"""How many times the time of a whole rerun."""


def measure(server: Server, rounds: int) -> list[tuple[bool, str]]:
    """Rerun each page and press by turns, print what that took, and say which goals are met."""
    print("\nA press with 500 meetings: median processor time of the server in ms, and of a whole rerun of its page")
    verdicts = []
    for name, press in PRESSES.items():
        whole, alone = reruns.Spent(), reruns.Spent()
        with reruns.Reader(server, press.page, "") as reader:
            for key in press.unfolded:
                reader.act(key, bool_value=True)
            for number in range(rounds):
                reader.spent = whole
                reader.rerun()
                reader.spent = alone
                if press.typed:
                    reader.act(press.key, string_value=f"typed {number}")
                    continue
                reader.act(press.key, bool_value=True)
                reader.spent = reruns.Spent()
                reader.act(press.key, bool_value=False)
        ratio = alone.time / whole.time
        print(f"{name:36}{alone.time * 1e3:>7.1f}{whole.time * 1e3:>7.1f}{ratio:>7.2f}", flush=True)
        verdicts.append((ratio <= AT_MOST, f"{name}: {ratio:.2f} times a rerun of its page (at most {AT_MOST:g})"))
    return verdicts
