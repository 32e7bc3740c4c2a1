"""All SQL statements, in one place, so that a test can read them all.

They keep to what Citus, YugabyteDB, CockroachDB and PgBouncer in transaction mode support: each names the workspace
first, and none needs a session.
"""

from __future__ import annotations

from typing import LiteralString

# --- tables, made and migrated once ---

MAKE_STEPS: LiteralString = "CREATE TABLE IF NOT EXISTS netdash_steps (one INT PRIMARY KEY, step INT NOT NULL)"
FIRST_STEP: LiteralString = "INSERT INTO netdash_steps (one, step) VALUES (1, 0) ON CONFLICT (one) DO NOTHING"
STEP: LiteralString = "SELECT step FROM netdash_steps WHERE one = 1"
LOCK_STEP: LiteralString = "SELECT step FROM netdash_steps WHERE one = 1 FOR UPDATE"
NEXT_STEP: LiteralString = "UPDATE netdash_steps SET step = %s WHERE one = 1"

MAKE_WORKSPACES: LiteralString = """
CREATE TABLE IF NOT EXISTS netdash_workspaces (
    workspace TEXT PRIMARY KEY,
    begun BIGINT NOT NULL,
    version BIGINT NOT NULL,
    schema INT NOT NULL,
    saves TEXT NOT NULL
)"""
"""One row a workspace, which is its lock. `version` counts saves up from `begun`, a random number, so that a workspace
that was erased and begun anew never passes for the old one. `schema` is that of the bodies; `saves` holds the marks of
the last saves, by which a save whose answer was lost is found again."""

MAKE_RECORDS: LiteralString = """
CREATE TABLE IF NOT EXISTS netdash_records (
    workspace TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    born BIGINT NOT NULL,
    place INT NOT NULL,
    body TEXT,
    PRIMARY KEY (workspace, kind, id)
)"""
"""One row a record: the versions of the workspace that last changed it and that first saved it (`born`), the place
within that save, and its JSON; without a body it is a tombstone."""

INDEX_RECORDS: LiteralString = (
    "CREATE INDEX IF NOT EXISTS netdash_records_by_version ON netdash_records (workspace, version)"
)

# --- all workspaces ---

NAMES: LiteralString = "SELECT workspace FROM netdash_workspaces ORDER BY workspace"

# --- the server itself ---

PING: LiteralString = "SELECT 1"
CLOCK: LiteralString = "SELECT CURRENT_TIMESTAMP"
ENCODING: LiteralString = "SHOW server_encoding"

# --- a workspace ---

STATE: LiteralString = "SELECT begun, version, schema, saves FROM netdash_workspaces WHERE workspace = %s"
LOCK: LiteralString = "SELECT begun, version, schema, saves FROM netdash_workspaces WHERE workspace = %s FOR UPDATE"
CHANGES: LiteralString = """
SELECT w.begun, w.version, w.schema, w.saves, r.kind, r.id, r.version, r.born, r.body
FROM netdash_workspaces w
LEFT JOIN netdash_records r ON r.workspace = w.workspace AND r.version > %s
WHERE w.workspace = %s
ORDER BY r.born, r.place"""
"""One statement, so that it reads one state although others save meanwhile."""

BEGIN: LiteralString = "BEGIN"
PATIENCE: LiteralString = "SET LOCAL lock_timeout = '30s'"
IDLE: LiteralString = "SET LOCAL idle_in_transaction_session_timeout = '60s'"
COMMIT: LiteralString = "COMMIT"
ROLLBACK: LiteralString = "ROLLBACK"

START: LiteralString = """
INSERT INTO netdash_workspaces (workspace, begun, version, schema, saves) VALUES (%s, %s, %s, %s, '')
ON CONFLICT (workspace) DO NOTHING"""
ADVANCE: LiteralString = "UPDATE netdash_workspaces SET version = %s, schema = %s, saves = %s WHERE workspace = %s"
ADD: LiteralString = """
INSERT INTO netdash_records (workspace, kind, id, version, born, place, body) VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (workspace, kind, id) DO UPDATE
SET version = excluded.version, born = excluded.born, place = excluded.place, body = excluded.body"""
CHANGE: LiteralString = """
UPDATE netdash_records SET version = %s, body = %s WHERE workspace = %s AND kind = %s AND id = %s"""
FORGET_RECORDS: LiteralString = "DELETE FROM netdash_records WHERE workspace = %s"
FORGET: LiteralString = "DELETE FROM netdash_workspaces WHERE workspace = %s"
