"""What journeys share: one server, whose file is fresh for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Serve, Window
from tests.journeys.walking import Walker
from tests.servers import ROOT, Server

Arrive = Callable[..., Walker]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all journeys that leave it alive."""
    folder = tmp_path_factory.mktemp("shared")
    server = Server(ROOT / "app.py", {"NETDASH_FILE": str(folder / "netdash.json")}, folder / "server.log")
    server.start()
    yield server
    server.kill()
    assert "Traceback" not in server.log.read_text("utf-8"), server.log.read_text("utf-8")


@pytest.fixture
def file(shared: Server) -> Path:
    """The shared server's workspace file, which is not there yet."""
    file = Path(shared.env["NETDASH_FILE"])
    for left in file.parent.glob("netdash.json*"):
        left.unlink()
    return file


@pytest.fixture
def arrive(shared: Server, file: Path, window: Window) -> Arrive:
    """Open a browser of its own on the shared server."""

    def arrive(scheme: str = "light", width: int = 1280, height: int = 900, **options: object) -> Walker:
        return Walker(window(scheme, width, height, timezone_id="Europe/Berlin", **options), shared, file)

    return arrive


@pytest.fixture
def walker(arrive: Arrive) -> Walker:
    """One person at a desk, in the daytime."""
    return arrive()


@pytest.fixture
def alone(serve: Serve, tmp_path: Path, window: Window) -> Walker:
    """One person on a server of their own, which may be killed."""
    file = tmp_path / "netdash.json"
    server = serve(ROOT / "app.py", {"NETDASH_FILE": str(file)})
    return Walker(window(timezone_id="Europe/Berlin"), server, file)
