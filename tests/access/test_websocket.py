"""Over a real websocket, against the real server: nobody but the owner sees a byte of the local file."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from zoneinfo import ZoneInfo

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from netdash.records import Contact, Meeting, Message, Profile, Promise
from netdash.store import open_file
from netdash.workspace import sample
from tests.servers import ROOT, serving
from tests.socket_client import Answer, Headers, Visitor

# One worker starts each server once.
pytestmark = pytest.mark.xdist_group("access_websocket")

Server = tuple[str, int]

LOCAL: Headers = [("Host", "localhost:8501"), ("Origin", "http://localhost:8501")]

FORGED: dict[str, Headers] = {
    "a name that was rebound to this machine": [("Host", "evil.test:8501"), ("Origin", "http://evil.test:8501")],
    "a foreign Host": [("Host", "evil.test")],
    "the machine's address in the network": [("Host", "192.168.1.5:8501"), ("Origin", "http://192.168.1.5:8501")],
    "a Host that begins like this machine": [("Host", "localhost.evil.test")],
    "a Host with a user": [("Host", "localhost@evil.test")],
    "a short address": [("Host", "127.1")],
    "two Hosts": [("Host", "localhost"), ("Host", "evil.test")],
    "two local Hosts": [("Host", "localhost"), ("Host", "localhost")],
    "no Host": [],
    "an empty Host": [("Host", "")],
    "a page of another site": [("Host", "localhost:8501"), ("Origin", "https://evil.test")],
    "a sandboxed page": [("Host", "localhost:8501"), ("Origin", "null")],
    "two Origins": [*LOCAL, ("Origin", "https://evil.test")],
    "X-Forwarded-For from elsewhere": [*LOCAL, ("X-Forwarded-For", "203.0.113.9")],
    "X-Forwarded-For from here": [*LOCAL, ("X-Forwarded-For", "127.0.0.1")],
    "X-Forwarded-For of several": [*LOCAL, ("X-Forwarded-For", "127.0.0.1, 203.0.113.9")],
    "an empty X-Forwarded-For": [*LOCAL, ("X-Forwarded-For", "")],
    "X-Forwarded-Host": [("Host", "localhost"), ("X-Forwarded-Host", "localhost")],
    "X-Forwarded-Proto": [*LOCAL, ("X-Forwarded-Proto", "https")],
    "Forwarded from elsewhere": [*LOCAL, ("Forwarded", "for=203.0.113.9")],
    "Forwarded from here": [*LOCAL, ("forwarded", "for=127.0.0.1;host=localhost")],
    "X-Real-IP": [*LOCAL, ("X-Real-IP", "127.0.0.1")],
    "Via": [*LOCAL, ("Via", "1.1 proxy")],
    "a content network": [*LOCAL, ("CF-Connecting-IP", "127.0.0.1")],
}  # fmt: skip

# The web server itself may refuse what HTTP forbids.
MAY_BE_TURNED_AWAY = {"two Hosts", "two local Hosts", "no Host", "an empty Host", "two Origins"}

ELSEWHERE = ["203.0.113.9", "::ffff:203.0.113.9", "10.0.0.7", "192.168.1.5", "fe80::1", "2001:db8::1", "nonsense", ""]
"""Peers that are not this machine; the last is no peer at all."""

# Every origin is admitted by Streamlit here, so that only netdash's own answer is tested.
OPEN_DOORS = ("--server.enableCORS", "false", "--server.enableXsrfProtection", "false")


@dataclass(frozen=True)
class Kept:
    """A file with known text, and where to look for it."""

    file: Path
    secrets: tuple[bytes, ...]
    deep_links: tuple[tuple[str, str], ...]

    def leaked(self, answer: Answer, query: str = "") -> list[bytes]:
        """Return what of the file an answer holds, but for what the visitor's own address already said."""
        return [secret for secret in self.secrets if secret in answer.frames and secret.decode() not in query]

    @property
    def env(self) -> dict[str, str]:
        """The environment of a server on this file."""
        return {"NETDASH_FILE": str(self.file)}


def write_file(path: Path) -> Kept:
    """Write an owner's file: somebody met an hour ago who is still to be thanked."""
    mark = token_hex(6)
    ended = datetime.now(UTC) - timedelta(hours=1)
    contact = Contact(name=f"Zebediah Quartermain-{mark}", company=f"Company {mark}", notes=f"Notes {mark}")
    meeting = Meeting(
        contacts=(contact.id,), starts_at=ended - timedelta(minutes=30), ends_at=ended, place=f"Café {mark}",
        learnings=(f"Learned {mark}",), notes=f"Said {mark}",
    )  # fmt: skip
    promise = Promise(contact=contact.id, meeting=meeting.id, what=f"Send {mark}", due_on=ended.date())
    note = Message(contact=contact.id, meeting=meeting.id, body=f"Thank {mark}")
    workspace = open_file(path)
    with workspace.transaction():
        for record in (Profile(name=f"Owner {mark}", zone="Europe/Berlin"), contact, meeting, promise, note):
            workspace.save(record)
    assert mark in path.read_text("utf-8")
    ids = [record.id.encode() for record in (contact, meeting, promise, note)]
    pages = ("", "meeting_log", "people", "follow_up_tracker", "workspace")
    to_records = (
        ("meeting_log", f"meeting={meeting.id}"),
        ("people", f"contact={contact.id}"),
        ("follow_up_tracker", f"meeting={meeting.id}&contact={contact.id}"),
    )
    return Kept(path, (mark.encode(), str(path).encode(), *ids), (*((page, "") for page in pages), *to_records))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return write_file(tmp_path_factory.mktemp("owner") / "netdash.json")


@pytest.fixture(scope="module", params=["127.0.0.1", "::ffff:127.0.0.1", "::1"])
def server(request: pytest.FixtureRequest, kept: Kept) -> Iterator[Server]:
    """The real server; the second address is how a server that listens on `::` sees 127.0.0.1."""
    if not bindable(request.param):
        pytest.skip(f"This machine cannot listen on {request.param}.")
    with serving(ROOT / "app.py", *OPEN_DOORS, address=request.param, env=kept.env) as where:
        yield where


@pytest.fixture(scope="module")
def pretending(kept: Kept) -> Iterator[Server]:
    """A server on which a header sets the peer, with Streamlit's agent API switched on."""
    options = (*OPEN_DOORS, "--server.enableAgentApi", "true")
    with serving(ROOT / "tests" / "pretend_peer.py", *options, env=kept.env) as where:
        yield where


def bindable(address: str) -> bool:
    with closing(socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)) as trial:
        try:
            if ":" in address:
                trial.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            trial.bind((address, 0))
        except OSError:
            return False
    return True


def drawn(server: Server, headers: Headers, page: str = "people", query: str = "") -> Answer:
    with Visitor(server, headers) as visitor:
        return visitor.open(page, query)


def assert_sees_nothing(kept: Kept, answer: Answer, query: str = "", *, may_be_turned_away: bool = False) -> None:
    assert kept.leaked(answer, query) == []
    assert answer.finished or may_be_turned_away


def test_the_owner_sees_the_file_on_every_page(server, kept):
    for page, query in kept.deep_links:
        answer = drawn(server, LOCAL, page, query)
        assert answer.finished
        assert kept.leaked(answer, query), f"{page}?{query}"


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:80", "localhost.", "a.localhost:80", "127.0.0.1:8501", "127.9.9.9", "[::1]:80"]
)
def test_the_owner_sees_the_file_by_every_name_of_this_machine(server, kept, host):
    assert kept.leaked(drawn(server, [("Host", host)]))


@pytest.mark.parametrize(("number", "forged"), list(enumerate(FORGED)))
def test_a_forged_visitor_sees_nothing_of_the_file(server, kept, number, forged):
    """On a warm server: the owner was here just before, and is here at the same time."""
    with Visitor(server, LOCAL) as owner:
        assert kept.leaked(owner.open("people"))
        for page, query in (("people", ""), kept.deep_links[number % len(kept.deep_links)]):
            answer = drawn(server, FORGED[forged], page, query)
            assert_sees_nothing(kept, answer, query, may_be_turned_away=forged in MAY_BE_TURNED_AWAY)


@pytest.mark.parametrize("link", range(8))
def test_the_first_visitor_of_a_cold_server_sees_nothing_by_deep_link(kept, link):
    page, query = kept.deep_links[link]
    with serving(ROOT / "app.py", *OPEN_DOORS, env=kept.env) as server:
        for forged in ("a name that was rebound to this machine", "X-Forwarded-For from here"):
            assert_sees_nothing(kept, drawn(server, FORGED[forged], page, query), query)
        assert kept.leaked(drawn(server, LOCAL, page, query), query)


@pytest.mark.parametrize("peer", ELSEWHERE)
def test_a_peer_from_elsewhere_sees_nothing_even_when_all_else_looks_local(pretending, kept, peer):
    assert kept.leaked(drawn(pretending, LOCAL))
    for page, query in kept.deep_links:
        assert_sees_nothing(kept, drawn(pretending, [*LOCAL, ("X-Test-Peer", peer)], page, query), query)


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_a_peer_on_this_machine_is_the_owner(pretending, kept, peer):
    assert kept.leaked(drawn(pretending, [*LOCAL, ("X-Test-Peer", peer)]))


def test_who_takes_over_the_owners_session_from_elsewhere_sees_nothing(pretending, kept):
    """Streamlit resumes a session for anyone who knows its id, so every run must ask again."""
    with Visitor(pretending, LOCAL) as owner:
        assert kept.leaked(owner.open("people"))
    with Visitor(pretending, [*LOCAL, ("X-Test-Peer", "203.0.113.9")], resume=owner.session) as thief:
        answer = thief.open("people")
    assert thief.session == owner.session
    assert_sees_nothing(kept, answer)


def test_who_takes_over_the_owners_session_cannot_undo_what_the_owner_did(tmp_path):
    """A callback runs before the page is drawn, and an Undo may hold a backup of the whole workspace."""
    kept = write_file(tmp_path / "netdash.json")
    workspace = open_file(kept.file)
    sample.load(workspace, datetime.now(UTC), ZoneInfo("UTC"))
    with serving(ROOT / "tests" / "pretend_peer.py", *OPEN_DOORS, env=kept.env) as server:
        with Visitor(server, LOCAL) as owner:
            removed = owner.press("sample_remove", owner.open("workspace"))
        headers = [*LOCAL, ("X-Test-Peer", "203.0.113.9"), ("Cookie", f"netdash_visitor={'a' * 43}")]
        with Visitor(server, headers, resume=owner.session) as thief:
            undone = thief.press("flash_undo", removed, page_of=owner)
            assert thief.session == owner.session
            assert "This was for somebody else’s workspace".encode() in undone.frames
            for answer in (undone, thief.open("people"), thief.open("workspace")):
                assert_sees_nothing(kept, answer)
    assert len(workspace.all(Contact)) == 1


def asked_by_agent(server: Server, headers: Headers) -> Answer:
    """Draw a page through Streamlit's agent API, which tells scripts no peer."""
    with closing(http.client.HTTPConnection(*server, timeout=60)) as connection:
        connection.putrequest("POST", "/_stcore/agent/interact", skip_host=True)
        body = json.dumps({"page": "people"}).encode()
        for name, value in [*headers, ("Content-Type", "application/json"), ("Content-Length", str(len(body)))]:
            connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        return Answer(response.read(), finished=response.status == 200)


def test_the_agent_api_shows_the_file_to_nobody_elsewhere(pretending, kept):
    host = ("Host", "localhost:8501")
    assert kept.leaked(asked_by_agent(pretending, [host]))
    for peer in ELSEWHERE:
        answer = asked_by_agent(pretending, [host, ("X-Test-Peer", peer)])
        assert_sees_nothing(kept, answer)


def test_each_visitor_has_a_workspace_of_their_own(server, kept):
    """Two visitors with different cookies and one without: none sees the others' names either."""
    host = FORGED["a foreign Host"]
    for cookie in (f"netdash_visitor={'a' * 43}", f"netdash_visitor={'b' * 43}", "netdash_visitor=../../data", ""):
        assert_sees_nothing(kept, drawn(server, [*host, ("Cookie", cookie)]))


def test_a_visitor_cannot_have_the_caches_cleared(server, kept):
    """The message is dropped: the run asked for after it answers, and the owner's session still stands."""
    with Visitor(server, LOCAL) as owner, Visitor(server, FORGED["a foreign Host"]) as visitor:
        assert kept.leaked(owner.open("people"))
        visitor.open("people")
        visitor.tell(BackMsg(clear_cache=True))
        assert visitor.open("people").finished
        assert kept.leaked(owner.open("people"))


@pytest.mark.parametrize(("trust", "peer", "sees"), [("network", "203.0.113.9", True), ("none", "127.0.0.1", False)])
def test_the_deployer_can_trust_the_network_or_nobody(kept, trust, peer, sees):
    env = {**kept.env, "NETDASH_TRUST": trust}
    with serving(ROOT / "tests" / "pretend_peer.py", env=env) as server:
        answer = drawn(server, [*LOCAL, ("X-Test-Peer", peer)])
    assert answer.finished
    assert bool(kept.leaked(answer)) is sees


def test_with_a_setting_that_is_not_known_nobody_is_let_in(kept):
    with serving(ROOT / "app.py", env={**kept.env, "NETDASH_TRUST": "maybe"}) as server:
        for page, query in kept.deep_links[:5]:
            answer = drawn(server, LOCAL, page, query)
            assert_sees_nothing(kept, answer)
            assert b"NETDASH_TRUST=maybe" in answer.frames


def test_with_sign_in_half_configured_nobody_is_let_in_whoever_is_trusted(kept, tmp_path):
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[auth]\nclient_id = "x"\n', "utf-8")
    env = {**kept.env, "NETDASH_TRUST": "network"}
    with serving(ROOT / "app.py", "--secrets.files", str(secrets), env=env) as server:
        for page, query in kept.deep_links[:5]:
            answer = drawn(server, LOCAL, page, query)
            assert_sees_nothing(kept, answer, query)
            assert b"redirect_uri is missing in" in answer.frames


@pytest.mark.parametrize("trust", ["", "network"])
def test_with_sign_in_configured_nobody_is_let_in_without_it_not_even_at_this_machine(kept, tmp_path, trust):
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        f"""[auth]
redirect_uri = "http://localhost:8501/oauth2callback"
cookie_secret = "{token_hex(32)}"
[auth.google]
client_id = "x"
client_secret = "x"
server_metadata_url = "http://127.0.0.1:9/"
[netdash]
members = ["ann@example.com"]
""",
        "utf-8",
    )
    env = {**kept.env, "NETDASH_TRUST": trust}
    with serving(ROOT / "app.py", "--secrets.files", str(secrets), env=env) as server:
        for page, query in kept.deep_links:
            answer = drawn(server, LOCAL, page, query)
            assert_sees_nothing(kept, answer, query)
            assert b"Continue with Google" in answer.frames
    assert not (kept.file.parent / "members").exists()


WHOLE = f"""[auth]
redirect_uri = "http://localhost:8501/oauth2callback"
cookie_secret = "{token_hex(32)}"
[auth.google]
client_id = "x"
client_secret = "x"
server_metadata_url = "http://127.0.0.1:9/"
[netdash]
members = ["ann@example.com"]
""".encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'[auth]\nclient_id = "x\n', "slip in its line 2"),
        (WHOLE + b"# caf\xe9\n", "not saved as UTF-8"),
        (WHOLE.replace(b"[auth]\n", b'[auth]\nexpose_tokens = "nonsense"\n'), "expose_tokens in [auth]"),
        ("a folder", "it is a folder"),
        ("nothing", "name one that is not there"),
        (b"", "neither [auth] nor [netdash]"),
        (b'[netdash]\ndatabase_url = "postgresql://db.test/netdash"\n', "no [auth] section"),
    ],
    ids=["slip", "not UTF-8", "tokens", "folder", "missing", "empty", "no auth"],
)
def test_with_secrets_that_cannot_be_used_every_page_is_the_sentence_and_nobody_is_let_in(
    kept, tmp_path, content, said
):
    """A slip of the pen must neither open the doors nor leave a dead page: some end Streamlit's own answer."""
    secrets = tmp_path / "secrets.toml"
    if isinstance(content, bytes):
        secrets.write_bytes(content)
    elif content == "a folder":
        secrets.mkdir()
    with serving(ROOT / "app.py", env=kept.env | {"STREAMLIT_SECRETS_FILES": str(secrets)}) as server:
        for path in ("/", "/people", "/auth/login"):
            status, body = asked_for(server, path)
            assert status == 503
            assert said in body
        answer = drawn(server, LOCAL)
        assert kept.leaked(answer) == []


def asked_for(server: Server, path: str) -> tuple[int, str]:
    """Ask for a page as a browser's first request does."""
    with closing(http.client.HTTPConnection(*server, timeout=60)) as connection:
        connection.request("GET", path, headers={"Host": "localhost:8501"})
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_without_our_server_the_pages_ask_just_the_same(kept):
    """Where a host does not know st.App it runs the pages' main script itself."""
    with serving(ROOT / "pages" / "navigation.py", *OPEN_DOORS, env=kept.env) as server:
        for page, query in kept.deep_links:
            for forged in ("a name that was rebound to this machine", "Forwarded from here", "a page of another site"):
                assert_sees_nothing(kept, drawn(server, FORGED[forged], page, query), query)
            assert kept.leaked(drawn(server, LOCAL, page, query), query)
