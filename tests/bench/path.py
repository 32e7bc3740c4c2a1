"""What four things that people do run through: modules, moves between them, and looks at the workspace file."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from unittest import mock

import streamlit as st
from streamlit.components.v2 import manifest_scanner

from netdash.records import Contact, Pitch
from netdash.store import open_file
from netdash.ui import session
from tests.bench import months
from tests.bench.counting import Counts, counting
from tests.driving import Clock, Dashboard

AHEAD_NS = 1_000_000_000
"""The store reads a file again that is younger than a tick of its clock; how often would hang on the machine."""


@dataclass(frozen=True)
class Thing:
    """Something that a person does on a page, after what they have to do first."""

    words: str
    page: Callable[[], Dashboard]
    first: Callable[[Dashboard, int], object]
    do: Callable[[Dashboard], object]


def main(arguments: list[str]) -> int:
    """Do each thing once so that everything is imported and remembered, then again a minute later, counting."""
    options = argparse.ArgumentParser(prog="python -m tests.bench path")
    options.add_argument("--meetings", type=int, default=100, help="conversations in the workspace file")
    chosen = options.parse_args(arguments)
    said = f"{chosen.meetings} conversations in the file"
    print(f"{said:40}{'modules':>9}{'moves':>9}{'looks':>9}{'read':>9}{'written':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for words, found in measure(Path(folder) / "netdash.json", chosen.meetings).items():
            numbers = (len(found.modules), found.moves, found.looks, found.reads, found.writes)
            print(f"{words:40}" + "".join(f"{number:>9,}" for number in numbers), flush=True)
    return 0


def measure(file: Path, size: int) -> dict[str, Counts]:
    """Fill a file with so many conversations and return what each thing costs on it."""
    with _standing_still(file) as clock:
        return {thing.words: _second(thing, file, clock) for thing in _things(file, months.fill(file, size))}


def _second(thing: Thing, file: Path, clock: Clock) -> Counts:
    page = thing.page()
    for turn in range(2):
        clock.forward(minutes=1)
        page.run()
        thing.first(page, turn)
        with counting(file) as counts:
            thing.do(page)
    return counts


def _log(page: Dashboard, person: str) -> Dashboard:
    page.unfold("meeting_log_form")
    return page.fill(meeting_log_people=[person], meeting_log_learnings="Ask what broke")


def _things(file: Path, ids: dict[str, str]) -> list[Thing]:
    workspace = open_file(file)
    people = [one.id for one in workspace.all(Contact)[:2]]
    pitch = workspace.all(Pitch)[0].id
    desk = {"meeting": ids["unthanked"], "contact": ids["unthanked_contact"]}
    return [
        Thing(
            "“Log the conversation” pressed",
            lambda: Dashboard("meeting_log"),
            lambda page, turn: _log(page, people[turn]),
            lambda page: page.press("meeting_log_save"),
        ),
        Thing("Today run again", lambda: Dashboard("today"), lambda page, _turn: page.run(), lambda page: page.run()),
        Thing(
            "the thank-you desk opened",
            lambda: Dashboard("today"),
            lambda page, _turn: page.open("today"),
            lambda page: page.open("follow_up_tracker", **desk),
        ),
        Thing(
            "a touched-up pitch saved",
            lambda: Dashboard("pitch_builder", pitch=pitch),
            lambda page, turn: page.fill(**{f"pitch_builder_past_{pitch}": f"I was a nurse for {turn + 8} years."}),
            lambda page: page.press(f"pitch_builder_save_{pitch}"),
        ),
    ]


@contextmanager
def _standing_still(file: Path) -> Iterator[Clock]:
    """Have the dashboard open this file, at a moment that stands still, so that the counts are the same each time."""
    clock, now_ns, scan = Clock(), time.time_ns, cache(manifest_scanner.scan_component_manifests)

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # noqa: ARG003
            return clock.now

    def ahead() -> int:
        return now_ns() + AHEAD_NS

    with ExitStack() as patched:
        patched.enter_context(mock.patch.dict(os.environ, NETDASH_TRUST="network", NETDASH_FILE=str(file)))
        for module in (session, months):
            patched.enter_context(mock.patch.object(module, "datetime", Stopped))
        patched.enter_context(mock.patch.object(time, "time_ns", ahead))
        patched.enter_context(mock.patch.object(manifest_scanner, "scan_component_manifests", scan))
        st.cache_resource.clear()
        patched.callback(st.cache_resource.clear)
        yield clock
