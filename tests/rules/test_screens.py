"""The rules page: every number with its source, changed, refused, and reset."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from netdash import rules
from netdash.records import Contact, RuleChanges
from netdash.store import open_file
from tests.driving import Dashboard, meeting, seed

LATE, AMBER = "rules_thank_you_late_after_hours", "rules_thank_you_amber_after_hours"
MOST = "rules_questions_most"


def changed(file: Path) -> dict[str, int]:
    return rules.changed_values(open_file(file))


def test_every_rule_is_there_with_its_range_and_its_source(file: Path) -> None:
    page = Dashboard("rules")
    assert page.title == "Rules"
    for rule in rules.all_rules():
        number = page.app.number_input(f"rules_{rule.name.replace('.', '_')}")
        assert number.value == rule.value, rule.name
        assert not set("*_[]`$~:#") & set(number.label.replace("(0: no reminders)", "")), "it is read letter for letter"
        assert number.label == f"{rule.label} · {rule.lowest} to {rule.highest} {rule.unit}"
        assert rule.source in page.said
        assert f"## {rule.section}\n" in page.said
        assert f"[{rule.section}](#{rule.section.lower().replace(' ', '-')})" in page.said
    assert "Nothing is changed" in page.said
    assert not file.exists()


def test_a_changed_rule_is_marked_and_the_screens_go_by_it(file: Path) -> None:
    ada = Contact(name="Ada Lovelace")
    seed(file, ada, meeting(ada, ago=timedelta(hours=30)))
    page = Dashboard("rules").fill(**{LATE: 48})
    assert "What you typed is not saved yet." in page.said
    assert "Nothing is changed" not in page.said
    page.press("rules_save")
    assert page.done == ["Saved the rules."]
    assert "not saved yet" not in page.said
    assert changed(file) == {"thank_you.late_after_hours": 48}
    assert page.app.number_input(LATE).label == "Thank-you is late after · 2 to 168 hours · changed from 24"
    assert "1 rule changed from the default." in page.said
    assert "in 18 h" in page.open("follow_up_tracker").column("Due")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        (MOST, 31, "“Most questions”: choose a number from 1 to 30."),
        (MOST, -1, "“Most questions”: choose a number from 1 to 30."),
        (
            AMBER,
            24,
            "“Thank-you is late after” has to be at least 25 (hours) while “Thank-you turns amber after” is 24. "
            "Nothing was changed.",
        ),
    ],
)
def test_a_bad_value_is_a_sentence_and_stays_as_typed_while_the_old_one_applies(
    file: Path, key: str, value: int, said: str
) -> None:
    page = Dashboard("rules").fill(rules_no_reply_most_nudges=1).fill(**{key: value}).press("rules_save")
    assert page.errors == [said]
    assert page.value(key) == value
    assert page.value("rules_no_reply_most_nudges") == 1
    assert changed(file) == {}
    assert Dashboard("rules").value(key) == value, "also in a new session"


def test_a_number_out_of_range_is_marked_beside_its_field() -> None:
    page = Dashboard("rules").fill(**{MOST: 999})
    field = page.app.number_input(MOST)
    assert (field.label, field.icon) == ("Most questions · choose a number from 1 to 30", ":material/error:")
    field = page.fill(**{MOST: 8}).app.number_input(MOST)
    assert (field.label, field.icon) == ("Most questions · 1 to 30 questions", "")


def test_two_rules_in_the_wrong_order_are_both_marked_until_one_of_them_is_changed() -> None:
    page = Dashboard("rules").fill(**{AMBER: 30}).press("rules_save")
    labels = [page.app.number_input(key).label for key in (AMBER, LATE)]
    assert labels == [
        "Thank-you turns amber after · at most 23, or raise “Thank-you is late after”",
        "Thank-you is late after · at least 31, or lower “Thank-you turns amber after”",
    ]
    assert page.app.number_input(LATE).icon == ":material/error:"
    page.fill(**{LATE: 48})
    assert page.app.number_input(AMBER).label == "Thank-you turns amber after · 1 to 167 hours"
    assert not page.app.number_input(LATE).icon
    assert page.press("rules_save").done == ["Saved the rules."]


def test_the_parts_of_the_agenda_are_a_hundred_percent_together_or_all_marked(file: Path) -> None:
    parts = [f"rules_meeting_agenda_{part}" for part in ("gratitude", "small_talk", "pitch_and_goals", "closing")]
    page = Dashboard("rules").fill(**{parts[-1]: 45}).press("rules_save")
    assert page.errors == ["The parts of the agenda must add up to 100 % (now 130 %). Nothing was changed."]
    assert page.value(parts[-1]) == 45
    for key in parts:
        assert page.app.number_input(key).label.endswith(" · parts add up to 130 %")
    assert changed(file) == {}
    page.fill(rules_meeting_agenda_questions=30).press("rules_save")
    assert page.done == ["Saved the rules."]
    both = changed(file)
    page.unfold("rules_reset_one").press("rules_reset_meeting_agenda").press("flash_undo")
    assert changed(file) == both
    assert page.value(parts[-1]) == 45
    page.unfold("rules_reset_one").press("rules_reset_meeting_agenda")
    assert changed(file) == {}
    assert page.value(parts[-1]) == 15
    page.press("rules_save")
    assert page.done == ["The rules are as they were."], "what an Undo put back is no change"


def test_an_agenda_that_an_older_netdash_stored_counts_until_it_is_changed(file: Path) -> None:
    seed(file, RuleChanges(values={"meeting.agenda.closing": 45}))
    page = Dashboard("rules").fill(**{LATE: 48}).press("rules_save")
    assert changed(file) == {"meeting.agenda.closing": 45, "thank_you.late_after_hours": 48}
    page.fill(rules_meeting_agenda_small_talk=0).press("rules_save")
    assert page.errors
    page.unfold("rules_reset_one").press("rules_reset_meeting_agenda")
    assert page.done == ["Reset “Agenda of a conversation” to its default."]
    assert changed(file) == {"thank_you.late_after_hours": 48}


def test_two_rules_that_depend_on_each_other_move_together(file: Path) -> None:
    Dashboard("rules").fill(**{AMBER: 30, LATE: 50}).press("rules_save")
    assert changed(file) == {"thank_you.amber_after_hours": 30, "thank_you.late_after_hours": 50}


def test_pressing_twice_saves_once_and_says_so_again(file: Path) -> None:
    page = Dashboard("rules").fill(**{LATE: 48}).press("rules_save").press("rules_save")
    assert page.done == ["Saved the rules."]
    assert changed(file) == {"thank_you.late_after_hours": 48}


@pytest.mark.usefixtures("file")
def test_saving_nothing_says_so() -> None:
    assert Dashboard("rules").press("rules_save").done == ["The rules are as they were."]


def test_one_rule_is_reset_and_what_is_typed_elsewhere_stays(file: Path) -> None:
    rules.change(seed(file), {"thank_you.late_after_hours": 48, "questions.most": 9})
    page = (
        Dashboard("rules")
        .fill(rules_no_reply_most_nudges=1)
        .unfold("rules_reset_one")
        .press("rules_reset_thank_you_late_after_hours")
    )
    assert page.done == ["Reset “Thank-you is late after” to its default."]
    assert changed(file) == {"questions.most": 9}
    assert (page.value(LATE), page.value(MOST), page.value("rules_no_reply_most_nudges")) == (24, 9, 1)
    page.press("flash_undo")
    assert changed(file) == {"thank_you.late_after_hours": 48, "questions.most": 9}
    assert page.value(LATE) == 48


def test_all_rules_are_reset_and_put_back_in_one_click_each(file: Path) -> None:
    before = {"thank_you.late_after_hours": 48, "questions.most": 9}
    rules.change(seed(file), before)
    page = Dashboard("rules").press("rules_reset_all")
    assert changed(file) == {}
    assert (page.value(LATE), page.value(MOST)) == (24, 7)
    assert not page.has("rules_reset_all")
    page.press("flash_undo")
    assert changed(file) == before


def test_a_reset_that_would_cross_another_change_is_refused_with_a_sentence(file: Path) -> None:
    before = {"thank_you.amber_after_hours": 30, "thank_you.late_after_hours": 48}
    rules.change(seed(file), before)
    page = Dashboard("rules").unfold("rules_reset_one").press("rules_reset_thank_you_late_after_hours")
    assert len(page.errors) == 1
    assert not page.done, "what went well before would only confuse"
    assert "Nothing was changed." in page.errors[0]
    assert changed(file) == before


def test_what_another_tab_changed_meanwhile_stays(file: Path) -> None:
    first, second = Dashboard("rules"), Dashboard("rules")
    first.fill(**{LATE: 48})
    second.fill(**{MOST: 9}).press("rules_save")
    first.press("rules_save")
    assert not first.errors
    assert changed(file) == {"thank_you.late_after_hours": 48, "questions.most": 9}
    first.press("flash_undo")
    assert changed(file) == {"questions.most": 9}, "nor does an Undo touch it"


def test_so_it_does_where_the_tab_was_loaded_anew(file: Path) -> None:
    tab = Dashboard("rules").fill(**{LATE: 48})
    Dashboard("rules").fill(**{MOST: 9}).press("rules_save")
    tab.run()
    anew = Dashboard("rules")
    assert (anew.value(LATE), anew.value(MOST)) == (48, 9)
    anew.press("rules_save")
    assert changed(file) == {"thank_you.late_after_hours": 48, "questions.most": 9}


def test_so_it_does_where_the_server_was_started_anew(file: Path) -> None:
    tab = Dashboard("rules").fill(**{LATE: 48})
    Dashboard("rules").fill(**{MOST: 9}).press("rules_save")
    tab.comes_back()
    assert (tab.value(LATE), tab.value(MOST)) == (48, 9)
    tab.press("rules_save")
    assert changed(file) == {"thank_you.late_after_hours": 48, "questions.most": 9}
