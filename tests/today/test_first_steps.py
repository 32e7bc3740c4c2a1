"""The first steps: each is done exactly when what it asks for is there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from netdash import rules
from netdash.outreach import messages
from netdash.questions import question_sets, questions
from netdash.records import MeetingState, Message, Pitch, Purpose, QuestionSet, Revision, Target, new_id
from netdash.store import Workspace
from netdash.today import first_steps
from netdash.workspace import sample
from tests.factories import NOON, fresh, person, talk, thanks

ADA = person()
PAGES = Path(__file__).parents[2] / "pages"


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
        "target_plan.py",
        "outreach.py",
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
    assert done(workspace) == (False, False, False, False, False, False)
    workspace.save(pitch(past="Nurse.", interests="Figures.", outcome="Any advice?"))
    assert done(workspace) == (True, False, False, False, False, False)


def test_a_pitch_counts_by_what_it_says_now() -> None:
    workspace, whole = fresh(), pitch(past="Nurse.", interests="Figures.", outcome="Any advice?")
    workspace.save(whole.replace(revisions=(*whole.revisions, Revision(saved_at=NOON, past="Nurse."))))
    assert done(workspace)[0] is False


def test_a_set_is_chosen_when_five_to_seven_questions_are_in_it() -> None:
    """The referral question comes with the first."""
    workspace, counted = fresh(), []
    for one in questions.shipped()[:8]:
        question_sets.choose(workspace, one.id)
        counted.append(done(workspace)[1])
    assert counted == [False, False, False, True, True, True, False, False]
    question_sets.clear(workspace)
    assert done(workspace) == (False, False, False, False, False, False)


def test_a_saved_set_of_a_good_size_counts_after_the_chosen_one_is_emptied() -> None:
    workspace = fresh()
    for one in questions.shipped()[:5]:
        question_sets.choose(workspace, one.id)
    question_sets.save_as(workspace, "Recruiters", new_id())
    question_sets.clear(workspace)
    assert done(workspace) == (False, True, False, False, False, False)


def test_the_sample_has_done_every_step_as_long_as_it_is_there() -> None:
    workspace = fresh()
    sample.load(workspace, NOON, ZoneInfo("Europe/Berlin"))
    assert all(done(workspace))
    sample.remove(workspace)
    assert not any(done(workspace))


def test_a_planned_conversation_is_not_logged_yet() -> None:
    workspace = fresh()
    workspace.save(talk(ADA, state=MeetingState.PLANNED))
    assert not any(done(workspace))


def test_a_target_and_a_message_that_went_out_are_steps() -> None:
    workspace, one = fresh(), Message(contact=ADA.id, purpose=Purpose.FIRST_MESSAGE)
    workspace.save(Target(company="Northwind"))
    workspace.save(one)
    assert done(workspace) == (False, False, True, False, False, False)
    workspace.put(one.replace(sent_at=NOON))
    assert done(workspace) == (False, False, True, True, False, False)


def test_a_thank_you_counts_once_it_is_sent() -> None:
    workspace, one = fresh(), talk(ADA)
    workspace.save(one)
    id = workspace.save(thanks(one, ADA, sent_at=None))
    assert done(workspace) == (False, False, False, False, True, False)
    stored = workspace.get(Message, id)
    assert stored is not None
    workspace.save(stored.replace(sent_at=NOON + timedelta(hours=1)))
    assert done(workspace) == (False, False, False, False, True, True)
    messages.unsend(workspace, id)
    assert done(workspace) == (False, False, False, False, True, False)


def test_a_set_is_whole_by_the_members_own_rule():
    workspace = fresh()
    rules.change(workspace, {"questions.fewest": 2, "questions.most": 3})
    workspace.save(QuestionSet(name="Short", questions=tuple(one.id for one in questions.shipped()[:2])))
    step = first_steps.steps(workspace)[1]
    assert (step.title, step.done) == ("Choose 2 to 3 questions", True)
