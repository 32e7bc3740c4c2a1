"""Behind Debian's nginx with the documented file: who is let in, which process serves them, and a folder over HTTPS."""

from __future__ import annotations

import json
import re
import socket
import ssl
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from secrets import token_hex, token_urlsafe
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string

from netdash.access.policy import VISITOR_BYTES, VISITOR_COOKIE
from netdash.records import Contact, Profile
from netdash.store import open_postgres
from netdash.workspace import sample
from tests.access.test_websocket import FORGED, LOCAL, OPEN_DOORS, Kept, write_file
from tests.browser import ready
from tests.cohort import Cohort, cohort_running, provider_running, sign_in, start
from tests.hosts.conftest import RunNginx, documented, plain
from tests.servers import PATIENCE, ROOT, Server, free_port, serving
from tests.socket_client import Headers, Visitor

pytestmark = pytest.mark.xdist_group("nginx")

CLAIMED: dict[str, Headers] = {
    "nothing": [],
    "this machine's name": LOCAL,
    "an address here": [*LOCAL, ("X-Forwarded-For", "127.0.0.1"), ("X-Real-IP", "127.0.0.1")],
    "to be forwarded from here": FORGED["Forwarded from here"],
    "the public name": [("Host", "netdash.example.org"), ("Origin", "https://netdash.example.org")],
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return write_file(tmp_path_factory.mktemp("owner") / "netdash.json")


@pytest.fixture(scope="module")
def trusting(kept: Kept) -> Iterator[tuple[str, int]]:
    """A server as it is at home, for whoever is plainly at this machine."""
    with serving(ROOT / "app.py", *OPEN_DOORS, env=kept.env) as where:
        yield where


@pytest.fixture(scope="module")
def trusting_nobody(kept: Kept) -> Iterator[tuple[str, int]]:
    """A server with the setting that the documentation asks for."""
    with serving(ROOT / "app.py", *OPEN_DOORS, env={**kept.env, "NETDASH_TRUST": "none"}) as where:
        yield where


def drawn(kept: Kept, port: int, headers: Headers, tls: ssl.SSLContext | None = None) -> list[bytes]:
    """Open the people's page through a proxy; return what of the local file came along."""
    hosted = headers if any(name == "Host" for name, _ in headers) else [("Host", f"127.0.0.1:{port}"), *headers]
    with Visitor(("127.0.0.1", port), hosted, tls=tls) as visitor:
        answer = visitor.open("people")
    assert answer.finished
    return kept.leaked(answer)


def any_certificate() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@contextmanager
def listening(port: int) -> Iterator[int]:
    """Wait until somebody listens there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.02)
    yield port


@pytest.fixture(scope="module")
def proxied(nginx: RunNginx, trusting: tuple[str, int], tmp_path_factory: pytest.TempPathFactory) -> int:
    port = free_port()
    nginx(documented(tmp_path_factory.mktemp("tls"), port, [trusting[1]]))
    with listening(port):
        return port


@pytest.mark.parametrize("claimed", CLAIMED)
def test_behind_the_documented_nginx_nobody_gets_the_local_file_whatever_they_claim(proxied, trusting, kept, claimed):
    """Not even where the deployer forgot NETDASH_TRUST=none; and whoever is at the machine itself still gets it."""
    assert drawn(kept, proxied, CLAIMED[claimed], any_certificate()) == []
    assert drawn(kept, trusting[1], LOCAL) != []


class Generous(BaseHTTPRequestHandler):
    """Answers with as many cookies as signing in with an account in 400 groups, each a random id, sets."""

    def do_GET(self) -> None:
        self.send_response(200)
        for number in range(8):
            self.send_header("Set-Cookie", f"_streamlit_user_{number}={'x' * 3900}")
        self.end_headers()


def test_a_sign_in_cookie_of_thirty_kilobytes_passes_both_ways(nginx, tmp_path, kept):
    """Providers may list an account's groups in the token, and Streamlit puts all of it into cookies."""
    (line,) = re.findall(r"^(WEBSOCKETS\w+)=(\d+)$", (ROOT / "deploy" / "netdash.env").read_text("utf-8"), re.MULTILINE)
    cookies = "; ".join(f"_streamlit_user_{number}={'x' * 3900}" for number in range(8))
    to_page, to_cookies = free_port(), free_port()
    generous = HTTPServer(("127.0.0.1", 0), Generous)
    Thread(target=generous.serve_forever, daemon=True).start()
    with serving(ROOT / "app.py", *OPEN_DOORS, env={**kept.env, "NETDASH_TRUST": "none", line[0]: line[1]}) as there:
        for port, upstream in ((to_page, there[1]), (to_cookies, generous.server_port)):
            (tmp_path / str(port)).mkdir()
            nginx(documented(tmp_path / str(port), port, [upstream]))
        with listening(to_page), listening(to_cookies):
            assert drawn(kept, to_page, [("Cookie", cookies)], any_certificate()) == []
            with urllib.request.urlopen(f"https://127.0.0.1:{to_cookies}/", context=any_certificate()) as answer:
                assert len(answer.headers.get_all("Set-Cookie")) == 8
    generous.shutdown()
    generous.server_close()


def test_a_proxy_pass_that_forwards_no_headers_opens_it_which_is_why_the_docs_ask_for_trust_none(
    nginx, trusting, trusting_nobody, kept
):
    """nginx then sends `Host: 127.0.0.1:8501` and nothing else: the connection is a local one letter for letter."""
    open_port, shut_port = free_port(), free_port()
    nginx(plain(open_port, trusting[1], websocket=True))
    nginx(plain(shut_port, trusting_nobody[1], websocket=True))
    with listening(open_port), listening(shut_port):
        stranger: Headers = [("Host", "netdash.example.org")]
        assert drawn(kept, open_port, stranger) != []
        assert drawn(kept, shut_port, stranger) == []
        at_this_machine = [("Host", f"127.0.0.1:{shut_port}"), ("Origin", f"http://127.0.0.1:{shut_port}")]
        with Visitor(("127.0.0.1", shut_port), at_this_machine) as visitor:
            assert not visitor.open("people").finished, "to the server it is a page of another port"


def test_a_visitor_stays_with_one_of_several_processes(nginx, trusting, trusting_nobody, tmp_path, kept):
    port = free_port()
    logs = nginx(documented(tmp_path, port, [trusting[1], trusting_nobody[1]]))
    visitors = [token_urlsafe(VISITOR_BYTES) for _ in range(10)]
    with listening(port):
        for token in visitors * 2:
            assert drawn(kept, port, [("Cookie", f"{VISITOR_COOKIE}={token}")], any_certificate()) == []
    used = upstreams(logs / "upstreams.log", 2 * len(visitors))
    assert set(used) == set(visitors)
    assert all(len(one) == 1 for one in used.values())
    assert len(set.union(*used.values())) == 2


def upstreams(log: Path, lines: int) -> dict[str, set[str]]:
    """Return by visitor which processes nginx asked; it writes a line when a connection has ended."""
    deadline = time.monotonic() + PATIENCE
    while len(log.read_text("utf-8").splitlines()) < lines and time.monotonic() < deadline:
        time.sleep(0.02)
    used: dict[str, set[str]] = defaultdict(set)
    for line in log.read_text("utf-8").splitlines():
        upstream, _address, visitor = line.split()
        used[visitor].add(upstream)
    return used


@pytest.fixture(scope="module")
def folder(nginx: RunNginx, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cohort]:
    """A cohort at https://…/netdash/ on two processes that share their files."""
    port, place = free_port(), tmp_path_factory.mktemp("cohort")
    home = f"https://127.0.0.1:{port}/netdash"
    options = ("--server.baseUrlPath=netdash",)
    with provider_running() as issuers, cohort_running(issuers, place, home, options) as cohort:
        second = Server(cohort.server.script, cohort.server.env, place / "second.log", cohort.server.options)
        second.start()
        nginx(documented(tmp_path_factory.mktemp("tls"), port, [cohort.server.port, second.port], "/netdash/"))
        with listening(port):
            yield cohort
        second.kill()
        for log in (cohort.server.log, second.log):
            assert "Traceback" not in log.read_text("utf-8"), log.read_text("utf-8")


def test_a_member_finds_the_same_workspace_at_each_of_two_processes_on_one_database(nginx, url, tmp_path):
    """What is saved at one is soon there at the other, and who signed in at one is known to both."""
    port, secret = free_port(), token_hex(32)
    origin = f"https://127.0.0.1:{port}"
    (tmp_path / "secrets.toml").write_text(SECRETS.format(origin=origin, secret=secret), "utf-8")
    env = {"NETDASH_DATABASE_URL": url, "STREAMLIT_SECRETS_FILES": str(tmp_path / "secrets.toml")}
    workspace = open_postgres(url, "ann@example.com")
    workspace.save(Profile(name="Ann", zone="UTC"))
    sample.load(workspace, datetime.now(UTC), ZoneInfo("UTC"))
    user = {"is_logged_in": True, "provider": "google", "email": "ann@example.com", "email_verified": True}
    signed = create_signed_value(secret, "_streamlit_user", json.dumps({**user, "origin": origin})).decode()

    def member(visitor: str) -> Visitor:
        xsrf = generate_xsrf_token_string()
        cookie = f"_streamlit_user={signed}; _streamlit_xsrf={xsrf}; {VISITOR_COOKIE}={visitor}"
        headers = [("Host", f"127.0.0.1:{port}"), ("Origin", origin), ("Cookie", cookie)]
        return Visitor(("127.0.0.1", port), headers, token=xsrf, tls=any_certificate())

    visitors = [token_urlsafe(VISITOR_BYTES) for _ in range(16)]  # of 8, all come to one process once in 128 runs
    with serving(ROOT / "app.py", env=env) as one, serving(ROOT / "app.py", env=env) as other:
        logs = nginx(documented(tmp_path, port, [one[1], other[1]]))
        with listening(port), ExitStack() as opened:
            members = [opened.enter_context(member(visitor)) for visitor in visitors]
            drawn_at = [each.open("people") for each in members]
            assert all(b"Sample data is loaded" in answer.frames for answer in drawn_at)
            members[0].press("sample_remove", drawn_at[0])
            assert workspace.all(Contact) == ()
            for each in members:
                assert b"Sample data is loaded" not in each.open("people").frames
        used = upstreams(logs / "upstreams.log", len(visitors))
        assert len(set.union(*used.values())) == 2


SECRETS = """[auth]
redirect_uri = "{origin}/oauth2callback"
cookie_secret = "{secret}"
[auth.google]
client_id = "x"
client_secret = "x"
server_metadata_url = "http://127.0.0.1:9/"
[netdash]
members = ["ann@example.com"]
"""


@pytest.mark.browser
def test_a_member_signs_in_works_uploads_and_downloads_in_a_folder_over_https(folder, window):
    expect.set_options(timeout=30_000)
    contact = Contact(name="Zebediah Quartermain")
    folder.store.workspace("member@example.com").save(contact)
    for attempt in range(3):
        page = window(timezone_id="Europe/Berlin", ignore_https_errors=True)
        page.goto(f"{folder.home}/people?contact={contact.id}")
        sign_in(ready(page), "member@example.com")
        if not attempt:
            start(page)
        expect(page.get_by_role("heading", name="Zebediah Quartermain")).to_be_visible()
        assert page.url == f"{folder.home}/people?contact={contact.id}"
    cookies = {one["name"]: one for one in page.context.cookies()}
    assert cookies[VISITOR_COOKIE]["secure"]
    assert page.goto(f"{folder.home}/people").headers["strict-transport-security"] == "max-age=31536000"
    page.goto(f"{folder.home}/workspace")
    with page.expect_download() as download:
        ready(page).get_by_role("button", name="Download a backup").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    large = {"name": "large.zip", "mimeType": "application/zip", "buffer": b"no backup" * 300_000}
    page.locator("input[type=file]").set_input_files(large)
    expect(page.get_by_text("not a netdash backup").first).to_be_visible()
    page.get_by_role("button", name="Sign out").first.click()
    expect(page.get_by_role("heading", name="Welcome to netdash")).to_be_visible()
    assert page.goto(f"{folder.home}/_stcore/health").text() == "ok"
    expect.set_options(timeout=5_000)
