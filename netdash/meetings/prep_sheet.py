"""A conversation on one page, to print or to read on a phone beside the call: one HTML file, all in itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from zoneinfo import ZoneInfo

from netdash import printing
from netdash.meetings import meetings, preparation
from netdash.meetings.agenda import Slot, clock_words, minutes_words, per_question
from netdash.meetings.meetings import KIND_WORDS
from netdash.pitch.parts import PARTS
from netdash.records import Meeting, Wording

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
  @page {{ margin: 11mm; }}
  * {{ box-sizing: border-box; }}
  body {{ margin: 0 auto; padding: 1rem; max-width: 60rem; font: 1rem/1.4 system-ui, sans-serif; color: #141312;
    background: #fff; overflow-wrap: anywhere; }}
  h1 {{ margin: 0 0 .2em; font-size: 1.5em; line-height: 1.2; }}
  h2 {{ margin: 1em 0 .2em; font-size: .85em; color: #0B6B63; }}
  p {{ margin: 0; white-space: pre-line; }}
  .facts {{ padding-bottom: .5em; border-bottom: 1px solid #0B6B63; }}
  ol {{ margin: 0; padding-left: 1.4em; }}
  ol li {{ padding-bottom: .4em; font-weight: 600; }}
  .room {{ display: none; }}
  table {{ border-collapse: collapse; }}
  td {{ padding: 0 .8em 0 0; vertical-align: top; }}
  footer {{ margin-top: .8em; color: #5F5B53; font-size: .85em; }}
  @media (min-width: 50rem) {{ .sheet {{ display: grid; grid-template-columns: 5fr 6fr; gap: 0 2rem; }} }}
  @media print {{
    body {{ padding: 0; max-width: none; font-size: {points}pt; line-height: 1.3; }}
    .sheet {{ display: grid; grid-template-columns: 5fr 6fr; gap: 0 6mm; }}
    h2 {{ margin-top: .7em; break-after: avoid; }}
    ol li {{ padding-bottom: 0; break-inside: avoid; }}
    .room {{ display: block; height: {room}mm; border-bottom: 1px solid #C9C5BB; }}
    footer {{ margin-top: .4em; }}
  }}
</style>
</head>
<body>
<header>
<h1>{title}</h1>
<div class="facts">
{facts}
</div>
</header>
<main class="sheet">
<div>
{beside}
</div>
<div>
<h2>Questions, {each} each</h2>
<ol>
{questions}
</ol>
</div>
</main>
<footer>{reminders}</footer>
</body>
</html>
"""


@dataclass(frozen=True)
class Sheet:
    """What a prep sheet says besides the meeting: the names in one line, and a line on each person with position.

    `pitch` is what the chosen pitch says now, None where none is chosen; `questions` are texts in asking order.
    """

    names: str
    people: Sequence[str]
    pitch: Wording | None
    questions: Sequence[str]
    agenda: tuple[Slot, ...]


def export(meeting: Meeting, sheet: Sheet, zone: ZoneInfo) -> str:
    """Write the prep sheet of a conversation, with its hours in the member's zone and in theirs."""
    beside = tuple(_beside(meeting, sheet))
    facts = tuple(_facts(meeting, sheet, zone))
    points = printing.points(beside, sheet.questions, len(facts), len(sheet.agenda))
    return _PAGE.format(
        title=escape(f"{KIND_WORDS[meeting.kind]}: {sheet.names}"),
        facts="\n".join(f"<p>{_linked(line)}</p>" for line in facts),
        beside=_agenda(sheet.agenda) + "\n" + "\n".join(_section(title, text) for title, text in beside),
        each=minutes_words(per_question(sheet.agenda, len(sheet.questions))),
        questions="\n".join(f'<li>{escape(text)}<div class="room"></div></li>' for text in sheet.questions),
        points=points,
        room=printing.room(sheet.questions, len(facts), points),
        reminders=escape(" · ".join(preparation.reminders())),
    )


def file_name(day: date, names: str) -> str:
    """Name the file by the day of the conversation and whom it is with: `prep-2026-11-24-zoe-obrien.html`."""
    plain = unicodedata.normalize("NFKD", names).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain.replace("'", "")).split()
    return "-".join(["prep", f"{day:%Y-%m-%d}", *words])[:60].rstrip("-") + ".html"


def _facts(meeting: Meeting, sheet: Sheet, zone: ZoneInfo) -> Iterator[str]:
    theirs = meetings.theirs(meeting, zone)
    yield meetings.own(meeting, zone)
    yield from ([f"For them: {theirs}"] if theirs else [])
    yield from ([meeting.place] if meeting.place else [])
    yield from sheet.people


def _beside(meeting: Meeting, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Give what stands beside the questions: titles and texts, the empty ones left out."""
    research = meeting.research
    resume = preparation.RESUME_WORDS[meeting.resume] if meeting.resume else ""
    pitch = [(part.title, getattr(sheet.pitch, part.field)) for part in PARTS] if sheet.pitch else []
    found = (
        *((f"Pitch: {title.lower()}", text) for title, text in pitch),
        ("The company", research.company),
        ("The person", research.person),
        ("The job", research.job),
        ("Notes", meeting.notes),
        ("Résumé", resume),
    )
    yield from ((title, text.strip()) for title, text in found if text.strip())


def _agenda(slots: tuple[Slot, ...]) -> str:
    rows = (
        f"<tr><td>{clock_words(slot.starts)}</td><td>{escape(slot.part.title)}</td>"
        f"<td>{minutes_words(slot.lasts)}</td></tr>"
        for slot in slots
    )
    return f"<h2>Agenda</h2>\n<table>\n{chr(10).join(rows)}\n</table>"


def _section(title: str, text: str) -> str:
    return f"<h2>{escape(title)}</h2>\n<p>{escape(text)}</p>"


def _linked(line: str) -> str:
    """Return a line as a link where it is one, for the tap on a phone."""
    link = line.startswith(("https://", "http://")) and " " not in line
    return f'<a href="{escape(line)}">{escape(line)}</a>' if link else escape(line)
