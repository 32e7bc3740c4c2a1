"""A member's tab without a browser: it opens pages, types and presses over the websocket, and sees what fails."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE = 120.0
"""Seconds to wait for an answer before it counts as lost."""
STALE = "What you see is what was read last"
"""What a warning says that is a problem: nothing can be saved at that moment."""


@dataclass
class Seen:
    """What the last run of a page showed."""

    widgets: dict[str, str] = field(default_factory=dict)
    """Ids of the widgets by their keys."""
    done: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    size: int = 0


class Tab:
    """Open it with `async with`; every call returns the seconds until the page was drawn to its end."""

    def __init__(self, port: int, headers: Mapping[str, str], token: str, origin: str) -> None:
        self._port, self._headers, self._token, self._origin = port, headers, token, origin
        self._hash = ""
        self._page = ""
        self._query = ""
        self._typed: dict[str, WidgetState] = {}
        self.seen = Seen()

    async def __aenter__(self) -> Self:
        self._socket: ClientConnection = await connect(
            f"ws://127.0.0.1:{self._port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit"), Subprotocol(self._token)],
            additional_headers=self._headers,
            origin=Origin(self._origin),
            max_size=None,
            compression=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def opens(self, page: str, query: str = "") -> float:
        """Open a page by its address, as a link does: what was typed into the page before stays there."""
        self._page, self._query, self._hash = page, query, ""
        self._typed.clear()
        return await self._run()

    async def types(self, key: str, text: str) -> float:
        """Type into a field."""
        return await self._changes(key, string_value=text)

    async def picks(self, key: str, names: Iterable[str]) -> float:
        """Choose several, new ones too."""
        state = WidgetState(id=self.seen.widgets[key])
        state.string_array_value.data.extend(names)
        self._typed[state.id] = state
        return await self._run()

    async def unfolds(self, key: str) -> float:
        """Open a box that draws its inside only when it is open."""
        state = WidgetState(id=self.seen.widgets[key], bool_value=True)
        self._typed[state.id] = state
        return await self._run()

    async def presses(self, key: str) -> float:
        """Press a button."""
        return await self._run(WidgetState(id=self.seen.widgets[key], trigger_value=True))

    async def _changes(self, key: str, *, string_value: str) -> float:
        state = WidgetState(id=self.seen.widgets[key], string_value=string_value)
        self._typed[state.id] = state
        return await self._run()

    async def _run(self, *triggers: WidgetState) -> float:
        asked = ClientState(page_name=self._page, query_string=self._query, page_script_hash=self._hash)
        asked.context_info.timezone = "Europe/Berlin"
        asked.widget_states.widgets.extend([*self._typed.values(), *triggers])
        began = time.perf_counter()
        await self._socket.send(BackMsg(rerun_script=asked).SerializeToString())
        async with asyncio.timeout(PATIENCE):
            await self._drawn()
        return time.perf_counter() - began

    async def _drawn(self) -> None:
        self.seen = Seen()
        while True:
            raw = await self._socket.recv()
            assert isinstance(raw, bytes)
            self.seen.size += len(raw)
            message = ForwardMsg.FromString(raw)
            match message.WhichOneof("type"):
                case "new_session":
                    self._hash = message.new_session.page_script_hash or self._hash
                case "navigation":
                    self._hash = message.navigation.page_script_hash or self._hash
                case "page_not_found":
                    self.seen.problems.append("no such page")
                case "delta":
                    self._sees(message.delta.new_element)
                    self._names(message.delta.add_block.expandable.id)
                case "script_finished" if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return
                case "script_finished":
                    self.seen = Seen(problems=self.seen.problems, size=self.seen.size)

    def _sees(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind is None:
            return
        shown = getattr(element, kind)
        if kind == "exception":
            self.seen.problems.append(f"{shown.type}: {shown.message}")
        elif kind == "alert":
            said = {Alert.ERROR: self.seen.problems, Alert.SUCCESS: self.seen.done}.get(shown.format)
            if STALE in shown.body:
                said = self.seen.problems
            if said is not None:
                said.append(shown.body)
        else:
            id = getattr(shown, "id", "")
            self._names(id)
            if getattr(shown, "set_value", False):  # the server has put something else in
                self._typed.pop(id, None)

    def _names(self, id: str) -> None:
        if "-" in id:
            self.seen.widgets[id.split("-", 2)[-1]] = id
