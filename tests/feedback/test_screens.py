"""Feedback on screen: asking, the packet out and in, comments, and what is done with them."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from netdash.feedback import packet, submissions
from netdash.feedback.desk import Desk
from netdash.pitch import pitches
from netdash.records import Comment, Draft, Pitch, Submission, SubmissionKind, Wording
from netdash.store import Workspace
from tests.driving import NOW, Dashboard, seed
from tests.factories import fresh

WORDING = Wording(past="I was a *nurse*. My plan cut overtime.", interests="I like figures.", outcome="Any advice?")


@pytest.fixture
def workspace(file: Path) -> Workspace:
    workspace = seed(file)
    pitches.save_pitch(workspace, Pitch(name="Mine"), WORDING, NOW)
    return workspace


def asked(workspace: Workspace, question: str = "Does it hold?") -> Submission:
    (pitch,) = workspace.all(Pitch)
    fields = {"kind": "pitch", "about": pitch.id, "title": "?", "question": question, "asked_at": NOW}
    id = submissions.submit(Desk(workspace), Submission.model_validate(fields), NOW)
    return workspace.require(Submission, id)


def packet_of(workspace: Workspace, submission: Submission) -> bytes:
    comments = submissions.comments_on(workspace.all(Comment), submission)
    return packet.export(submission, comments, ZoneInfo("UTC")).encode()


def upload(page: Dashboard, content: bytes) -> Dashboard:
    page.app.file_uploader(key="feedback_packet").set_value(("feedback.html", content, "text/html"))
    return page.run()


def commented(workspace: Workspace, submission: Submission, **fields: object) -> Comment:
    whole = {"submission": submission.id, "field": "past", "text": "Which *ward*?", "written_at": NOW, **fields}
    return workspace.require(Comment, submissions.add_comment(workspace, Comment.model_validate(whole)))


@pytest.mark.usefixtures("file")
def test_an_empty_workspace_says_how_it_goes_and_where_to_begin() -> None:
    page = Dashboard("feedback")
    assert "Your contacts are not in it" in page.said
    page.unfold("feedback_form")
    assert "Write your pitch" in page.links


def test_asking_shows_all_that_is_read_and_opens_the_request(workspace: Workspace) -> None:
    page = Dashboard("feedback").unfold("feedback_form")
    assert "This is all that your coach gets to read" in page.said
    assert "I was a *nurse*." in page.said
    page.press("feedback_submit")
    assert "Say what you would like to know." in page.said
    page.fill(feedback_question="Which part would you cut?").press("feedback_submit")
    (submission,) = workspace.all(Submission)
    assert page.title == "General · Mine"
    assert "Which part would you cut?" in page.said
    assert page.has(f"feedback_download_{submission.id}")
    assert not workspace.all(Draft)


def test_nothing_written_is_not_submitted_and_says_so(workspace: Workspace) -> None:
    (pitch,) = workspace.all(Pitch)
    workspace.save(pitch.replace(revisions=()))
    page = Dashboard("feedback").unfold("feedback_form").fill(feedback_question="Well?")
    page.press("feedback_submit")
    assert any("nothing written" in error for error in page.errors) or "nothing written" in page.said
    assert not workspace.all(Submission)
    assert page.value("feedback_question") == "Well?"


def test_a_request_comes_in_is_commented_on_and_its_comments_are_taken_over(workspace: Workspace) -> None:
    submission, coachs = asked(workspace), fresh()
    page = upload(Dashboard("feedback"), packet_of(workspace, submission))
    page.press("feedback_bring_in")
    assert "here already" in page.said

    packet.take_in(Desk(coachs), packet.read(packet_of(workspace, submission)))
    received = coachs.require(Submission, submission.id)
    passage = "My plan cut overtime."
    place = {"passage": passage, "start": received.sections[0].text.index(passage), "suggestion": "It saved 20 %."}
    comment = commented(coachs, received, **place)
    page = upload(Dashboard("feedback"), packet_of(coachs, received))
    assert "1 comment on General · Mine" in page.said.replace("**", "")
    page.press("feedback_bring_in")
    assert "Brought in 1 new comment." in page.done[0]
    assert "About “My plan cut overtime.”" in page.said
    assert "1 comment to read" in page.said
    page.press(f"feedback_take_over_{comment.id}")
    (pitch,) = workspace.all(Pitch)
    assert pitch.wording.past == "I was a *nurse*. It saved 20 %."
    assert "You have changed it since" in page.said
    page.press("flash_undo")
    assert workspace.all(Pitch)[0].wording.past == WORDING.past
    assert workspace.require(Comment, comment.id).resolved_at is None


def test_a_coach_comments_on_a_sentence_and_sends_the_packet_back(file: Path) -> None:
    member = fresh()
    pitches.save_pitch(member, Pitch(name="Mine"), WORDING, NOW)
    submission, coachs = asked(member), seed(file)
    page = upload(Dashboard("feedback"), packet_of(member, submission))
    assert "a request from somebody" in page.said
    page.press("feedback_bring_in")
    about = f"feedback_comment_field_{submission.id}"
    assert not page.has(f"feedback_settle_{submission.id}")
    page.fill(**{about: "past@17"})
    page.fill(**{f"feedback_comment_text_{submission.id}": "By how much?"})
    page.press(f"feedback_comment_add_{submission.id}")
    (comment,) = coachs.all(Comment)
    assert (comment.field, comment.passage, comment.text) == ("past", "My plan cut overtime.", "By how much?")
    assert "By how much?" in page.said
    page.press(f"feedback_remove_{comment.id}")
    assert not coachs.all(Comment)


def test_a_comment_on_words_that_changed_since_says_so(workspace: Workspace) -> None:
    submission = asked(workspace)
    comment = commented(workspace, submission, suggestion="It saved 20 %.")
    page = Dashboard("feedback", submission=submission.id)
    assert page.has(f"feedback_take_over_{comment.id}")
    assert "These words have changed since." not in page.said
    (pitch,) = workspace.all(Pitch)
    pitches.save_pitch(workspace, pitch, WORDING.replace(past="I was a pilot."), NOW)
    page.run()
    assert "These words have changed since." in page.said
    assert not page.has(f"feedback_take_over_{comment.id}")


@pytest.mark.usefixtures("file")
def test_what_is_no_packet_is_refused_with_a_sentence() -> None:
    page = upload(Dashboard("feedback"), b"<html><title>Sign in</title></html>")
    assert "This is not a packet from netdash" in page.errors[0]
    assert not page.has("feedback_bring_in")


def test_a_request_is_resolved_reopened_deleted_and_brought_back(workspace: Workspace) -> None:
    submission = asked(workspace, "Is *this* fine?")
    page = Dashboard("feedback")
    assert "Waiting for comments" in page.said
    page.press(f"feedback_open_{submission.id}")
    assert "Is *this* fine?" in page.said
    page.press(f"feedback_settle_{submission.id}")
    assert workspace.require(Submission, submission.id).resolved_at == NOW
    page.press(f"feedback_settle_{submission.id}")
    assert workspace.require(Submission, submission.id).resolved_at is None
    page.press(f"feedback_delete_{submission.id}")
    assert not workspace.all(Submission)
    assert page.title == "Feedback"
    page.press("flash_undo")
    assert workspace.all(Submission)


def test_a_comment_counts_until_it_is_resolved(workspace: Workspace) -> None:
    submission = asked(workspace)
    comment = commented(workspace, submission)
    page = Dashboard("feedback")
    assert "1 comment to read" in page.said
    page.press(f"feedback_open_{submission.id}").press(f"feedback_settle_{comment.id}")
    assert "Waiting for comments" in page.said
    assert workspace.all(Comment)[0].resolved_at == NOW
    assert SubmissionKind.PITCH in {one.kind for one in workspace.all(Submission)}
