"""What `/calendar/SECRET.ics` answers: the calendar, that nothing changed, or that there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request
from starlette.responses import Response

from netdash.follow_up import calendar_links
from netdash.follow_up.screens import calendar_route
from netdash.records import Profile
from netdash.store import FileStore
from netdash.ui import identity
from tests.access.test_screens import SECRETS
from tests.driving import NOW, seed
from tests.factories import person, talk

ADA = person("Ada Lovelace")
ANN = "ann@example.com"


@pytest.fixture(autouse=True)
def _no_failures_yet(just_started: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    monkeypatch.setattr(calendar_route, "_failures", MovingWindowRateLimiter(MemoryStorage()))


def asks(secret: str, client: str = "203.0.113.5", **headers: str) -> Response:
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": f"/calendar/{secret}.ics",
        "path_params": {"secret": secret},
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "client": (client, 1),
    }
    return calendar_route.answer(Request(scope))


@pytest.fixture
def secret(file: Path) -> str:
    """The secret in the address of the owner's calendar, which has something in it."""
    workspace = seed(file, Profile(name="Mara", zone="Europe/Berlin"), ADA, talk(ADA, ended=NOW))
    return calendar_links.make(workspace, None, "", NOW)


def test_the_calendar_is_answered_and_then_only_that_nothing_changed(secret: str) -> None:
    answer = asks(secret)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["cache-control"].startswith("private, max-age=")
    assert b"Thank Ada Lovelace" in bytes(answer.body)
    again = asks(secret, if_none_match=answer.headers["etag"])
    assert (again.status_code, bytes(again.body)) == (304, b"")
    assert asks(secret, if_none_match='"other"').status_code == 200


def test_a_wrong_an_ended_and_an_odd_address_are_answered_alike(secret: str, file: Path) -> None:
    calendar_links.end(FileStore(file).workspace(), None)
    answers = [asks(one) for one in (secret, "x" * 43, "", "ä" * 4, "../netdash", "%00")]
    assert {(answer.status_code, bytes(answer.body)) for answer in answers} == {(404, b"There is no calendar here.\n")}
    assert all("etag" not in answer.headers for answer in answers)


def test_whoever_guesses_has_to_wait_and_others_do_not(secret: str) -> None:
    most = calendar_route.FAILURES.amount
    assert [asks("x" * 43).status_code for _ in range(most + 1)] == [404] * most + [429]
    assert asks(secret).status_code == 429
    assert asks(secret, client="203.0.113.6").status_code == 200


def test_guesses_from_everywhere_have_to_wait_too(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_route, "FAILURES_OF_ALL", type(calendar_route.FAILURES_OF_ALL)(5))
    assert [asks("x", client=f"203.0.113.{number}").status_code for number in range(6)] == [404] * 5 + [429]
    assert asks(secret, client="198.51.100.7").headers["retry-after"] == "60"


def test_a_member_who_is_removed_and_an_owner_where_people_sign_in_get_nothing(
    secret: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    st.cache_resource.clear()  # as a server that starts with sign-in
    lists = {"members": [ANN], "coaches": ["coach@example.com"]}
    monkeypatch.setattr(identity, "_secrets", lambda: {"auth": SECRETS["auth"], "netdash": lists})
    store = FileStore(file)
    store.workspace(ANN).save(Profile(name="Ann"))
    of_ann = calendar_links.make(store.workspace(ANN), store.common(), ANN, NOW)
    assert asks(of_ann).status_code == 200
    assert asks(secret).status_code == 404
    lists["members"] = ["bo@example.com"]
    assert asks(of_ann).status_code == 404
    lists["members"] = [ANN]
    assert asks(of_ann).status_code == 200


def test_a_workspace_that_cannot_be_read_says_to_try_later(secret: str, file: Path) -> None:
    file.write_text('{"netdash": ')
    answer = asks(secret)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "600")
