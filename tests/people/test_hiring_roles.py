"""What a job title suggests about somebody's role in hiring."""

from __future__ import annotations

from netdash.people.hiring_roles import suggested_side
from netdash.records import Stakeholder
from tests.records import person


def test_a_job_title_suggests_a_side_and_some_suggest_none():
    sides = {
        "Engineering manager": Stakeholder.TECHNICAL,
        "Staff software engineer, platform": Stakeholder.TECHNICAL,
        "CTO": Stakeholder.TECHNICAL,
        "Technical recruiter": Stakeholder.HR,
        "Talent-acquisition partner": Stakeholder.HR,
        "Head of People": Stakeholder.HR,
        "VP Data": Stakeholder.TECHNICAL,
        "Sales manager": None,
        "Business development": None,
        "Learning and development lead": None,
        "Security guard": None,
        "Market research": None,
        "Landscape architect": None,
        "Hairdresser": None,
        "": None,
    }
    assert {title: suggested_side(person(position=title)) for title in sides} == sides


def test_what_the_member_said_is_not_suggested_again():
    assert suggested_side(person(position="Engineering manager", stakeholder=Stakeholder.OTHER)) is None
