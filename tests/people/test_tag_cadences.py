"""The cadences of tags: one a tag, whatever its capitals."""

from __future__ import annotations

import pytest

from netdash import trash
from netdash.errors import InvalidRecordError
from netdash.people import cadence
from netdash.records import Cadence, TagCadence
from tests.records import NOON, fresh, person

MENTOR = TagCadence(tag="Mentor", cadence=Cadence(ideal_days=30, latest_days=45))


def test_a_second_submission_adds_nothing() -> None:
    workspace = fresh()
    assert cadence.add(workspace, MENTOR) == cadence.add(workspace, MENTOR) == MENTOR.id
    assert len(workspace.all(TagCadence)) == 1


@pytest.mark.parametrize(("tag", "said"), [("mentor", "has a cadence already"), ("", "Name the tag")])
def test_a_tag_that_has_one_or_is_none_is_refused(tag: str, said: str) -> None:
    workspace = fresh()
    cadence.add(workspace, MENTOR)
    with pytest.raises(InvalidRecordError, match=said):
        cadence.add(workspace, TagCadence(tag=tag, cadence=MENTOR.cadence))


def test_one_is_changed_and_deleted_and_comes_back() -> None:
    workspace = fresh()
    cadence.add(workspace, MENTOR)
    (stored,) = workspace.all(TagCadence)
    cadence.edit(workspace, stored.replace(cadence=Cadence(ideal_days=1, latest_days=2)))
    (changed,) = workspace.all(TagCadence)
    assert changed.cadence.ideal_days == 1
    trash.restore(workspace, cadence.delete(workspace, changed, NOON))
    assert workspace.all(TagCadence)[0].tag == "Mentor"


def test_tags_are_counted_once_a_person_whatever_their_capitals() -> None:
    people = [person(tags=("Mentor", "mentor")), person(tags=("MENTOR", "alumni"))]
    assert cadence.tag_counts(people) == {"alumni": 1, "mentor": 2}


def test_they_are_listed_by_tag() -> None:
    early = TagCadence(tag="alumni", cadence=MENTOR.cadence)
    assert [tag_cadence.tag for tag_cadence in cadence.in_order([MENTOR, early])] == ["alumni", "Mentor"]
