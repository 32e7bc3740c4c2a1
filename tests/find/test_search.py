"""Finding anything: what is found by which words, in which order, and how it is quoted."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings

from netdash import rules
from netdash.find import search
from netdash.find.findables import FindableKind, Scene
from netdash.find.search import Group, excerpt
from netdash.follow_up.actions import Destination
from netdash.meetings import live, meetings
from netdash.people import contacts
from netdash.questions import questions
from netdash.records import Contact, Message, Opportunity, Pitch, Promise, Purpose, Record, Research, Revision, Target
from netdash.store import Workspace
from netdash.text_search import search_words
from netdash.workspace import sample
from tests.factories import DAY, HOUR, NOON, TODAY, any_text, fresh, names, person, talk, thanks

BERLIN = ZoneInfo("Europe/Berlin")
ZOE = person("Zoë O’Brien", company="Söderköping & Söner", position="VP Data", notes="Knows the Grace Hopper talks")
TALK = talk(ZOE, ended=NOON - DAY, place="Café Central", notes="About evaluation sets", learnings=["Ask for the range"])
TARGET = Target(company="Northwind", role="Analyst", why="They publish what they learn", research=Research(job="SQL"))
OPPORTUNITY = Opportunity(
    company="Northwind", role="Data engineer", contact=ZOE.id, heard_on=TODAY, notes="By referral"
)
PROMISE = Promise(contact=ZOE.id, meeting=TALK.id, what="Send the article", due_on=TODAY + DAY)
PITCH = Pitch(name="From ward to query", revisions=(Revision(past="I was a nurse", saved_at=NOON),))
THANKS = thanks(TALK, ZOE, subject="Thank you for your time", body="It changed how I tell my story", reply="Any time")


def holding(*records: Record) -> Workspace:
    workspace = fresh()
    for record in records:
        workspace.save(record)
    return workspace


def found(workspace: Workspace, text: str) -> tuple[Group, ...]:
    name = contacts.directory(workspace, NOON, rules.shipped().trash.kept_for).name
    return search.search(partial(_everything, workspace), text, Scene(workspace, name, NOON, BERLIN))


def _everything(workspace: Workspace, kind: FindableKind) -> search.Candidates:
    name = contacts.directory(workspace, NOON, rules.shipped().trash.kept_for).name
    return search.candidates(workspace, kind, name)


def titles(groups: tuple[Group, ...]) -> dict[str, list[str]]:
    return {group.kind.value: [hit.title for hit in group.hits] for group in groups}


@pytest.mark.parametrize(
    ("text", "kind", "title", "where"),
    [
        ("zoe obrien", "People", "Zoë O’Brien", Destination("people", (("contact", ZOE.id),))),
        ("soederkoeping", "Companies", ZOE.company, Destination("people", (("company", ZOE.company),))),
        ("publish", "Companies", "Northwind", Destination("target_plan", (("target", TARGET.id),))),
        ("evaluation", "Conversations", "Zoë O’Brien", Destination("meeting_log", (("meeting", TALK.id),))),
        ("RANGE", "Learnings", "Ask for the range", Destination("meeting_log", (("meeting", TALK.id),))),
        (
            "changed story",
            "Messages",
            "Thank you for your time",
            Destination("follow_up_tracker", (("meeting", TALK.id), ("contact", ZOE.id))),
        ),
        ("article", "Promises", "Send the article", Destination("follow_up_tracker", (("promise", PROMISE.id),))),
        (
            "referral",
            "Opportunities",
            "Data engineer at Northwind",
            Destination("target_plan", (("opportunity", OPPORTUNITY.id),)),
        ),
        ("nurse", "Pitches", "General · From ward to query", Destination("pitch_builder", (("pitch", PITCH.id),))),
    ],
)
def test_everything_is_found_by_its_words_and_leads_to_its_page(
    text: str, kind: str, title: str, where: Destination
) -> None:
    groups = found(holding(ZOE, TALK, TARGET, OPPORTUNITY, PROMISE, PITCH, THANKS), text)
    hits = {group.kind.value: group.hits for group in groups}
    assert (hits[kind][0].title, hits[kind][0].where) == (title, where)


def test_a_planned_conversation_is_under_way_once_it_has_begun_and_to_record_once_it_was_ended() -> None:
    plan = talk(ZOE, ended=NOON + DAY, state="planned")
    workspace, begun = holding(ZOE, plan), live.begin(NOON - HOUR, plan)
    said = []
    for conversation in (None, begun, begun.replace(done_at=NOON)):
        if conversation is not None:
            live.keep(workspace, plan.id, conversation)
        [hit] = next(group.hits for group in found(workspace, "zoe") if group.kind is FindableKind.MEETING)
        said.append(hit.facts)
    tomorrow = meetings.when(plan, NOON, BERLIN)
    assert said == [
        f"Informational interview · planned · {tomorrow}",
        "Informational interview · under way · today at 13:00",
        "Informational interview · to record · today at 13:00",
    ]


def test_questions_that_came_with_netdash_are_found_in_a_new_workspace() -> None:
    closing = next(one for one in questions.shipped() if questions.is_closing(one.id))
    (group,) = found(fresh(), closing.text)
    assert group.kind is FindableKind.QUESTION
    assert group.hits[0].where == Destination("question_bank", (("question", closing.id),))


def test_a_draft_opens_where_it_is_written_and_one_to_somebody_gone_is_not_found() -> None:
    draft = Message(contact=ZOE.id, purpose=Purpose.NUDGE, subject="A question about range")
    workspace = holding(ZOE, draft)
    (group,) = found(workspace, "question about range")
    assert group.hits[0].where == Destination("outreach", (("message", draft.id),))
    assert group.hits[0].facts.startswith("to Zoë O’Brien · Nudge · E-mail · draft")
    contacts.delete_contact(workspace, ZOE.id, NOON)
    assert found(workspace, "question about range") == ()


def test_who_is_in_the_trash_is_not_found_but_a_conversation_with_them_is() -> None:
    workspace = holding(ZOE, TALK)
    contacts.delete_contact(workspace, ZOE.id, NOON)
    assert titles(found(workspace, "zoe")) == {
        "Conversations": ["Zoë O’Brien (deleted)"],
        "Learnings": ["Ask for the range"],
    }


def test_the_sample_is_found() -> None:
    workspace = fresh()
    sample.load(workspace, NOON, BERLIN)
    assert "Mei-Ling Chow (sample)" in titles(found(workspace, "meiling"))["People"]


def test_the_kind_whose_title_begins_so_comes_first_then_words_then_letters_then_texts() -> None:
    people = [person("Grace Range"), person("Ada Orange"), person("Tom", notes="range")]
    workspace = holding(*people, talk(people[2], learnings=["Range is what they hire for"]))
    assert titles(found(workspace, "range")) == {
        "Learnings": ["Range is what they hire for"],
        "People": ["Grace Range", "Ada Orange", "Tom"],
    }


def test_the_latest_conversations_come_first_a_few_of_them_and_all_are_counted() -> None:
    talks = [talk(ZOE, ended=NOON - number * HOUR, place=f"Café {number}") for number in range(12)]
    (group,) = found(holding(ZOE, *talks), "café")
    assert (len(group.hits), group.total) == (10, 12)
    assert [hit.where for hit in group.hits[:2]] == [
        Destination("meeting_log", (("meeting", one.id),)) for one in talks[:2]
    ]


def test_a_planned_conversation_says_so_and_when() -> None:
    (people, conversations) = found(holding(ZOE, talk(ZOE, ended=NOON + DAY, state="planned")), "zoe")
    assert (people.kind, conversations.kind) == (FindableKind.PERSON, FindableKind.MEETING)
    assert conversations.hits[0].facts == "Informational interview · planned · tomorrow at 13:30"


def test_a_company_is_one_however_it_is_spelled_and_a_target_in_use_counts() -> None:
    archived, used = Target(company="north wind", archived=True), Target(company="Northwind")
    people = [person("Ada", company="Northwind Inc."), person("Tom", company="NorthWind")]
    groups = found(holding(archived, used, *people, OPPORTUNITY), "northwind")
    (company,) = next(group for group in groups if group.kind is FindableKind.COMPANY).hits
    assert (company.title, company.facts) == ("Northwind", "Target · 2 people")
    assert company.where == Destination("target_plan", (("target", used.id),))


def test_words_that_stand_in_neither_title_nor_facts_are_quoted_with_what_stands_around_them() -> None:
    notes = f"{'We talked at length about other things. ' * 5}Then Hopper came up, and {'more ' * 40}"
    (group,) = found(holding(person("Ada", position="CTO", notes=notes)), "ada hopper")
    (hit,) = group.hits
    assert (hit.title, hit.facts) == ("Ada", "CTO")
    assert hit.excerpt.startswith("…about other things. Then Hopper came up")
    assert hit.excerpt.endswith("…")


def test_a_name_that_is_nearly_right_is_offered_where_nothing_has_the_words() -> None:
    (guess,) = found(holding(ZOE, person("Ada Lovelace")), "ada lovelase")
    assert guess.is_guess
    assert [hit.title for hit in guess.hits] == ["Ada Lovelace"]
    assert found(holding(ZOE), "ada lovelase") == ()


def test_no_words_find_nothing() -> None:
    assert found(holding(ZOE), "  ") == ()


@settings(max_examples=40)  # each searches a workspace twice
@given(names, any_text)
@example("¨", "")
def test_somebody_is_found_by_the_whole_name_and_nothing_typed_ever_fails(name: str, typed: str) -> None:
    workspace = holding(Contact(name=name))
    (somebody,) = workspace.all(Contact)
    found(workspace, typed)
    groups = found(workspace, somebody.name)
    assert Destination("people", (("contact", somebody.id),)) in [hit.where for group in groups for hit in group.hits]


@given(any_text, any_text)
def test_an_excerpt_is_never_much_longer_than_asked_for(text: str, typed: str) -> None:
    assert len(excerpt(text * 3, search_words(typed), 20)) <= 22


def test_an_excerpt_begins_with_a_whole_word_a_little_before_what_was_found() -> None:
    text = f"{'one two ' * 10}needle {'three four ' * 10}"
    assert excerpt(text, search_words("needle"), 50) == "…one two one two one two needle three four three fo…"
