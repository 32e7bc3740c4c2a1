"""What page tests share: a workspace file of their own, and a clock that stands still."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import streamlit as st

from netdash.ui import session
from tests.pages.driving import Clock


@pytest.fixture(autouse=True)
def just_started() -> None:
    """Let the server be one that has just started, which goes by no earlier test's settings."""
    st.cache_resource.clear()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace file that the dashboard opens in this test."""
    path = tmp_path / "netdash.json"
    monkeypatch.setenv("NETDASH_TRUST", "network")
    monkeypatch.setenv("NETDASH_FILE", str(path))
    return path


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that the dashboard reads."""
    clock = Clock()

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # noqa: ARG003
            return clock.now

    monkeypatch.setattr(session, "datetime", Stopped)
    return clock
