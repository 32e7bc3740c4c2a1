"""The address of a database, taken apart."""

from __future__ import annotations

import re
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from netdash.errors import StoreUnreachableError
from netdash.store.postgres import errors


def parsed(url: str) -> dict[str, Any]:
    """Take an address apart, and refuse one whose password would spill into what is shown."""
    try:
        found = conninfo_to_dict(url)
    except psycopg.Error:
        raise StoreUnreachableError(errors.MALFORMED) from None
    shown = [str(found.get(name) or "") for name in ("host", "dbname")]
    if any("@" in part for part in shown) or not re.fullmatch("[0-9,]*", str(found.get("port") or "")):
        raise StoreUnreachableError(errors.MALFORMED)
    return dict(found)
