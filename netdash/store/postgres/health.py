"""A look at the database that keeps workspaces: whether netdash gets in and may write, encrypted, in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address

from netdash.errors import StoreError
from netdash.store.documents import StoredDocument
from netdash.store.health import Finding, of_clocks
from netdash.store.postgres import authorities, connection, statements, transactions
from netdash.store.postgres.connection import Database
from netdash.store.postgres.rows import UNKNOWN
from netdash.store.postgres.schema import Link

PROBE = "(doctor)"
"""The workspace that is begun and taken back; no member's name is ever written with brackets."""


def of_database(url: str) -> Iterator[Finding]:
    """Yield what is to be said about a database by its address."""
    try:
        database = Database(url)
    except StoreError as error:
        yield Finding(error.sentence)
        return
    if authorities.are_missing(connection.parsed(url)):
        yield Finding(authorities.MISSING)
    try:
        yield from database.ask(_asked)
        link, _ = database.began(_written)
        database.give_back(link)  # which takes the probe back
    except StoreError as error:
        yield Finding(error.sentence)
    finally:
        database.close()


def _written(link: Link) -> None:
    """Write a row into both tables, in a turn that is still open."""
    turn = transactions.begin(link, PROBE, UNKNOWN)
    transactions.save(turn, {"probes": {PROBE: StoredDocument({}, b"", None)}}, "")


def _asked(link: Link) -> list[Finding]:
    asked_at = datetime.now(UTC)
    (now,) = link.execute(statements.CLOCK).fetchone() or (asked_at,)
    (encoding,) = link.execute(statements.ENCODING).fetchone() or ("",)
    info = link.info
    found = [Finding(f"It is “{info.dbname}” on {info.host or 'this machine'}.", wrong=False)]
    found += of_clocks(asked_at, now, "The database’s clock")
    if encoding.upper() not in ("UTF8", "UTF-8"):
        found.append(Finding(f"The database keeps text as {encoding}: make one with ENCODING 'UTF8' and move there."))
    return [*found, *_of_the_way(link)]


def _of_the_way(link: Link) -> Iterator[Finding]:
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
