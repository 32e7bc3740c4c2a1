"""The text of a workspace file: JSON as stock TinyDB reads it, with one record a line."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from typing import Any

import orjson

from netdash.records import BY_TABLE
from netdash.store.documents import LayoutError, StoredDocument, Tables, load, unique_object
from netdash.store.migrations import SCHEMA, RawTables, migrate
from netdash.store.snapshot import MARK


def with_mark(tables: Tables) -> Tables:
    """Return the tables with the mark of a netdash file and its schema; whatever else the mark has stays."""
    about = tables.get(MARK, {})
    file: dict[str, Any] = about.get("file", {})
    if file.get("schema") == SCHEMA:
        return tables
    return {**tables, MARK: {**about, "file": load(MARK, "file", {**file, "schema": SCHEMA})}}


def render(tables: Tables) -> bytes:
    """Return the text of a file: the mark, the kinds in their order, then tables netdash does not know."""
    order = dict.fromkeys((MARK, *BY_TABLE, *tables))
    lines: list[bytes] = []
    for name in order:
        if name in tables:
            rows = [document.line for document in tables[name].values()] or [b""]
            rows[0] = b"%b:{\n%b" % (orjson.dumps(name), rows[0])
            rows[-1] += b"\n}"
            lines += rows
    # The brackets are joined to lines, so that a large text is copied only once.
    lines[0] = b"{\n" + lines[0]
    lines[-1] += b"\n}\n"
    return b",\n".join(lines)


def parse(text: bytes, before: Tables) -> tuple[Tables, int]:
    """Read a whole text, reusing equal documents of `before`; return the tables and the schema of the file.

    A blank text or an empty object gives no tables, not even the mark that netdash always writes. Raises LayoutError
    where it cannot be read whole.
    """
    text = text.removeprefix(BOM_UTF8)
    raw = _check_shape(_loads(text)) if text.strip() else {}
    if not raw:
        return {}, SCHEMA
    schema = _schema(raw)
    tables = with_mark(_documents(migrate(raw, schema), before))
    # Only texts that netdash did not write may hold duplicates or numbers out of range, and need the slow check.
    if render(tables) != text:
        _check_whole(text, raw)
    return tables, schema


def _loads(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        try:
            text.decode("utf-8")
        except UnicodeDecodeError:
            raise LayoutError("it is not UTF-8 text") from error
        raise LayoutError(f"it is not complete JSON (line {error.lineno}: {error.msg})") from error


def _check_shape(raw: Any) -> RawTables:
    if not isinstance(raw, dict):
        raise LayoutError("it does not hold a netdash workspace")
    if raw and MARK not in raw:
        raise LayoutError("it belongs to another program: it does not say that netdash wrote it")
    for name, table in raw.items():
        if not isinstance(table, dict) or not all(isinstance(fields, dict) for fields in table.values()):
            raise LayoutError(f"its part “{name}” does not have the shape of a netdash file")
    return raw


def _schema(raw: RawTables) -> int:
    schema = raw[MARK].get("file", {}).get("schema")
    if type(schema) is not int or schema < 1:  # bool is an int, too
        raise LayoutError("it does not say which version of netdash wrote it")
    if schema > SCHEMA:
        raise LayoutError("a newer version of netdash wrote it, so update netdash to open it")
    return schema


def _documents(raw: RawTables, before: Tables) -> Tables:
    tables: Tables = {}
    for name, table in raw.items():
        old = before.get(name, {})
        tables[name] = {id: _document(name, id, fields, old.get(id)) for id, fields in table.items()}
    return tables


def _document(table: str, id: str, fields: dict[str, Any], old: StoredDocument | None) -> StoredDocument:
    # Equal dicts may differ in the order of fields, which is part of the line.
    if old is not None and old == fields and list(old) == list(fields):
        return old
    return load(table, id, fields)


def _check_whole(text: bytes, raw: RawTables) -> None:
    try:
        exact = json.loads(text, object_pairs_hook=unique_object)
    except LayoutError:
        raise
    except (ValueError, RecursionError) as error:
        raise LayoutError("it holds something that netdash cannot keep exactly") from error
    if exact != raw:
        raise LayoutError("it holds a number that netdash cannot keep exactly")
