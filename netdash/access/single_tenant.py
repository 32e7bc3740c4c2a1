"""Whether a provider's address vouches for the accounts of one organisation, or of whichever comes."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"https?://(?P<host>[a-z0-9.-]+)(?::[0-9]+)?(?:/(?P<path>[a-z0-9._~/-]*))?(?:\?.*)?", re.ASCII)
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}", re.ASCII)

_ANYBODYS = "9188040d-6c67-4c5b-b112-36a304b66dad"
"""The tenant of all personal Microsoft accounts."""


def vouches_for_one(metadata_url: str) -> bool:
    """Tell whether an address is plain, and at Microsoft one that names a tenant: by its id, or by its domain.

    At Microsoft's other addresses (common, organizations, consumers, live.com, and each under other spellings)
    every tenant's administrator chooses the addresses that they then vouch for.
    """
    found = _PLAIN.fullmatch(metadata_url.lower())
    if found is None or ".." in metadata_url:
        return False
    host, tenant = found["host"].rstrip("."), (found["path"] or "").partition("/")[0]
    if host == "live.com" or host.endswith(".live.com"):
        return False
    if "microsoft" not in host and not host.endswith("windows.net"):
        return True
    return tenant != _ANYBODYS and bool(_GUID.fullmatch(tenant) or _DOMAIN.fullmatch(tenant))
