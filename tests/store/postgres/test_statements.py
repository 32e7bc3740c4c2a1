"""Every statement, read for what Citus, YugabyteDB, CockroachDB or PgBouncer in transaction mode cannot do."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from netdash.store.postgres import statements

STORE = Path(statements.__file__).parents[1]
ALL = {name: value for name, value in vars(statements).items() if name.isupper() and isinstance(value, str)}

FORBIDDEN = (
    r"SERIAL|SEQUENCE|NEXTVAL|GENERATED",
    r"LISTEN|NOTIFY",
    r"TRIGGER|FUNCTION|PROCEDURE|RULE|DO \$",
    r"ADVISORY|LOCK TABLE|SKIP LOCKED|NOWAIT",
    r"PREPARE|EXECUTE|DEALLOCATE|DECLARE|CURSOR|HOLD",
    r"TEMP|TEMPORARY|UNLOGGED|EXTENSION|TABLESPACE",
    r"FOREIGN KEY|REFERENCES|UNIQUE|EXCLUDE",
    r"SET(?! LOCAL| version| step)",
    r"RETURNING|MERGE|WITH|UNNEST|COPY|SAVEPOINT",
    r"JSONB?|BYTEA|UUID|HSTORE|ARRAY",
)
OF_A_WORKSPACE = re.compile(r"netdash_(workspaces|records)")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("forbidden", FORBIDDEN)
def test_a_statement_asks_for_nothing_that_a_distributed_engine_lacks(name: str, forbidden: str) -> None:
    assert not re.search(rf"\b({forbidden})\b", ALL[name])


@pytest.mark.parametrize("name", [name for name, text in ALL.items() if re.match(r"\s*(SELECT|UPDATE|DELETE)", text)])
def test_whatever_reads_or_changes_rows_names_one_workspace(name: str) -> None:
    """But for the one that asks which workspaces there are."""
    if OF_A_WORKSPACE.search(ALL[name]) and name != "NAMES":
        assert re.search(r"WHERE (w\.)?workspace = %s", ALL[name])


@pytest.mark.parametrize("name", [name for name, text in ALL.items() if "PRIMARY KEY" in text or "INDEX" in text])
def test_every_key_begins_with_the_workspace(name: str) -> None:
    if OF_A_WORKSPACE.search(ALL[name]):
        assert re.search(
            r"workspace TEXT PRIMARY KEY|PRIMARY KEY \(workspace,|ON netdash_records \(workspace,", ALL[name]
        )


@pytest.mark.parametrize("name", [name for name, text in ALL.items() if "JOIN" in text or "ON CONFLICT" in text])
def test_joins_and_conflicts_stay_within_one_workspace(name: str) -> None:
    if OF_A_WORKSPACE.search(ALL[name]):
        assert re.search(r"JOIN \S+ r ON r\.workspace = w\.workspace|ON CONFLICT \(workspace", ALL[name])


@pytest.mark.parametrize("path", sorted(STORE.rglob("*.py")), ids=lambda path: path.name)
def test_nothing_is_executed_that_does_not_stand_in_the_one_module(path: Path) -> None:
    """`statement` is a name that loops give to some of them; values travel beside, never inside."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in ("execute", "executemany") and path.stem != "tiny":
            first = ast.unparse(node.args[0])
            assert first == "statement" or re.fullmatch(r"statements\.[A-Z_]+", first)
            assert len(node.args) <= 2


def test_every_statement_is_used() -> None:
    used = "".join(path.read_text("utf-8") for path in STORE.rglob("*.py"))
    assert [name for name in ALL if f"statements.{name}" not in used] == []
