"""Over a real websocket, where one has to sign in: a cookie that the server signed opens its own workspace alone.

The cookies are signed here with the server's secret, as its sign-in does; with a real provider and a
browser it is tests/journeys/test_signing_in.py.
"""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from zoneinfo import ZoneInfo

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string

from netdash.records import Contact, Profile
from netdash.store import FileStore
from netdash.workspace import sample
from tests.servers import ROOT, serving
from tests.socket_client import Answer, Headers, Visitor

pytestmark = pytest.mark.xdist_group("access_cookie")

ORIGIN = "http://localhost:8501"
ANN = {"is_logged_in": True, "provider": "google", "email": "ann@example.com", "email_verified": True}
BO = ANN | {"email": "bo@example.com"}
HOME = [("Host", "localhost:8501"), ("Origin", ORIGIN)]


@dataclass(frozen=True)
class Cohort:
    """A running server, and what only Ann's file holds."""

    server: tuple[str, int]
    secret: str
    mark: bytes
    store: FileStore

    def headers(self, user: Mapping[str, object], secret: str = "", origin: str = ORIGIN, xsrf: str = "") -> Headers:
        """Return a browser's headers with the sign-in cookie."""
        payload = json.dumps({**user, "origin": ORIGIN})
        signed = create_signed_value(secret or self.secret, "_streamlit_user", payload).decode()
        cookie = f"_streamlit_user={signed}; _streamlit_xsrf={xsrf}"
        return [("Host", "localhost:8501"), ("Origin", origin), ("Cookie", cookie)]

    def asks(self, user: Mapping[str, object], resume: str = "", **how: str) -> Answer:
        """Draw the people as somebody whose cookie says this."""
        xsrf = generate_xsrf_token_string()
        with Visitor(self.server, self.headers(user, xsrf=xsrf, **how), resume, token=xsrf) as visitor:
            return visitor.open("people")


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cohort]:
    folder: Path = tmp_path_factory.mktemp("cookies")
    secret, mark = token_hex(32), token_hex(6)
    provider = '[auth.google]\nclient_id = "x"\nclient_secret = "x"\nserver_metadata_url = "http://127.0.0.1:9/"\n'
    lists = '[netdash]\nmembers = ["ann@example.com", "bo@example.com"]\n'
    shared = f'[auth]\nredirect_uri = "{ORIGIN}/oauth2callback"\ncookie_secret = "{secret}"\n'
    (folder / "secrets.toml").write_text(shared + provider + lists, "utf-8")
    store = FileStore(folder / "netdash.json")
    for address, name in (("ann@example.com", f"Friend {mark}"), ("bo@example.com", "Another friend")):
        store.workspace(address).save(Contact(name=name))
        store.workspace(address).save(Profile(name="X", zone="UTC"))
    env = {"NETDASH_FILE": str(folder / "netdash.json"), "NETDASH_TRUST": "network"}
    with serving(ROOT / "app.py", "--secrets.files", str(folder / "secrets.toml"), env=env) as server:
        yield Cohort(server, secret, mark.encode(), store)


def test_a_signed_cookie_opens_its_own_workspace_and_no_other(cohort):
    assert cohort.mark in cohort.asks(ANN).frames
    other = cohort.asks(BO)
    assert cohort.mark not in other.frames
    assert b"Another friend" in other.frames


@pytest.mark.parametrize(
    ("user", "how", "sentence"),
    [
        (ANN, {"secret": "0" * 64}, b"Continue with Google"),
        (ANN | {"is_logged_in": False}, {}, b"Continue with Google"),
        (ANN | {"email": "stranger@example.com"}, {}, b"is not on the list"),
        (ANN | {"email_verified": False}, {}, b"verified"),
        (ANN | {"provider": "gone"}, {}, b"not in use here"),
    ],
)
def test_no_other_cookie_opens_it(cohort, user, how, sentence):
    answer = cohort.asks(user, **how)
    assert answer.finished
    assert cohort.mark not in answer.frames
    assert sentence in answer.frames


def test_a_page_of_another_site_or_a_request_without_the_token_gets_nothing(cohort):
    xsrf = generate_xsrf_token_string()
    for origin, token in (("https://evil.test", xsrf), (ORIGIN, ""), ("http://localhost", xsrf)):
        with Visitor(cohort.server, cohort.headers(ANN, origin=origin, xsrf=xsrf), token=token) as visitor:
            assert cohort.mark not in visitor.open("people").frames


@pytest.mark.parametrize("thief", [BO, ANN | {"email": "stranger@example.com"}, {}])
def test_who_takes_over_a_members_session_sees_nothing_of_it(cohort, thief):
    """Streamlit resumes a session for whoever knows its id and makes the same claims."""
    xsrf = generate_xsrf_token_string()
    with Visitor(cohort.server, cohort.headers(ANN, xsrf=xsrf), token=xsrf) as ann:
        assert cohort.mark in ann.open("people").frames
    answer = cohort.asks(thief, resume=ann.session)
    assert answer.finished
    assert cohort.mark not in answer.frames
    with Visitor(cohort.server, HOME, resume=ann.session) as nobody:
        assert cohort.mark not in nobody.open("people").frames


@pytest.mark.parametrize("thief", [BO, ANN | {"email": "stranger@example.com"}, {}])
def test_who_takes_over_a_members_session_cannot_press_undo_in_it(cohort, thief):
    """Streamlit itself begins another session for other claims; netdash's answer: tests/access/test_screens.py."""
    ann_keeps, bo_keeps = (cohort.store.workspace(user["email"]) for user in (ANN, BO))
    sample.load(ann_keeps, datetime.now(UTC), ZoneInfo("UTC"))
    xsrf = generate_xsrf_token_string()
    with Visitor(cohort.server, cohort.headers(ANN, xsrf=xsrf), token=xsrf) as ann:
        removed = ann.press("sample_remove", ann.open("people"))
    before = [keeps.all(Contact) for keeps in (ann_keeps, bo_keeps)]
    with Visitor(cohort.server, cohort.headers(thief, xsrf=xsrf), ann.session, token=xsrf) as other:
        undone = other.press("flash_undo", removed, page_of=ann)
        assert undone.finished
        assert cohort.mark not in undone.frames + other.open("people").frames
    assert [keeps.all(Contact) for keeps in (ann_keeps, bo_keeps)] == before


def uploaded(server: tuple[str, int], session: str) -> int:
    """Upload a file into a session as a page of the dashboard does; return the status."""
    xsrf = generate_xsrf_token_string()
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.zip"\r\n\r\n0\r\n--x--\r\n'
    with closing(http.client.HTTPConnection(*server, timeout=60)) as connection:
        headers = dict(HOME) | {"X-Xsrftoken": xsrf, "Cookie": f"_streamlit_xsrf={xsrf}"}
        headers["Content-Type"] = "multipart/form-data; boundary=x"
        connection.request("PUT", f"/_stcore/upload_file/{session}/file", body, headers)
        return connection.getresponse().status


def test_only_who_is_let_in_may_upload_into_their_session(cohort):
    xsrf = generate_xsrf_token_string()
    with (
        Visitor(cohort.server, HOME) as nobody,
        Visitor(cohort.server, cohort.headers(ANN, xsrf=xsrf), token=xsrf) as ann,
    ):
        assert b"Continue with Google" in nobody.open("workspace").frames
        assert cohort.mark in ann.open("people").frames
        assert uploaded(cohort.server, nobody.session) == 403
        assert uploaded(cohort.server, ann.session) == 204


def test_a_download_goes_to_the_browser_that_it_is_offered_to_and_to_no_other(cohort):
    """Streamlit builds it for whoever knows the button's id, in any session."""
    xsrf = generate_xsrf_token_string()
    browsers = [[*cohort.headers(ANN, xsrf=xsrf), ("Cookie", f"netdash_visitor={letter * 43}")] for letter in "ab"]
    browsers = [[*headers[:2], ("Cookie", f"{headers[2][1]}; {headers[3][1]}")] for headers in browsers]
    with Visitor(cohort.server, browsers[0], token=xsrf) as ann, Visitor(cohort.server, browsers[1]) as other:
        page, _ = ann.open("workspace"), other.open("workspace")
        button_id = re.search(rb"workspace_backup.{1,99}?b ([0-9a-f]{32})", page.frames, re.DOTALL)
        assert button_id
        assert ann.download(button_id[1].decode()).startswith("/media/")
        assert other.download(button_id[1].decode()) == ""
