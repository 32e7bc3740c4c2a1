"""The identities of sample records: the same whenever they are loaded."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5


def sample_id(kind: str, nick: str) -> str:
    """Derive the id of a sample record from its kind and its name in the sample file."""
    return uuid5(NAMESPACE_URL, f"netdash:sample:{kind}:{nick}").hex
