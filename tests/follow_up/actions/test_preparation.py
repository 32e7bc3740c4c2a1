"""Staying in touch, and what to have ready: a pitch, a question set, contacts at a target."""

from __future__ import annotations

from datetime import date

from netdash import rules
from netdash.follow_up import actions
from netdash.follow_up.actions import Kind, Lane
from netdash.records import (
    Cadence,
    Outcome,
    Pitch,
    Promise,
    Purpose,
    QuestionSet,
    Revision,
    Stakeholder,
    TagCadence,
    Target,
    new_id,
)
from tests.factories import DAY, NOON, TODAY, fresh, person, talk
from tests.follow_up.actions.workspaces import ADA, BERLIN, MEI, found, holding, night_of, planned, sent


def test_somebody_met_is_written_to_from_the_ideal_day_and_late_after_the_latest():
    workspace = holding(talk(ADA))
    assert found(workspace, Kind.STAY_IN_TOUCH, NOON + 89 * DAY) == []
    [one] = found(workspace, Kind.STAY_IN_TOUCH, NOON + 90 * DAY)
    assert one.what == "Check in with Ada Lovelace"
    assert (one.due, one.lane) == (night_of(date(2026, 9, 1)), Lane.THIS_WEEK)
    assert found(workspace, Kind.STAY_IN_TOUCH, NOON + 120 * DAY)[0].lane is Lane.TODAY
    assert found(workspace, Kind.STAY_IN_TOUCH, NOON + 121 * DAY)[0].lane is Lane.OVERDUE


def test_staying_in_touch_follows_a_conversation_held_and_nothing_less():
    workspace = holding(sent(purpose=Purpose.CONFIRMATION), talk(MEI, state="no_show"))
    assert found(workspace, Kind.STAY_IN_TOUCH, NOON + 400 * DAY) == []


def test_a_cadence_of_ones_own_or_of_a_tag_moves_the_day_and_zero_ends_it():
    tag = TagCadence(tag="Mentor", cadence=Cadence(ideal_days=30, latest_days=40))
    mentor = person("Jo", tags=["mentor"])
    silent = person("Sam", cadence=Cadence(ideal_days=0, latest_days=0))
    workspace = holding(mentor, silent, tag, talk(mentor, silent))
    assert found(workspace, Kind.STAY_IN_TOUCH, NOON + 29 * DAY) == []
    later = found(workspace, Kind.STAY_IN_TOUCH, NOON + 400 * DAY)
    assert [one.person and one.person.name for one in later] == ["Jo"]


def test_who_has_a_date_or_is_waited_for_is_not_asked_to_be_written_to():
    met, now = talk(ADA), NOON + 200 * DAY
    assert len(found(holding(met), Kind.STAY_IN_TOUCH, now)) == 1
    assert found(holding(met, planned(ADA, ahead=201 * DAY)), Kind.STAY_IN_TOUCH, now) == []
    assert found(holding(met, sent(ago=-1)), Kind.STAY_IN_TOUCH, now) == []
    given_up = sent(ago=-1, outcome=Outcome.NO_REPLY, outcome_at=NOON + 20 * DAY)
    assert found(holding(met, given_up), Kind.STAY_IN_TOUCH, now) == []


def test_a_pitch_is_to_be_written_then_finished_before_the_next_conversation():
    [blank] = found(fresh(), Kind.PITCH)
    assert (blank.what, blank.person, blank.lane) == ("Write your pitch", None, Lane.THIS_WEEK)
    begun = Pitch(name="Ward to query", revisions=(Revision(past="A nurse.", saved_at=NOON),), created_at=NOON)
    [one] = found(holding(begun), Kind.PITCH)
    assert (one.what, one.due) == ("Finish your pitch “Ward to query”", night_of(date(2026, 5, 11)))
    assert one.where == ("pitch_builder", (("pitch", begun.id),))
    assert found(holding(begun, meeting := planned(ADA)), Kind.PITCH)[0].due == meeting.starts_at
    whole = Revision(past="A nurse.", interests="Health.", outcome="A team.", saved_at=NOON)
    assert found(holding(begun, Pitch(name="HR", revisions=(whole,))), Kind.PITCH) == []


def test_a_pitch_of_an_unknown_day_hides_the_deadline_of_none():
    workspace, begun = fresh(), Pitch(name="Mine", revisions=(Revision(past="Ward", saved_at=NOON),), created_at=NOON)
    for one in (begun.replace(id=new_id(), created_at=None), begun):
        workspace.put(one)
    key = f"{Kind.PITCH}:{begun.id}"
    [action] = (
        one for one in actions.build_queue(workspace, NOON + DAY, BERLIN, rules.of(workspace)).actions if one.key == key
    )
    assert action.what == "Finish your pitch “Mine”"


def test_without_any_set_of_questions_one_is_to_be_chosen(bank: tuple[str, ...]):
    [one] = found(fresh(), Kind.QUESTIONS)
    assert (one.what, one.where.page) == ("Choose 5 to 7 questions to rehearse", "question_bank")
    assert len(found(holding(QuestionSet(name="Few", questions=bank[:3])), Kind.QUESTIONS)) == 1
    assert found(holding(QuestionSet(name="Recruiters", questions=bank[:6])), Kind.QUESTIONS) == []


def test_a_target_lacks_a_technical_or_an_hr_contact():
    target = Target(company="Northwind ", created_at=NOON)
    technical = person("Jo", company="NORTHWIND", stakeholder=Stakeholder.TECHNICAL)
    both = found(holding(target), Kind.STAKEHOLDER)
    assert {one.what for one in both} == {
        "Find a technical contact at Northwind",
        "Find an HR contact at Northwind",
    }, "nobody there was met yet: the target plan says so too"
    both = found(holding(target, talk(ADA, ended=NOON - DAY)), Kind.STAKEHOLDER)
    assert {one.what for one in both} == {
        "Find a technical contact at Northwind: Ada Lovelace may know one",
        "Find an HR contact at Northwind: Ada Lovelace may know one",
    }
    [hr] = found(holding(target, technical), Kind.STAKEHOLDER)
    assert (hr.key, hr.due) == (f"stakeholder:{target.id}:hr", night_of(date(2026, 5, 18)))
    assert hr.where.parameters == {"target": target.id, "stakeholder": "hr"}
    assert found(holding(target.replace(archived=True)), Kind.STAKEHOLDER) == []
    boss = person("Bo", company="Northwind", position="Engineering manager")
    [_, asked] = sorted(one.what for one in found(holding(target, boss), Kind.STAKEHOLDER))
    assert asked == "Say whether Bo is a technical contact at Northwind"
    known = boss.replace(stakeholder=Stakeholder.OTHER)
    assert not any("Say whether" in one.what for one in found(holding(target, known), Kind.STAKEHOLDER))
    assert len(found(holding(target, Target(company="northwind", role="CTO")), Kind.STAKEHOLDER)) == 2


def test_an_empty_workspace_says_what_to_begin_with():
    assert [one.kind for one in actions.build_queue(fresh(), NOON, BERLIN, rules.shipped()).actions] == [
        Kind.PITCH,
        Kind.QUESTIONS,
    ]


def test_a_promise_kept_is_contact_that_puts_off_the_next_turn():
    kept = Promise(contact=ADA.id, what="Send it", due_on=TODAY, settled_at=NOON + 80 * DAY, kept=True)
    assert found(holding(talk(ADA), kept), Kind.STAY_IN_TOUCH, NOON + 100 * DAY) == []


def test_a_dismissal_of_staying_in_touch_lasts_until_the_next_contact():
    workspace = holding(talk(ADA, ended=NOON - 100 * DAY))
    actions.dismiss(workspace, found(workspace, Kind.STAY_IN_TOUCH)[0].key, "saw her at a party")
    assert found(workspace, Kind.STAY_IN_TOUCH, NOON + 300 * DAY) == []
    workspace.save(talk(ADA, ended=NOON))
    assert len(found(workspace, Kind.STAY_IN_TOUCH, NOON + 200 * DAY)) == 1
