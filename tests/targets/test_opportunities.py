"""Opportunities: kept, moved along, and the share that came through people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import trash
from netdash.errors import GoneError
from netdash.records import Opportunity, Stage, new_id
from netdash.records.base import ConflictError
from netdash.targets import opportunities, targets
from tests.factories import NOON, TODAY, everything, fresh, kept, person


def job(company: str = "Northwind", **fields: object) -> Opportunity:
    return Opportunity.model_validate({"company": company, "heard_on": TODAY, **fields})


THROUGH = [job(contact=person().id) for _ in range(10)]
ALONE = [job(source="A job board") for _ in range(10)]


@pytest.mark.parametrize(
    ("through", "alone", "share", "words"),
    [
        (0, 0, None, "No opportunity is noted yet."),
        (3, 1, None, "3 of 4 came through a contact; from five on"),
        (4, 1, 0.8, "4 of 5 came through a contact: 80\N{NO-BREAK SPACE}%."),
        (0, 5, 0.0, "0 of 5 came through a contact: 0\N{NO-BREAK SPACE}%."),
        (5, 0, 1.0, "5 of 5 came through a contact: 100\N{NO-BREAK SPACE}%."),
    ],
)
def test_the_share_is_said_from_five_on(through, alone, share, words):
    all_jobs = [*THROUGH[:through], *ALONE[:alone]]
    assert opportunities.share_through_contacts(all_jobs) == share
    assert words in opportunities.share_words(all_jobs)


@given(st.integers(0, 10), st.integers(0, 10))
def test_the_share_is_a_share_of_all(through, alone):
    share = opportunities.share_through_contacts([*ALONE[:alone], *THROUGH[:through]])
    assert share is None if through + alone < 5 else share == through / (through + alone)


def test_open_ones_come_first_and_the_latest_of_them_on_top():
    old, new = job("Old", heard_on=TODAY - timedelta(days=3)), job("New")
    closed, alike = job("Zed", stage=Stage.CLOSED), job("Alike")
    assert opportunities.in_order([closed, old, new, alike]) == (alike, new, old, closed)


def test_an_opportunity_is_named_by_role_and_company():
    assert targets.label(job(role="Data engineer")) == "Data engineer at Northwind"
    assert targets.label(job()) == "Northwind"
    assert all(opportunities.STAGE_WORDS[stage] for stage in Stage)


def test_a_second_submission_adds_nothing():
    workspace, opportunity = fresh(), job()
    assert workspace.save_once(opportunity) == workspace.save_once(opportunity) == opportunity.id
    assert len(workspace.all(Opportunity)) == 1


def test_moving_to_a_stage_twice_changes_nothing_more():
    workspace = fresh()
    id = kept(workspace, job()).id
    opportunities.set_stage(workspace, id, Stage.APPLIED)
    version = workspace.version(Opportunity)
    opportunities.set_stage(workspace, id, Stage.APPLIED)
    assert workspace.version(Opportunity) == version
    assert workspace.require(Opportunity, id).stage is Stage.APPLIED


def test_a_second_tab_does_not_overwrite_an_edit():
    workspace = fresh()
    opportunity = kept(workspace, job())
    workspace.save_once(opportunity.replace(notes="Mine"))
    with pytest.raises(ConflictError):
        workspace.save_once(opportunity.replace(notes="Theirs"))


def test_a_deleted_opportunity_can_be_restored():
    workspace = fresh()
    opportunity = kept(workspace, job())
    before = everything(workspace)
    opportunities.delete(workspace, opportunity.id, NOON)
    assert workspace.all(Opportunity) == ()
    trash.restore(workspace, opportunity.id)
    assert everything(workspace) == before


def test_an_opportunity_that_is_gone_gives_a_sentence():
    workspace, id = fresh(), new_id()
    for act in (
        lambda: workspace.require(Opportunity, id),
        lambda: opportunities.set_stage(workspace, id, Stage.APPLIED),
        lambda: opportunities.delete(workspace, id, NOON),
    ):
        with pytest.raises(GoneError, match="This opportunity is not here any more"):
            act()
