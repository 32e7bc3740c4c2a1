"""Staying in touch: what one person's page says of it, their own pace, and the pace of a tag."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from netdash.records import Cadence, Contact, Message, TagCadence
from netdash.store import open_file
from tests.driving import NOW, Dashboard, meeting, seed

ADA = Contact(name="Ada Lovelace", tags=("Alumni",))
ALUMNI = TagCadence(tag="alumni", cadence=Cadence(ideal_days=30, latest_days=45))


def page() -> Dashboard:
    return Dashboard("people", contact=ADA.id)


def changing() -> Dashboard:
    return page().unfold(f"people_cadence_change_{ADA.id}")


def own(file: Path) -> Cadence | None:
    return open_file(file).all(Contact)[0].cadence


def tags(file: Path) -> tuple[TagCadence, ...]:
    return open_file(file).all(TagCadence)


# -- one person -------------------------------------------------------------------


def test_before_the_first_contact_the_page_says_when_reminders_begin(file: Path) -> None:
    seed(file, ADA)
    assert "No contact yet. Reminders start after your first conversation." in page().said
    assert "Default reminder: 90 days (120 at most)" in page().said


def test_the_last_contact_counts_from_whatever_it_was_in_the_members_zone(file: Path) -> None:
    """A message at 10 p.m. UTC on Monday is on Tuesday in Berlin, and the next days count from there."""
    sent = Message(contact=ADA.id, sent_at=NOW - timedelta(hours=11, minutes=30), body="Hello")
    seed(file, ADA, meeting(ADA, ago=timedelta(days=9)), sent)
    assert "Last contact: today at 00:30. Next: by Mon 3 August, no later than Wed 2 September." in page().said
    abroad = Dashboard("people", zone="America/New_York", contact=ADA.id)
    assert "Last contact: yesterday at 18:30. Next: by Sun 2 August" in abroad.said


def test_the_pace_of_a_tag_says_so_and_what_is_late_says_so_too(file: Path) -> None:
    seed(file, ADA, ALUMNI, meeting(ADA, ago=timedelta(days=47)))
    assert "Reminder for the tag Alumni: 30 days (45 at most)" in page().said
    assert "2 days late" in page().said


def test_a_person_gets_a_pace_of_their_own_which_comes_first(file: Path) -> None:
    seed(file, ADA, ALUMNI, meeting(ADA))
    seen = changing().fill(**{f"people_cadence_how_{ADA.id}": "own"})
    assert seen.value(f"people_cadence_ideal_{ADA.id}") == 30
    seen.fill(**{f"people_cadence_ideal_{ADA.id}": 14, f"people_cadence_latest_{ADA.id}": 20})
    seen.press(f"people_cadence_save_{ADA.id}")
    assert seen.done == ["Saved the reminder for Ada Lovelace."]
    assert own(file) == Cadence(ideal_days=14, latest_days=20)
    assert "Reminder for Ada: 14 days (20 at most)" in seen.said


def test_not_at_all_is_a_choice_and_can_be_taken_back(file: Path) -> None:
    seed(file, ADA, meeting(ADA))
    seen = changing().fill(**{f"people_cadence_how_{ADA.id}": "never"}).press(f"people_cadence_save_{ADA.id}")
    assert "No check-in is due." in seen.said
    assert own(file) == Cadence(ideal_days=0, latest_days=0)
    seen.unfold(f"people_cadence_change_{ADA.id}").fill(**{f"people_cadence_how_{ADA.id}": ""})
    seen.press(f"people_cadence_save_{ADA.id}")
    assert own(file) is None


def test_a_latest_day_before_the_ideal_is_refused_and_the_numbers_stay(file: Path) -> None:
    seed(file, ADA)
    seen = changing().fill(**{f"people_cadence_how_{ADA.id}": "own"})
    seen.fill(**{f"people_cadence_latest_{ADA.id}": 5}).press(f"people_cadence_save_{ADA.id}")
    assert seen.errors == ["The latest day comes before the ideal one; set it on or after it."]
    assert seen.value(f"people_cadence_latest_{ADA.id}") == 5
    assert own(file) is None


def test_the_second_of_two_tabs_is_refused_and_may_choose(file: Path) -> None:
    seed(file, ADA)
    first, second = (changing().fill(**{f"people_cadence_how_{ADA.id}": how}) for how in ("never", "own"))
    first.press(f"people_cadence_save_{ADA.id}")
    second.press(f"people_cadence_save_{ADA.id}")
    assert "changed in another tab" in second.errors[0]
    second.press(f"people_cadence_conflict_{ADA.id}_theirs")
    assert own(file) == Cadence(ideal_days=0, latest_days=0)


# -- a tag ------------------------------------------------------------------------


def test_a_tag_gets_a_pace_once_and_offers_only_tags_without(file: Path) -> None:
    seed(file, ADA)
    people = Dashboard("people").unfold("people_cadences").fill(people_tag_tag="Alumni", people_tag_ideal=20)
    people.press("people_tag_save")
    assert people.done == ["Everybody tagged Alumni: 20 days (45 at most)."]
    people.unfold("people_cadences").press("people_tag_save")
    assert [(tag_cadence.tag, tag_cadence.cadence.ideal_days) for tag_cadence in tags(file)] == [("Alumni", 20)]
    assert "20 days (45 at most) · 1 person" in people.said
    people.unfold("people_cadences").type_new("people_tag_tag", "ALUMNI").press("people_tag_save")
    assert people.errors == ["“Alumni” has a reminder already. Edit that one."]
    assert people.value("people_tag_tag") == "ALUMNI"


def test_a_pace_without_a_tag_or_out_of_order_is_refused(file: Path) -> None:
    seed(file, ADA)
    people = Dashboard("people").unfold("people_cadences").fill(people_tag_ideal=60)
    people.press("people_tag_save")
    assert people.errors == ["The latest day comes before the ideal one; set it on or after it."]
    people.fill(people_tag_latest=70).press("people_tag_save")
    assert people.errors == ["Name the tag."]
    assert not tags(file)


def test_the_pace_of_a_tag_is_changed_and_removed_with_undo(file: Path) -> None:
    seed(file, ADA, ALUMNI)
    people = Dashboard("people").unfold("people_cadences").unfold(f"people_tag_change_{ALUMNI.id}")
    people.fill(**{f"people_tag_ideal_{ALUMNI.id}": 10}).press(f"people_tag_save_{ALUMNI.id}")
    assert tags(file)[0].cadence == Cadence(ideal_days=10, latest_days=45)
    people.press(f"people_tag_remove_{ALUMNI.id}")
    assert people.done == ["Removed the reminder for the tag alumni."]
    assert not tags(file)
    people.press("flash_undo")
    assert [tag_cadence.id for tag_cadence in tags(file)] == [ALUMNI.id]
