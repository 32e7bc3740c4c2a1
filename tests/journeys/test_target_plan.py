"""From a target company to both of its stakeholders and an opportunity there, on a phone."""

from __future__ import annotations

import pytest

from netdash.records import BrandingItem, Contact, Opportunity, Stage, Stakeholder, Target
from tests.browser import overflow
from tests.journeys.conftest import Arrive

pytestmark = pytest.mark.browser


def test_a_target_gets_its_people_an_opportunity_and_a_page_for_the_coach(arrive: Arrive) -> None:
    walker = arrive(width=390, height=844, has_touch=True, is_mobile=True)
    page = walker.open("target_plan", "Target plan").page
    assert overflow(page) <= 0
    walker.types("Company", "Northwind").types("Role", "Data engineer").types("Why you want to work there", "Maps")
    walker.press("Add the target").sees("Added Data engineer at Northwind")
    walker.follow("See who could open the door", "Data engineer at Northwind")
    assert overflow(page) <= 0
    walker.sees("Still missing: a technical contact and an HR contact").unfold("Add an HR contact")
    walker.types("Name", "Viktor Nowak").press("Add them").sees("Added Viktor Nowak.")
    walker.sees("Still missing: a technical contact.")
    walker.unfold("Note an opportunity").press("Note the opportunity").sees("Noted Data engineer at Northwind.")
    assert overflow(page) <= 0
    (target,), (viktor,), (heard,) = (walker.kept.all(kind) for kind in (Target, Contact, Opportunity))
    assert isinstance(target, Target)
    assert isinstance(viktor, Contact)
    assert isinstance(heard, Opportunity)
    assert (target.why, viktor.company, viktor.stakeholder) == ("Maps", "Northwind", Stakeholder.HR)
    walker.open(f"target_plan?opportunity={heard.id}", "Data engineer at Northwind")
    page.get_by_role("combobox", name="Stage").click()
    page.get_by_role("option", name="Applied").click()
    walker.sees("Stage of Data engineer at Northwind: applied.")
    assert walker.kept.all(Opportunity)[0].stage is Stage.APPLIED
    walker.open("target_plan?part=Opportunities", "Target plan").settled()
    assert overflow(page) <= 0
    page.get_by_text("Branding", exact=True).click()
    walker.sees("0 of 18 done in all")
    page.get_by_text("Write from an address that is your name").click()
    walker.sees("1 of 18 done in all").until(lambda: walker.kept.all(BrandingItem))
    assert overflow(page) <= 0
    page.reload()
    walker.sees("1 of 18 done in all").press("Share with coach")
    plan = walker.downloads("Download the page").decode("utf-8")
    assert "Data engineer at Northwind" in plan
    assert "Viktor" not in plan
