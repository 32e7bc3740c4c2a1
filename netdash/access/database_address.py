"""The address of the database that keeps workspaces, where the deployer names one."""

from __future__ import annotations

from collections.abc import Mapping

from netdash.errors import SettingsError

VARIABLE, SECRET = "NETDASH_DATABASE_URL", "database_url"


def read(environ: Mapping[str, str], secrets: Mapping[str, object]) -> str | None:
    """Return the address in the environment, else in the secrets under [netdash], else None.

    Raises SettingsError at one that is no address; a misspelled one must not lead to files that do not last.
    """
    section = secrets.get("netdash")
    said = section.get(SECRET) if isinstance(section, Mapping) else None
    url = environ.get(VARIABLE) or said
    if url is None:
        return None
    if isinstance(url, str) and url.startswith(("postgresql://", "postgres://")) and "…" not in url:
        return url
    # Without the value, which holds a password.
    raise SettingsError(
        f"{VARIABLE}, or {SECRET} under [netdash] in the secrets, is not the address of a PostgreSQL "
        "database, so nobody is let in. Mend it (postgresql://user:password@host/name), or leave it out."
    )
