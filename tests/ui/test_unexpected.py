"""A fault of netdash itself, which no sentence was written for."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import Serve, Window


@pytest.mark.browser
def test_a_fault_of_netdash_is_a_sentence_and_the_traceback_is_in_the_log(
    serve: Serve, tmp_path: Path, window: Window
) -> None:
    server = serve(Path(__file__).with_name("broken_app.py"), {"NETDASH_FILE": str(tmp_path / "netdash.json")})
    page = window()
    page.goto(server.url)
    expect(page.get_by_text("Something in netdash went wrong. Nothing that was saved is lost")).to_be_visible()
    expect(page.get_by_text("/a/path of")).to_have_count(0)
    assert "RuntimeError: /a/path of" in server.log.read_text("utf-8")
