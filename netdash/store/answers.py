"""What PostgreSQL and its network answered: whether to try again, and else a sentence for a person.

No sentence repeats the answer itself, which may hold addresses, names, or part of a mistyped password.
"""

from __future__ import annotations

import re

from psycopg import Error, InterfaceError, OperationalError, errors

from netdash.errors import StoreBusyError, StoreError, StoreUnreachableError, StoreWriteError

_LOST = re.compile("08...|57P0[1-5]|25P0[34]|40003")
"""Connection failures, a server that stops or starts, a session ended for its length, an end that is not known."""

_REFUSED = {
    "53100": "the database's disk is full",
    "53200": "the database has no memory left",
    "25006": "the database can only be read at the moment",
    "42501": "the database does not allow netdash's user to do this",
    "42P01": "netdash's tables are missing in the database",
    "42703": "netdash's tables in the database have another form than this version of netdash needs",
    "3F000": "the database has no schema in which netdash's user may make tables",
}
_HELD_UP = {"55P03", "40001", "40P01"}
"""A lock waited for too long, others who were first again and again, two who waited for each other."""
_TOO_LONG = "57014"
_NO_ROOM = "53300"

_DEPLOYER = "Whoever runs this netdash has to look at its database address (database_url)."
_SILENT = "The database does not answer at the moment, so nothing was saved. Try again in a minute."
_UNREACHABLE = (
    ("the database system is|server closed the connection unexpectedly", _SILENT),
    ("password|no pg_hba.conf entry|role .* does not exist", f"The database does not let netdash in. {_DEPLOYER}"),
    ("database .* does not exist", f"The database that netdash was told to use does not exist. {_DEPLOYER}"),
    (
        "could not translate host name|failed to resolve|name or service not known",
        f"The database's address leads nowhere. {_DEPLOYER}",
    ),
    (
        "SSL|TLS|certificate|encrypt",
        f"netdash and its database could not agree on an encrypted connection. {_DEPLOYER}",
    ),
    # A server's own words follow a severity and two spaces, in whatever language it was told to speak.
    (r"\w ?:  \S", f"The database answers, but it does not let netdash in. {_DEPLOYER}"),
)
"""What is found in the words of a failed connection, which has no code, and the sentence for it; the first counts."""
_NAMES = re.compile(r'"[^"\n]*"|\b(host|port|hostaddr):? \'[^\'\n]*\'')
"""What the words of a failed connection quote: addresses, paths, users and databases, named after anything at all."""
_LOCKED = (
    "Another save, or another program, holds this workspace in the database locked, so nothing was saved. "
    "Try again in a minute."
)
_SLOW = "The database took too long and was stopped, so nothing was saved. Try again in a minute."
_CROWDED = "Too many people use the database at this moment, so nothing was saved. Try again in a minute."
MALFORMED = (
    "The address of the database (database_url) cannot be read. It has the form postgresql://user:password@host/name; "
    "characters such as @ : / ? # in the password are written as %40 %3A %2F %3F %23."
)


def lost(error: Error) -> bool:
    """Tell whether the connection broke, so that a commit may or may not have been carried out."""
    if error.sqlstate is None:
        return isinstance(error, (OperationalError, InterfaceError))
    return _LOST.fullmatch(error.sqlstate) is not None


def came_second(error: Error) -> bool:
    """Tell whether the database took everything back because others were at the same rows."""
    return isinstance(error, (errors.SerializationFailure, errors.DeadlockDetected))


def refusal(error: Error) -> StoreError:
    """Return the error to raise for an answer after which nothing was saved."""
    state = error.sqlstate or ""
    if state in _HELD_UP:
        return locked()
    if state == _TOO_LONG:
        return StoreBusyError(_SLOW)
    if state == _NO_ROOM:
        return crowded()
    if lost(error):
        return StoreUnreachableError(_SILENT)
    reason = _REFUSED.get(state, f"the database refused it (its code is {state or 'unknown'})")
    return StoreWriteError(f"netdash could not go on, because {reason}. Nothing was changed.")


def no_connection(error: Error) -> StoreError:
    """Return the error to raise where no connection could be made."""
    said = _NAMES.sub('""', str(error))
    if re.search("too many (clients|connections)|remaining connection slots|max_client_conn", said, re.IGNORECASE):
        return crowded()
    found = (sentence for pattern, sentence in _UNREACHABLE if re.search(pattern, said, re.IGNORECASE))
    return StoreUnreachableError(next(found, _SILENT))


def crowded() -> StoreBusyError:
    """Return the error to raise where no connection is left."""
    return StoreBusyError(_CROWDED)


def locked() -> StoreBusyError:
    """Return the error to raise where others were at the same workspace for too long."""
    return StoreBusyError(_LOCKED)
