"""JSON of which nothing is lost in reading: no key twice, no number that the store cannot write again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import isfinite

from pydantic import JsonValue

DEEPEST = 200
"""How many lists and objects may lie in one another; orjson and pydantic write no more than some 250."""


def loads(content: bytes) -> JsonValue:
    """Return what JSON in UTF-8 says. Raises ValueError where it would not come back the same."""
    try:
        found: JsonValue = _DECODER.decode(content.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("it nests too deep") from error
    level = [found]
    for _ in range(DEEPEST):
        if not (level := [inner for one in level if one for inner in _inside(one)]):
            return found
    raise ValueError("it nests too deep")


def _inside(value: JsonValue) -> Iterable[JsonValue]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _once(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _whole(digits: str) -> int:
    number = int(digits)
    if not -(2**63) <= number < 2**64:
        raise ValueError("the store cannot write so large a number")
    return number


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError("JSON has finite numbers only")
    return number


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_int=_whole, parse_float=_finite, parse_constant=_finite)
