"""The insights page: what it teaches when empty, what it says when full, and what the address keeps."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from netdash.meetings.meetings import thank_you_id
from netdash.records import (
    Contact,
    Introduction,
    Meeting,
    Message,
    Opportunity,
    Purpose,
    RuleChanges,
    Stakeholder,
    Target,
)
from netdash.store import Workspace
from tests.driving import NOW, Clock, Dashboard, meeting, read, seed

ADA = Contact(name="Ada Lovelace")
TOM = Contact(name="Tom Baker")
MEI = Contact(name="**Mei** <b>Li</b> [x](y)")

SECTIONS = ("funnel", "thank_yous", "weeks", "introductions", "kinds")
HEADINGS = [
    "From people to introductions",
    "Time to thank-you",
    "Conversations by week",
    "Who introduced whom",
    "Conversations by kind",
]
FIGURES = ("People met", "Reply rate", "Thanked in time", "Introductions", "Through people")


def sent(one: Meeting, hours: float) -> Message:
    """Make the thank-you for a conversation, sent so many hours after it."""
    contact = one.contacts[0]
    id = thank_you_id(one.id, contact)
    return Message(id=id, contact=contact, meeting=one.id, sent_at=one.ends_at + timedelta(hours=hours))


@pytest.fixture
def filled(file: Path) -> Workspace:
    """Six conversations of six weeks, five of them thanked for, and one introduction of each of two people."""
    held = [meeting(ADA, ago=timedelta(days=7 * week, hours=30)) for week in range(6)]
    held[0] = held[0].replace(contacts=(TOM.id,))
    notes = [sent(one, 5) for one in held[1:]]
    first = Introduction(by_contact=ADA.id, to_contact=TOM.id, meeting=held[1].id)
    second = Introduction(by_contact=TOM.id, to_contact=MEI.id, meeting=held[0].id)
    return seed(file, ADA, TOM, MEI, *held, *notes, first, second)


def charts(seen: Dashboard) -> list[str]:
    return [one.proto.spec for one in seen.app.get("plotly_chart")]


def chart(seen: Dashboard, name: str) -> str:
    specs: dict[str, str] = {one.proto.id: one.proto.spec for one in seen.app.get("plotly_chart")}
    return next(spec for id, spec in specs.items() if id.endswith(f"insights_{name}"))


def figures(seen: Dashboard) -> dict[str, str]:
    return {metric.label: metric.value for metric in seen.app.metric}


def test_an_empty_page_teaches_and_leads_to_the_log(file: Path) -> None:
    seen = Dashboard("insights")
    assert seen.title == "Insights"
    assert "say a coffee with a former colleague, and this page begins to answer six questions" in seen.said
    assert "How soon your thank-yous go out: within 12 hours, 24 hours, or later." in seen.said
    assert not seen.has("insights_period")
    assert not charts(seen)
    assert Dashboard("insights").press("insights_start").title == "Meeting log"
    seed(file, ADA, meeting(ADA, ago=timedelta(hours=-2), state="planned"))
    assert "six questions" in seen.run().said, "a planned conversation is none yet"


@pytest.mark.usefixtures("filled")
def test_every_section_has_a_sentence_and_a_chart_with_a_text_alternative() -> None:
    seen = Dashboard("insights", insights_period="12 weeks")
    assert [one.value for one in seen.app.header] == HEADINGS
    said = seen.said
    assert (
        "Of 3 people you know, you met 2 in the last 12 weeks and thanked 1; 1 of those introduced you to someone."
        in said
    )
    assert "You held 6 conversations in the last 12 weeks, 1.0 a week since your first (goal 2)." in said
    assert "For your conversations in the last 12 weeks you sent 5 thank-yous: all within 12 hours." in said
    assert "All 6 conversations in the last 12 weeks were informational interviews." in said
    assert "2 contacts introduced you to 2 people in the last 12 weeks. You have not met 1 of them yet." in said
    assert len(charts(seen)) == len(SECTIONS)
    assert all(one.proto.alt for one in seen.app.get("plotly_chart"))


@pytest.mark.usefixtures("filled")
def test_one_table_is_built_when_it_is_opened() -> None:
    seen = Dashboard("insights")
    assert not seen.app.dataframe
    seen.unfold("insights_introductions_table")
    assert len(seen.app.dataframe) == 1
    assert seen.column("Person") == [ADA.name, TOM.name, MEI.name]
    assert seen.column("Introduced by") == ["", ADA.name, TOM.name]
    for name in SECTIONS:
        seen.unfold(f"insights_{name}_table")
    assert len(seen.app.dataframe) == len(SECTIONS)


@pytest.mark.usefixtures("filled")
def test_a_period_narrows_every_figure_and_stands_in_the_address() -> None:
    seen = Dashboard("insights").fill(insights_period="12 weeks")
    assert "You held 6 conversations in the last 12 weeks" in seen.said
    assert seen.app.radio(key="insights_period").proto.query_param_key == "insights_period"
    for period, said in (("This month", "this month"), ("All", "You held 6 conversations so far")):
        linked = Dashboard("insights", insights_period=period)
        assert linked.value("insights_period") == period
        assert said in linked.said


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("nonsense", ["", "5 weeks", "**", "All "])
def test_an_address_with_another_period_shows_the_usual_one(nonsense: str) -> None:
    seen = Dashboard("insights", insights_period=nonsense)
    assert "in the last 4 weeks" in seen.said
    assert not seen.errors


def test_a_period_without_conversations_says_so_once(file: Path) -> None:
    seed(file, ADA, meeting(ADA, ago=timedelta(days=60)))
    seen = Dashboard("insights", insights_period="4 weeks")
    assert [one.value for one in seen.app.header] == ["Conversations by week", "Who introduced whom"]
    assert "No conversation in the last 4 weeks. Invite one person this week" in seen.said
    assert not charts(seen)


def test_messages_and_opportunities_show_before_any_conversation(file: Path) -> None:
    asked = Message(contact=ADA.id, purpose=Purpose.FIRST_MESSAGE, sent_at=NOW - timedelta(days=2), body="Hi")
    heard = [Opportunity(company="Co", heard_on=NOW.date(), contact=ADA.id) for _ in range(5)]
    seed(file, ADA, asked, *heard)
    seen = Dashboard("insights")
    headings = [one.value for one in seen.app.header]
    assert {"From message to introduction", "Replies by channel", "Opportunities through people"} <= {*headings}
    assert "Of 1 person you wrote to in the last 4 weeks, none replied" in seen.said
    assert "1 message: too few for a rate" in seen.said
    assert "Your one message in the last 4 weeks has had no reply yet: too few" in seen.said
    assert "For comparison: 70–85 % of jobs" in seen.said
    assert len(charts(seen)) == 3


def test_a_week_is_the_members_own(file: Path) -> None:
    """Sunday 3 May, 13:00 UTC is Monday in Auckland: NOW is the Tuesday after."""
    one = meeting(ADA, ago=timedelta(days=1, hours=21))
    seed(file, ADA, one)
    for zone, column in (("Europe/Berlin", ["0", "1"]), ("Pacific/Auckland", ["1", "0"])):
        seen = Dashboard("insights", zone=zone).unfold("insights_weeks_table")
        assert seen.column("Conversations")[:2] == column, zone


def test_what_is_logged_meanwhile_shows_on_the_next_run(filled: Workspace) -> None:
    seen = Dashboard("insights", insights_period="12 weeks")
    filled.save(meeting(MEI, ago=timedelta(hours=2)))
    assert "You held 7 conversations" in seen.run().said


@pytest.mark.usefixtures("filled")
def test_somebody_deleted_keeps_the_place_and_is_marked() -> None:
    seen = Dashboard("people", contact=TOM.id).press(f"people_delete_{TOM.id}").open("insights")
    assert "Of 3 people you know, you met 2" in seen.said
    assert "People you deleted still count" in seen.said
    seen.unfold("insights_introductions_table")
    assert "Tom Baker (deleted)" in seen.column("Person")
    assert "Tom Baker (deleted)" in json.loads(chart(seen, "introductions"))["data"][1]["hovertext"][2]


def test_marks_in_a_name_are_shown_letter_for_letter(file: Path) -> None:
    """In the sentence as escaped Markdown, in the chart as escaped tags."""
    everybody = [Contact(name=f"Person {number}") for number in range(5)]
    introduced = [Introduction(by_contact=MEI.id, to_contact=one.id, created_at=NOW) for one in everybody]
    seed(file, MEI, *everybody, meeting(MEI), *introduced)
    seen = Dashboard("insights")
    assert MEI.name not in seen.raw
    assert f"{MEI.name} opened the most doors: 5." in read(seen.raw)
    tree = chart(seen, "introductions")
    assert "<b>Li" not in tree
    assert "**Mei** &lt;b&gt;Li&lt;/b&gt;" in json.loads(tree)["data"][1]["text"][1]


def test_before_the_first_conversation_the_page_names_the_hours_of_the_members_own_rule(file: Path) -> None:
    seed(file, RuleChanges(values={"thank_you.amber_after_hours": 6, "thank_you.late_after_hours": 36}))
    assert "within 6 hours, 36 hours, or later" in Dashboard("insights").said


@pytest.mark.usefixtures("filled")
def test_five_figures_stand_on_top_each_with_what_it_is_compared_with_and_its_history_in_words() -> None:
    seen = Dashboard("insights", insights_period="12 weeks")
    assert figures(seen) == dict(zip(FIGURES, ("2", "–", "83\N{NO-BREAK SPACE}%", "2", "–"), strict=True))
    assert ":gray[in the last 12 weeks]" in seen.said
    assert "5 of 6 thank-yous" in seen.said
    alt = re.findall(r"!\[(.*?)\]\(data:image/svg", seen.raw)
    assert len(alt) == len(FIGURES)
    assert alt[0] == "People met, every 2 weeks up to today: 0, 0, 0, 1, 1, 2"
    assert "how each figure stood every 2 weeks, now on the right. Nothing to compare with in the 12" in seen.said
    assert seen.said.count("in the 12 weeks before") == 1
    assert "this month" in seen.fill(insights_period="This month").said
    assert "ompare" not in seen.fill(insights_period="All").said, "before all time there is nothing"


@pytest.mark.usefixtures("filled")
def test_a_switch_turns_the_funnel_to_those_written_to_and_stands_in_the_address(filled: Workspace) -> None:
    seen = Dashboard("insights")
    assert not seen.has("insights_counts"), "there is nothing to choose without messages"
    asked = Message(contact=MEI.id, purpose=Purpose.FIRST_MESSAGE, sent_at=NOW - timedelta(days=2), body="Hi")
    filled.save(asked)
    assert "Of 3 people you know" in seen.run().said
    assert "you wrote to" not in seen.said
    seen.fill(insights_counts="Messages")
    assert "Of 1 person you wrote to in the last 4 weeks" in seen.said
    assert "you know" not in seen.said
    assert seen.app.header[0].value == "From message to introduction"
    assert seen.app.radio(key="insights_counts").proto.query_param_key == "insights_counts"
    assert "you wrote to" in Dashboard("insights", insights_counts="Messages").said
    assert "Of 3 people you know" in Dashboard("insights", insights_counts="nonsense").said


@pytest.mark.usefixtures("filled")
def test_a_side_narrows_every_figure_and_stands_in_the_address(filled: Workspace) -> None:
    seen = Dashboard("insights")
    assert not seen.has("insights_side"), "nobody has a side"
    filled.save(filled.require(Contact, ADA.id).replace(stakeholder=Stakeholder.TECHNICAL))
    filled.save(Opportunity(company="Co", heard_on=NOW.date(), contact=TOM.id))
    seen = Dashboard("insights", insights_side="Technical", insights_period="12 weeks")
    assert seen.app.selectbox(key="insights_side").proto.query_param_key == "insights_side"
    assert "Of 1 person you know, you met 1 in the last 12 weeks" in seen.said
    assert "You held 5 conversations" in seen.said, "one was with Tom alone"
    assert figures(seen)["Introductions"] == "1", "the one that Ada made"
    assert figures(seen)["Through people"] == "0 of 1"
    assert "None" not in figures(Dashboard("insights", insights_side="HR")).values()
    assert "Of 3 people you know" in Dashboard("insights", insights_side="nonsense").said


def test_each_target_shows_the_contacts_there_against_the_rule(file: Path) -> None:
    tess = Contact(name="Tess", company="northwind", stakeholder=Stakeholder.TECHNICAL)
    known = [Target(company="Northwind", role=role) for role in ("Engineer", "Analyst")]
    seed(file, ADA, tess, meeting(ADA), *known, Target(company="Contoso"), Target(company="Old", archived=True))
    seen = Dashboard("insights")
    assert "Of 2 target companies, 1 needs a technical contact and 2 need an HR contact." in seen.said
    assert seen.column("Company") == ["Contoso", "Northwind"], "each company once, archived targets never"
    assert seen.column("Technical") == ["0", "1"]
    assert seen.column("HR") == ["0", "0"]


def test_what_becomes_overdue_meanwhile_shows_without_a_change(file: Path, clock: Clock) -> None:
    seed(file, ADA, meeting(ADA, ago=timedelta(hours=23)))
    seen = Dashboard("insights")
    assert "1 to do." in seen.said
    clock.forward(hours=2)
    assert "1 to do, 1 overdue." in seen.run().said
