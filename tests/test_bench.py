"""The benches see what goes wrong and what is done, or their figures would be worth nothing."""

from __future__ import annotations

import asyncio
import os
import random
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pytest
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Element_pb2 import Element

from netdash.ui import chrome
from tests import mutations
from tests.bench import counting, load, members, path
from tests.bench.members import Evening
from tests.bench.tab import STALE, Seen, Tab
from tests.servers import ROOT

STEPS = ("opens", "unfolds", "picks", "types", "presses")


class FakeTab:
    """A tab in which one step goes wrong, and the next ones do not."""

    def __init__(self, wrong: str) -> None:
        self._wrong = wrong
        self.seen = Seen()

    def __getattr__(self, step: str) -> object:
        async def take(*_given: object) -> float:
            self.seen = Seen(problems=[f"{step} failed"] if step == self._wrong else [], done=["Logged: Ada."])
            return 0.1

        return take


@pytest.mark.parametrize("wrong", STEPS)
def test_a_problem_at_any_step_is_noted_once(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "TYPING_S", 0)
    evening, tab = Evening(), cast("Tab", FakeTab(wrong))
    with ThreadPoolExecutor(1) as own:  # where no browser test has left a loop running
        own.submit(asyncio.run, members._log(evening, tab, "ann", random.Random(1), 1)).result()
    assert evening.problems == [f"{wrong} failed"]
    assert len(evening.waits) == len(STEPS)


def seen(words: str, format: Alert.Format.ValueType) -> Seen:
    tab = Tab(0, {}, "", "")
    tab._sees(Element(alert=Alert(body=words, format=format)))
    return tab.seen


def test_a_page_that_shows_an_earlier_state_is_a_problem_and_other_warnings_are_none() -> None:
    stale = f"{chrome.AWAY} {STALE}; nothing can be saved now."
    assert seen(stale, Alert.WARNING).problems == [stale]
    assert seen("This disk does not last.", Alert.WARNING).problems == []
    assert seen("It broke.", Alert.ERROR).problems == ["It broke."]


def test_the_words_of_the_page_are_those_that_are_looked_for() -> None:
    constants = chrome.show_offline.__code__.co_consts
    assert any(isinstance(constant, str) and STALE in constant for constant in constants)


def test_what_only_a_server_saw_is_found_in_its_log() -> None:
    log = """You can now view your Streamlit app.
Traceback (most recent call last):
  File "app.py", line 1, in <module>
    x
NameError: name 'x' is not defined
All is well again.
"""
    assert load.in_log(log) == ["in a server's log: NameError: name 'x' is not defined"]
    assert load.in_log("All is well.") == []
    assert len(load.in_log("Traceback (most recent call last):")) == 1


@pytest.mark.parametrize(("well", "code"), [(True, 0), (False, 1)])
def test_a_missed_goal_ends_with_1(well: bool, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "_compare", lambda *_given: well)
    assert load.main(["--engines", "file", "--servers", "1"]) == code


def test_looks_at_the_file_are_counted_and_those_at_others_are_not(tmp_path: Path) -> None:
    file, beside = tmp_path / "netdash.json", tmp_path / "new.json"
    with counting.counting(file) as counts:
        assert not file.exists()
        beside.write_text("{}")
        assert beside.exists()
        beside.replace(file)
        assert file.read_text() == "{}"
        with file.open() as opened:
            os.fstat(opened.fileno())
        assert tmp_path.is_dir()
    assert (counts.looks, counts.reads, counts.writes) == (3, 2, 1)
    assert file.exists()
    assert counts.looks == 3, "after it nothing is counted"


def test_what_a_press_runs_through_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert path.main(["--meetings", "12"]) == 0
    rows = [line[40:].split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert len(rows) == 4
    for modules, moves, looks, _read, _written in rows:
        assert 30 < int(modules) < int(moves.replace(",", "")), rows
        assert int(looks) > 0, rows
    assert [int(written) for *_others, written in rows] == [1, 0, 0, 1], "only what saves writes, and once"


def test_everything_named_for_mutation_is_there() -> None:
    for name, target in mutations.TARGETS.items():
        settings = tomllib.loads(mutations._settings(target))["tool"]["mutmut"]
        for pattern in (*settings["only_mutate"], *settings["pytest_add_cli_args_test_selection"]):
            assert list(ROOT.glob(pattern)), f"{name}: {pattern}"
