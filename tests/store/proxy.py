"""A proxy to a server over TCP that can fall silent and stay open, as a stuck proxy or a cut cable does."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.store.server import role_in


class Proxy:
    """A proxy on a port of this machine, to the socket that an address names."""

    def __init__(self, url: str) -> None:
        folders = parse_qs(urlsplit(url).query).get("host")
        if not folders:
            pytest.skip("The server under NETDASH_TEST_DATABASE_URL has no socket for a proxy to stand before.")
        self._socket = f"{folders[0]}/.s.PGSQL.5432"
        self._ends = list[socket.socket]()
        self._gate, self._lost = open_gate(), list[Event]()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"postgresql://{role_in(url)}@127.0.0.1:{self._listener.getsockname()[1]}/postgres"
        Thread(target=self._accept, daemon=True).start()

    def fall_silent(self) -> None:
        """Pass nothing on any more; every connection stays open, and new ones are accepted."""
        self._gate.clear()

    def speak(self) -> None:
        """Pass on again, what was held back first."""
        self._gate.set()

    def cut_off_connections(self) -> None:
        """Fall silent for good on the connections there are, as a router does that forgot them; new ones pass."""
        self._lost.append(self._gate)
        self._gate.clear()
        self._gate = open_gate()

    def close(self) -> None:
        """Hang up."""
        for gate in (self._gate, *self._lost):
            gate.set()
        for end in (self._listener, *self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, far = self._listener.accept()[0], socket.socket(socket.AF_UNIX)
                far.connect(self._socket)
                self._ends += [near, far]
                for source, target in ((near, far), (far, near)):
                    Thread(target=self._pass_on, args=(source, target, self._gate), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, gate: Event) -> None:
        with suppress(OSError):
            while content := source.recv(65536):
                gate.wait()
                target.sendall(content)
            target.shutdown(socket.SHUT_RDWR)


def open_gate() -> Event:
    """Return what says that a proxy passes on."""
    event = Event()
    event.set()
    return event


@contextmanager
def proxy_to(url: str) -> Iterator[Proxy]:
    """Open a proxy to the server of an address."""
    proxy = Proxy(url)
    try:
        yield proxy
    finally:
        proxy.close()
