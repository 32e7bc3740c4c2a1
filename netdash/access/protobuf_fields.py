"""The numbers of a protobuf message's fields, without parsing what is in them.

A message is some megabytes where a form is large, and Streamlit parses it anyway.
"""

from __future__ import annotations

MOST_FIELDS = 16
_VARINT, _LENGTH, _FIXED = 0, 2, {1: 8, 5: 4}
_LONGEST_TAG = 2**32


def field_numbers(message: bytes) -> frozenset[int] | None:
    """Return the numbers of a message's fields; None where there are many, or it is none: then only a parser knows."""
    numbers, place = set[int](), 0
    try:
        for _ in range(MOST_FIELDS):
            if place == len(message):
                return frozenset(numbers)
            tag, place = _varint(message, place)
            place = _after(message, place, tag & 7)
            if tag >= _LONGEST_TAG or place > len(message):
                return None
            numbers.add(tag >> 3)
    except (IndexError, ValueError):
        return None
    return None


def _after(message: bytes, place: int, kind: int) -> int:
    """Return where the value at a place ends. Raises ValueError for a kind that nobody writes any more."""
    if kind == _VARINT:
        return _varint(message, place)[1]
    if kind == _LENGTH:
        length, place = _varint(message, place)
        return place + length
    if kind not in _FIXED:
        raise ValueError("groups are of the first protobuf")
    return place + _FIXED[kind]


def _varint(message: bytes, place: int) -> tuple[int, int]:
    """Return the number at a place, seven bits a byte, and where it ends. Raises ValueError where it does not."""
    number = 0
    for shift in range(0, 70, 7):
        byte = message[place]
        place += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number, place
    raise ValueError("no number is so long")
