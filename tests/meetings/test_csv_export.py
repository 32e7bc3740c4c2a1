"""The meeting log as CSV: one row a meeting, safe in a spreadsheet, and read back exactly."""

import csv
import io
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netdash.meetings.csv_export import COLUMNS, Separator, export_log
from netdash.people import contacts
from netdash.records import (
    AskedQuestion,
    Contact,
    Introduction,
    Meeting,
    MeetingState,
    Message,
    Promise,
    Question,
    Record,
)
from tests.csv_reading import read
from tests.factories import fresh
from tests.strategies import meetings

BERLIN = ZoneInfo("Europe/Berlin")
ADA, BEN, EVE, TALK = ("a" * 32, "b" * 32, "e" * 32, "1" * 32)
END = datetime(2026, 7, 22, 12, 30, tzinfo=UTC)
anything = st.text() | st.text(alphabet="'=+-@＝ \t\r\n\0\ufeff\u2028,;\"a")
zones = st.sampled_from(["Europe/Berlin", "UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"]).map(ZoneInfo)


def called(name: str, id: str = ADA) -> Contact:
    """Somebody of this name, as far as a name can be; Ada where nothing is left of it."""
    return Contact(id=id, name=" ".join(name.replace("\0", "").split()) or "Ada")


def exported(log, *records: Record, zone: ZoneInfo = BERLIN, separator: Separator = Separator.COMMA) -> bytes:
    workspace = fresh()
    with workspace.transaction():
        for record in records:
            workspace.put(record)
    return export_log(workspace, log, END, zone, separator)


def talk(**fields) -> Meeting:
    return Meeting(
        **{"id": TALK, "contacts": (ADA,), "starts_at": END - timedelta(minutes=30), "ends_at": END, **fields}
    )


def row_of(meeting: Meeting, *records: Record, zone: ZoneInfo = BERLIN) -> dict[str, str]:
    (row,) = read(exported([meeting], *records, zone=zone))
    return row


def with_lf(text: str) -> str:
    """What of a text is meant to arrive: line breaks as LF, no other control character but a tab."""
    lines = re.sub("\r\n|[\r\x0b\x0c\x85]", "\n", text)
    return "".join(sign for sign in lines if sign in "\t\n" or unicodedata.category(sign) != "Cc")


def test_a_row_says_everything_about_a_meeting():
    settled = END + timedelta(days=1)
    row = row_of(
        talk(
            contacts=(ADA, BEN, EVE),
            place="Café, Berlin",
            learnings=("Ship small.", "Write first."),
            help_offered="A review",
            notes="Line one\nLine two",
            asked=(
                AskedQuestion(question="c" * 32, note="Ship it.\nThen rest."),
                AskedQuestion(question="d" * 32),
                AskedQuestion(question="f" * 32),
            ),
        ),
        *(Question(id="c" * 32, text="What next?"), Question(id="f" * 32, text="Who else?")),
        *(
            Contact(id=ADA, name="Ada Lovelace", company="Engines"),
            Contact(id=BEN, name="Ben Ode", company="Engines"),
            Contact(id="f" * 32, name="Finn"),
        ),
        *(
            Promise(contact=ADA, meeting=TALK, what="Send the article", due_on=date(2026, 7, 25)),
            Promise(contact=BEN, meeting=TALK, what="Call", due_on=date(2026, 7, 26), kept=True, settled_at=settled),
            Promise(contact=BEN, meeting=TALK, what="Write", due_on=date(2026, 7, 27), settled_at=settled),
            Promise(contact=BEN, meeting=None, what="Elsewhere", due_on=date(2026, 7, 27)),
        ),
        *(
            Introduction(by_contact=ADA, to_contact="f" * 32, meeting=TALK),
            Introduction(by_contact=ADA, to_contact=BEN),
        ),
        *(
            Message(contact=ADA, meeting=TALK, sent_at=END + timedelta(hours=5)),
            Message(contact=ADA, meeting=TALK, sent_at=END + timedelta(hours=3)),
            Message(contact=ADA, meeting=TALK, sent_at=END + timedelta(hours=4)),
            Message(contact=BEN, meeting=TALK, sent_at=None),
            Message(contact=BEN, meeting="2" * 32, sent_at=END),
        ),
    )
    assert row == {
        "meeting_id": TALK,
        "date": "2026-07-22",
        "starts_local": "2026-07-22T14:00:00+02:00",
        "ends_local": "2026-07-22T14:30:00+02:00",
        "zone": "Europe/Berlin",
        "ends_utc": "2026-07-22T12:30:00Z",
        "minutes": "30",
        "kind": "informational_interview",
        "state": "held",
        "people": "Ada Lovelace; Ben Ode; someone removed",
        "companies": "Engines",
        "place": "Café, Berlin",
        "learnings": "Ship small.\nWrite first.",
        "help_offered": "A review",
        "notes": "Line one\nLine two",
        "promises": (
            "Ada Lovelace: Send the article (by 2026-07-25, open)\n"
            "Ben Ode: Call (by 2026-07-26, kept)\n"
            "Ben Ode: Write (by 2026-07-27, not kept)"
        ),
        "people_recommended": "Finn",
        "thanked": "Ada Lovelace: 2026-07-22T17:30:00+02:00",
        "thanks_due": "Ben Ode: 2026-07-23T14:30:00+02:00",
        "questions_asked": "What next? – Ship it. Then rest.\na question removed\nWho else?",
    }


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.CANCELLED, MeetingState.NO_SHOW])
def test_only_a_meeting_that_was_held_owes_thanks(state):
    assert row_of(talk(state=state), called("Ada"))["thanks_due"] == ""


def test_thanks_are_due_to_somebody_in_the_trash_until_they_are_gone_for_good():
    workspace = fresh()
    workspace.save(called("Ada"))
    contacts.delete_contact(workspace, ADA, END)
    (row,) = read(export_log(workspace, [talk()], END, BERLIN))
    assert row["thanks_due"] == "Ada (deleted): 2026-07-23T14:30:00+02:00"
    (later,) = read(export_log(workspace, [talk()], END + timedelta(days=31), BERLIN))
    assert (later["people"], later["thanks_due"]) == ("someone removed", "")


@given(anything, anything, anything, anything)
@example("=1+1", "'=1+1", "'", "-\r5\r\n")
@example('a,b;"c"', "😀 Ünï\u2028", "\t", "''@")
def test_any_text_comes_back_exactly_with_line_breaks_as_lf(name, notes, learning, place):
    meeting = talk(notes=notes, learnings=(learning, "x"), place=place)
    row = row_of(meeting, called(name))
    assert row["people"] == with_lf(called(name).name)
    assert row["notes"] == with_lf(meeting.notes)
    assert row["learnings"] == with_lf("\n".join(meeting.learnings))
    assert row["place"] == with_lf(meeting.place)


@given(st.lists(meetings(), max_size=4), zones, anything)
def test_no_cell_starts_as_a_formula_and_no_row_splits(log, zone, name):
    content = exported(log, *(called(name, id) for meeting in log for id in meeting.contacts), zone=zone)
    text = content.decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert header == list(COLUMNS)
    assert [row[0] for row in rows] == [meeting.id for meeting in log]
    assert all(len(row) == len(COLUMNS) for row in rows)
    for cell in (cell for row in rows for cell in row):
        assert cell[:1] not in tuple("\t\r\n\0")
        assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠")
        assert "\r" not in cell
    assert text.count("\r") == text.count("\r\n") == len(rows) + 1


@given(meetings(), zones)
def test_moments_are_local_with_their_zone_and_the_same_in_utc(meeting, zone):
    row = row_of(meeting, zone=zone)
    starts, ends = datetime.fromisoformat(row["starts_local"]), datetime.fromisoformat(row["ends_local"])
    assert starts == meeting.starts_at.replace(microsecond=0)
    assert ends == datetime.fromisoformat(row["ends_utc"]) == meeting.ends_at.replace(microsecond=0)
    assert starts.utcoffset() == meeting.starts_at.astimezone(ZoneInfo(row["zone"])).utcoffset()
    assert row["date"] == row["starts_local"][:10]
    assert int(row["minutes"]) == meeting.minutes


def test_a_file_is_utf_8_with_bom_and_an_empty_log_is_a_header():
    content = exported([])
    assert content == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"
    assert read(content) == []


def test_numbers_stay_numbers():
    assert b",30,informational_interview," in exported([talk()])


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    row = row_of(talk(learnings=tuple("x" * 20_000 for _ in range(2))))
    assert row["learnings"].startswith("x" * 20_000 + "\nx")
    assert row["learnings"].endswith("(cut: Excel takes no longer cell; the whole text is in netdash and its backup)")


OWN_DASH = re.compile(r"""["']*[^\S\n]["'\s]*[+-][^\S\n]""")
"""A dash or plus between two blanks is no formula: with a blank in front, Excel and LibreOffice take a cell for text,
and a program that drops that blank finds a dash before words, as in “Berlin, - well”."""


@given(st.sampled_from(Separator), st.lists(anything, min_size=4, max_size=4))
@example(Separator.COMMA, ["x;=1+1", "one\n=1+1\ntwo", 'x;"=1', "Ada; =1"])
@example(Separator.SEMICOLON, ["x,=1+1", "one\n=1+1\ntwo", 'x,"=1', "Ada, =1"])
def test_no_cell_is_a_formula_by_either_separator_and_the_log_is_read_back(separator, texts):
    name, notes, learning, place = texts
    meeting = talk(notes=notes, learnings=(learning, "x"), place=place)
    content = exported([meeting], called(name), separator=separator)
    for opened_with in Separator:
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=opened_with):
            for cell in row:
                sign = cell.lstrip("\"' \n\t")[:1]
                assert sign not in tuple("=+-@＝＋－＠") or cell.lstrip().startswith("'") or OWN_DASH.match(cell)
    (back,) = read(content)
    assert (back["people"], back["notes"]) == (with_lf(called(name).name), with_lf(meeting.notes))


def test_every_column_is_described_and_named_in_snake_case():
    assert all(name.isidentifier() and name.islower() and meaning for name, meaning in COLUMNS.items())


def test_ten_thousand_meetings_become_ten_thousand_rows():
    log = [talk(id=f"{number:032x}") for number in range(10_000)]
    promises = [Promise(contact=ADA, meeting=meeting.id, what="Call", due_on=date(2026, 7, 25)) for meeting in log]
    rows = read(exported(log, called("Ada"), *promises))
    assert [row["meeting_id"] for row in rows] == [meeting.id for meeting in log]
    assert {row["promises"] for row in rows} == {"Ada: Call (by 2026-07-25, open)"}
