"""Signing in as the deployer configured it: which providers, and whose addresses are on the lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from netdash.access.secrets_file import DATABASE_SECRET
from netdash.errors import SettingsError

SIGN_IN_KEY = "sign_in"
"""The key that is false where nobody has to sign in: a file that was cut off before [auth] cannot look like that."""

KEYS = ("members", "coaches", "verified_providers", SIGN_IN_KEY, DATABASE_SECRET)
"""The keys that the secrets may have under [netdash]."""

DEFAULT_PROVIDER = "default"
"""Streamlit's name for a provider whose keys are in [auth] itself."""

SECRET_LENGTH = 32
"""The least characters of a cookie secret: whoever guesses it can sign in as anybody."""

_PROVIDER_KEYS = ("client_id", "client_secret", "server_metadata_url")
_DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN_ENTRY = re.compile(rf"@?({_DOMAIN})", re.ASCII)
_ATOM = r"[a-z0-9!#$%&'*+=?^_`{|}~-]{1,64}"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_DOMAIN}", re.ASCII)
_LONGEST_ADDRESS = 254


@dataclass(frozen=True)
class AllowList:
    """Addresses, and domains of which every address counts (but none of their subdomains)."""

    addresses: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def __contains__(self, address: str) -> bool:
        return address in self.addresses or address.partition("@")[2] in self.domains

    def __bool__(self) -> bool:
        return bool(self.addresses or self.domains)


@dataclass(frozen=True)
class SignIn:
    """Who may come in, and by which providers; those in `verified` only give out verified addresses."""

    providers: tuple[str, ...]
    members: AllowList
    coaches: AllowList
    verified: frozenset[str] = frozenset()


def address_of(claim: object) -> str | None:
    """Return an e-mail address in lower case, or None where it is not plainly one.

    Only ASCII: the Kelvin sign in lower case is a k, and would open the workspace of somebody else.
    """
    if not isinstance(claim, str) or not claim.isascii() or len(claim) > _LONGEST_ADDRESS:
        return None
    address = claim.lower()
    return address if _ADDRESS.fullmatch(address) else None


def read_sign_in(secrets: Mapping[str, object]) -> SignIn | None:
    """Read [auth] and [netdash]; None where there is neither, or [netdash] says that nobody has to sign in.

    Raises SettingsError where something is missing or wrong.
    """
    section = _section(secrets, "netdash")
    if unknown := [str(key) for key in section if key not in KEYS]:
        _refuse(f"[netdash] has {unknown[0]}, which netdash does not know; it knows {', '.join(KEYS)}")
    required = _is_sign_in_required(section)
    if "auth" not in secrets:
        if not section or (not required and section.keys() <= {SIGN_IN_KEY, DATABASE_SECRET}):
            return None
        _refuse(
            "there is no [auth] section to sign in with beside [netdash]; where nobody has to sign in, "
            "[netdash] lists nobody and says sign_in = false"
        )
    if not required:
        _refuse("[netdash] says sign_in = false, yet there is an [auth] section; take one of them out")
    providers = _providers(_section(secrets, "auth"))
    members, coaches = _allow_list(section, "members"), _allow_list(section, "coaches")
    if not members and not coaches:
        _refuse("[netdash] lists nobody: members (and coaches) needs an address or a domain")
    return SignIn(tuple(providers), members, coaches, _verified(section, providers))


def _providers(auth: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """Return the providers by name, after checking that each is complete."""
    redirect = _text(auth, "redirect_uri", "[auth]")
    if not redirect.startswith(("http://", "https://")) or not redirect.endswith("/oauth2callback"):
        _refuse("redirect_uri in [auth] is not this dashboard's address followed by /oauth2callback")
    if len(_text(auth, "cookie_secret", "[auth]")) < SECRET_LENGTH:
        _refuse(f"cookie_secret in [auth] is shorter than {SECRET_LENGTH} characters; make a random one")
    exposed = auth.get("expose_tokens", [])
    if any(token not in ("id", "access") for token in (exposed if isinstance(exposed, list) else [exposed])):
        _refuse('expose_tokens in [auth] has neither "id" nor "access"; leave it out, as netdash asks for no token')
    providers = {name: value for name, value in auth.items() if isinstance(value, Mapping) and name != "client_kwargs"}
    if any(key in auth for key in _PROVIDER_KEYS):
        providers = {DEFAULT_PROVIDER: auth, **providers}
    if not providers:
        _refuse("[auth] names no provider: add a section such as [auth.google]")
    for name, provider in providers.items():
        place = "[auth]" if provider is auth else f"[auth.{name}]"
        if "_" in name:
            _refuse(f"{place} has an underscore in its name, which Streamlit does not allow")
        for key in _PROVIDER_KEYS:
            _text(provider, key, place)
    return providers


def _verified(section: Mapping[str, object], providers: Mapping[str, Mapping[str, object]]) -> frozenset[str]:
    names = _texts(section, "verified_providers")
    for name in names:
        if name not in providers:
            _refuse(f"verified_providers in [netdash] has {name}, but there is no [auth.{name}]")
        if not is_single_tenant(str(providers[name]["server_metadata_url"])):
            _refuse(
                f"verified_providers in [netdash] has {name}, whose address lets in accounts of any organisation, "
                "each with whatever e-mail address its administrator chose; put your tenant's id into "
                f"server_metadata_url of [auth.{name}]"
            )
    return frozenset(names)


def _allow_list(section: Mapping[str, object], key: str) -> AllowList:
    texts = _texts(section, key)
    parsed = [_entry(text) for text in texts]
    if None in parsed:
        _refuse(f"{key} in [netdash] has “{texts[parsed.index(None)]}”, which is neither an address nor a domain")
    entries = [entry for entry in parsed if entry]
    if public := PUBLIC_DOMAINS.intersection(entries):
        _refuse(f"{key} in [netdash] has {min(public)}, where anybody gets an address; list each person's own")
    return AllowList(
        frozenset(entry for entry in entries if "@" in entry), frozenset(entry for entry in entries if "@" not in entry)
    )


_GUIDE_PLACEHOLDER = re.compile(r"…|//NAME\.|THE-DIRECTORY|the Application \(client\) ID|the secret's value")
"""What the hosting guide's example secrets have where one's own values go."""


@lru_cache(10_000)  # the lists are read on every run
def _entry(text: str) -> str | None:
    """Return an address, or a domain without its @."""
    address, domain = address_of(text), _DOMAIN_ENTRY.fullmatch(text.lower()) if text.isascii() else None
    return address or (domain[1] if domain else None)


def _is_sign_in_required(section: Mapping[str, object]) -> bool:
    """Tell whether people have to sign in; a folder of secrets can only say it as text."""
    match section.get(SIGN_IN_KEY, True):
        case True | "true":
            return True
        case False | "false":
            return False
    return _refuse("sign_in in [netdash] is neither true nor false")


def _section(secrets: Mapping[str, object], name: str) -> Mapping[str, object]:
    section = secrets.get(name, {})
    return section if isinstance(section, Mapping) else _refuse(f"{name} in the secrets is not a section [{name}]")


def _texts(section: Mapping[str, object], key: str) -> list[str]:
    texts = section.get(key, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        _refuse(f'{key} in [netdash] is not a list of texts, such as ["ann@example.com"]')
    return [text.strip() for text in texts]


def _text(section: Mapping[str, object], key: str, place: str) -> str:
    text = section.get(key)
    if not isinstance(text, str) or not text.strip():
        _refuse(f"{key} is missing in {place}")
    if _GUIDE_PLACEHOLDER.search(text):
        _refuse(f"{key} in {place} is still what the guide says there; put your own in")
    return text


def _refuse(reason: str) -> NoReturn:
    raise SettingsError(
        f"Signing in is not set up right, so nobody is let in. Whoever deploys netdash: in the secrets, {reason}."
    )


_PLAIN_URL = re.compile(r"https?://(?P<host>[a-z0-9.-]+)(?::[0-9]+)?(?:/(?P<path>[a-z0-9._~/-]*))?(?:\?.*)?", re.ASCII)
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_TENANT_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}", re.ASCII)

_PERSONAL_TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad"
"""The tenant of all personal Microsoft accounts."""


def is_single_tenant(metadata_url: str) -> bool:
    """Tell whether a provider's address lets in one organisation alone; at Microsoft it must name a tenant.

    At Microsoft's other addresses (common, organizations, consumers, live.com, and other spellings of these) any
    tenant's administrator can choose the e-mail addresses that they then vouch for.
    """
    url = _PLAIN_URL.fullmatch(metadata_url.lower())
    if url is None or ".." in metadata_url:
        return False
    host, tenant = url["host"].rstrip("."), (url["path"] or "").partition("/")[0]
    if host == "live.com" or host.endswith(".live.com"):
        return False
    if "microsoft" not in host and not host.endswith("windows.net"):
        return True
    return tenant != _PERSONAL_TENANT and bool(_GUID.fullmatch(tenant) or _TENANT_DOMAIN.fullmatch(tenant))


PUBLIC_DOMAINS = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "outlook.de", "hotmail.com", "hotmail.co.uk", "hotmail.de",
    "hotmail.fr", "live.com", "live.de", "msn.com", "yahoo.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "ymail.com",
    "icloud.com", "me.com", "mac.com", "aol.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "gmx.com",
    "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de", "posteo.de", "mail.com", "mail.ru", "yandex.com",
    "yandex.ru", "zoho.com", "fastmail.com", "hey.com", "tuta.com", "tutanota.com", "qq.com", "163.com", "126.com",
    "orange.fr", "free.fr", "laposte.net", "libero.it", "wp.pl", "bluewin.ch",
})  # fmt: skip
