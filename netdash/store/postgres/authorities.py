"""This machine's certificate authorities, for `sslrootcert=system` in a database's address.

psycopg's binary wheels bring an OpenSSL of their own that looks for them in a folder that no machine has
(/usr/lib/psycopg-openssl); it has to be told where Python's OpenSSL looks.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from psycopg import pq

MISSING = (
    "sslrootcert=system in the database’s address means the certificate authorities of this machine, and none are "
    "found here. Name a file with them instead (sslrootcert=/etc/ssl/certs/ca-certificates.crt on Debian, else the one "
    "that `python -m certifi` prints), or that of your provider’s own authority."
)


def set_paths(parameters: Mapping[str, Any]) -> None:
    """Tell psycopg's own OpenSSL where the authorities are, where the address asks for them."""
    if not _are_required(parameters):
        return
    paths = ssl.get_default_verify_paths()
    for variable, path in ((paths.openssl_cafile_env, paths.cafile), (paths.openssl_capath_env, paths.capath)):
        if path is not None:
            os.environ.setdefault(variable, path)


def are_missing(parameters: Mapping[str, Any]) -> bool:
    """Tell whether the address asks for the machine's authorities and none are found."""
    paths = ssl.get_default_verify_paths()
    has_any = paths.cafile or (paths.capath and any(Path(paths.capath).iterdir()))
    return _are_required(parameters) and not has_any


def _are_required(parameters: Mapping[str, Any]) -> bool:
    return (parameters.get("sslrootcert") or os.environ.get("PGSSLROOTCERT")) == "system" and pq.__impl__ == "binary"
