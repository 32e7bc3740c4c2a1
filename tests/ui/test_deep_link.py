"""Following a link to one record: when the address is written."""

from __future__ import annotations

from typing import Any, cast

import pytest
import streamlit as st

from netdash.ui import deep_link
from netdash.ui.session import Visit


class Address(dict[str, str]):
    """What the address asks for, with what was written to it."""

    written = 0

    def update(self, *args: Any, **more: Any) -> None:
        self.written += 1
        super().update(*args, **more)


def test_the_address_is_written_once_an_arrival_and_never_by_a_later_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that ends after the browser went Back would write the conversation into the list's address."""
    address = Address()
    monkeypatch.setattr(st, "query_params", address)
    monkeypatch.setattr(st, "session_state", {})
    seen: list[str] = []

    def run(**asked: str) -> int:
        address.clear()
        dict.update(address, asked)
        deep_link.follow(cast("Visit", None), lambda _, id: seen.append(id), "meeting")
        return address.written

    assert [run(meeting="a"), run(meeting="a"), run(meeting="b"), run(), run(meeting="b")] == [1, 1, 2, 2, 3]
    assert seen == ["a", "a", "b", "b"]
