"""What LibreOffice makes of the meeting log: each cell arrives as text, and nothing is calculated."""

import csv
import io
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from netdash.meetings.csv_export import COLUMNS, export_log
from netdash.records import Contact, Meeting
from tests.factories import fresh

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PLAIN = "CSV:44,34,76,1"
"""Comma, double quote, UTF-8, from line 1, which the dialog offers. Without one, --headless ignores even a BOM."""

EVALUATING = f"{PLAIN},,0,false,true,false,false,false,0,true"
"""Numbers detected and formulas evaluated too: the most dangerous import there is."""

PEOPLE = {"a" * 32: "Jörg Müßig", "b" * 32: '=HYPERLINK("http://example.org")'}
END = datetime(2026, 7, 22, 12, 30, tzinfo=UTC)
NASTY = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    " =1+1",
    "'=1+1",
    "＝1+1",
    "=cmd|' /C calc'!A0",
    'A "quoted", comma; semicolon',
    "Zeile eins\nZeile zwei\r\nZeile drei\rvier",
    "Grüße 😀 日本語",
    "'tis fine",
]

pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed here, so no spreadsheet was asked."
)


class Cell(NamedTuple):
    """What a spreadsheet holds in one cell."""

    text: str
    kind: str | None
    formula: str | None


def name(prefix: str, local: str) -> str:
    return f"{{urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0}}{local}"


def opened(folder: Path, content: bytes, reading: str) -> list[list[Cell]]:
    """Let LibreOffice open a CSV file, and return the cells it then holds."""
    (folder / "log.csv").write_bytes(content)
    command = [
        str(OFFICE),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        f"--infilter={reading}",
    ]
    subprocess.run(
        [*command, "--convert-to", "fods", "log.csv"], cwd=folder, check=True, capture_output=True, timeout=180
    )
    rows = ElementTree.parse(folder / "log.fods").iter(name("table", "table-row"))
    return [[cell for element in row.iter(name("table", "table-cell")) for cell in cells(element)] for row in rows]


def cells(element: ElementTree.Element) -> list[Cell]:
    """Return a cell, as often as it is repeated."""
    text = "\n".join(paragraph_text(paragraph) for paragraph in element.iter(name("text", "p")))
    cell = Cell(text, element.get(name("office", "value-type")), element.get(name("table", "formula")))
    return [cell] * int(element.get(name("table", "number-columns-repeated"), "1"))


def paragraph_text(paragraph: ElementTree.Element) -> str:
    """Read a paragraph, in which runs of spaces and tabs are elements."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        blank = {name("text", "s"): " " * int(child.get(name("text", "c"), "1")), name("text", "tab"): "\t"}
        parts += [blank.get(child.tag, "".join(child.itertext())), child.tail or ""]
    return "".join(parts)


def log() -> list[Meeting]:
    ada, eve = PEOPLE
    times = {"starts_at": END - timedelta(minutes=25), "ends_at": END}
    return [
        Meeting(contacts=(ada, eve), learnings=(f"{text} ", text), notes=text, place=text, **times) for text in NASTY
    ]


def exported() -> bytes:
    workspace = fresh()
    for id, name in PEOPLE.items():
        workspace.save(Contact(id=id, name=name, company="+Plus GmbH, “Köln”"))
    return export_log(workspace, log(), END, ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize("reading", [PLAIN, EVALUATING], ids=["plain", "evaluating formulas"])
def test_every_cell_arrives_as_it_was_written_and_nothing_is_calculated(tmp_path, reading):
    content = exported()
    header, *rows = opened(tmp_path, content, reading)
    written = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [cell.text for cell in header[: len(COLUMNS)]] == list(COLUMNS)
    assert len(rows) == len(written) == len(NASTY)
    for row, expected in zip(rows, written, strict=True):
        arrived = dict(zip(COLUMNS, row, strict=False))
        assert all(cell.formula is None and cell.kind != "error" for cell in row)
        assert (arrived["minutes"].kind, arrived["minutes"].text) == ("float", "25")
        assert arrived["date"].kind == "date"
        for column in COLUMNS.keys() - {"date"}:
            assert arrived[column].text == expected[column]


def test_the_same_import_calculates_what_is_not_neutralised(tmp_path):
    """The control: were the export careless, the test above would see it."""
    _, (cell, *_) = opened(tmp_path, b"meeting_id\r\n=1+1\r\n", EVALUATING)
    assert cell.formula is not None
    assert cell.text == "2"
