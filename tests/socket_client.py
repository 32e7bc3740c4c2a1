"""A visitor without a browser: a real server process, a real socket, and any headers one likes."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ssl import SSLContext
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import StringArray
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

from tests.servers import PATIENCE

_STREAM = parse_uri("ws://localhost/_stcore/stream")
_SPOKEN = [Subprotocol("streamlit")]

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What one run sent: every byte of every frame, and whether a script ran to its end at all."""

    frames: bytes
    finished: bool


def _widget_of(delta: Delta) -> str:
    """Return the id of the widget that is drawn, empty where it is none."""
    drawn = delta.new_element if delta.WhichOneof("type") == "new_element" else delta.add_block
    kind = drawn.WhichOneof("type")
    id = str(getattr(getattr(drawn, kind), "id", "")) if kind else ""
    return id if id.startswith("$$ID-") else ""


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
        plain = socket.create_connection(server, timeout=PATIENCE)
        self._socket = tls.wrap_socket(plain) if tls else plain
        self._protocol = ClientProtocol(_STREAM, subprotocols=_SPOKEN, max_size=None)
        self.parts: dict[str, str] = {}
        """The part of the page that each widget is drawn in, by the widget's id; empty where it is in none."""
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
        drawer, widget = page_of or self, found[0].decode()
        return self.send(BackMsg(rerun_script=drawer.state_with(widget, trigger_value=True)))

    def act(self, key: str, **value: bool | int | str | StringArray) -> Answer:
        """Press, unfold or type into the first widget whose key begins so.

        `value` is named as in Streamlit's message: `trigger_value`, `bool_value`, `int_value`, `string_value`,
        `string_array_value`.
        """
        widget = next(id for id in self.parts if id.split("-", 2)[2].startswith(key))
        return self.send(BackMsg(rerun_script=self.state_with(widget, **value)))

    def state_with(self, widget: str, **value: bool | int | str | StringArray) -> ClientState:
        """Return what a browser says when this widget of the page gets a value."""
        state = ClientState(page_script_hash=self.page, fragment_id=self.parts.get(widget, ""))
        state.widget_states.widgets.add(id=widget, **value)
        return state

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
        if widget := _widget_of(message.delta):
            self.parts[widget] = message.delta.fragment_id
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
