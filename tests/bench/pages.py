"""What a rerun of each page costs the server, and the first page a browser, against an empty Streamlit app."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import streamlit

from tests.bench import first_page, months, reruns
from tests.bench.disk import name_of
from tests.bench.reruns import Spent
from tests.browser import ROOT, Server, find_chromium

EMPTY, SOME, MANY = "empty", "500", "5,000"
SIZES = {SOME: 500, MANY: 5_000}
AT_MOST, FORM_AT_MOST, MANY_AT_MOST, FIRST_AT_MOST = 3.0, 4.0, 1.5, 1.5
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
    "workspace": "workspace",
    "rules": "rules",
    "guide": "guide",
}
Found = dict[str, Spent]
Verdicts = list[tuple[bool, str]]


def main(arguments: list[str]) -> int:
    """Measure, print, and say which goals are met."""
    options = argparse.ArgumentParser(prog="python -m tests.bench pages")
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()), help="where the files lie")
    options.add_argument("--pages", nargs="+", choices=list(ADDRESSES), default=list(ADDRESSES))
    options.add_argument("--rounds", type=int, default=40, help="reruns of each page")
    options.add_argument("--starts", type=int, default=7, help="starts of each server; 0 leaves the browser out")
    chosen = options.parse_args(arguments)
    print(f"Disk: {name_of(chosen.folder)}; Python {platform.python_version()}; Streamlit {streamlit.__version__}")
    print(f"{os.cpu_count()} processors; load {' '.join(f'{one:.1f}' for one in os.getloadavg())} before the run")
    with tempfile.TemporaryDirectory(dir=chosen.folder) as place:
        servers, ids = _servers(Path(place))
        said = _measure_reruns(servers, ids, chosen.pages, chosen.rounds)
        if chosen.starts and find_chromium():
            said += _measure_first_page(servers, chosen.starts)
    print(f"\nload {' '.join(f'{one:.1f}' for one in os.getloadavg())} after the run\n")
    for met, sentence in said:
        print(f"goal {'met   ' if met else 'missed'}  {sentence}")
    return 0


def _servers(place: Path) -> tuple[dict[str, Server], dict[str, str]]:
    """Fill the files, and return the servers, not yet started, with the ids that addresses name."""
    servers = {EMPTY: Server(Path(__file__).parent / "empty.py", {}, place / "empty.log")}
    ids: dict[str, str] = {}
    for name, size in SIZES.items():
        file = place / f"{size}.json"
        ids = months.fill(file, size)
        servers[name] = Server(ROOT / "app.py", {"NETDASH_FILE": str(file)}, place / f"{size}.log")
    return servers, ids


@contextmanager
def _running(servers: Mapping[str, Server]) -> Iterator[None]:
    with ExitStack() as stack:
        for server in servers.values():
            stack.callback(server.kill)
            server.start()
        yield


def _measure_reruns(servers: dict[str, Server], ids: dict[str, str], pages: list[str], rounds: int) -> Verdicts:
    print(
        f"\nA rerun: median processor time of the server in ms, of {rounds} (the wall's in brackets); ratios of these"
    )
    print(
        f"{'':19}{EMPTY:>14}{SOME:>16}{MANY:>16}{'500 / empty':>14}{'5,000 / 500':>14}{'wall 500/empty':>16}{'KB':>7}"
    )
    said: Verdicts = []
    with _running(servers):
        for page in pages:
            path, _, query = ADDRESSES[page].format(**ids).partition("?")
            subjects = {
                name: (server, *(("", "") if name == EMPTY else (path, query))) for name, server in servers.items()
            }
            found = reruns.measure(subjects, rounds)
            _print_row(page, found)
            said += _verdicts(page, found)
    return said


def _print_row(page: str, found: Found) -> None:
    walls = {name: median(one.wall) for name, one in found.items()}
    cells = {name: f"{found[name].time * 1e3:.1f} ({walls[name] * 1e3:.1f})" for name in found}
    some, many = found[SOME].time / found[EMPTY].time, found[MANY].time / found[SOME].time
    print(
        f"{page:19}{cells[EMPTY]:>14}{cells[SOME]:>16}{cells[MANY]:>16}{some:>14.2f}{many:>14.2f}"
        f"{walls[SOME] / walls[EMPTY]:>16.2f}{found[MANY].size / 1024:>7.0f}",
        flush=True,
    )


def _verdicts(page: str, found: Found) -> Verdicts:
    """Hold the times of one page against the goals."""
    some, many = found[SOME].time / found[EMPTY].time, found[MANY].time / found[SOME].time
    most = FORM_AT_MOST if page == "meeting_log" else AT_MOST
    return [
        (some <= most, f"{page}, 500 meetings: {some:.2f} times the empty app (at most {most:g})"),
        (many <= MANY_AT_MOST, f"{page}, 5,000 meetings: {many:.2f} times that (at most {MANY_AT_MOST:g})"),
    ]


def _measure_first_page(servers: dict[str, Server], rounds: int) -> Verdicts:
    waits = first_page.measure(servers, rounds)
    print(f"\nA browser's first page (Today): median seconds of {rounds}; in brackets how many times the empty app's")
    print(f"{'':42}" + "".join(f"{name:>16}" for name in servers))
    for moment, words in (("start", "from the server's start"), ("again", "again in another, on the same server")):
        empty = waits[EMPTY, moment]
        cells = [f"{waits[name, moment]:.2f} ({waits[name, moment] / empty:.2f})" for name in servers]
        print(f"{words:42}" + "".join(f"{cell:>16}" for cell in cells))
    ratio = waits[SOME, "start"] / waits[EMPTY, "start"]
    return [
        (ratio <= FIRST_AT_MOST, f"start to first page: {ratio:.2f} times the empty app (at most {FIRST_AT_MOST:g})")
    ]
