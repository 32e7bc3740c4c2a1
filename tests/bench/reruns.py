"""The server's time for a rerun: the wall's, and the processor's, which other work on the machine disturbs less."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.servers import Server
from tests.socket_client import Answer, Visitor

WARM_UP = 3
SETTLED_S = 0.004
"""What the server still does after it said that the script has finished."""


@dataclass
class Spent:
    """What some reruns took, in seconds, and how many bytes the last one sent."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def time(self) -> float:
        """The median that goals are held against: the processor's time, where the machine tells it."""
        return median(self.cpu or self.wall)


class Reader(Visitor):
    """Somebody who has opened one page and reruns it."""

    def __init__(self, server: Server, page: str, query: str) -> None:
        self._pid = server.pid
        self._page, self._query, self._hash = page, query, ""
        self.problem = ""
        super().__init__(("127.0.0.1", server.port), [("Host", f"127.0.0.1:{server.port}")])
        self.spent = Spent()

    def __enter__(self) -> Self:
        for _ in range(WARM_UP):
            self.rerun()
        self.spent = Spent()
        if self.problem:
            raise RuntimeError(f"/{self._page} shows {self.problem}")
        return self

    def rerun(self) -> None:
        """Have the page drawn again and take down what it took."""
        self.send(BackMsg(rerun_script=ClientState(page_name=self._page)))

    def send(self, message: BackMsg) -> Answer:
        """Send a message and take down what the answer took."""
        state = message.rerun_script
        state.query_string, state.page_script_hash = self._query, self._hash
        state.context_info.timezone = "Europe/Berlin"
        busy, began = self._processor(), time.perf_counter()
        answer = super().send(message)
        self.spent.wall.append(time.perf_counter() - began)
        assert answer.finished, f"/{self._page} was not drawn to its end"
        time.sleep(SETTLED_S)
        if sys.platform == "linux":
            self.spent.cpu.append(self._processor() - busy)
        self.spent.size = len(answer.frames)
        return answer

    def _processor(self) -> float:
        """Return the processor time that the server's process has used, in seconds."""
        # The clock of another process, as clock_getcpuclockid(3) names it.
        return time.clock_gettime((~self._pid << 3) | 2) if sys.platform == "linux" else 0.0

    def _finished(self, data: bytes) -> bool:
        # Otherwise back-to-back reruns measure how long Linux delays its acknowledgement: 40 ms.
        if hasattr(socket, "TCP_QUICKACK"):
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._hash = message.new_session.page_script_hash or self._hash
        elif kind == "navigation":
            self._hash = message.navigation.page_script_hash or self._hash
        elif kind == "page_not_found":
            self.problem = "no such page"
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            self.problem = message.delta.new_element.exception.message
        return super()._finished(data)


def measure(subjects: Mapping[str, tuple[Server, str, str]], rounds: int) -> dict[str, Spent]:
    """Rerun a page of each server (page and query beside it), turn by turn, so that noise hits all alike."""
    readers = {name: Reader(*where) for name, where in subjects.items()}
    try:
        for reader in readers.values():
            reader.__enter__()
        names = list(readers)
        for number in range(rounds):
            for name in names[number % len(names) :] + names[: number % len(names)]:
                readers[name].rerun()
    finally:
        for reader in readers.values():
            reader.__exit__(None, None, None)
    return {name: reader.spent for name, reader in readers.items()}
