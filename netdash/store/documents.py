"""One stored document in its three forms: the fields, the line in the file, and the typed record."""

from __future__ import annotations

from typing import Any

import orjson
from pydantic import JsonValue, ValidationError

from netdash.errors import InvalidRecordError
from netdash.records import BY_TABLE, Record


class LayoutError(ValueError):
    """What is in the file is no workspace; the text says why, as the end of a sentence."""


class StoredDocument(dict[str, Any]):
    """What TinyDB keeps under one id. Never changed in place: other threads may be reading it."""

    __slots__ = ("line", "record")

    def __init__(self, fields: dict[str, JsonValue], line: bytes, record: Record | None) -> None:
        super().__init__(fields)
        self.line = line
        self.record = record


Tables = dict[str, dict[str, StoredDocument]]
"""Documents by id, by the name of their table: what TinyDB's storages read and write."""


def load(table: str, id: str, fields: dict[str, JsonValue]) -> StoredDocument:
    """Make a document of what a file holds. Raises LayoutError where its record is refused."""
    kind = BY_TABLE.get(table)
    if kind is None:
        return StoredDocument(fields, _line(id, fields), None)
    try:
        record = kind.model_validate(fields)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"]) or "it"
        raise LayoutError(f"the {kind.noun} {id} in it is not right ({where}: {fault['msg']})") from error
    if record.id != id:
        raise LayoutError(f"the {kind.noun} {id} in it carries another id ({record.id})")
    return StoredDocument(fields, _line(id, fields), record)


def dump(record: Record) -> StoredDocument:
    """Make a document of a record. Raises InvalidRecordError where it could not be read back."""
    try:
        line = _line(record.id, record.model_dump(mode="json"))
        # Read back what was written, so that what is cached is what a restart would find.
        fields = orjson.loads(b"{%b}" % line)[record.id]
        return StoredDocument(fields, line, type(record).model_validate(fields))
    except ValidationError as error:
        raise InvalidRecordError.from_pydantic(error) from error
    except orjson.JSONEncodeError as error:
        raise InvalidRecordError(
            f"This {record.noun} holds something that cannot be written down ({error})."
        ) from error


def _line(id: str, fields: dict[str, JsonValue]) -> bytes:
    return b"%b:%b" % (orjson.dumps(id), orjson.dumps(fields))
