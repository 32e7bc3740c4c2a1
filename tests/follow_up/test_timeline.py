"""The timeline: everything between the member and one person, the latest first."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from netdash.follow_up.timeline import EntryKind, TimelineEntry, timeline
from netdash.records import Channel, Introduction, Message, Opportunity, Outcome, Purpose, Record
from tests.factories import DAY, HOUR, NOON, fresh, introduction, person, promise, talk, thanks

ADA, TOM = person("Ada"), person("Tom")
NAMES = {ADA.id: "Ada", TOM.id: "Tom"}
BERLIN = ZoneInfo("Europe/Berlin")


def entries(*records: Record, about: str = ADA.id) -> tuple[TimelineEntry, ...]:
    workspace = fresh()
    for record in records:
        workspace.save(record)
    return timeline(workspace, about, NOON, BERLIN, NAMES.__getitem__)


def titles(*records: Record, about: str = ADA.id) -> list[str]:
    return [entry.title for entry in entries(*records, about=about)]


def test_everything_is_in_it_the_latest_first_and_a_conversation_before_what_came_of_it():
    held = talk(ADA, ended=NOON - DAY)
    message = Message(
        contact=ADA.id, purpose=Purpose.FIRST_MESSAGE, sent_at=NOON - 3 * DAY, body="Hello",
        outcome=Outcome.REPLIED, outcome_at=NOON - 2 * DAY, reply="Gladly",
    )  # fmt: skip
    made = promise(contact=ADA.id, meeting=held.id, settled_at=NOON - HOUR, kept=True)
    heard = Opportunity(company="Northwind", role="Engineer", contact=ADA.id, heard_on=date(2026, 4, 1))
    assert titles(held, message, made, introduction(ADA, TOM, held), heard) == [
        "Kept: Send the article",
        "Informational interview",
        "Introduced you to Tom",
        "Promised: Send the article",
        "Replied",
        "First message · E-mail",
        "Told you of Engineer at Northwind",
    ]


def test_what_concerns_others_and_drafts_are_not_in_it():
    draft = Message(contact=ADA.id, purpose=Purpose.NUDGE, body="Half a sent")
    elsewhere = Opportunity(company="Northwind", heard_on=date(2026, 4, 1))
    assert titles(draft, talk(TOM), promise(contact=TOM.id), thanks(talk(TOM), TOM), elsewhere) == []


def test_a_conversation_says_its_status_what_was_learned_and_who_else_was_there():
    planned = talk(ADA, ended=NOON + 2 * DAY, state="planned")
    held = talk(ADA, TOM, ended=NOON - DAY, learnings=["Ask first"], notes="Likes tea")
    missed = talk(ADA, ended=NOON - 2 * DAY, state="no_show")
    found = entries(planned, held, missed)
    assert [entry.title for entry in found] == [
        "Informational interview · planned",
        "Informational interview",
        "Informational interview · no-show",
    ]
    assert (found[0].at, found[1].at) == (planned.starts_at, held.starts_at)
    assert found[1].details == ("Ask first", "With Tom", "Likes tea")
    assert found[1].where.parameters == {"meeting": held.id}


def test_a_message_that_waits_says_so_and_a_thank_you_waits_for_nothing():
    held = talk(ADA, ended=NOON - 9 * DAY)
    waiting = Message(contact=ADA.id, channel=Channel.LINKEDIN, purpose=Purpose.NUDGE, sent_at=NOON - DAY, body="Hi")
    thanked = thanks(held, ADA, NOON - 8 * DAY, body="Thanks")
    found = {entry.title: entry for entry in entries(held, waiting, thanked)}
    assert found["Nudge · LinkedIn message"].details == ("Hi", "Sent, waiting 1 business day")
    assert found["Nudge · LinkedIn message"].where.parameters == {"message": waiting.id}
    assert found["Thank-you · E-mail"].details == ("Thanks",)
    assert found["Thank-you · E-mail"].where.parameters == {"meeting": held.id, "contact": ADA.id}


def test_an_open_promise_says_by_when_and_one_that_was_not_kept_says_that():
    still_open, dropped = promise(contact=ADA.id), promise("Call", contact=ADA.id, settled_at=NOON)
    found = {entry.title: entry.details for entry in entries(still_open, dropped)}
    assert found == {
        "Promised: Send the article": ("By today",),
        "Promised: Call": (),
        "Not kept: Call": (),
    }


def test_an_introduction_is_in_the_timelines_of_both_and_leads_to_the_other():
    intro = introduction(ADA, TOM)
    (of_ada,), (of_tom,) = entries(intro), entries(intro, about=TOM.id)
    assert (of_ada.title, of_ada.where.parameters) == ("Introduced you to Tom", {"contact": TOM.id})
    assert (of_tom.title, of_tom.where.parameters) == ("Ada introduced you", {"contact": ADA.id})


def test_a_day_is_that_of_the_members_zone_and_what_has_none_comes_last():
    late = talk(ADA, ended=NOON.replace(hour=22, minute=30))
    workspace = fresh()
    for record in (late, Introduction(by_contact=ADA.id, to_contact=TOM.id)):
        workspace.put(record)
    first, last = timeline(workspace, ADA.id, NOON + DAY, BERLIN, NAMES.__getitem__)
    assert (first.kind, first.on) == (EntryKind.CONVERSATION, date(2026, 5, 5))
    assert (last.kind, last.on) == (EntryKind.INTRODUCTION, None)


def test_two_introductions_of_the_same_two_are_two_entries():
    found = entries(introduction(ADA, TOM), introduction(ADA, TOM))
    assert len({(entry.kind, entry.record) for entry in found}) == 2
