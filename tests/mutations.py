"""Change the code in small ways, one at a time, and see whether its tests notice: mutmut, on a table of targets.

    python -m tests.mutations FOLDER [--targets actions store] [--seed 1] [--only-report]

Each target is changed in a copy of the tree under FOLDER. Which mutants are run, and in which order, hangs on the
seed alone. What is known of each lies in FOLDER: the command may be stopped and given again, and goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import pytest

from tests.servers import ROOT
from tests.store.server import PostgresServer

AT_ONCE = 50
"""So many mutants are run in one go of mutmut; each go first runs the tests on the code as it is."""


@dataclass(frozen=True)
class Target:
    """Modules to change, the tests that ought to notice, and how many mutants of them are run (None: all)."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    sample: int | None = None
    postgres: bool = False


def _tests(names: str, folder: str) -> tuple[str, ...]:
    return tuple(f"{folder}/test_{name}.py" for name in names.split())


TARGETS = {
    "actions": Target(
        ("netdash/follow_up/actions/*.py", "netdash/outreach/exchanges.py", "netdash/people/cadence.py"),
        _tests("action context introductions meetings outreach preparation", "tests/follow_up/actions")
        + _tests("queue snoozes", "tests/follow_up/actions")
        + _tests("history", "tests/follow_up")
        + _tests("confirmations", "tests/meetings")
        + _tests("exchanges", "tests/outreach")
        + _tests("cadence", "tests/people"),
    ),
    "access": Target(  # without the tests that start servers
        ("netdash/access/policy.py", "netdash/access/sign_in.py"),
        _tests("policy policy_members policy_guest_list sign_in secrets_file", "tests/access"),
    ),
    "thank_yous": Target(
        (
            "netdash/thank_yous/thank_yous.py",
            "netdash/outreach/thank_you_messages.py",
            "netdash/thank_yous/note.py",
            "netdash/thank_yous/checks.py",
        ),
        _tests("thank_yous note checks", "tests/thank_yous") + _tests("thank_you_messages", "tests/outreach"),
    ),
    "plans": Target(
        ("netdash/meetings/plans.py", "netdash/meetings/preparation.py"),
        _tests("plans preparation results_undo live", "tests/meetings") + _tests("messages", "tests/outreach"),
    ),
    "store": Target(  # without what kills servers, waits for silent ones, has crowds at work, or reads the sources
        ("netdash/store/*.py", "netdash/store/postgres/*.py"),
        _tests("snapshot file_storage file_format machine migrations", "tests/store")
        + _tests("atomic_write rescue stores workspace", "tests/store")
        + _tests("errors encryption workspace lost_connections", "tests/store/postgres")
        + _tests("backup", "tests/workspace")
        + _tests("doctor", "tests/cli"),
        sample=150,
        postgres=True,
    ),
}
WORDS = {1: "killed", 3: "killed", 0: "survived", 5: "no test", 33: "no test"}
WORDS |= dict.fromkeys((36, 24, -24, 152, 255), "timed out")
"""What mutmut's exit codes mean."""


def pytest_configure(config: pytest.Config) -> None:  # noqa: ARG001
    """Have Hypothesis try the same few examples for each mutant (this module is a plugin there), however slowly."""
    from hypothesis import HealthCheck, Phase, settings

    whole = settings(max_examples=20, derandomize=True, database=None, deadline=None)
    phases, checks = (Phase.explicit, Phase.generate), list(HealthCheck)
    settings.register_profile("mutations", whole, phases=phases, suppress_health_check=checks)
    settings.load_profile("mutations")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what takes longest, Hypothesis's tests, last: most mutants are noticed before."""
    items.sort(key=lambda item: hasattr(getattr(item, "obj", None), "hypothesis"))


def main(arguments: list[str]) -> int:
    """Run what is not yet known of the targets, then print kill rates and survivors."""
    options = argparse.ArgumentParser(prog="python -m tests.mutations")
    options.add_argument("folder", type=Path, help="where copies and results are kept")
    options.add_argument("--targets", nargs="+", choices=list(TARGETS), default=list(TARGETS))
    options.add_argument("--seed", type=int, default=1, help="chooses the mutants of a sample, and their order")
    options.add_argument("--only-report", action="store_true", help="print what is known, and run nothing")
    chosen = options.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_given: sys.exit(1))  # so that a PostgreSQL server is ended, too
    folder = chosen.folder.resolve()
    if not chosen.only_report:
        _run(folder, chosen.targets, chosen.seed)
    for name in chosen.targets:
        _report(name, folder / name, chosen.seed)
    return 0


def _run(folder: Path, names: list[str], seed: int) -> None:
    """Run the targets by turns, so that whenever it is stopped something is known of each."""
    gos = []
    for name in names:
        _prepare(name, folder / name)
        order = _in_order(name, folder / name, seed)
        gos.append([(name, order[at : at + AT_ONCE]) for at in range(0, len(order), AT_ONCE)])
    for turn in zip_longest(*gos):
        for go in turn:
            if go is not None:
                known = _known(folder / go[0])
                _mutmut(go[0], folder / go[0], [one for one in go[1] if known[one] is None])


def _prepare(name: str, place: Path) -> None:
    """Copy the tree, and have mutmut write the mutants and see which test runs which function."""
    if not place.exists():
        tracked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        for path in subprocess.run(tracked, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0"):
            if path and (ROOT / path).is_file():
                (place / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / path, place / path)
        with (place / "pyproject.toml").open("a", encoding="utf-8") as settings:
            settings.write(_settings(TARGETS[name]))
    if not (place / "mutants" / "mutmut-stats.json").exists():
        _mutmut(name, place, ["none of them"])


def _settings(target: Target) -> str:
    """Write mutmut's settings for a target."""
    return "\n".join(
        (
            "\n[tool.mutmut]",
            'source_paths = ["netdash"]',
            f"only_mutate = {json.dumps(target.modules)}",
            'also_copy = ["app.py", "pages", "data", "deploy", ".streamlit", "README.md", "docs"]',
            'pytest_add_cli_args = ["-p", "tests.mutations", "-p", "no:cacheprovider", "-p", "no:xdist"]',
            f"pytest_add_cli_args_test_selection = {json.dumps(target.tests)}",
            "timeout_multiplier = 6.0",
            "timeout_constant = 10.0\n",
        )
    )


def _mutmut(name: str, place: Path, mutants: list[str]) -> None:
    if not mutants:
        return
    with _environment(TARGETS[name]) as environment, (place / "mutmut.log").open("ab") as log:
        command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1", *mutants]
        subprocess.run(command, cwd=place, env=environment, stdout=log, stderr=log, check=False)


@contextmanager
def _environment(target: Target) -> Iterator[dict[str, str]]:
    """Give a target that needs one a PostgreSQL server for all its mutants; one each would take seconds."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NETDASH_")}
    if not target.postgres:
        yield environment
        return
    server = PostgresServer()
    try:
        yield {**environment, "NETDASH_TEST_DATABASE_URL": server.url}
    finally:
        server.stop()


def _known(place: Path) -> dict[str, int | None]:
    """Return each mutant's exit code; None where it was not run."""
    known: dict[str, int | None] = {}
    for file in sorted((place / "mutants").rglob("*.py.meta")):
        known |= json.loads(file.read_text("utf-8"))["exit_code_by_key"]
    return known


def _in_order(name: str, place: Path, seed: int) -> list[str]:
    """Return a target's mutants in the order of the seed, as many as it takes."""
    order = sorted(_known(place))
    random.Random(seed).shuffle(order)
    return order[: TARGETS[name].sample]


def _report(name: str, place: Path, seed: int) -> None:
    known, order = _known(place), _in_order(name, place, seed)
    words = {one: WORDS.get(code, "odd") for one in order if (code := known[one]) is not None}
    counts = Counter(words.values())
    noticed = counts["killed"] + counts["timed out"]
    rate = f"{noticed / len(words):.1%}" if words else "-"
    said = ", ".join(f"{count} {word}" for word, count in counts.most_common())
    print(f"\n{name}: {rate} noticed; {len(words)} run of {len(order)} chosen of {len(known)}: {said}")
    for one in order:
        if words.get(one, "killed") not in ("killed", "timed out"):
            print(f"  {words[one]:9} {one}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
