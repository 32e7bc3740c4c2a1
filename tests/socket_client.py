"""A visitor without a browser: a real server process, a real socket, and any headers one likes."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from ssl import SSLContext
from threading import Thread
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0
"""Seconds to wait for the server before the test fails."""

_STREAM = parse_uri("ws://localhost/_stcore/stream")
_SPOKEN = [Subprotocol("streamlit")]

Headers = Sequence[tuple[str, str]]


@contextmanager
def serving(
    script: Path, *options: str, address: str = "127.0.0.1", env: Mapping[str, str] | None = None
) -> Iterator[tuple[str, int]]:
    """Run `streamlit run script` on an address of its own choosing until the block ends; give its address."""
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.address", address, "--server.port", "0", "--server.fileWatcherType", "none", *options]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("NETDASH_", "STREAMLIT_"))}
    env = {**inherited, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **(env or {})}
    server = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    try:
        yield address, _port(server)
    finally:
        server.kill()
        server.wait()


def _port(server: subprocess.Popen[str]) -> int:
    """Wait for the line that names the port: from then on the socket listens."""
    assert server.stdout is not None
    said = ""
    for line in server.stdout:
        said += line
        if found := re.search(r"URL: http://\S+:(\d+)", line):
            Thread(target=_drain, args=(server,), daemon=True).start()
            return int(found[1])
    raise AssertionError(f"The server did not start:\n{said}")


def _drain(server: subprocess.Popen[str]) -> None:
    assert server.stdout is not None
    with server.stdout:
        for _ in server.stdout:
            pass


@dataclass(frozen=True)
class Answer:
    """What one run sent: every byte of every frame, and whether a script ran to its end at all."""

    frames: bytes
    finished: bool


class Visitor:
    """One websocket connection to Streamlit, with exactly the given headers beside the handshake's own."""

    def __init__(
        self,
        server: tuple[str, int],
        headers: Headers,
        resume: str = "",
        token: str = "",
        tls: SSLContext | None = None,
    ) -> None:
        plain = socket.create_connection(_reachable(server), timeout=PATIENCE)
        self._socket = tls.wrap_socket(plain) if tls else plain
        self._protocol = ClientProtocol(_STREAM, subprotocols=_SPOKEN, max_size=None)
        self.session = self.page = ""
        request = self._protocol.connect()
        del request.headers["Host"], request.headers["Sec-WebSocket-Protocol"]
        for name, value in headers:
            request.headers[name] = value
        # Streamlit reads a token and the id of a session to resume from this header, by position.
        request.headers["Sec-WebSocket-Protocol"] = ", ".join(
            filter(None, [*_SPOKEN, token or (resume and "x"), resume])
        )
        self._protocol.send_request(request)
        self._flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._socket.close()

    def open(self, page: str, query: str = "") -> Answer:
        """Ask for a page by its address, as a browser does first, and keep all that comes until it is drawn."""
        return self.send(BackMsg(rerun_script=ClientState(page_name=page, query_string=query)))

    def press(self, key: str, drawn: Answer, page_of: Visitor | None = None) -> Answer:
        """Press a button of a drawn page; `page_of` drew it, where that was another connection."""
        found = re.search(rb"\$\$ID-[0-9a-f]+-" + key.encode(), drawn.frames)
        assert found, f"{key} was not drawn"
        state = ClientState(page_script_hash=(page_of or self).page)
        state.widget_states.widgets.add(id=found[0].decode(), trigger_value=True)
        return self.send(BackMsg(rerun_script=state))

    def send(self, message: BackMsg) -> Answer:
        """Send one message and keep all that comes until a script has finished."""
        frames = b""
        asked = False
        for event in self._events():
            if not asked:  # the first event is the server's answer to the handshake
                asked = True
                self._protocol.send_binary(message.SerializeToString())
                self._flush()
            if isinstance(event, Frame) and event.opcode in (Opcode.BINARY, Opcode.CONT):
                frames += bytes(event.data)
                if self._finished(bytes(event.data)):
                    return Answer(frames, finished=True)
        return Answer(frames, finished=False)

    def download(self, file_id: str) -> str:
        """Ask, as a click on a download button of a drawn page does, for what is built then; return its address."""
        asked = BackMsg()
        asked.backend_operation_request.session_id = self.session
        asked.backend_operation_request.deferred_file.file_id = file_id
        self.tell(asked)
        for event in self._events():
            if isinstance(event, Frame) and event.opcode is Opcode.BINARY:
                said = ForwardMsg.FromString(bytes(event.data))
                if said.WhichOneof("type") == "backend_operation_response":
                    return str(said.backend_operation_response.deferred_file.url)
        raise AssertionError("The server hung up.")

    def tell(self, message: BackMsg) -> None:
        """Send one message and wait for nothing."""
        self._protocol.send_binary(message.SerializeToString())
        self._flush()

    def _finished(self, data: bytes) -> bool:
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "new_session":
            self.session = message.new_session.initialize.session_id
            self.page = message.new_session.page_script_hash
        if message.WhichOneof("type") == "navigation":
            self.page = message.navigation.page_script_hash
        early = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return message.WhichOneof("type") == "script_finished" and not early

    def _events(self) -> Iterator[object]:
        """Yield what the server says, until it hangs up or turns the visitor away."""
        if self._protocol.state.name == "OPEN":
            yield None
        while data := self._socket.recv(65536):
            self._protocol.receive_data(data)
            self._flush()
            events = self._protocol.events_received()
            if self._protocol.handshake_exc is not None:
                return
            yield from events

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            if data:
                self._socket.sendall(data)


def _reachable(server: tuple[str, int]) -> tuple[str, int]:
    address, port = server
    return address.removeprefix("::ffff:"), port
