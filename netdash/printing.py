"""How large the type of a printed conversation may be, and how much room there is to write, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from unicodedata import east_asian_width

SIZES = (10, 9, 8, 7)
"""The sizes of type, in points: the largest one in which everything fits one page."""

LONGER = 9
"""The size for what takes a second page anyway: nobody reads smaller type across a table."""

PAGE_PT = 720
"""The height of print on the shorter paper, Letter, in points."""

LETTERS_PT = 380
"""How many letters fit a line of the narrower column, times the size of their type in points."""

QUESTION_PT = 400
"""The same for the wider column, where the questions stand in bold, beside their numbers."""

WIDE, CAPITAL = 2.1, 1.45
"""How many letters wide a letter is of a script without capitals or spaces (Chinese, Japanese), and a capital."""

LINE = 1.3
"""How high a line is, in sizes of its type."""

HEADING = 1.5
"""How many lines a heading takes with the room around it."""

FRAME = 5
"""How many lines the title, the rule below the facts and the last line take."""

ROOM_MM = 225
"""What a page of the shorter paper, Letter, has for the facts and the questions, in millimetres."""

LINE_MM = 5
"""What a line of a question or a fact takes."""


def points(beside: Sequence[tuple[str, str]], questions: Sequence[str], facts: int, slots: int) -> int:
    """Return the largest size of type in which both columns fit the page, with no room to write if need be."""

    def fits(size: int) -> bool:
        said = sum(HEADING + _lines(text, LETTERS_PT // size) for _, text in beside)
        asked = sum(_lines(text, QUESTION_PT // size) for text in questions)
        return (FRAME + HEADING + facts + max(slots + said, asked)) * LINE * size <= PAGE_PT

    return next((one for one in SIZES if fits(one)), LONGER)


def room(questions: Sequence[str], facts: int, points: int) -> int:
    """Return the room to write below each question, in millimetres, so that all of them fit the page."""
    line_mm = LINE_MM * points / SIZES[0]
    said = sum(_lines(text, LETTERS_PT // points) for text in questions) * line_mm
    return max(0, min(26, int((ROOM_MM - said - facts * line_mm) // max(1, len(questions)))))


def _lines(text: str, letters: int) -> int:
    return sum(max(1, ceil(_width(line) / letters)) for line in text.splitlines())


def _width(line: str) -> float:
    """Return how many small letters of type a line is as wide as."""
    wide = sum(east_asian_width(letter) in "WF" for letter in line)
    capitals = sum(letter.isupper() for letter in line)
    return len(line) + wide * (WIDE - 1) + capitals * (CAPITAL - 1)
