"""Who is let in: a member who signed in, the owner of the local file, or a visitor with a temporary workspace.

Whoever is not plainly the owner at this machine is a stranger: a check that cannot be made fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from netdash.access.settings import Settings, Trust
from netdash.access.sign_in import AllowList, SignIn, address_of
from netdash.errors import CoachesOnlyError

VISITOR_COOKIE = "netdash_visitor"
VISITOR_BYTES = 32
"""The random bytes of a visitor's id; in URL-safe base64 they make 43 characters."""

_VISITOR_ID = re.compile(r"[A-Za-z0-9_-]{43}")

# ASCII, because ſ and K match s and k when case is ignored.
_LOOPBACK_HOST = re.compile(
    r"(?:(?:[a-z0-9-]{1,63}\.)*localhost\.?|\[::1\]|(?P<address>127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}))"
    r"(?::(?P<port>[0-9]{1,5}))?",
    re.ASCII | re.IGNORECASE,
)
_WEB_ORIGIN = re.compile(r"https?://(?P<host>.*)", re.ASCII | re.IGNORECASE)
_WITH_PORT = re.compile(r"(?P<name>[^:]+|\[[^\]]*\]):(?P<port>[0-9]{1,5})", re.ASCII)

# No browser sends any of these by itself; proxies, tunnels and content networks add at least one. Not everything that
# begins with X-: Chrome has sent X-Browser-Validation and the like to every server since 2025, and an owner may use it.
_FORWARDING = re.compile(
    r"via|cdn-loop|max-forwards|front-end-https|traceparent|tracestate|baggage|uber-trace-id|b3"
    r"|disguised-host|was-default-hostname|geoip|https?|(?:url-)?scheme"
    r"|(?:cf|fly|fastly|akamai|tailscale|ngrok|render|incap|surrogate|ssl|wl|geoip|pomerium|teleport|remote|oidc)-.*"
    r"|x-(?:original|envoy|amzn|amz|arr|azure|appengine|appservice|goog|google|cloud|vercel|nf|real|cluster|remote|ms|waws"
    r"|site|heroku|railway|replit|github|jupyter|hass|ingress|b3|datadog|varnish|sucuri|iinfo|ot)(?:-.*)?"
    r"|x-.*(?:scheme|proto|https|ssl|tls|port|host|server|country|geo|queue-start|request-(?:id|start)|trace|auth|user"
    r"|script-name|prefix|rewrite|cert|correlation).*"
    r"|.*(?:forward|proxy|proxied|real-?ip|client-?ip|connecting-?ip|remote-?(?:ip|addr)|originating-?ip).*",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Owner:
    """Let in to the local workspace."""


@dataclass(frozen=True)
class Visitor:
    """Let in to a private, temporary workspace; never to the local file."""


@dataclass(frozen=True)
class Member:
    """Let in to the workspace of this address (in lower case), whichever provider vouched for it."""

    address: str
    coach: bool = False

    @property
    def words(self) -> str:
        """The words for who is signed in."""
        return f"Signed in as {self.address}" + (", a coach" if self.coach else "")


@dataclass(frozen=True)
class Anonymous:
    """Has to sign in first."""


@dataclass(frozen=True)
class NotInvited:
    """Signed in, and not let in; the sentence says why."""

    sentence: str


Decision = Owner | Visitor | Member | Anonymous | NotInvited


def decide(
    peer: str | None, headers: Mapping[str, Sequence[str]], user: Mapping[str, object], settings: Settings
) -> Decision:
    """Decide who a connection belongs to.

    `peer` is the connection's address as Streamlit gives it: None for 127.0.0.1 and ::1, and also where there is no
    client at all, which is why a Host is required. `headers` holds every value of every header. `user` holds the
    claims of whoever signed in; it counts only where signing in is configured, and then nothing else does, not even a
    loopback address.
    """
    if settings.sign_in is not None:
        return member_of(user, settings.sign_in)
    if settings.trust is Trust.NETWORK:
        return Owner()
    if settings.trust is Trust.LOCAL and (peer is None or is_loopback_peer(peer)) and _is_direct(headers):
        return Owner()
    return Visitor()


def visitor_id(cookies: Mapping[str, str]) -> str | None:
    """Return the browser's visitor id, or None where there is no well-formed one."""
    token = cookies.get(VISITOR_COOKIE)
    return token if isinstance(token, str) and _VISITOR_ID.fullmatch(token) else None


def is_loopback_peer(peer: object) -> bool:
    """Tell whether a peer is this machine's own address."""
    address = _address(peer) if isinstance(peer, str) else None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return address is not None and (mapped or address).is_loopback


def is_loopback_host(host: str) -> bool:
    """Tell whether a Host header, port included, names this machine in a form that cannot mean another one."""
    match = _LOOPBACK_HOST.fullmatch(host)
    if match is None or int(match["port"] or 0) > 65535:
        return False
    return match["address"] is None or _address(match["address"]) is not None


def is_from_another_port(origin: str, host: str) -> bool:
    """Tell whether a request for `host` comes from a page of the same host at another port, that is another program.

    All names of this machine are one host, whose browser leaves out only the usual port. Elsewhere both have to name
    their port, as some proxies leave it out of the Host or put their own there.
    """
    page = _WEB_ORIGIN.fullmatch(origin)
    if page is None:
        return False
    site, server = _WITH_PORT.fullmatch(page["host"]), _WITH_PORT.fullmatch(host)
    if _is_this_machine(page["host"]) and is_loopback_host(host):
        usual = 443 if origin.lower().startswith("https") else 80
        return (int(site["port"]) if site else usual) != (int(server["port"]) if server else usual)
    if not site or not server:
        return False
    return site["name"].lower() == server["name"].lower() and int(site["port"]) != int(server["port"])


def _is_this_machine(host: str) -> bool:
    return is_loopback_host(host) or host.partition(":")[0] == "0.0.0.0"


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def has_proxy_header(names: Iterable[str]) -> bool:
    """Tell whether one of these headers is one that proxies add, so that the Host may be the proxy's own."""
    return any(_FORWARDING.fullmatch(name.replace("_", "-")) for name in names)


def _is_direct(headers: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether a request came to a loopback address, from a page of that address, through no proxy."""
    if has_proxy_header(headers):
        return False
    hosts, origins = _header_values(headers, "host"), _header_values(headers, "origin")
    return len(hosts) == 1 and is_loopback_host(hosts[0]) and all(_is_origin_of(origin, hosts[0]) for origin in origins)


def _is_origin_of(origin: str, host: str) -> bool:
    """Tell whether an Origin is a page of this very host and port; another port is another program."""
    match = _WEB_ORIGIN.fullmatch(origin)
    return match is not None and match["host"].lower() == host.lower()


def _header_values(headers: Mapping[str, Sequence[str]], header: str) -> list[str]:
    return [value for name, values in headers.items() if name.lower() == header for value in values]


def member_of(user: Mapping[str, object], sign_in: SignIn) -> Member | Anonymous | NotInvited:
    """Decide whether the claims about a user make them a member; a missing or odd claim never helps."""
    if user.get("is_logged_in") is not True:
        return Anonymous()
    provider = user.get("provider")
    if not isinstance(provider, str) or provider not in sign_in.providers:
        return NotInvited("The provider you signed in with is not in use here any more. Sign out, then in again.")
    address = address_of(user.get("email"))
    if address is None:
        return NotInvited("Your account came without an e-mail address that netdash can read. Sign in with another.")
    if not _is_verified(user.get("email_verified"), trusted=provider in sign_in.verified):
        return NotInvited(
            f"Your provider does not say that {address} is verified, so it could be anybody's. "
            "Verify it there, then sign out and in again, or sign in with another account."
        )
    coach = address in sign_in.coaches
    if coach or address in sign_in.members:
        return Member(address, coach)
    return NotInvited(f"{address} is not on the list of who may use this netdash. Ask your coach to add it.")


def still_lets_in(address: str, sign_in: SignIn | None) -> bool:
    """Tell whether a member may still come in, where nobody signs in as at a calendar; the empty address is the owner.

    The owner counts only where nobody signs in, and members only where they do.
    """
    if sign_in is None:
        return address == ""
    return address in sign_in.coaches or address in sign_in.members


def _is_verified(claim: object, *, trusted: bool) -> bool:
    """Read the claim, which some providers send as text; one that is there counts even for a trusted provider."""
    return trusted if claim is None else claim is True or claim == "true"


@dataclass(frozen=True)
class Entries:
    """One list of the secrets, sorted: single addresses, and domains of which every address counts."""

    addresses: tuple[str, ...]
    domains: tuple[str, ...]


@dataclass(frozen=True)
class GuestList:
    """The members and the coaches."""

    members: Entries
    coaches: Entries


def guest_list(member: Member | None, sign_in: SignIn | None) -> GuestList:
    """Return who may come in. Raises CoachesOnlyError for anybody who is not on the present list of coaches."""
    if sign_in is None or member is None:
        raise CoachesOnlyError("This page is for the coach of a cohort, and nobody signs in to this netdash.")
    if member.address not in sign_in.coaches:
        raise CoachesOnlyError("This page is for coaches. Your workspace is all in the other pages.")
    return GuestList(_sorted(sign_in.members), _sorted(sign_in.coaches))


def _sorted(allowed: AllowList) -> Entries:
    return Entries(tuple(sorted(allowed.addresses)), tuple(sorted(allowed.domains)))
