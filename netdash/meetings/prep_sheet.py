"""A conversation on one page, to print or to read on a phone beside the call: one HTML file, all in itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

from netdash import printing
from netdash.meetings import meetings, preparation
from netdash.meetings.agenda import Slot, clock_words, minutes_words, per_question
from netdash.meetings.meetings import KIND_WORDS
from netdash.pitch.parts import PARTS
from netdash.records import Meeting, Wording

SIZES = (10, 9, 8, 7)
"""The type sizes to choose from, in points; the largest with which everything fits one page is used."""

LONGER = 9
"""The type size for a sheet that needs a second page anyway: smaller type is hard to read across a table."""

PAGE_PT = 720
"""The printable height of the shorter paper, Letter, in points."""

LETTERS_PT = 380
"""How many letters fit a line of the narrower column, times the type size in points."""

QUESTION_PT = 400
"""The same for the wider column, with the numbered questions in bold."""

WIDE, CAPITAL = 2.1, 1.45
"""The width of a Chinese or Japanese letter, and of a capital, in small letters."""

LINE = 1.3
"""The height of a line, in type sizes."""

HEADING = 1.5
"""How many lines a heading takes with the space around it."""

FRAME = 5
"""How many lines the title, the rule below the facts and the footer take."""

ROOM_MM = 225
"""The height for the facts and the questions on the shorter paper, Letter, in millimetres."""

LINE_MM = 5
"""The height of a line of a question or a fact at the largest type size, in millimetres."""


@dataclass(frozen=True)
class Sheet:
    """What a prep sheet says besides the meeting: the names in one line, and a line on each person with position.

    `pitch` is the current wording of the chosen pitch, None if none is chosen; `questions` are texts in asking order.
    """

    names: str
    people: Sequence[str]
    pitch: Wording | None
    questions: Sequence[str]
    agenda: tuple[Slot, ...]


def export(meeting: Meeting, sheet: Sheet, zone: ZoneInfo) -> str:
    """Return the prep sheet as HTML, with the time in the member's zone and in that of the people met."""
    sections = tuple(_sections(meeting, sheet))
    facts = tuple(_facts(meeting, sheet, zone))
    points = _points(sections, sheet.questions, len(facts), len(sheet.agenda))
    return printing.page(
        "meetings/prep_sheet.html",
        title=f"{KIND_WORDS[meeting.kind]}: {sheet.names}",
        points=points,
        room=_room(sheet.questions, len(facts), points),
        facts=facts,
        agenda=[(clock_words(slot.starts), slot.part.title, minutes_words(slot.lasts)) for slot in sheet.agenda],
        sections=sections,
        each=minutes_words(per_question(sheet.agenda, len(sheet.questions))),
        questions=sheet.questions,
        reminders=" · ".join(preparation.reminders()),
    )


def file_name(day: date, names: str) -> str:
    """Name the file by the day of the conversation and whom it is with: `prep-2026-11-24-zoe-obrien.html`."""
    return printing.file_name("prep", f"{day:%Y-%m-%d}", names.replace("'", ""))


def _facts(meeting: Meeting, sheet: Sheet, zone: ZoneInfo) -> Iterator[str]:
    theirs = meetings.their_time(meeting, zone)
    yield meetings.own_time(meeting, zone)
    yield from ([f"For them: {theirs}"] if theirs else [])
    yield from ([meeting.place] if meeting.place else [])
    yield from sheet.people


def _sections(meeting: Meeting, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield the sections beside the questions as titles and texts, without empty ones."""
    research = meeting.research
    resume = preparation.RESUME_WORDS[meeting.resume] if meeting.resume else ""
    pitch = [(part.title, getattr(sheet.pitch, part.field)) for part in PARTS] if sheet.pitch else []
    sections = (
        *((f"Pitch: {title.lower()}", text) for title, text in pitch),
        ("The company", research.company),
        ("The person", research.person),
        ("The job", research.job),
        ("Notes", meeting.notes),
        ("Résumé", resume),
    )
    yield from ((title, text.strip()) for title, text in sections if text.strip())


def _points(sections: Sequence[tuple[str, str]], questions: Sequence[str], facts: int, slots: int) -> int:
    """Return the largest type size with which both columns fit the page, without room to write if need be."""

    def is_fitting(size: int) -> bool:
        left_lines = sum(HEADING + _lines(text, LETTERS_PT // size) for _, text in sections)
        right_lines = sum(_lines(text, QUESTION_PT // size) for text in questions)
        return (FRAME + HEADING + facts + max(slots + left_lines, right_lines)) * LINE * size <= PAGE_PT

    return next((size for size in SIZES if is_fitting(size)), LONGER)


def _room(questions: Sequence[str], facts: int, points: int) -> int:
    """Return the room to write below each question, in millimetres, so that all questions fit the page."""
    line_mm = LINE_MM * points / SIZES[0]
    text_mm = sum(_lines(text, LETTERS_PT // points) for text in questions) * line_mm
    return max(0, min(26, int((ROOM_MM - text_mm - facts * line_mm) // max(1, len(questions)))))


def _lines(text: str, letters: int) -> int:
    return sum(max(1, ceil(_width(line) / letters)) for line in text.splitlines())


def _width(line: str) -> float:
    """Return the width of a line in small letters."""
    wide = sum(east_asian_width(letter) in "WF" for letter in line)
    capitals = sum(letter.isupper() for letter in line)
    return len(line) + wide * (WIDE - 1) + capitals * (CAPITAL - 1)
