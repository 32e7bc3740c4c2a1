"""What a second parser, Mozilla's ical.js, makes of the calendar files: every text arrives as it was written.

It is installed through npm into a temporary folder. Where there is no Node.js the tests are skipped,
except with `NETDASH_REQUIRE_NODE=1`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import pytest

from netdash.follow_up.calendar_files import (
    CalendarEntry,
    clean_text,
    feed_file,
    follow_up_file,
    meeting_file,
    sequence,
)
from tests.factories import DAY, NOON, talk

PARSER = "ical.js@2.2.1"
BERLIN = ZoneInfo("Europe/Berlin")
OWNER = "w" * 32
READ = """
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
const files = JSON.parse(readFileSync(0, "utf-8"));
const event = (found) => ({
  ...Object.fromEntries(found.getAllProperties().map((one) => [one.name, String(one.getFirstValue())])),
  alarms: found.getAllSubcomponents("valarm").map((one) => String(one.getFirstPropertyValue("trigger"))),
});
const read = (file) => {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const method = calendar.getFirstPropertyValue("method");
  return { method, events: calendar.getAllSubcomponents("vevent").map(event) };
};
console.log(JSON.stringify(files.map(read)));
"""
TEXTS = (
    "plain",
    'Line one\nLine two; with, commas\\ and C:\\New \\n "quotes" & 100 % 😀 日本語\tTab',
    "\\N \\n \\\\N \\; \\, : ;; ,,",
    " leading\n\n\ntrailing ",
    "BEGIN:VEVENT\nEND:VEVENT\nX-EVIL:1",
    "=?utf-8?q?a?= <b>&amp;</b> %0D%0A ^n ^' {field} [place]",
    "a\r\nb\rc\x0cd\u2028e\u0085f\0g\x07h",
    "Grüße 😀👩‍👩‍👧 𝒳 שלום " * 200,
    "x" * 5_000,
    "\\" * 300 + "," * 300,
)

Read = Callable[[list[bytes]], list[dict[str, Any]]]

pytestmark = pytest.mark.xdist_group("node")


def missing(said: str) -> NoReturn:
    if os.environ.get("NETDASH_REQUIRE_NODE") == "1":
        pytest.fail(f"{said}, and NETDASH_REQUIRE_NODE=1 asks for it.")
    pytest.skip(f"{said}, so the calendar files were not read by a second parser.")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read calendar files with ical.js."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        missing("There is no Node.js with npm on this machine")
    folder: Path = tmp_path_factory.mktemp("node")
    install = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), PARSER]
    if subprocess.run(install, cwd=folder, capture_output=True, timeout=300, check=False).returncode:
        missing(f"npm could not install {PARSER}")
    script = folder / "read.mjs"
    script.write_text(READ, "utf-8")

    def read(files: list[bytes]) -> list[dict[str, Any]]:
        sent = json.dumps([file.decode() for file in files]).encode()
        done = subprocess.run([node, str(script)], input=sent, capture_output=True, timeout=120, check=True)
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    return read


def test_every_text_of_a_conversation_arrives_as_it_was_written(read):
    plan = talk(ended=NOON + DAY, minutes=20, state="planned")
    plans = [plan.model_copy(update={"place": text}) for text in TEXTS]
    files = [meeting_file(one, one.place, ["Why?", one.place], BERLIN, NOON, OWNER) for one in plans]
    for text, found in zip(TEXTS, read(files), strict=True):
        (event,) = found["events"]
        assert found["method"] == "PUBLISH"
        assert event["location"] == clean_text(text)
        assert event["summary"] == f"Informational interview: {' '.join(clean_text(text).split())}"
        assert event["description"] == f"{clean_text(text)}\n\nQuestions:\n1. Why?\n2. {clean_text(text)}"
        assert (event["dtstart"], event["dtend"]) == ("2026-05-05T11:40:00Z", "2026-05-05T12:00:00Z")
        assert (event["uid"], event["status"]) == (f"{plan.id}@{OWNER}.netdash.invalid", "CONFIRMED")
        assert event["alarms"] == ["-PT1H"]


def test_a_calendar_to_subscribe_to_has_both_kinds_of_events(read):
    plan = talk(ended=NOON + DAY, minutes=20, state="planned")
    owed = [CalendarEntry(f"{number}", text, NOON + DAY, text) for number, text in enumerate(TEXTS)]
    planned = [(plan.model_copy(update={"place": text}), text) for text in TEXTS]
    (found,) = read([feed_file(planned, owed, BERLIN, NOON, OWNER, timedelta(hours=1))])
    assert found["method"] == "PUBLISH"
    events, half = found["events"], len(TEXTS)
    assert [event["location"] for event in events[:half]] == list(map(clean_text, TEXTS))
    assert [event["description"] for event in events[half:]] == list(map(clean_text, TEXTS))


def test_a_cancelled_conversation_is_the_same_event_with_a_greater_sequence(read):
    plan = talk(ended=NOON + DAY, state="planned", updated_at=NOON)
    gone = plan.replace(state="cancelled", updated_at=NOON + timedelta(minutes=1))
    before, after = read([meeting_file(one, "Ada", [], BERLIN, NOON, OWNER) for one in (plan, gone)])
    assert (before["method"], after["method"]) == ("PUBLISH", "PUBLISH")
    (planned,), (cancelled,) = before["events"], after["events"]
    assert planned["uid"] == cancelled["uid"]
    assert int(planned["sequence"]) == sequence(NOON) < int(cancelled["sequence"])
    assert (cancelled["status"], cancelled["alarms"]) == ("CANCELLED", [])


def test_every_text_of_what_is_owed_arrives_as_it_was_written(read):
    tomorrow = NOON.date() + DAY
    owed = [CalendarEntry(f"{n}", text, tomorrow if n % 2 else NOON + DAY, text) for n, text in enumerate(TEXTS)]
    (found,) = read([follow_up_file(owed, BERLIN, NOON, OWNER)])
    assert len(found["events"]) == len(TEXTS)
    for one, event in zip(owed, found["events"], strict=True):
        assert event["summary"] == " ".join(clean_text(one.title).split())
        assert event["description"] == clean_text(one.description)
        assert event["uid"] == f"{one.uid}@{OWNER}.netdash.invalid"
        assert event["dtstart"] == ("2026-05-05" if int(one.uid) % 2 else "2026-05-05T11:45:00Z")
        assert event["alarms"] == ["-PT15H" if int(one.uid) % 2 else "PT0S"]
