"""The digest: what is due, what comes, and the week, in a few lines."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import given

from netdash import rules
from netdash.follow_up import digest as digests
from netdash.follow_up.actions import build_queue
from netdash.follow_up.digest import digest
from netdash.records import Profile, Promise
from tests.factories import DAY, HOUR, NOON, TODAY, fresh, person, talk
from tests.whole_workspaces import holding, record_lists

BERLIN, RULES = ZoneInfo("Europe/Berlin"), rules.shipped()
ADA = person("Ada Lovelace")


def test_an_empty_workspace_says_that_nobody_waits():
    words = digest(fresh(), NOON, BERLIN, RULES)
    assert words.subject.startswith("4 May: ")
    assert words.text.startswith("Good morning.\n\n")


def test_what_is_late_comes_first_then_today_then_the_conversation_and_the_week():
    workspace = fresh()
    late, coming = (
        talk(ADA, ended=NOON - 25 * HOUR),
        talk(ADA, ended=NOON + 3 * HOUR, state="planned", place="Café Mitte"),
    )
    for record in (Profile(name="Mara"), ADA, late, coming):
        workspace.save(record)
    words = digest(workspace, NOON, BERLIN, RULES)
    assert words.text.startswith("Good morning, Mara.\n\nOverdue\n- Thank Ada Lovelace: 1 h late\n\n")
    conversation = "Conversations\n- Informational interview with Ada Lovelace, today at 16:30: Café Mitte"
    assert conversation in words.text
    assert words.text.index("Overdue") < words.text.index("Conversations") < words.text.index("This week")
    assert words.subject.startswith("4 May: ")
    assert words.subject.endswith(" to do")


def test_of_many_the_first_are_named_and_the_others_counted():
    workspace = fresh()
    workspace.save(ADA)
    for number in range(digests.MOST + 2):
        day = TODAY - timedelta(days=9 - number)
        workspace.save(Promise(contact=ADA.id, what=f"Send paper {number}", due_on=day))
    text = digest(workspace, NOON, BERLIN, RULES).text
    assert "- and 2 more" in text
    overdue = text.partition("Overdue\n")[2].partition("\n\n")[0]
    assert overdue.count("Send paper") == digests.MOST


def test_a_conversation_of_the_day_after_is_left_for_then():
    workspace = fresh()
    workspace.save(ADA)
    workspace.save(talk(ADA, ended=NOON + DAY + HOUR, state="planned"))
    assert "Conversations\n-" not in digest(workspace, NOON, BERLIN, RULES).text


@given(record_lists())
def test_of_any_workspace_it_counts_what_the_queue_says_is_due(records):
    workspace = holding(records)
    due = len(build_queue(workspace, NOON, BERLIN, RULES).due)
    words = digest(workspace, NOON, BERLIN, RULES)
    assert (f"{due} follow-up" in words.subject) == bool(due)
    assert ("Nobody is waiting" in words.text) == (not due)
