"""The checklist before a conversation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules
from netdash.errors import GoneError
from netdash.meetings import preparation
from netdash.meetings.preparation import steps
from netdash.questions import questions
from netdash.records import Meeting, Research, Resume, Target, new_id
from netdash.shipped import credit
from tests.factories import NOON, fresh, kept, talk
from tests.meetings.test_plans import refusal

RULE = rules.shipped().questions
NAMES = ("research_company", "research_person", "research_job", "pitch", "resume", "questions", "practised")
BANK = questions.shipped()
READY = {
    "research": Research(company="Makes tyres", person="Rows", job="SQL"),
    "pitch": new_id(),
    "resume": Resume.NOT_WANTED,
    "questions": tuple(question.id for question in questions.shipped()[:4]),
}
SHOWS = {"research": NAMES[:3], "pitch": ("pitch",), "resume": ("resume",), "questions": ("questions",)}


def done(meeting: Meeting) -> set[str]:
    return {step.name for step in steps(meeting, RULE, BANK) if step.done}


def test_a_plan_is_complete_without_having_been_practised():
    assert preparation.is_planned(steps(talk().replace(**READY), RULE, BANK))
    for field in READY:
        rest = {name: value for name, value in READY.items() if name != field}
        assert not preparation.is_planned(steps(talk().replace(**rest), RULE, BANK)), field


def test_the_checklist_is_the_source_s_in_its_order():
    assert tuple(step.name for step in steps(talk(), RULE, BANK)) == NAMES
    assert done(talk()) == set()
    assert preparation.reminders() == (
        "Take notes",
        "Be mindful of their time",
        "Practise your handshake",
        "Be yourself",
    )
    assert "Flatiron" in credit("preparation")


@given(st.sets(st.sampled_from(sorted(READY))), st.sets(st.sampled_from(NAMES)))
def test_a_step_is_done_where_the_plan_says_so_or_where_it_is_ticked(filled, ticked):
    meeting = talk().replace(ready=tuple(ticked), **{field: READY[field] for field in filled})
    says = {name for field in filled for name in SHOWS[field]}
    assert done(meeting) == says | ticked
    assert {step.name for step in steps(meeting, RULE, BANK) if step.derived} == says
    assert preparation.progress(steps(meeting, RULE, BANK)) == (len(says | ticked), len(NAMES))


def test_the_referral_question_counts_towards_the_five():
    ids = tuple(question.id for question in questions.shipped())
    assert "questions" not in done(talk(questions=ids[:3]))
    assert "questions" in done(talk(questions=ids[:4]))


def test_questions_that_were_deleted_since_count_neither_here_nor_in_the_queue():
    meeting = talk(questions=(*(new_id() for _ in range(3)), *(question.id for question in BANK[:2])))
    assert "questions" not in done(meeting)


def test_the_progress_names_the_next_step():
    assert preparation.progress_words(steps(talk(), RULE, BANK)) == "0 of 7 done. Next: research the company."
    ready = talk().replace(ready=("practised",), **READY)
    assert preparation.progress_words(steps(ready, RULE, BANK)) == "All 7 done. You are ready."


def test_a_tick_is_kept_once_and_taken_back_and_disturbs_no_form():
    workspace = fresh()
    meeting = kept(workspace, talk(ready=("research_job",)))
    preparation.tick(workspace, meeting.id, "practised", True)
    preparation.tick(workspace, meeting.id, "practised", True)
    ticked = workspace.require(Meeting, meeting.id)
    assert ticked.ready == ("research_job", "practised")
    assert ticked.updated_at == meeting.updated_at
    preparation.tick(workspace, meeting.id, "practised", False)
    assert workspace.require(Meeting, meeting.id).ready == ("research_job",)


def test_a_step_or_a_conversation_that_is_not_there_says_so():
    workspace = fresh()
    meeting = kept(workspace, talk(ended=NOON))
    sentence = "This step is not on the checklist."
    assert refusal(lambda: preparation.tick(workspace, meeting.id, "dance", True)) == sentence
    with pytest.raises(GoneError):
        preparation.tick(workspace, new_id(), "practised", True)


@pytest.mark.parametrize(
    ("company", "known"),
    [("North Wind", "Noted with the higher priority"), ("Contoso", "Another"), ("Initech", ""), ("", "")],
)
def test_what_is_known_of_a_company_is_what_was_noted_with_its_first_target(company, known):
    noted = {"low": "Noted with the lower priority", "high": "Noted with the higher priority"}
    targets = [Target(company="Contoso", research=Research(company="Another"))]
    for priority, said in noted.items():
        targets.append(Target(company="Northwind Inc.", priority=priority, research=Research(company=said)))
    assert preparation.known_research(targets, company) == Research(company=known)


def test_what_a_target_knows_fills_only_what_is_empty():
    known = Research(company="Theirs", person="Leads a team", job="A line")
    filled = Research(company="Mine", person="Leads a team", job="A line")
    assert preparation.filled_research(Research(company="Mine"), known) == filled
    assert preparation.filled_research(filled, Research(person="Another")) == filled
