"""What page tests share: a workspace file of their own, and a clock that stands still."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.secrets import Secrets, secrets_singleton

from netdash.ui import session
from tests.pages.driving import Clock


@pytest.fixture(autouse=True)
def just_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server be one that has just started, which goes by no other test's settings."""
    st.cache_resource.clear()
    # A watcher reads a file again whenever it gets to it, and may find the next test.
    monkeypatch.setattr(Secrets, "_maybe_install_file_watchers", lambda _self: None)
    monkeypatch.setattr(secrets_singleton, "_secrets", None)
    monkeypatch.setattr(st, "secrets", st.secrets)  # a run that AppTest gives up leaves its own there


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
