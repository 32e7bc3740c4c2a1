"""The server as a person starts it: the suite's others are forks of a process that has everything imported."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.servers import ROOT, FreshServer
from tests.socket_client import Answer, Visitor


def test_whoever_comes_first_while_a_new_server_still_imports_gets_the_first_page(tmp_path: Path) -> None:
    env = {"NETDASH_FILE": str(tmp_path / "netdash.json"), "NETDASH_TRUST": "network"}
    server = FreshServer(ROOT / "app.py", env, tmp_path / "server.log")

    def first_page(_number: int) -> Answer:
        with Visitor((server.host, server.port), [("Host", "localhost")]) as visitor:
            return visitor.open("")

    try:
        server.start()
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(first_page, range(4)))
    finally:
        server.kill()
    assert all(answer.finished and b"today_load_sample" in answer.frames for answer in answers)
    assert "Traceback" not in server.log.read_text("utf-8")
