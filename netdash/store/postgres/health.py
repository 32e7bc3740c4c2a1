"""Checks of the database: whether netdash can connect and write, encryption, and the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address

from netdash.errors import StoreError
from netdash.store.documents import StoredDocument
from netdash.store.health import Finding, of_clocks
from netdash.store.postgres import authorities, connection, statements, transactions
from netdash.store.postgres.connection import Database
from netdash.store.postgres.rows import NOT_LOADED
from netdash.store.postgres.schema import Link

PROBE = "(doctor)"
"""The workspace of a write that is rolled back; no member's name is ever written with brackets."""


def of_database(url: str) -> Iterator[Finding]:
    """Yield the findings about the database at an address."""
    try:
        database = Database(url)
    except StoreError as error:
        yield Finding(error.sentence)
        return
    if authorities.are_missing(connection.parse_address(url)):
        yield Finding(authorities.MISSING)
    try:
        yield from database.ask(_examine)
        link, _ = database.start(_write_probe)
        database.give_back(link)  # which rolls the probe back
    except StoreError as error:
        yield Finding(error.sentence)
    finally:
        database.close()


def _write_probe(link: Link) -> None:
    """Write a row into both tables, in a transaction that stays open."""
    transaction = transactions.begin(link, PROBE, NOT_LOADED)
    transactions.save(transaction, {"probes": {PROBE: StoredDocument({}, b"", None)}}, "")


def _examine(link: Link) -> list[Finding]:
    ours = datetime.now(UTC)
    (theirs,) = link.execute(statements.CLOCK).fetchone() or (ours,)
    (encoding,) = link.execute(statements.ENCODING).fetchone() or ("",)
    info = link.info
    findings = [Finding(f"It is “{info.dbname}” on {info.host or 'this machine'}.", wrong=False)]
    findings += of_clocks(ours, theirs, "The database’s clock")
    if encoding.upper() not in ("UTF8", "UTF-8"):
        findings.append(
            Finding(f"The database keeps text as {encoding}: make one with ENCODING 'UTF8' and move there.")
        )
    return [*findings, *_of_encryption(link)]


def _of_encryption(link: Link) -> Iterator[Finding]:
    info = link.info
    if _is_on_this_machine(info.host):
        return
    if not link.pgconn.ssl_in_use:
        yield Finding(
            "What goes to the database on another machine is not encrypted: add sslmode=verify-full to its address."
        )
    elif info.get_parameters().get("sslmode") not in ("verify-full", "verify-ca"):
        yield Finding(
            "What goes to the database is encrypted, but whose database it is goes unchecked: "
            "add sslmode=verify-full to its address where its certificate allows it.",
            wrong=False,
        )


def _is_on_this_machine(host: str) -> bool:
    try:
        return not host or host.startswith(("/", "@")) or host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
