"""Feedback in a cohort: who sees what, in the store and on screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import trash
from netdash.errors import GoneError
from netdash.feedback import desk as desks
from netdash.feedback import packet, submissions
from netdash.feedback.desk import Desk
from netdash.pitch import pitches
from netdash.records import BY_TABLE, Comment, Pitch, Profile, Submission, SubmissionKind, Trashed, Wording
from netdash.store import FileStore, MemoryStore
from tests.access.test_screens import Guest, claims
from tests.driving import NOW
from tests.factories import NOON
from tests.feedback.test_packet import sent

ANN, BO, COACH = "ann@example.com", "bo@example.com", "coach@example.com"
WORDING = Wording(past="I was a nurse. My plan cut overtime.", interests="I like figures.", outcome="Any advice?")


def with_pitch(store, address, past=WORDING.past):
    workspace = store.workspace(address)
    if workspace.get(Profile, Profile().id) is None:
        workspace.save(Profile(name=address.partition("@")[0].title(), zone="Europe/Berlin"))
    pitches.save_pitch(workspace, Pitch(name="Mine"), WORDING.replace(past=past), NOW)
    return workspace


def desk(store, address, *, coach=False):
    return Desk(store.workspace(address), store.common(), address, coach)


def asked(store, address):
    (pitch,) = store.workspace(address).all(Pitch)
    fields = {"kind": "pitch", "about": pitch.id, "title": "?", "question": "Does it hold?", "asked_at": NOW}
    return submissions.submit(desk(store, address), Submission.model_validate(fields), NOW)


def test_a_member_sees_their_own_requests_and_a_coach_everybodys():
    store = MemoryStore()
    for address in (ANN, BO):
        with_pitch(store, address)
    of_ann, of_bo = asked(store, ANN), asked(store, BO)
    assert [one.id for one in desk(store, ANN).submissions()] == [of_ann]
    assert not desk(store, ANN).submission(of_ann).received
    with pytest.raises(GoneError):
        desk(store, ANN).submission(of_bo)
    with pytest.raises(GoneError):
        desk(store, ANN).holder(of_bo)
    seen = desk(store, COACH, coach=True).submissions()
    assert {(one.id, one.member, one.received) for one in seen} == {(of_ann, ANN, True), (of_bo, BO, True)}
    assert submissions.to_read(desk(store, COACH, coach=True)) == 2
    place = desk(store, COACH, coach=True).holder(of_bo)
    submissions.add_comment(place, Comment(submission=of_bo, text="Hm.", written_at=NOON, member=COACH))
    assert submissions.to_read(desk(store, COACH, coach=True)) == 1
    assert submissions.to_read(desk(store, BO)) == 1
    assert desk(store, ANN).comments() == ()


def test_what_is_in_common_is_what_was_submitted_and_nothing_else():
    store = MemoryStore()
    with_pitch(store, ANN)
    asked(store, ANN)
    common = store.common()
    assert {table for table, kind in BY_TABLE.items() if common.all(kind)} == {Submission.table}


@given(coach=st.booleans(), address=st.sampled_from(["", ANN, BO, COACH]))
def test_nobody_but_a_coach_ever_sees_what_is_not_theirs(coach: bool, address: str) -> None:
    store = MemoryStore()
    with_pitch(store, ANN)
    asked(store, ANN)
    seen = Desk(store.workspace("somebody@example.com"), store.common(), address, coach).submissions()
    assert bool(seen) == (coach or address == ANN)


def test_a_comment_that_comes_as_a_file_attaches_to_a_request_in_common():
    store, elsewhere = MemoryStore(), MemoryStore().workspace("out@example.org")
    with_pitch(store, ANN)
    id = asked(store, ANN)
    outside = Desk(elsewhere)
    packet.take_in(outside, packet.read(sent(store.common(), store.common().require(Submission, id))))
    submissions.add_comment(elsewhere, Comment(submission=id, field="past", text="Which ward?", written_at=NOON))
    answer = sent(elsewhere, elsewhere.require(Submission, id))
    assert packet.take_in(desk(store, ANN), packet.read(answer)).comments == 1
    assert [one.text for one in desk(store, ANN).comments()] == ["Which ward?"]
    with pytest.raises(Exception, match="not here"):
        packet.take_in(desk(store, BO), packet.read(answer))


def test_whoever_leaves_takes_everything_along_the_trash_too():
    store = MemoryStore()
    for address in (ANN, BO):
        with_pitch(store, address)
    kept, deleted, of_bo = asked(store, ANN), asked(store, ANN), asked(store, BO)
    common = store.common()
    for id in (kept, deleted, of_bo):
        submissions.add_comment(common, Comment(submission=id, text="Hm.", written_at=NOON, member=COACH))
    submissions.delete(common, deleted, NOON)
    (comment,) = (one for one in common.all(Comment) if one.submission == kept)
    trash.discard(common, Comment, comment.id, "Hm.", NOON)
    desks.forget(common, ANN)
    assert [one.id for one in common.all(Submission)] == [of_bo]
    assert [one.submission for one in common.all(Comment)] == [of_bo]
    assert common.all(Trashed) == ()


def test_on_screen_a_coach_comments_and_the_member_takes_it_over_and_back(file: Path) -> None:
    store = FileStore(file)
    for address in (ANN, BO, COACH):
        with_pitch(store, address)
    ann = Guest(claims(ANN), "feedback").unfold("feedback_form")
    ann.fill(feedback_question="Which part would you cut?").press("feedback_submit")
    assert "Your coaches can read it." in ann.done[0]
    (submission,) = store.common().all(Submission)
    assert (submission.member, submission.author) == (ANN, "Ann")
    assert store.workspace(ANN).all(Submission) == ()

    coach = Guest(claims(COACH), "feedback")
    assert "To comment on" in coach.said
    coach.press(f"feedback_open_{submission.id}")
    assert not coach.has(f"feedback_settle_{submission.id}")
    assert not coach.has(f"feedback_delete_{submission.id}")
    field, text = f"feedback_comment_field_{submission.id}", f"feedback_comment_text_{submission.id}"
    coach.fill(**{field: "past@0", text: "With a number?"})
    coach.fill(**{f"feedback_comment_suggestion_{submission.id}": "I was a ward nurse."})
    coach.press(f"feedback_comment_add_{submission.id}")
    (comment,) = store.common().all(Comment)
    assert (comment.author, comment.member, comment.passage) == ("Coach", COACH, "I was a nurse.")

    bo = Guest(claims(BO), "feedback")
    assert "Which part" not in bo.open("feedback", submission=submission.id).said
    assert "not here any more" in bo.errors[0]

    ann.open("feedback", submission=submission.id).press(f"feedback_take_over_{comment.id}")
    (pitch,) = store.workspace(ANN).all(Pitch)
    assert pitch.wording.past == "I was a ward nurse. My plan cut overtime."
    assert store.common().require(Comment, comment.id).resolved_at == NOW
    ann.press("flash_undo")
    assert store.workspace(ANN).all(Pitch)[0].wording.past == WORDING.past
    assert store.common().require(Comment, comment.id).resolved_at is None
    ann.press(f"feedback_delete_{submission.id}")
    assert store.common().all(Submission) == ()
    ann.press("flash_undo")
    assert [one.id for one in store.common().all(Submission)] == [submission.id]
    assert "General · Mine" in coach.open("feedback").said
    assert SubmissionKind.PITCH is submission.kind


def test_erasing_everything_erases_what_was_submitted(file: Path) -> None:
    store = FileStore(file)
    with_pitch(store, ANN)
    asked(store, ANN)
    page = Guest(claims(ANN), "workspace")
    page.fill(workspace_erase_word="ERASE").press("workspace_erase")
    assert "Erased everything" in page.done[0]
    assert store.common().all(Submission) == ()
