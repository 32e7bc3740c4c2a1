"""What a rerun of each page costs the server, against the meeting log that anyone would write first.

And how much of that is netdash's own, and how long a browser waits for the first page, against an empty app.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import streamlit
from tinydb import TinyDB

from tests.bench import first_page, months, presses, reruns, sampled
from tests.bench.disk import name_of
from tests.bench.reruns import Spent
from tests.browser import find_chromium
from tests.servers import ROOT, FreshServer, Server

SIZES = {"500": 500, "5,000": 5_000}
SOME, MANY = SIZES
STOCK_SOME, STOCK_MANY = "stock 500", "stock 5,000"
AT_MOST = {SOME: 1.0, MANY: 0.2}
"""How many times the stock app's time a page may take with so many meetings."""
BYTES_AT_MOST, OWN_AT_MOST = 1 / 20, 0.15
EMPTY = "empty"
FIRST_AT_MOST = {"start": 1.5, "again": 1.3}
ADDRESSES = {
    "today": "",
    "pitch_builder": "pitch_builder",
    "question_bank": "question_bank",
    "target_plan": "target_plan",
    "one target": "target_plan?target={target}",
    "people": "people",
    "one person": "people?contact={contact}",
    "outreach": "outreach",
    "writing to one": "outreach?contact={contact}",
    "meeting_log": "meeting_log",
    "one meeting": "meeting_log?meeting={meeting}",
    "plan": "plan",
    "one plan": "plan?meeting={planned}",
    "conversation": "conversation",
    "one conversation": "conversation?meeting={planned}",
    "follow_up_tracker": "follow_up_tracker",
    "thank-you desk": "follow_up_tracker?meeting={unthanked}&contact={unthanked_contact}",
    "insights": "insights",
    "feedback": "feedback",
    "workspace": "workspace",
    "rules": "rules",
    "guide": "guide",
}
Found = dict[str, Spent]
Verdicts = list[tuple[bool, str]]


class SampledServer(FreshServer):
    """A server that says whose code its pages run."""

    module = "tests.bench.sampled"

    def __init__(self, env: Mapping[str, str], place: Path) -> None:
        self.samples_file = place / "samples.json"
        super().__init__(ROOT / "app.py", {**env, "SAMPLES_FILE": str(self.samples_file)}, place / "sampled.log")

    def samples(self) -> Counter[str]:
        """Return how often a script was found in whose code since the start."""
        return Counter(json.loads(self.samples_file.read_text()))


def main(arguments: list[str]) -> int:
    """Measure, print, and say which goals are met."""
    options = argparse.ArgumentParser(prog="python -m tests.bench pages")
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()), help="where the files lie")
    options.add_argument("--pages", nargs="+", choices=list(ADDRESSES), default=list(ADDRESSES))
    options.add_argument("--rounds", type=int, default=20, help="reruns of each page")
    options.add_argument("--starts", type=int, default=7, help="starts of each server; 0 leaves the browser out")
    chosen = options.parse_args(arguments)
    print(f"Disk: {name_of(chosen.folder)}; Python {platform.python_version()}; Streamlit {streamlit.__version__}")
    print(f"{os.cpu_count()} processors; load {' '.join(f'{load:.1f}' for load in os.getloadavg())} before the run")
    verdicts: Verdicts = []
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        place = Path(folder)
        servers, ids = _servers(place)
        if chosen.rounds:
            verdicts += _measure_reruns(servers, ids, chosen.pages, chosen.rounds)
            with _running([servers[SOME]]):
                verdicts += presses.measure(servers[SOME], chosen.rounds)
            verdicts += _measure_own(SampledServer(servers[SOME].env, place), ids[SOME], chosen.pages, chosen.rounds)
        if chosen.starts and find_chromium():
            empty = FreshServer(Path(__file__).parent / "empty.py", {}, place / "empty.log")
            verdicts += _measure_first_page({EMPTY: empty, SOME: servers[SOME], MANY: servers[MANY]}, chosen.starts)
    print(f"\nload {' '.join(f'{load:.1f}' for load in os.getloadavg())} after the run\n")
    for met, sentence in verdicts:
        print(f"goal {'met   ' if met else 'missed'}  {sentence}")
    print(f"{sum(met for met, _ in verdicts)} of {len(verdicts)} goals are met")
    return 0


def _servers(place: Path) -> tuple[dict[str, Server], dict[str, dict[str, str]]]:
    """Fill the files, and return the servers, not yet started, with the ids that addresses of netdash's pages name."""
    servers: dict[str, Server] = {}
    ids: dict[str, dict[str, str]] = {}
    for name, size in SIZES.items():
        file, stock = place / f"{size}.json", place / f"stock_{size}.json"
        ids[name] = months.fill(file, size)
        with TinyDB(stock) as db:
            db.table("meetings").insert_multiple(json.loads(file.read_text("utf-8"))["meetings"].values())
        servers[name] = FreshServer(ROOT / "app.py", {"NETDASH_FILE": str(file)}, place / f"{size}.log")
        script, env = Path(__file__).parent / "stock.py", {"STOCK_FILE": str(stock)}
        servers[f"stock {name}"] = FreshServer(script, env, place / f"stock_{size}.log")
    return servers, ids


@contextmanager
def _running(servers: Iterable[Server]) -> Iterator[None]:
    with ExitStack() as stack:
        for server in servers:
            stack.callback(server.kill)
            server.start()
        yield


def _address(page: str, ids: Mapping[str, str]) -> tuple[str, str]:
    path, _, query = ADDRESSES[page].format(**ids).partition("?")
    return path, query


def _measure_reruns(
    servers: Mapping[str, Server], ids: Mapping[str, Mapping[str, str]], pages: list[str], rounds: int
) -> Verdicts:
    print(
        f"\nA rerun: median processor time of the server in ms, of {rounds} (the wall's in brackets); ratios of these"
    )
    columns = (SOME, MANY, STOCK_SOME, STOCK_MANY)
    print(f"{'':19}" + "".join(f"{name:>16}" for name in columns) + f"{'500/stock':>11}{'5,000/stock':>13}{'KB':>6}")
    verdicts: Verdicts = []
    with _running(servers.values()):
        for page in pages:
            where = {name: _address(page, ids[name]) if name in ids else ("", "") for name in servers}
            found = reruns.measure({name: (servers[name], *where[name]) for name in servers}, rounds)
            cells = (f"{found[name].time * 1e3:.1f} ({median(found[name].wall) * 1e3:.1f})" for name in columns)
            ratios = {name: found[name].time / found[f"stock {name}"].time for name in SIZES}
            size = found[MANY].size / found[STOCK_MANY].size
            print(
                f"{page:19}" + "".join(f"{cell:>16}" for cell in cells),
                f"{ratios[SOME]:>10.2f}{ratios[MANY]:>13.2f}{found[MANY].size / 1024:>6.0f}",
                flush=True,
            )
            verdicts += [
                (
                    ratio <= AT_MOST[name],
                    f"{page}, {name} meetings: {ratio:.2f} times stock (at most {AT_MOST[name]:g})",
                )
                for name, ratio in ratios.items()
            ]
            verdicts.append((size <= BYTES_AT_MOST, f"{page}: 1/{1 / size:.0f} of stock's bytes (at most 1/20)"))
        print(f"stock sends {found[STOCK_MANY].size / 1024:,.0f} KB with 5,000 meetings")
    return verdicts


def _measure_own(server: SampledServer, ids: Mapping[str, str], pages: list[str], rounds: int) -> Verdicts:
    print("\nOf a rerun's time with 500 meetings, netdash's own share, with the libraries that it calls")
    verdicts: Verdicts = []
    with _running([server]):
        for page in pages:
            subject = {page: (server, *_address(page, ids))}
            reruns.measure(subject, 1)  # what is imported and worked out once is left out
            before = server.samples()
            reruns.measure(subject, rounds)
            own = sampled.share(server.samples() - before)
            print(f"{page:19}{own:>8.1%}", flush=True)
            verdicts.append((own <= OWN_AT_MOST, f"{page}: {own:.1%} of the time is netdash's own (at most 15 %)"))
    return verdicts


def _measure_first_page(servers: dict[str, Server], rounds: int) -> Verdicts:
    waits = first_page.measure(servers, rounds)
    print(f"\nA browser's first page (Today): median seconds of {rounds}; in brackets how many times the empty app's")
    print(f"{'':42}" + "".join(f"{name:>16}" for name in servers))
    verdicts: Verdicts = []
    for moment, words in (("start", "from the server's start"), ("again", "again in another, on the same server")):
        ratios = {name: waits[name, moment] / waits[EMPTY, moment] for name in servers}
        print(f"{words:42}" + "".join(f"{f'{waits[name, moment]:.2f} ({ratios[name]:.2f})':>16}" for name in servers))
        met, most = ratios[SOME] <= FIRST_AT_MOST[moment], FIRST_AT_MOST[moment]
        verdicts.append((met, f"first page {words}: {ratios[SOME]:.2f} times the empty app (at most {most:g})"))
    return verdicts
