"""What finding anything costs the server: the box as it opens, and each pause while one types into it."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path
from statistics import median

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench import months
from tests.bench.reruns import Reader, Spent
from tests.servers import ROOT, FreshServer, Server

AT_MOST_MS = 100
TYPED = ("a", "ada", "zoe obrien", "evaluation sets", "range tell story", "nobody says this")


class Finder(Reader):
    """Somebody who has opened a page, opens the box, and types into it."""

    def __init__(self, server: Server) -> None:
        self._widgets: dict[str, tuple[str, str]] = {}
        super().__init__(server, "", "")

    def opens(self) -> None:
        """Press the button of the box."""
        id, fragment = self._widgets["find_open"]
        state = ClientState(page_script_hash=self._hash, fragment_id=fragment)
        state.widget_states.widgets.add(id=id, trigger_value=True)
        self.ask(state)

    def types(self, text: str) -> None:
        """Have typed this into the box."""
        id, fragment = self._widgets["find_text"]
        state = ClientState(page_script_hash=self._hash, fragment_id=fragment)
        state.widget_states.widgets.add(id=id, string_value=text)
        self.ask(state)

    def _finished(self, data: bytes) -> bool:
        delta = ForwardMsg.FromString(data).delta
        kind = delta.new_element.WhichOneof("type")
        id = getattr(getattr(delta.new_element, kind), "id", "") if kind else ""
        if "-find_" in id:
            self._widgets[id.split("-", 2)[-1]] = id, delta.fragment_id
        return super()._finished(data)


def main(arguments: list[str]) -> int:
    """Measure, print, and say whether the goal is met."""
    options = argparse.ArgumentParser(prog="python -m tests.bench find")
    options.add_argument("--meetings", type=int, default=5_000)
    options.add_argument("--rounds", type=int, default=11)
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "netdash.json"
        months.fill(file, chosen.meetings)
        server = FreshServer(ROOT / "app.py", {"NETDASH_FILE": str(file)}, Path(place) / "server.log")
        server.start()
        try:
            first, spent = measure(server, chosen.rounds)
        finally:
            server.kill()
    print(f"Python {platform.python_version()}; {os.cpu_count()} processors; load {os.getloadavg()[0]:.1f}")
    print(f"{chosen.meetings:,} conversations; processor time of the server, medians of {chosen.rounds} (the wall’s)")
    print(f"{'the box opens for the first time, and makes all ready':58}{shown(first)}")
    for what, one in spent.items():
        print(f"{what:58}{shown(one)}")
    worst = max(one.time for one in spent.values()) * 1e3
    met = "met   " if worst <= AT_MOST_MS else "missed"
    print(f"goal {met}  no pause while one types costs more than {worst:.0f} ms (at most {AT_MOST_MS})")
    return 0


def shown(spent: Spent) -> str:
    """Return what something took, in milliseconds."""
    return f"{spent.time * 1e3:8.1f} ms ({median(spent.wall) * 1e3:.1f})"


def measure(server: Server, rounds: int) -> tuple[Spent, dict[str, Spent]]:
    """Return what the first opening took, and then, by what is done, opening it and typing."""
    with Finder(server) as finder:
        finder.opens()
        first, spent = finder.spent, {}
        for what in ("the box opens", *TYPED):
            finder.spent = spent[what if what == "the box opens" else f"“{what}” is found"] = Spent()
            for _ in range(rounds):
                if what == "the box opens":
                    finder.opens()
                else:
                    finder.types(what)
    return first, spent
