"""Who is let in, as a pure question: no forged connection is ever the owner's."""

from __future__ import annotations

import secrets
from unittest.mock import MagicMock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netdash.access.policy import (
    VISITOR_BYTES,
    Anonymous,
    Owner,
    Visitor,
    decide,
    is_from_another_port,
    is_loopback_peer,
    visitor_id,
)
from netdash.access.settings import Settings, Trust
from netdash.access.sign_in import AllowList, SignIn

LOCAL = Settings()

octet = st.integers(0, 255)
port = st.one_of(st.just(""), st.integers(0, 65535).map(lambda number: f":{number}"))
loopback_v4 = st.builds("127.{}.{}.{}".format, octet, octet, octet)
label = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
localhost = st.sampled_from(["localhost", "LOCALHOST", "Localhost", "localhost."])
loopback_name = st.one_of(
    localhost, loopback_v4, st.just("[::1]"), st.builds("{}.{}".format, label, localhost), st.just("a.b.localhost")
)
loopback_host = st.builds("{}{}".format, loopback_name, port)
schemes = st.sampled_from(["http://", "https://", "HTTP://"])
loopback_origin = st.builds("{}{}".format, schemes, loopback_host)
loopback_peer = st.one_of(st.none(), st.just("::1"), loopback_v4, loopback_v4.map("::ffff:{}".format))
foreign_peer = st.one_of(
    st.ip_addresses().map(str).filter(lambda address: not is_loopback_peer(address)),
    st.sampled_from(["203.0.113.9", "::ffff:203.0.113.9", "10.0.0.7", "192.168.1.5", "fe80::1", "0.0.0.0", "::"]),
    st.text(),
).filter(lambda peer: not is_loopback_peer(peer))

LOOKALIKES = [
    "", " ", "localhost.evil.com", "127.0.0.1.evil.com", "evil-localhost", "notlocalhost", "localhost@evil.com",
    "evil.com@localhost", "localhost:80@evil.com", "user:pass@127.0.0.1", "http://localhost", "localhost/",
    "localhost#",
    "localhost,evil.com", "localhost evil.com", "localhost ", " localhost", "localhost\n", "localhost\0",
    "localhost:",
    "localhost:http", "localhost:65536", "localhost:99999", "localhost:-1", "localhost:8501:8501", "localhost..",
    ".localhost", "a..localhost",
    "127.1", "127.0.1", "127", "0x7f.1", "0x7f.0.0.1", "0177.0.0.1", "127.0.0.01", "127.0.0.256",
    "2130706433", "127.0.0.1.",
    "128.0.0.1", "126.255.255.255", "0.0.0.0", "[::]", "::1", "[::1", "[::1%25lo]", "[::ffff:127.0.0.1]",
    "[::2]",
    "[::1].evil.com", "[::1]evil", "localhoſt", "ｌocalhost", "locaIhost", "lоcalhost", "１２７.0.0.1",
    "127。0。0。1", "١٢٧.0.0.1",
    "localhost:８５０１", "evil.com", "192.168.1.5:8501", "myhost.local", "netdash.streamlit.app",
]  # fmt: skip

FORWARDING = [
    "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port",
    "X-Forwarded-Server",
    "X-Forwarded-Prefix", "X-Forwarded", "Forwarded-For", "X-Real-IP", "X_Real_IP", "X-Client-IP", "X-ClientIP",
    "Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "CF-Connecting-IP", "CF-Ray", "CF-Visitor",
    "CDN-Loop",
    "Fly-Client-IP", "Fly-Request-Id", "Fastly-Client-IP", "X-Original-URL", "X-Original-Host",
    "X-Original-Forwarded-For",
    "X-Envoy-External-Address", "X-Amzn-Trace-Id", "X-Amz-Cf-Id", "X-Azure-ClientIP", "X-Appengine-User-IP",
    "X-Vercel-Id", "X-ProxyUser-Ip", "X-Proxied-For", "Proxy-Connection", "Proxy-Authorization",
    "X-Remote-Addr",
    "X-Scheme", "Front-End-Https", "X-Url-Scheme", "X-HTTPS", "X-SSL-Client-Verify", "SSL-Client-Cert", "X-Request-Id",
    "X-Request-Start", "X-Auth-Request-User", "Remote-User", "X-Ingress-Path", "X-Cloud-Trace-Context", "X-B3-TraceId",
    "Traceparent", "Max-Forwards", "Surrogate-Capability", "X-Varnish", "X-Rewrite-URL", "X-Host", "X-Script-Name",
    "X-WebAuth-User", "Disguised-Host", "WL-Proxy-Client-IP", "X-Sucuri-ClientIP", "X-Country-Code", "X-Queue-Start",
    "X-ARR-LOG-ID", "X-Originating-IP", "Tailscale-User-Login", "Render-Proxy-TTL", "X-Google-Internal-Proxied",
]  # fmt: skip

BROWSER = {
    "Host": ["localhost:8501"], "Connection": ["Upgrade"], "Pragma": ["no-cache"],
    "Cache-Control": ["no-cache"], "User-Agent": ["Mozilla/5.0"], "Upgrade": ["websocket"],
    "Origin": ["http://localhost:8501"], "Sec-Websocket-Version": ["13"],
    "Accept-Encoding": ["gzip, deflate, br, zstd"], "Accept-Language": ["en"], "Cookie": ["a=b"],
    "Sec-Websocket-Key": ["x"], "Sec-Websocket-Extensions": ["permessage-deflate"],
    "Sec-Websocket-Protocol": ["streamlit, x"], "Sec-Fetch-Site": ["same-origin"],
    "Sec-Fetch-Mode": ["websocket"], "Sec-Fetch-Dest": ["websocket"], "Sec-GPC": ["1"], "Dnt": ["1"],
    "X-Requested-With": ["com.android.webview"], "X-Moz": ["prefetch"], "X-Purpose": ["preview"],
    "X-Browser-Validation": ["x"],
    "X-Browser-Channel": ["stable"], "X-Browser-Copyright": ["x"], "X-Browser-Year": ["2026"], "X-Client-Data": ["x"],
    "X-Edge-Shopping-Flag": ["1"],
    "Upgrade-Insecure-Requests": ["1"], "Save-Data": ["on"], "Service-Worker": ["script"],
    "Priority": ["u=3"], "Authorization": ["Basic x"],
}  # fmt: skip


@given(loopback_peer, loopback_host, st.lists(schemes, max_size=2))
@example("127.0.0.1", "localhost:65535", ["http://"])
def test_the_owner_stays_the_owner_however_this_machine_is_spelled(peer, host, schemes):
    origins = [f"{scheme}{host.swapcase()}" for scheme in schemes]
    headers = {"Host": [host], "Origin": origins} if origins else {"Host": [host]}
    assert decide(peer, headers, {}, LOCAL) == Owner()


@given(loopback_host, loopback_origin)
@example("localhost:8501", "http://localhost:3000")
@example("localhost:8501", "http://127.0.0.1:8501")
@example("localhost:8501", "http://localhost")
def test_a_page_of_another_port_or_name_of_this_machine_is_foreign(host, origin):
    same = origin.lower().partition("://")[2] == host.lower()
    assert (decide(None, {"Host": [host], "Origin": [origin]}, {}, LOCAL) == Owner()) is same


@pytest.mark.parametrize(
    ("origin", "host", "another"),
    [
        ("http://localhost:3000", "localhost:8501", True),
        ("http://NAS.local:3000", "nas.local:8501", True),
        ("https://[fd00::1]:3000", "[fd00::1]:8501", True),
        ("http://localhost:8501", "localhost:8501", False),
        ("http://127.0.0.1:3000", "localhost:8501", True),
        ("http://[::1]:3000", "localhost:8501", True),
        ("http://localhost", "localhost:8501", True),
        ("https://localhost", "127.0.0.1:8501", True),
        ("https://localhost", "localhost:443", False),
        ("http://localhost", "localhost:443", True),
        ("http://localhost", "localhost:80", False),
        ("http://127.0.0.1:8501", "localhost:8501", False),
        ("http://localhost:3000", "localhost", True),
        ("http://localhost", "localhost", False),
        ("http://0.0.0.0:3000", "localhost:8501", True),
        ("http://0.0.0.0", "localhost:8501", True),
        ("http://nas.local:8080", "nas.local", False),
        ("http://nas.local", "nas.local:8501", False),
        ("https://netdash.test:8443", "127.0.0.1:8501", False),
        ("null", "localhost:8501", False),
    ],
)
def test_a_page_of_another_port_is_told_where_no_proxy_can_have_rewritten_the_host(origin, host, another):
    assert is_from_another_port(origin, host) is another


@given(st.text(), st.text())
def test_no_text_as_origin_or_host_raises(origin, host):
    assert is_from_another_port(origin, host) in (True, False)


@pytest.mark.parametrize("peer", [None, "127.0.0.1", "::ffff:127.0.0.1", "::1"])
def test_everything_a_browser_sends_by_itself_is_local(peer):
    assert decide(peer, BROWSER, {}, LOCAL) == Owner()


@given(foreign_peer, loopback_host, st.sampled_from([Trust.LOCAL, Trust.NONE]))
@example("203.0.113.9", "localhost:8501", Trust.LOCAL)
def test_no_peer_from_elsewhere_is_the_owner_whatever_host_it_claims(peer, host, trust):
    assert decide(peer, {**BROWSER, "Host": [host]}, {}, Settings(trust=trust)) == Visitor()


@given(
    st.one_of(foreign_peer, loopback_peer),
    st.dictionaries(
        st.one_of(st.sampled_from(["Host", "host", "Origin", *FORWARDING]), st.text()),
        st.lists(st.one_of(loopback_host, loopback_origin, st.sampled_from(LOOKALIKES), st.text()), max_size=3),
    ),
)
def test_no_forged_combination_is_the_owner_and_no_text_raises(peer, headers):
    decision = decide(peer, headers, {}, LOCAL)
    assert decision in (Owner(), Visitor())
    hosts = [value for name, values in headers.items() if name.lower() == "host" for value in values]
    if decision == Owner():
        assert peer is None or is_loopback_peer(peer)
        assert len(hosts) == 1
        assert hosts[0] not in LOOKALIKES
        assert not set(headers) & set(FORWARDING)
    assert decide(peer, headers, {}, Settings(trust=Trust.NONE)) == Visitor()


@pytest.mark.parametrize("name", FORWARDING)
@pytest.mark.parametrize("respell", [str, str.lower, str.upper])
@pytest.mark.parametrize("value", ["127.0.0.1", ""])
def test_any_forwarding_header_makes_a_visitor(name, respell, value):
    assert decide("127.0.0.1", {**BROWSER, respell(name): [value]}, {}, LOCAL) == Visitor()


@pytest.mark.parametrize("host", LOOKALIKES)
def test_a_host_that_only_looks_local_makes_a_visitor(host):
    assert decide(None, {"Host": [host]}, {}, LOCAL) == Visitor()


@pytest.mark.parametrize(
    "origin",
    ["null", "", "file://", "localhost", "http:localhost", "ftp://localhost", "http://localhost/", "http://evil.com",
     "http://localhost http://evil.com", "vscode-webview://localhost", *(f"http://{host}" for host in LOOKALIKES)],
)  # fmt: skip
def test_an_origin_from_elsewhere_makes_a_visitor(origin):
    for origins in ([origin], ["http://localhost", origin], [origin, "http://localhost"]):
        assert decide(None, {"Host": ["localhost"], "Origin": origins}, {}, LOCAL) == Visitor()


@pytest.mark.parametrize(
    "headers",
    [{}, {"Host": []}, {"Host": ["localhost", "localhost"]}, {"Host": ["localhost"], "host": ["evil.com"]},
     {"Origin": ["http://localhost"]}],
)  # fmt: skip
def test_a_host_must_be_there_exactly_once(headers):
    assert decide(None, headers, {}, LOCAL) == Visitor()


@pytest.mark.parametrize(
    "peer", [MagicMock(), 0, 0x7F000001, b"127.0.0.1", b"\x7f\0\0\1", ("127.0.0.1", 5), ["::1"], True]
)
def test_a_peer_that_is_no_text_is_foreign(peer):
    assert decide(peer, BROWSER, {}, LOCAL) == Visitor()


@pytest.mark.parametrize("peer", [None, "127.0.0.1", "203.0.113.9", "nonsense"])
@pytest.mark.parametrize("headers", [{}, BROWSER, {"Host": ["evil.com"], "Via": ["x"]}])
def test_trusting_the_network_makes_everybody_the_owner(peer, headers):
    assert decide(peer, headers, {}, Settings(trust=Trust.NETWORK)) == Owner()


@pytest.mark.parametrize("trust", Trust)
@pytest.mark.parametrize("peer", [None, "203.0.113.9"])
def test_with_sign_in_configured_neither_this_machine_nor_a_trusted_network_lets_anybody_in(trust, peer):
    sign_in = SignIn(("google",), AllowList(frozenset({"ann@example.com"})), AllowList())
    assert decide(peer, BROWSER, {}, Settings(trust=trust, sign_in=sign_in)) == Anonymous()


@given(st.dictionaries(st.sampled_from(["is_logged_in", "email", "email_verified", "provider"]), st.just(True)))
def test_without_sign_in_configured_no_claim_changes_anything(user):
    assert decide("203.0.113.9", BROWSER, user, LOCAL) == Visitor()
    assert decide(None, BROWSER, user, LOCAL) == Owner()


def test_a_visitor_id_is_read_back_from_its_cookie():
    token = secrets.token_urlsafe(VISITOR_BYTES)
    assert visitor_id({"netdash_visitor": token, "other": "x"}) == token


@given(st.text())
@example("a" * 42)
@example("a" * 44)
@example("a" * 43 + "\n")
@example("../" * 14 + "a")
@example("ａ" * 43)
def test_only_a_well_formed_visitor_id_counts(text):
    well_formed = len(text) == 43 and text.isascii() and text.replace("-", "a").replace("_", "a").isalnum()
    assert visitor_id({"netdash_visitor": text}) == (text if well_formed else None)


@pytest.mark.parametrize("cookies", [{}, {"netdash_visitor": MagicMock()}, MagicMock()])
def test_without_a_cookie_or_with_a_mock_there_is_no_visitor_id(cookies):
    assert visitor_id(cookies) is None
