"""Stored documents in their three forms: the fields, the line in the file, and the typed record."""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import isfinite
from typing import Any

import orjson
from pydantic import JsonValue, ValidationError

from netdash.errors import InvalidRecordError
from netdash.records import BY_TABLE, Record


class LayoutError(ValueError):
    """The file is not a workspace that can be read; the text says why, as the end of a sentence."""


class StoredDocument(dict[str, Any]):
    """What TinyDB keeps under an id. Never change it in place: other threads may be reading it."""

    __slots__ = ("line", "record")

    def __init__(self, fields: dict[str, JsonValue], line: bytes, record: Record | None) -> None:
        super().__init__(fields)
        self.line = line
        self.record = record


Tables = dict[str, dict[str, StoredDocument]]
"""Documents by id, by the name of their table: what TinyDB's storages read and write."""


def load(table: str, id: str, fields: dict[str, JsonValue]) -> StoredDocument:
    """Make a document of the fields in a file. Raises LayoutError where they are not a valid record."""
    kind = BY_TABLE.get(table)
    if kind is None:
        return StoredDocument(fields, _line(id, fields), None)
    try:
        record = kind.model_validate(fields)
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(str(part) for part in fault["loc"]) or "it"
        raise LayoutError(f"the {kind.noun} {id} in it is not right ({field}: {fault['msg']})") from error
    if record.id != id:
        raise LayoutError(f"the {kind.noun} {id} in it carries another id ({record.id})")
    return StoredDocument(fields, _line(id, fields), record)


def dump(record: Record) -> StoredDocument:
    """Make a document of a record. Raises InvalidRecordError where it could not be read back."""
    try:
        line = _line(record.id, record.model_dump(mode="json"))
        # Read back, so that the cache holds exactly what a restart would read.
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


MAX_DEPTH = 200
"""How deep lists and objects may be nested; orjson and pydantic write no more than some 250 levels."""


def loads(content: bytes) -> JsonValue:
    """Read JSON in UTF-8. Raises ValueError where it would not be written back the same."""
    try:
        value: JsonValue = _DECODER.decode(content.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("it nests too deep") from error
    level = [value]
    for _ in range(MAX_DEPTH):
        if not (level := [child for parent in level if parent for child in _children(parent)]):
            return value
    raise ValueError("it nests too deep")


def _children(value: JsonValue) -> Iterable[JsonValue]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def unique_object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    """Make a JSON object of its pairs. Raises LayoutError where a name occurs twice."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        names = [name for name, _ in pairs]
        duplicate = next(name for name in names if names.count(name) > 1)
        raise LayoutError(f"“{duplicate}” stands in it twice, and netdash does not choose between the two")
    return fields


def _integer(digits: str) -> int:
    number = int(digits)
    if not -(2**63) <= number < 2**64:
        raise ValueError("the store cannot write so large a number")
    return number


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError("JSON has finite numbers only")
    return number


_DECODER = json.JSONDecoder(
    object_pairs_hook=unique_object, parse_int=_integer, parse_float=_finite, parse_constant=_finite
)
