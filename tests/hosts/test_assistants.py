"""What docs/assistants.md says an assistant can do on one's own machine, done over HTTP as it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from netdash.records import Draft, Meeting, Message
from netdash.store import open_file
from tests.conftest import Serve
from tests.servers import ROOT

Tree = dict[str, Any]
Ask = Callable[..., Tree]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "netdash.json"


@pytest.fixture
def ask(serve: Serve, file: Path) -> Ask:
    """Send one request of a session, as an assistant does, and return what the page is then."""
    env = {"NETDASH_FILE": str(file), "NETDASH_PLAIN_INPUTS": "1"}
    server = serve(ROOT / "app.py", env, ("--server.enableAgentApi", "true"))
    session = dict[str, str]()

    def ask(path: str = "interact", **body: Any) -> Tree:
        sent = json.dumps({**session, **body}).encode()
        headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        with urlopen(Request(f"{server.url}/_stcore/agent/{path}", sent, headers), timeout=60) as answer:
            page: Tree = json.load(answer)
        session.update({"session_id": page["session_id"]} if "session_id" in page else {})
        return page

    return ask


def nodes(page: Tree) -> Iterator[Tree]:
    """Yield everything on a page."""
    below = [page["tree"]]
    while below:
        node = below.pop()
        yield node
        below += node.get("children", [])


def key(page: Tree, start: str) -> str:
    """Return the key that begins so, of what can be acted on."""
    keys: list[str] = [action["key"] for action in page["actions"]]
    return next(key for key in keys if key.startswith(start))


def test_an_assistant_logs_a_conversation_lists_what_is_owed_and_drafts_a_thank_you(ask: Ask, file: Path) -> None:
    assert {"meeting_log", "follow_up_tracker"} <= {page["url_path"] for page in ask()["pages"]}
    ask(page="meeting_log")
    ask(widget_state={"meeting_log_people": ["Ada Lovelace"], "meeting_log_learnings": "Ask what not to build"})
    ask(trigger={"key": "meeting_log_save"})
    (meeting,) = open_file(file).all(Meeting)
    assert meeting.learnings == ("Ask what not to build",)

    page = ask(page="follow_up_tracker")
    (table,) = (node["data"] for node in nodes(page) if node["type"] == "dataframe")
    assert "Thank Ada Lovelace" in [row[0] for row in table["preview"]["rows"]]

    page = ask(trigger={"key": key(page, "follow_up_tracker_start_")})
    page = ask(widget_state={key(page, "follow_up_tracker_name_"): "Mara Lind"})
    body = key(page, "follow_up_tracker_body_")
    (note,) = (node["value"] for node in nodes(page) if node.get("key") == body)
    assert "Ask what not to build" in note
    assert note.endswith("Mara Lind")
    kept = open_file(file)
    assert kept.all(Message) == (), "nothing was sent or marked as sent"
    assert [draft.form.startswith("follow_up_tracker") for draft in kept.all(Draft)] == [True]


def test_the_same_is_offered_as_tools(ask: Ask) -> None:
    answer = ask("mcp", jsonrpc="2.0", id=1, method="tools/list")
    assert [tool["name"] for tool in answer["result"]["tools"]] == ["interact", "get_data"]
