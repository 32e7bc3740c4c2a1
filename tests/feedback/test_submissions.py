"""What is submitted, word for word; the comments on it, and what is done with them."""

from __future__ import annotations

import pytest

from netdash import trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.feedback import submissions
from netdash.feedback.desk import Desk
from netdash.feedback.submissions import SubmissionStatus
from netdash.outreach import messages
from netdash.pitch import pitches
from netdash.questions import question_sets, questions
from netdash.records import (
    Comment,
    Meeting,
    Message,
    Pitch,
    Profile,
    Research,
    Submission,
    SubmissionKind,
    Target,
    Wording,
)
from tests.factories import DAY, NOON, fresh, person, talk

ADA = person("Ada Lovelace")
WORDING = Wording(past="I was a nurse. My plan cut overtime.", interests="I like figures.", outcome="Any advice?")


def with_pitch():
    workspace = fresh()
    id = pitches.save_pitch(workspace, Pitch(name="Mine"), WORDING, NOON)
    return workspace, id


def submitted(workspace, kind, about="", **fields):
    request = {"kind": kind, "about": about, "title": "?", "question": "Does it hold?", "asked_at": NOON}
    id = submissions.submit(Desk(workspace), Submission.model_validate({**request, **fields}), NOON)
    return workspace.require(Submission, id)


def commented(workspace, submission, field="", passage="", text="Hm.", **fields):
    section = next((one.text for one in submission.sections if one.field == field), "")
    place = {"submission": submission.id, "field": field, "passage": passage, "start": max(0, section.find(passage))}
    return submissions.add_comment(workspace, Comment(**place, text=text, written_at=NOON, **fields))


def take_over(workspace, comment):
    comment = workspace.require(Comment, comment)
    submissions.take_over(workspace, workspace.require(Submission, comment.submission), comment, NOON)


def is_outdated(workspace, submission):
    return submissions.is_outdated(submissions.present_texts(workspace, submission), submission)


def test_a_pitch_is_submitted_as_it_is_worded_and_stays_so():
    workspace, id = with_pitch()
    workspace.save(Profile(name="Grace"))
    request = submitted(workspace, SubmissionKind.PITCH, id)
    assert (request.title, request.author) == ("General · Mine", "Grace")
    assert [(one.title, one.text) for one in request.sections] == [
        ("Past to present", WORDING.past),
        ("Professional interests", WORDING.interests),
        ("Outcome", WORDING.outcome),
    ]
    assert not is_outdated(workspace, request)
    pitches.save_pitch(workspace, workspace.require(Pitch, id), WORDING.replace(outcome="Whom else?"), NOON)
    assert is_outdated(workspace, request)
    assert workspace.require(Submission, request.id).sections == request.sections


def test_submitted_twice_it_is_one_and_what_is_empty_or_gone_is_not_submitted():
    workspace, id = with_pitch()
    request = submitted(workspace, SubmissionKind.PITCH, id)
    submissions.submit(Desk(workspace), request.replace(created_at=None, updated_at=None), NOON)
    assert len(workspace.all(Submission)) == 1
    empty = workspace.save(Pitch(name="Empty"))
    with pytest.raises(InvalidRecordError, match="nothing written"):
        submitted(workspace, SubmissionKind.PITCH, empty)
    with pytest.raises(GoneError):
        submitted(workspace, SubmissionKind.PITCH, "0" * 32)
    pitches.delete_pitch(workspace, id, NOON)
    assert is_outdated(workspace, request)


def test_a_draft_is_submitted_without_its_reader_and_takes_over_a_wording_with_them():
    workspace = fresh()
    workspace.save(ADA)
    body = "Hi Ada,\nI read of your {goal}. May I ask you two questions?"
    draft = messages.save_draft(workspace, Message(contact=ADA.id, subject="Ada, two questions", body=body))
    request = submitted(workspace, SubmissionKind.MESSAGE, draft)
    texts = {one.field: one.text for one in request.sections}
    assert "Ada" not in "".join((request.title, *texts.values()))
    assert texts["subject"] == "[first name], two questions"
    passage = next(words for _, words in submissions.passages_of(texts["body"]) if words.startswith("Hi"))
    comment = commented(workspace, request, "body", passage, suggestion="Dear [first name],")
    take_over(workspace, comment)
    assert workspace.require(Message, draft).body == body.replace("Hi Ada,", "Dear Ada,")


def test_what_something_is_called_and_what_is_asked_have_no_people_in_them_either():
    workspace = fresh()
    workspace.save(ADA)
    pitches.save_pitch(workspace, Pitch(name="For Ada Lovelace"), WORDING, NOON)
    (pitch,) = workspace.all(Pitch)
    request = submitted(
        workspace, SubmissionKind.PITCH, pitch.id, question="Would Ada Lovelace (ada@example.org) like it?"
    )
    assert request.title == "General · For [name]"
    assert request.question == "Would [name] ([e-mail address]) like it?"


def test_questions_a_plan_and_a_prep_sheet_are_submitted_and_worded_anew_where_they_stand():
    workspace = fresh()
    workspace.save(ADA)
    own = workspace.save(questions.shipped()[0].replace(id="a" * 32, text="Why here, of all places?", origin="own"))
    question_sets.choose(workspace, own)
    chosen = submitted(workspace, SubmissionKind.QUESTION_SET, question_sets.CURRENT_ID)
    assert [one.text for one in chosen.sections] == [
        "Why here, of all places?",
        questions.find(workspace, questions.closing_id()).text,
    ]
    take_over(workspace, commented(workspace, chosen, own, suggestion="What drew you here?"))
    assert questions.find(workspace, own).text == "What drew you here?"

    target = workspace.save(Target(company="Northwind", why="Good people.", research=Research(company="200 people.")))
    plan = submitted(workspace, SubmissionKind.TARGET_PLAN)
    assert [one.title for one in plan.sections] == ["Northwind: why", "Northwind: the company"]
    comment = commented(workspace, plan, f"{target}.why", "Good people.", suggestion="They open their data.")
    take_over(workspace, comment)
    assert workspace.require(Target, target).why == "They open their data."

    meeting = talk(ADA, ended=NOON + DAY, state="planned", notes="Ask Ada about ada@example.org", questions=(own,))
    workspace.save(meeting)
    sheet = submitted(workspace, SubmissionKind.PREP_SHEET, meeting.id)
    assert sheet.sections[-1].text == "Ask [first name] about [e-mail address]"
    comment = commented(workspace, sheet, "notes", "Ask [first name]", suggestion="Thank [first name], then ask")
    take_over(workspace, comment)
    assert workspace.require(Meeting, meeting.id).notes == "Thank Ada, then ask about ada@example.org"


def test_a_wording_that_is_not_there_any_more_is_not_taken_over():
    workspace, id = with_pitch()
    request = submitted(workspace, SubmissionKind.PITCH, id)
    comment = commented(workspace, request, "past", "My plan cut overtime.", suggestion="It saved 20 %.")
    pitches.save_pitch(workspace, workspace.require(Pitch, id), WORDING.replace(past="I was a nurse."), NOON)
    present = submissions.present_texts(workspace, request)
    assert not submissions.has_passage(present, request, workspace.require(Comment, comment))
    assert submissions.has_passage(present, request, Comment(submission=request.id, text="Hm.", written_at=NOON))
    with pytest.raises(InvalidRecordError, match="have changed since"):
        take_over(workspace, comment)
    moved = WORDING.replace(past="Hello! I was a nurse. My plan cut overtime.")
    pitches.save_pitch(workspace, workspace.require(Pitch, id), moved, NOON)
    take_over(workspace, comment)
    assert workspace.require(Pitch, id).wording.past == "Hello! I was a nurse. It saved 20 %."


def test_a_comment_is_about_what_is_in_the_text():
    workspace, id = with_pitch()
    request = submitted(workspace, SubmissionKind.PITCH, id)
    with pytest.raises(InvalidRecordError, match="not in the text"):
        commented(workspace, request, "past", "I was a pilot.")
    with pytest.raises(InvalidRecordError, match="not in the text"):
        commented(workspace, request, "elsewhere")
    with pytest.raises(InvalidRecordError, match="Choose the part"):
        commented(workspace, request, suggestion="Better.")
    with pytest.raises(GoneError):
        submissions.add_comment(workspace, Comment(submission="0" * 32, text="Hm.", written_at=NOON))
    assert not workspace.all(Comment)


def test_comments_stand_in_the_order_of_the_text_and_are_counted_until_they_are_resolved():
    workspace, id = with_pitch()
    request = submitted(workspace, SubmissionKind.PITCH, id)

    def state():
        comments = submissions.comments_on(workspace.all(Comment), request)
        return submissions.status_words(workspace.require(Submission, request.id), comments)

    assert state() == SubmissionStatus.WAITING.value
    last = commented(workspace, request, "outcome")
    commented(workspace, request, "past", "My plan cut overtime.")
    commented(workspace, request, "past", "I was a nurse.")
    commented(workspace, request)
    in_order = submissions.comments_on(workspace.all(Comment), request)
    assert [(one.field, one.passage) for one in in_order] == [
        ("", ""),
        ("past", "I was a nurse."),
        ("past", "My plan cut overtime."),
        ("outcome", ""),
    ]
    assert state() == "4 comments to read"
    submissions.settle(workspace, Comment, last, NOON)
    assert submissions.to_read(Desk(workspace)) == 3
    submissions.settle(workspace, Submission, request.id, NOON)
    assert state() == SubmissionStatus.RESOLVED.value
    assert submissions.to_read(Desk(workspace)) == 0
    submissions.settle(workspace, Submission, request.id, None)
    assert state() == "3 comments to read"


def test_a_deleted_request_takes_its_comments_along_and_back():
    workspace, id = with_pitch()
    request = submitted(workspace, SubmissionKind.PITCH, id)
    commented(workspace, request, "past")
    item = submissions.delete(workspace, request.id, NOON)
    assert not workspace.all(Submission)
    assert not workspace.all(Comment)
    trash.restore(workspace, item)
    assert (len(workspace.all(Submission)), len(workspace.all(Comment))) == (1, 1)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two!\nThree", ["One.", "Two!", "Three"]),
        ("It is 3.5 now. Yes?", ["It is 3.5 now.", "Yes?"]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_a_text_has_its_sentences_where_they_stand(text, sentences):
    passages = submissions.passages_of(text)
    assert [words for _, words in passages] == sentences
    assert all(text.startswith(words, start) for start, words in passages)
