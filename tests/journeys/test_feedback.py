"""A member asks a coach for feedback with a file, between two netdashes that know nothing of each other."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import FilePayload, expect

from netdash.pitch import pitches
from netdash.records import Comment, Contact, Pitch, Submission, Wording
from tests.conftest import Serve, Window
from tests.driving import NOW
from tests.journeys.conftest import Arrive
from tests.journeys.walking import PATIENCE, Walker
from tests.servers import ROOT

MARKER = "Zephyrine Quartz"
WORDING = Wording(
    past=f"I was a nurse. {MARKER} taught me to count.", interests="I like figures.", outcome="Any advice?"
)
SUGGESTION = "I was a ward nurse who cut overtime by a fifth."


def brings_in(walker: Walker, content: bytes) -> Walker:
    """Choose a packet's file and take in what is in it."""
    file: FilePayload = {"name": "feedback.html", "mimeType": "text/html", "buffer": content}
    walker.page.get_by_test_id("stFileUploader").locator("input").set_input_files(file)
    return walker.press("Bring it in")


def test_a_request_goes_to_a_coach_and_the_suggested_wording_comes_back(
    arrive: Arrive, serve: Serve, tmp_path: Path, window: Window
) -> None:
    member = arrive().signs("Mara Lind")
    member.kept.save(Contact(name=MARKER))
    pitches.save_pitch(member.kept, Pitch(name="Mine"), WORDING, NOW)
    member.open("feedback", "Feedback").unfold("Ask for feedback")
    member.types("What would you like to know?", "Does it hold?")
    member.press("Submit").sees_title("General · Mine")
    assert member.looks() == []
    packet = member.downloads("Download the packet")
    assert MARKER.encode() not in packet

    file = tmp_path / "coach.json"
    coach = Walker(
        window("dark", timezone_id="Europe/Berlin"), serve(ROOT / "app.py", {"NETDASH_FILE": str(file)}), file
    )
    brings_in(coach.signs("Jo Marsh").open("feedback", "Feedback"), packet).sees_title("General · Mine")
    coach.still().page.get_by_role("combobox", name=re.compile("About$")).click()
    coach.page.get_by_role("option").filter(has_text="“I was a nurse.”").click()
    coach.settled().types("Your comment", "With a number?").types("A wording you suggest", SUGGESTION)
    coach.press("Add the comment").sees("Added the comment.")
    coach.page.set_viewport_size({"width": 390, "height": 844})
    assert coach.looks() == []
    answer = coach.downloads("Packet with your comments")

    member.open("feedback", "Feedback")
    brings_in(member, answer).sees("Brought in 1 new comment.").sees("About “I was a nurse.”")
    expect(member.page.get_by_test_id("stSidebar").get_by_role("link", name="Feedback")).to_contain_text(
        "1", timeout=PATIENCE
    )
    member.press("Take over the wording").sees("Took over the suggested wording.")
    (pitch,), (comment,) = member.kept.all(Pitch), member.kept.all(Comment)
    assert pitch.wording.past == f"{SUGGESTION} {MARKER} taught me to count."
    assert (comment.author, comment.text) == ("Jo Marsh", "With a number?")
    member.press("Resolve").sees("Resolved the request.")
    assert member.kept.all(Submission)[0].resolved_at is not None
    assert member.looks() == []
