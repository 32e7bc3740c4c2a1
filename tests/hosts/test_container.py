"""What goes into the container: all that runs, nobody's secrets or workspaces, and no root."""

from __future__ import annotations

import re

from tests.servers import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")
IGNORED = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line and line[0] != "#"]


def test_only_what_runs_goes_in_and_nobodys_secrets_or_workspace():
    assert IGNORED[0] == "*"
    taken = {line.removeprefix("!") for line in IGNORED if line.startswith("!")}
    assert taken == {".streamlit/config.toml", "app.py", "data", "LICENSE", "netdash", "pages", "requirements.txt"}
    assert {"data/members", "data/netdash*"} <= set(IGNORED)
    assert all((ROOT / one).exists() for one in taken)


def test_it_does_not_run_as_root_and_answers_for_its_health():
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]
    assert "127.0.0.1:8501/health" in DOCKERFILE
    assert re.findall(r"^VOLUME (.+)$", DOCKERFILE, re.MULTILINE) == ["/data"]
    assert not re.search(r"secret|password", DOCKERFILE, re.IGNORECASE)


def test_with_compose_nothing_is_written_but_the_database_and_only_this_machine_reaches_it():
    assert "read_only: true" in COMPOSE
    assert "cap_drop: [ALL]" in COMPOSE
    assert "no-new-privileges:true" in COMPOSE
    assert re.findall(r"ports: (.+)", COMPOSE) == ['["127.0.0.1:8501:8501"]']
    assert re.findall(r"NETDASH_TRUST: (.+)", COMPOSE) == ["none"]
    assert not re.search(r"PASSWORD: (?!\$)", COMPOSE)
