"""Whether a cohort fits: 1, 20 and 100 members at once over the websocket, on one server process and on three."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from statistics import median, quantiles

import streamlit
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string

from netdash.records import Meeting
from netdash.store import FileStore, PostgresStore, Store
from tests.bench import months
from tests.bench.disk import name_of
from tests.bench.members import THINK_S, Evening, spend
from tests.bench.tab import Tab
from tests.servers import ROOT, FreshServer, Server
from tests.store.server import PostgresServer

ORIGIN = "http://localhost:8501"
ENGINES = ["file", "postgres"]
MEETINGS = 50
"""What a member has logged before the evening begins."""
ALONE_THINKS = 10.0
"""How many times shorter somebody alone thinks."""
SOME, SLOWER_AT_MOST = 20, 3.0
"""How many times one member's 95th percentile that of twenty may be."""


@dataclass(frozen=True)
class Found:
    """What one size of cohort on one set of servers came to."""

    waits: Sequence[float]
    first: Sequence[float]
    logged: int
    lost: int
    problems: Sequence[str]
    seconds: float
    memory: int
    """Bytes of all server processes together, at the most that each held at once."""


def main(arguments: list[str]) -> int:
    """Measure, print, and say which goals are met."""
    options = argparse.ArgumentParser(prog="python -m tests.bench load")
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()), help="where the files lie")
    options.add_argument("--members", nargs="+", type=int, default=[1, 20, 100])
    options.add_argument("--servers", nargs="+", type=int, default=[1, 3], help="server processes")
    options.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    options.add_argument("--seconds", type=float, default=90.0, help="how long each cohort works")
    options.add_argument("--think", type=float, default=THINK_S, help="seconds between two actions, on average")
    chosen = options.parse_args(arguments)
    print(f"Disk: {name_of(chosen.folder)}; Python {platform.python_version()}; Streamlit {streamlit.__version__}")
    print(f"{os.cpu_count()} processors, the members among them; think time {chosen.think:g} s; {chosen.seconds:g} s")
    print(f"load {' '.join(f'{one:.1f}' for one in os.getloadavg())} before the run")
    print(f"\n{'engine':10}{'servers':>8}{'members':>8}{'pages/s':>9}{'first ms':>9}{'p50 ms':>8}{'p95 ms':>8}", end="")
    print(f"{'MB':>7}{'logged':>8}{'lost':>6}{'errors':>7}")
    well = True
    for engine in chosen.engines:
        for servers in chosen.servers:
            well &= _compare(chosen, engine, servers)
    print(f"\nload {' '.join(f'{one:.1f}' for one in os.getloadavg())} after the run")
    print("every goal was met" if well else "a goal was missed; see above")
    return 0 if well else 1


def _compare(chosen: argparse.Namespace, engine: str, servers: int) -> bool:
    """Measure every size of cohort on so many servers, and tell whether the goals were met."""
    one_member, well = 0.0, True
    for members in chosen.members:
        # Alone, nobody is in the way: less thinking only gives more to count.
        think = chosen.think if members > 1 else chosen.think / ALONE_THINKS
        found = _measure(chosen, engine, servers, members, think)
        _print_row(engine, servers, members, found)
        one_member = one_member or _p95(found.waits)
        well &= _goal(not found.lost and not found.problems, "nothing lost, no error shown or logged")
        if members == SOME:
            slower = _p95(found.waits) / one_member
            of_one = f"p95 of {SOME} members {slower:.2f} times one member's (at most {SLOWER_AT_MOST:g})"
            well &= _goal(slower <= SLOWER_AT_MOST, of_one)
    return well


def _goal(met: bool, what: str) -> bool:
    print(f"goal {'met   ' if met else 'missed'}  {what}", flush=True)
    return met


def _print_row(engine: str, servers: int, members: int, found: Found) -> None:
    print(
        f"{engine:10}{servers:8}{members:8}{len(found.waits) / found.seconds:9.1f}{median(found.first) * 1e3:9.0f}"
        f"{median(found.waits) * 1e3:8.0f}{_p95(found.waits) * 1e3:8.0f}{found.memory / 2**20:7.0f}"
        f"{found.logged:8}{found.lost:6}{len(found.problems):7}",
        flush=True,
    )
    for problem in sorted(set(found.problems))[:5]:
        print(f"           {problem}")


def _p95(waits: Sequence[float]) -> float:
    return quantiles(waits, n=20)[-1]


def _measure(chosen: argparse.Namespace, engine: str, count: int, members: int, think: float) -> Found:
    """Let so many members work on so many servers, each member always on the same one."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=chosen.folder)))
        store, env, secret = *_engine(stack, engine, folder), token_hex(32)
        (folder / "secrets.toml").write_text(_secrets(secret), "utf-8")
        names = [f"member{number}@example.com" for number in range(members)]
        before = {name: _fill(store, name) for name in names}
        with _running(folder, env, count) as servers:
            began = time.perf_counter()
            evenings = asyncio.run(_work(servers, names, secret, chosen.seconds, think))
            seconds = time.perf_counter() - began
            memory = sum(map(_memory, servers))
            logged = [problem for server in servers for problem in in_log(server.log.read_text("utf-8", "replace"))]
        return Found(
            waits=[wait for one in evenings for wait in one.waits],
            first=[wait for one in evenings for wait in one.first],
            logged=sum(len(one.logged) for one in evenings),
            lost=sum(_lost(store, name, one, before[name]) for name, one in zip(names, evenings, strict=True)),
            problems=[*(problem for one in evenings for problem in one.problems), *logged],
            seconds=seconds,
            memory=memory,
        )


def _engine(stack: ExitStack, engine: str, folder: Path) -> tuple[Store, Mapping[str, str]]:
    """Return an empty store, and what tells a server about it."""
    file = folder / "netdash.json"
    env = {"NETDASH_FILE": str(file), "NETDASH_TRUST": "network"}
    if engine == "file":
        return FileStore(file), env
    database = PostgresServer()
    stack.callback(database.stop)
    store = PostgresStore(database.url)
    stack.callback(store.close)
    return store, {**env, "NETDASH_DATABASE_URL": database.url}


def _secrets(secret: str) -> str:
    shared = f'[auth]\nredirect_uri = "{ORIGIN}/oauth2callback"\ncookie_secret = "{secret}"\n'
    provider = '[auth.google]\nclient_id = "x"\nclient_secret = "x"\nserver_metadata_url = "http://127.0.0.1:9/"\n'
    return f'{shared}{provider}[netdash]\nmembers = ["example.com"]\n'


def _fill(store: Store, name: str) -> int:
    workspace = store.workspace(name)
    months.fill_workspace(workspace, MEETINGS)
    return len(workspace.all(Meeting))


@contextmanager
def _running(folder: Path, env: Mapping[str, str], count: int) -> Iterator[Sequence[Server]]:
    options = ("--secrets.files", str(folder / "secrets.toml"), "--server.fileWatcherType", "none")
    servers = [FreshServer(ROOT / "app.py", env, folder / f"{number}.log", options) for number in range(count)]
    try:
        for server in servers:
            server.start()
        yield servers
    finally:
        for server in servers:
            server.kill()


async def _work(
    servers: Sequence[Server], names: Iterable[str], secret: str, seconds: float, think: float
) -> list[Evening]:
    evenings, until = [], asyncio.get_running_loop().time() + seconds
    async with asyncio.TaskGroup() as group:
        for number, name in enumerate(names):
            token, evening = generate_xsrf_token_string(), Evening()
            tab = Tab(servers[number % len(servers)].port, _cookies(name, secret, token), token, ORIGIN)
            evenings.append(evening)
            group.create_task(spend(evening, tab, name, until, think))
    return evenings


def _cookies(name: str, secret: str, token: str) -> dict[str, str]:
    user = {"is_logged_in": True, "provider": "google", "email": name, "email_verified": True, "origin": ORIGIN}
    signed = create_signed_value(secret, "_streamlit_user", json.dumps(user)).decode()
    return {"Cookie": f"_streamlit_user={signed}; _streamlit_xsrf={token}"}


def _memory(server: Server) -> int:
    """Return the most bytes that a server process held in memory at once (Linux; elsewhere 0)."""
    status = Path(f"/proc/{server.pid}/status")
    lines = status.read_text("utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def in_log(text: str) -> list[str]:
    """Return what a server logged that no member saw: the last line of every traceback."""
    found, within = list[str](), False
    for line in text.splitlines():
        if "Traceback (most recent call last)" in line:
            within = True
        elif within and line and not line[0].isspace():
            found.append(f"in a server's log: {line}")
            within = False
    return found + ["in a server's log: a traceback that does not end"] * within


def _lost(store: Store, name: str, evening: Evening, before: int) -> int:
    """Count the conversations that were said to be logged and are not there, and any that nobody logged."""
    there = {learned for one in store.workspace(name).all(Meeting) for learned in one.learnings}
    strangers = len(store.workspace(name).all(Meeting)) - before - len(evening.logged)
    return len(set(evening.logged) - there) + abs(strangers)
