"""Real Streamlit servers for the tests that need them."""

from __future__ import annotations

import os
import runpy
import signal
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from multiprocessing.context import SpawnProcess
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import ClassVar

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0
"""Seconds to wait for a server before the test fails."""

if sys.platform == "linux":  # elsewhere it is missing, or not safe beside pandas
    from multiprocessing import forkserver
    from multiprocessing.context import ForkServerProcess as _Process

    # A start spends more than a second on imports, and the suite starts some 130 servers: they are forks of one.
    _OWN = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in (ROOT / "netdash").rglob("[!_]*.py")]
    forkserver.set_forkserver_preload(["streamlit.web.cli", "uvicorn", "pandas", *sorted(_OWN)])
else:
    _Process = SpawnProcess


class Server:
    """One Streamlit server on a loopback port of its own, which can be killed and started again there."""

    module = "streamlit"
    """What is run with Python; another one may do something beside Streamlit."""
    process: ClassVar[type[BaseProcess]] = _Process
    """What it runs in: a process that has libraries and netdash's modules already, or one that starts with nothing."""

    def __init__(
        self,
        script: Path,
        env: Mapping[str, str],
        log: Path,
        options: tuple[str, ...] = (),
        address: str = "127.0.0.1",
    ) -> None:
        self.script, self.env, self.log, self.options, self.address = script, dict(env), log, options, address
        # "::ffff:127.0.0.1" is how a server that listens on `::` sees 127.0.0.1, and nothing to connect to.
        self.host = address.removeprefix("::ffff:")
        self.port = free_port(self.host)
        self.url = f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"
        # Behind a proxy's folder everything, the health check too, lies in that folder.
        folder = next((one.partition("=")[2] for one in options if one.startswith("--server.baseUrlPath=")), "")
        self._folder = f"{folder}/" if folder else ""
        self._running: BaseProcess | None = None
        self._said_before = 0

    @property
    def pid(self) -> int:
        """The process of the server, which is running."""
        assert self._running is not None
        assert self._running.pid is not None
        return self._running.pid

    def start(self) -> None:
        """Start it and wait until it answers."""
        arguments = ["run", str(self.script), *self.options, "--server.headless", "true"]
        arguments += ["--server.address", self.address, "--server.port", str(self.port)]
        # A log is read by whoever looks for a traceback, and for whether the server listens.
        arguments += ["--logger.enableRich", "false", "--logger.hideWelcomeMessage", "false"]
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("NETDASH_", "STREAMLIT_"))
        }
        whole = (self.module, arguments, {**inherited, **self.env}, self.log)
        self._running = self.process(target=_run, args=whole, daemon=True)
        self.log.touch()
        self._said_before = self.log.stat().st_size
        with _without_main():
            self._running.start()
        self._wait()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._running:
            self._running.kill()
            self._running.join()
            self._running = None

    def freeze(self) -> None:
        """Have it answer no more, and close nothing: so a connection dies on a train."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Have it answer again, what came meanwhile first."""
        os.kill(self.pid, signal.SIGCONT)

    def _lives(self) -> bool:
        return self._running is not None and self._running.is_alive()

    def _listens(self) -> bool:
        """Tell whether it says so itself: another server may have taken the port."""
        return b" URL: " in self.log.read_bytes()[self._said_before :]

    def _wait(self, patience: float = PATIENCE) -> None:
        deadline = time.monotonic() + patience
        while self._lives() and time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/{self._folder}_stcore/health", timeout=1):
                    is_ready = True
            except urllib.error.HTTPError as error:
                is_ready = error.code == HTTPStatus.INTERNAL_SERVER_ERROR  # where its secrets cannot be read
            except OSError:
                is_ready = False
            if is_ready and self._listens():
                return
            time.sleep(0.05)
        raise RuntimeError(f"The server did not start:\n{self.log.read_text('utf-8', 'replace')}")


class FreshServer(Server):
    """A server as a person starts one: whatever it needs it imports itself."""

    process = SpawnProcess


@contextmanager
def _without_main() -> Iterator[None]:
    """AppTest leaves a page of netdash as the main module, which a new process would run first."""
    main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _run(module: str, arguments: list[str], env: Mapping[str, str], log: Path) -> None:
    """Be, in a process of its own, what `python -m module arguments` is there.

    What Python reads when it starts (PYTHON…, TZ, LC_…) is that of the tests, whatever the environment says.
    """
    with log.open("ab") as file:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(file.fileno(), stream.fileno())
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


@contextmanager
def serving(
    script: Path, *options: str, address: str = "127.0.0.1", env: Mapping[str, str] | None = None
) -> Iterator[tuple[str, int]]:
    """Run `streamlit run script` on an address until the block ends; give the address and the port."""
    with tempfile.TemporaryDirectory() as folder:
        whole = ("--server.fileWatcherType", "none", *options)
        server = Server(script, env or {}, Path(folder) / "server.log", whole, address)
        try:
            server.start()
            yield server.host, server.port
        finally:
            server.kill()


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port of a loopback address that nothing listens on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
