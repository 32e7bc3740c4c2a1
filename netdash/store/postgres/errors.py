"""Errors of PostgreSQL and its network: whether to try again, and the sentence for a person.

No sentence repeats the error itself, which may have addresses, names, or part of a mistyped password in it.
"""

from __future__ import annotations

import re

from psycopg import Error, InterfaceError, OperationalError, errors

from netdash.errors import StoreBusyError, StoreError, StoreUnreachableError, StoreWriteError

_LOST = re.compile("08...|57P0[1-5]|25P0[34]|40003")
"""Connection failures, a server that stops or starts, a session that timed out, an unknown outcome."""

_REFUSED = {
    "53100": "the database's disk is full",
    "53200": "the database has no memory left",
    "25006": "the database can only be read at the moment",
    "42501": "the database does not allow netdash's user to do this",
    "42P01": "netdash's tables are missing in the database",
    "42703": "netdash's tables in the database have another form than this version of netdash needs",
    "3F000": "the database has no schema in which netdash's user may make tables",
}
_DEPLOYER = "Whoever runs this netdash has to look at its database address (database_url)."
_SILENT = "The database does not answer at the moment, so nothing was saved. Try again in a minute."
_NOT_LET_IN = f"The database does not let netdash in. {_DEPLOYER}"
_ENCRYPTION = "netdash and its database could not agree on an encrypted connection"
_IPV6_ALONE = (
    "The database has an IPv6 address alone, and that cannot be reached from here: use the address of its pooler, or "
    f"another one over IPv4. {_DEPLOYER}"
)
_UNREACHABLE = (
    ("the database system is|server closed the connection unexpectedly", _SILENT),
    ("couldn.?t connect to compute|control plane|query_wait_timeout|closed unexpectedly|SSL.*(EOF|reset)", _SILENT),
    (
        "tenant.* not found|endpoint could not be found|endpoint id is not specified|no such user"
        "|missing cluster identifier|cluster .*not found",
        "The database’s host does not know the address or the user name, or has paused the database: either is wrong "
        f"or has to be started there. {_DEPLOYER}",
    ),
    (
        "exceeded .*quota|(endpoint|project|database|branch|service).* (disabled|paused|suspended|archived)",
        "The database’s host has stopped the database, which is paused or has used up what its plan allows. "
        "Whoever runs this netdash has to start it there.",
    ),
    (
        "allow.?list|IP address .*not allowed|not allowed to connect",
        "The database lets nobody in from where netdash runs. Whoever runs this netdash has to allow it there.",
    ),
    (
        "password|authentication fail|circuit.?breaker|role .* does not exist|pg_hba.*(SSL on|SSL encryption)",
        _NOT_LET_IN,
    ),
    (
        "pg_hba.conf entry.*(SSL off|no encryption)|SSL(/TLS)?( connection)? (is )?required|connection is insecure",
        f"The database asks for an encrypted connection: add sslmode=require to its address. {_DEPLOYER}",
    ),
    ("no pg_hba.conf entry", _NOT_LET_IN),
    (
        "database .* does not exist|no such database",
        f"The database that netdash was told to use does not exist. {_DEPLOYER}",
    ),
    (
        "unsupported startup parameter",
        f"The database’s pooler does not take a setting that its address asks for (options). {_DEPLOYER}",
    ),
    (
        "response to (SSL|GSSAPI|GSS)|expected authentication request|invalid length of startup packet",
        f"What answers at the database’s address is no PostgreSQL: its host or port is wrong. {_DEPLOYER}",
    ),
    (
        "root certificate file .*does not exist",
        f"{_ENCRYPTION}: the file that sslrootcert names is not there. {_DEPLOYER}",
    ),
    (
        "does not match host name",
        f"{_ENCRYPTION}: the certificate there is for another name than the address says. {_DEPLOYER}",
    ),
    ("weak sslmode", f"{_ENCRYPTION}: sslrootcert=system goes with sslmode=verify-full alone. {_DEPLOYER}"),
    (
        "certificate verify failed",
        f"{_ENCRYPTION}: nobody whom the address trusts has signed the certificate there. Name the file of its "
        f"provider’s authority as sslrootcert. {_DEPLOYER}",
    ),
    ("SSL|TLS|certificate|encrypt", f"{_ENCRYPTION}. {_DEPLOYER}"),
    # A server's own message follows a severity and two spaces, whatever its language.
    (r"\w ?:  \S", f"The database answers, but it does not let netdash in. {_DEPLOYER}"),
    ("temporary failure in name resolution|connection refused|time(d )?.?out", _SILENT),
    (
        "could not translate host name|failed to resolve|name or service not known",
        "The database’s address leads nowhere: it is misspelled, is known only inside its host’s own network, or its "
        f"database is gone. {_DEPLOYER}",
    ),
)
"""Patterns in the message of a failed connection, which has no code, and the sentence for each; the first match counts.

Besides PostgreSQL's own messages they are those of the proxies of Supabase, Neon, Render, Railway, Fly and Aiven, of
PgBouncer and of CockroachDB. Where several addresses were tried, a message of one counts before the silence of another.
"""
_CROWD = re.compile(
    "too many (database )?(clients|connection)|remaining connection slots|max_client_conn|max ?clients?.* reached"
    "|no more connections allowed|acquire permit|check ?out .*from the pool",
    re.IGNORECASE,
)
_NO_ROUTE = re.compile(
    "network is unreachable|no route to host|cannot assign requested address|address family not supported"
    "|unreachable (network|host)",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(r"""(?:at "|hostaddr: '|\()([0-9a-f.:]+)["')]""", re.IGNORECASE)
"""The addresses that the message of a failed connection names."""
_QUOTED = re.compile(r'"[^"\n]*"|\b(host|port|hostaddr):? \'[^\'\n]*\'')
"""What the message of a failed connection quotes: addresses, paths, users and databases, of any name at all."""
LOCKED = (
    "Another save, or another program, holds this workspace in the database locked, so nothing was saved. "
    "Try again in a minute."
)
_SLOW = "The database took too long and was stopped, so nothing was saved. Try again in a minute."
CROWDED = "Too many people use the database at this moment, so nothing was saved. Try again in a minute."
_BUSY = {
    **dict.fromkeys(("55P03", "40001", "40P01"), LOCKED),  # a lock, others who were first again and again, a deadlock
    "57014": _SLOW,
    "53300": CROWDED,
}
MALFORMED = (
    "The address of the database (database_url) cannot be read. It has the form postgresql://user:password@host/name; "
    "characters such as @ : / ? # in the password are written as %40 %3A %2F %3F %23."
)


def is_lost(error: Error) -> bool:
    """Tell whether the connection was lost, so that a commit may or may not have been carried out."""
    if error.sqlstate is None:
        return isinstance(error, (OperationalError, InterfaceError))
    return _LOST.fullmatch(error.sqlstate) is not None


def is_conflict(error: Error) -> bool:
    """Tell whether the database rolled everything back because others wrote the same rows."""
    return isinstance(error, (errors.SerializationFailure, errors.DeadlockDetected))


def refusal(error: Error) -> StoreError:
    """Return the error to raise where the database saved nothing."""
    state = error.sqlstate or ""
    if state in _BUSY:
        return StoreBusyError(_BUSY[state])
    if is_lost(error):
        return StoreUnreachableError(_SILENT)
    reason = _REFUSED.get(state, f"the database refused it (its code is {state or 'unknown'})")
    return StoreWriteError(f"netdash could not go on, because {reason}. Nothing was changed.")


def connection_error(error: Error) -> StoreError:
    """Return the error to raise where no connection could be made."""
    message = _QUOTED.sub('""', str(error))
    if _CROWD.search(message):
        return StoreBusyError(CROWDED)
    if _NO_ROUTE.search(message) and _is_ipv6_alone(str(error)):
        return StoreUnreachableError(_IPV6_ALONE)
    matches = (sentence for pattern, sentence in _UNREACHABLE if re.search(pattern, message, re.IGNORECASE))
    return StoreUnreachableError(next(matches, _SILENT))


def _is_ipv6_alone(message: str) -> bool:
    addresses = _ADDRESSES.findall(message)
    return bool(addresses) and all(":" in address for address in addresses)
