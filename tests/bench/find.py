"""What finding anything costs the server: the box as it opens, and each pause while one types into it."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path
from statistics import median

from tests.bench import months
from tests.bench.reruns import Reader, Spent
from tests.servers import ROOT, FreshServer, Server

AT_MOST_MS = 100
TYPED = ("a", "ada", "zoe obrien", "evaluation sets", "range tell story", "nobody says this")


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
    with Reader(server, "", "") as finder:
        finder.act("find_open", trigger_value=True)
        first, spent = finder.spent, {}
        for what in ("the box opens", *TYPED):
            finder.spent = spent[what if what == "the box opens" else f"“{what}” is found"] = Spent()
            for _ in range(rounds):
                if what == "the box opens":
                    finder.act("find_open", trigger_value=True)
                else:
                    finder.act("find_text", string_value=what)
    return first, spent
