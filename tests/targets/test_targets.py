"""Targets: kept once each, in order, and with the people who open their doors."""

from __future__ import annotations

import pytest

from netdash import rules, trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.records import Contact, MeetingState, Stakeholder, Target, new_id
from netdash.records.base import ConflictError
from netdash.targets import targets
from netdash.targets.targets import Coverage, Introducer
from tests.factories import NOON, everything, fresh, introduction, kept, person, talk

RULE = rules.shipped().stakeholders


def employee(name: str, stakeholder: Stakeholder | None = None, company: str = "Northwind Inc.") -> Contact:
    return person(name, company=company, stakeholder=stakeholder)


TECH, HR = employee("Tess", Stakeholder.TECHNICAL), employee("Hana", Stakeholder.HR, "north wind")
OTHER, UNSURE = employee("Olga", Stakeholder.OTHER), employee("Uma")
ELSEWHERE = employee("Eva", Stakeholder.HR, "Contoso")


def test_coverage_finds_everybody_at_a_company_by_what_they_speak_for():
    coverage = targets.coverage("NORTHWIND", [TECH, HR, OTHER, UNSURE, ELSEWHERE], [], [], RULE)
    assert coverage == Coverage(
        technical=(TECH.id,),
        hr=(HR.id,),
        others=(OTHER.id, UNSURE.id),
        not_met=(TECH.id, HR.id, OTHER.id, UNSURE.id),
        introducers=(),
        missing=(),
    )
    assert coverage.people == (TECH.id, HR.id, OTHER.id, UNSURE.id)
    assert (coverage.missing, coverage.words) == ((), "You know both a technical and an HR contact")


@pytest.mark.parametrize(
    ("known", "missing", "words"),
    [
        ([], (Stakeholder.TECHNICAL, Stakeholder.HR), "Still missing: a technical contact and an HR contact"),
        ([TECH], (Stakeholder.HR,), "Still missing: an HR contact"),
        ([HR, OTHER], (Stakeholder.TECHNICAL,), "Still missing: a technical contact"),
    ],
)
def test_coverage_says_what_is_missing(known, missing, words):
    coverage = targets.coverage("Northwind", known, [], [], RULE)
    assert (coverage.missing, coverage.words) == (missing, words)


def test_those_met_inside_and_those_who_introduced_somebody_there_are_doors():
    links = [
        introduction(ELSEWHERE, HR),
        introduction(ELSEWHERE, HR),
        introduction(TECH, ELSEWHERE),
        introduction(OTHER, UNSURE),
    ]
    coverage = targets.coverage(
        "Northwind", [TECH, HR, OTHER, UNSURE, ELSEWHERE], [talk(TECH), talk(ELSEWHERE)], links, RULE
    )
    assert coverage.introducers == (
        Introducer(TECH.id, inside=True),
        Introducer(ELSEWHERE.id, inside=False, introduced=(HR.id,)),
    )
    assert coverage.not_met == (HR.id, OTHER.id, UNSURE.id)


def test_somebody_deleted_or_only_planned_with_opens_no_door():
    meetings = [talk(ELSEWHERE), talk(TECH, state=MeetingState.PLANNED)]
    assert targets.coverage("Northwind", [TECH, HR], meetings, [introduction(ELSEWHERE, HR)], RULE).introducers == ()


def test_targets_come_by_priority_then_company_and_archived_ones_last():
    low, high, b, a = (
        Target(company="A", priority="low"),
        Target(company="Z", priority="high"),
        Target(company="b"),
        Target(company="A", role="Engineer"),
    )
    old = Target(company="A", priority="high", archived=True)
    assert targets.in_order([old, low, b, a, high]) == (high, a, b, low, old)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.org/jobs/1?a=b", "https://example.org/jobs/1?a=b"),
        ("example.org/jobs", "https://example.org/jobs"),
        ("", None),
        ("see the board", None),
        ("javascript:alert(1)", None),
        ("javascript://example.org/%0aalert(1)", None),
        ("https://[broken", None),
        ("file:///etc/passwd", None),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(typed, address):
    assert targets.posting_link(Target(company="A", posting_url=typed)) == address


def test_a_target_is_added_once_however_often_it_is_submitted():
    workspace, target = fresh(), Target(company="Northwind", role="Engineer")
    assert targets.save(workspace, target) == targets.save(workspace, target) == target.id
    assert len(workspace.all(Target)) == 1


@pytest.mark.parametrize(("archived", "said"), [(False, "among your targets"), (True, "bring it back")])
def test_the_same_role_at_the_same_company_is_refused_and_another_role_is_not(archived, said):
    workspace = fresh()
    kept(workspace, Target(company="Northwind", role="Engineer", archived=archived))
    with pytest.raises(InvalidRecordError, match=said):
        targets.save(workspace, Target(company="north wind inc", role="engineer"))
    targets.save(workspace, Target(company="Northwind", role="Analyst"))
    assert len(workspace.all(Target)) == 2


def test_a_target_is_edited_and_a_second_tab_does_not_overwrite_it():
    workspace = fresh()
    target = kept(workspace, Target(company="Northwind"))
    targets.save(workspace, target.replace(why="Health"))
    with pytest.raises(ConflictError):
        targets.save(workspace, target.replace(why="Money"))
    assert workspace.require(Target, target.id).why == "Health"


def test_archiving_twice_changes_nothing_more():
    workspace = fresh()
    id = kept(workspace, Target(company="Northwind")).id
    targets.archive(workspace, id, True)
    version = workspace.version(Target)
    targets.archive(workspace, id, True)
    assert workspace.version(Target) == version
    assert workspace.require(Target, id).archived


def test_a_deleted_target_can_be_restored():
    workspace = fresh()
    target = kept(workspace, Target(company="Northwind", role="Engineer"))
    before = everything(workspace)
    targets.delete(workspace, target.id, NOON)
    assert workspace.all(Target) == ()
    trash.restore(workspace, target.id)
    assert everything(workspace) == before


def test_a_target_that_is_gone_gives_a_sentence():
    workspace, id = fresh(), new_id()
    for act in (
        lambda: workspace.require(Target, id),
        lambda: targets.archive(workspace, id, True),
        lambda: targets.delete(workspace, id, NOON),
    ):
        with pytest.raises(GoneError, match="This target is not here any more"):
            act()


@pytest.mark.parametrize(
    ("technical", "missing", "words"),
    [
        (2, (Stakeholder.TECHNICAL,), "Still missing: another technical contact"),
        (1, (), "You know both a technical and an HR contact"),
    ],
)
def test_how_many_are_missing_is_for_the_members_rule_to_say(technical: int, missing: object, words: str):
    coverage = targets.coverage("Northwind", [TECH, HR], [], [], RULE.model_copy(update={"technical": technical}))
    assert (coverage.missing, coverage.words) == (missing, words)
    none = targets.coverage("Contoso", [], [], [], RULE.model_copy(update={"technical": 0}))
    assert none.missing == (Stakeholder.HR,)


def test_a_target_restored_beside_its_twin_can_be_edited():
    workspace = fresh()
    first = targets.save(workspace, Target(company="Initech"))
    targets.delete(workspace, first, NOON)
    targets.save(workspace, Target(company="Initech"))
    trash.restore(workspace, first)
    targets.save(workspace, workspace.require(Target, first).replace(why="They ship"))
    assert workspace.require(Target, first).why == "They ship"
    with pytest.raises(InvalidRecordError):
        targets.save(workspace, Target(company="Initech"))
