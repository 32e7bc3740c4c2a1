"""The first steps: each is done exactly when what it asks for is there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from netdash import first_steps, question_sets, questions, thank_yous
from netdash.records import MeetingState, Message, Pitch, Revision
from netdash.store import Workspace
from tests.records import NOON, fresh, person, talk, thanks

ADA = person()
PAGES = Path(__file__).parent.parent / "pages"


def done(workspace: Workspace) -> tuple[bool, ...]:
    return tuple(step.done for step in first_steps.steps(workspace))


def pitch(**said: str) -> Pitch:
    return Pitch(name="General", revisions=(Revision(saved_at=NOON, **said),))


def test_on_an_empty_workspace_nothing_is_done_and_each_step_leads_to_a_page() -> None:
    steps = first_steps.steps(fresh())
    assert not any(step.done for step in steps)
    assert [step.page for step in steps] == [
        "pitch_builder.py",
        "question_bank.py",
        "meeting_log.py",
        "follow_up_tracker.py",
    ]
    for step in steps:
        assert (PAGES / step.page).is_file()
        assert step.title
        assert step.why


def test_a_pitch_is_written_when_all_three_parts_are() -> None:
    workspace = fresh()
    workspace.save(pitch(past="Nurse.", interests="Figures."))
    assert done(workspace) == (False, False, False, False)
    workspace.save(pitch(past="Nurse.", interests="Figures.", outcome="Any advice?"))
    assert done(workspace) == (True, False, False, False)


def test_a_pitch_counts_by_what_it_says_now() -> None:
    workspace, whole = fresh(), pitch(past="Nurse.", interests="Figures.", outcome="Any advice?")
    workspace.save(whole.replace(revisions=(*whole.revisions, Revision(saved_at=NOON, past="Nurse."))))
    assert done(workspace)[0] is False


def test_one_chosen_question_is_a_start_and_an_emptied_set_is_none() -> None:
    workspace = fresh()
    question_sets.choose(workspace, questions.shipped()[0].id)
    assert done(workspace) == (False, True, False, False)
    question_sets.clear(workspace)
    assert done(workspace) == (False, False, False, False)


def test_a_planned_conversation_counts_as_logged() -> None:
    workspace = fresh()
    workspace.save(talk(ADA, state=MeetingState.PLANNED))
    assert done(workspace) == (False, False, True, False)


def test_a_thank_you_counts_once_it_is_sent() -> None:
    workspace, one = fresh(), talk(ADA)
    workspace.save(one)
    id = workspace.save(thanks(one, ADA, sent_at=None))
    assert done(workspace) == (False, False, True, False)
    stored = workspace.get(Message, id)
    assert stored is not None
    workspace.save(stored.replace(sent_at=NOON + timedelta(hours=1)))
    assert done(workspace) == (False, False, True, True)
    thank_yous.unsend(workspace, id)
    assert done(workspace) == (False, False, True, False)
