"""The packet: what is in it, what is not, and what is stored of one that comes in."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash.errors import InvalidRecordError
from netdash.feedback import packet, submissions
from netdash.feedback.desk import Desk
from netdash.records import Comment, Submission, SubmissionKind
from tests.factories import NOON, any_text, fresh
from tests.feedback.test_submissions import WORDING, commented, submitted, with_pitch

BERLIN = ZoneInfo("Europe/Berlin")


def asked():
    workspace, id = with_pitch()
    return workspace, submitted(workspace, SubmissionKind.PITCH, id)


def sent(workspace, submission) -> bytes:
    comments = submissions.comments_on(workspace.all(Comment), submission)
    return packet.export(submission, comments, BERLIN).encode()


def altered(page: bytes, **changes: object) -> bytes:
    inside = json.loads(packet._Inside.of(page.decode()))
    return page_of({**inside, **changes})


def page_of(inside: object) -> bytes:
    text = json.dumps(inside).replace("<", "\\u003c")
    return f'<html><script type="application/json" id="{packet.MARK}">{text}</script></html>'.encode()


def test_a_packet_goes_to_the_coach_and_its_comments_come_back():
    mine, request = asked()
    coachs = fresh()
    arrival = packet.take_in(Desk(coachs), packet.read(sent(mine, request)))
    assert arrival == packet.Arrival(request.id, 0, is_request=True)
    received = coachs.require(Submission, request.id)
    assert received.received
    assert (received.sections, received.question) == (request.sections, request.question)
    commented(coachs, received, "past", "I was a nurse.", text="Which ward?", author="Coach")
    answer = sent(coachs, received)
    assert packet.take_in(Desk(mine), packet.read(answer)) == packet.Arrival(request.id, 1, is_request=False)
    (comment,) = mine.all(Comment)
    assert (comment.passage, comment.text, comment.author) == ("I was a nurse.", "Which ward?", "Coach")
    submissions.settle(mine, Comment, comment.id, NOON)
    assert packet.take_in(Desk(mine), packet.read(answer)).comments == 0
    assert mine.require(Comment, comment.id).resolved_at == NOON
    changed = coachs.require(Comment, comment.id)
    coachs.save(changed.replace(text="Which ward, and when?"))
    assert packet.take_in(Desk(mine), packet.read(sent(coachs, received))).comments == 1
    assert mine.require(Comment, comment.id).resolved_at is None


def test_the_page_says_it_all_to_whoever_has_no_netdash():
    workspace, request = asked()
    commented(workspace, request, "past", "I was a nurse.", text="Which <b>ward</b>?", suggestion="I was a ward nurse.")
    page = sent(workspace, request).decode()
    shown = page.partition("<script")[0]
    for words in (
        *WORDING.model_dump().values(),
        request.question,
        "Which &lt;b&gt;ward&lt;/b&gt;?",
        "a ward nurse",
        "Memorable",
    ):
        assert words in shown
    assert "src=" not in page
    assert "href=" not in page


@given(text=any_text, question=any_text.filter(lambda text: bool(text.replace("\0", "").strip())))
def test_any_words_come_back_as_they_were_and_close_no_script(text: str, question: str) -> None:
    _, request = asked()
    request = request.replace(question=question, sections=(request.sections[0].replace(text=text),))
    page = packet.export(request, (), BERLIN).encode()
    assert page.count(b"</script>") == 1
    again = packet.read(page).submission
    assert (again.question, again.sections) == (request.question, request.sections)


def test_comments_attach_only_to_the_very_wording_that_was_submitted():
    mine, request = asked()
    coachs = fresh()
    packet.take_in(Desk(coachs), packet.read(sent(mine, request)))
    received = coachs.require(Submission, request.id)
    commented(coachs, received, "past")
    answer = sent(coachs, received)
    with pytest.raises(InvalidRecordError, match="not here"):
        packet.take_in(Desk(fresh()), packet.read(answer))
    other = mine.require(Submission, request.id)
    mine.save(other.replace(sections=other.sections[:1]))
    with pytest.raises(InvalidRecordError, match="another wording"):
        packet.take_in(Desk(mine), packet.read(answer))
    assert not mine.all(Comment)


def test_whatever_is_no_packet_is_refused_with_a_sentence():
    workspace, request = asked()
    page = sent(workspace, request)
    inside = json.loads(packet._Inside.of(page.decode()))
    without = {name: value for name, value in inside.items() if name != "comments"}
    foreign = [{**_row(), "field": "elsewhere"}]
    for content, sentence in [
        (b"", "not a packet"),
        (b"\x89PNG\r\n\x1a\n\xff", "not a packet"),
        (b"<html><title>Sign in</title></html>", "not a packet"),
        (b"x" * (packet.MOST_BYTES + 1), "larger than any packet"),
        (page[: page.index(b"asked_at")], "damaged"),
        (page_of([]), "damaged"),
        (page_of("[" * 5), "damaged"),
        (page_of(without), "damaged"),
        (altered(page, netdash=2), "newer netdash"),
        (altered(page, comments=[{**_row(), "id": "no id"}]), "damaged"),
        (altered(page, comments=foreign), "not in the text"),
        (altered(page, comments=[_row()] * (packet.MOST_COMMENTS + 1)), "more than"),
        (page_of({**inside, "submission": {**inside["submission"], "sections": 5}}), "damaged"),
    ]:
        with pytest.raises(InvalidRecordError, match=sentence):
            packet.read(content)
    deep = f'<script id="{packet.MARK}">{"[" * 100_000}</script>'.encode()
    with pytest.raises(InvalidRecordError, match="damaged"):
        packet.read(deep)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_sentence(content: bytes) -> None:
    with pytest.raises(InvalidRecordError):
        packet.read(content)


def _row() -> dict[str, object]:
    row = Comment(submission="0" * 32, text="Hm.", written_at=NOON).model_dump(mode="json")
    return {name: row[name] for name in packet._COMMENT_FIELDS}
