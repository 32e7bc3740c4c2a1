"""The coaching rules that ship, against what their sources say, and a member's own numbers laid over them."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules
from netdash.errors import InvalidRecordError
from netdash.records import RULE_CHANGES_ID, Profile, RuleChanges
from netdash.rules import Rule
from tests.factories import everything, fresh

NAMES = [rule.name for rule in rules.all_rules()]
junk = st.one_of(st.none(), st.booleans(), st.floats(allow_nan=False), st.text(max_size=5), st.integers(-200, 5000))


def test_a_thank_you_is_due_within_twelve_to_twenty_four_hours():
    shipped = rules.shipped()
    assert shipped.thank_you.amber_after == timedelta(hours=12)
    assert shipped.thank_you.late_after == timedelta(hours=24)
    assert "Flatiron" in shipped.thank_you.source


def test_what_is_deleted_rests_for_thirty_days():
    assert rules.shipped().trash.kept_for == timedelta(days=30)


def test_the_file_of_the_rules_is_read_once():
    assert rules.shipped() is rules.shipped()


def test_a_pitch_takes_thirty_to_sixty_seconds_at_a_usual_pace():
    pitch = rules.shipped().pitch
    assert (pitch.shortest_seconds, pitch.longest_seconds, pitch.cuts_seconds) == (30, 60, (15, 30, 60))
    assert (pitch.slowest_pace, Profile().pace, pitch.fastest_pace) == (130, 140, 150)


def test_the_word_lists_of_the_pitch_are_folded_and_each_has_its_source():
    pitch = rules.shipped().pitch
    for words in (pitch.fillers.phrases, pitch.asks.phrases, pitch.repeats.common):
        assert all(word == word.casefold().strip() for word in words)
    assert all((pitch.source, pitch.fillers.source, pitch.repeats.source, pitch.asks.source))


def test_a_conversation_has_room_for_five_to_seven_questions():
    questions = rules.shipped().questions
    assert (questions.fewest, questions.most) == (5, 7)
    assert "Flatiron" in questions.source


def test_the_rules_of_one_section_stand_together() -> None:
    sections = [section for section, _ in groupby(rule.section for rule in rules.all_rules())]
    assert len(sections) == len(set(sections)), "the screen draws each section once"


@pytest.mark.parametrize("rule", rules.all_rules(), ids=lambda rule: rule.name)
def test_every_rule_says_what_it_is_its_range_and_its_source(rule: Rule) -> None:
    assert all((rule.section, rule.label, rule.unit, rule.source))
    assert rule.lowest <= rule.value <= rule.highest
    assert rules.source_of(rule.name) == rule.source


def test_no_two_rules_read_the_same() -> None:
    assert len({rule.name for rule in rules.all_rules()}) == len({rule.label for rule in rules.all_rules()})


def test_the_numbers_are_those_of_the_sources() -> None:
    shipped = rules.shipped()
    talk, silence, touch = shipped.meeting, shipped.no_reply, shipped.stay_in_touch
    assert (talk.minutes_asked, talk.shortest, talk.longest, talk.more) == (20, 20, 30, 5)
    assert [round(share * 100) for share in talk.agenda.shares.values()] == [5, 10, 10, 60, 15]
    assert shipped.message.most_words == 100
    assert (silence.nudge_after_business_days, silence.most_nudges, silence.someone_else_after_business_days) == (
        7,
        2,
        3,
    )
    assert (shipped.confirm.days_before, shipped.close_the_loop.days) == (1, 3)
    assert touch.ideal_days == 90 < touch.latest_days
    assert (shipped.stakeholders.technical, shipped.stakeholders.hr) == (1, 1)
    assert (shipped.goals.messages, shipped.goals.conversations) == (5, 2)
    assert (shipped.claim.lowest_percent, shipped.claim.highest_percent) == (70, 85)


def test_a_workspace_starts_with_what_ships() -> None:
    assert rules.of(fresh()) is rules.shipped()


def test_a_change_is_in_force_at_once_and_only_there() -> None:
    workspace = fresh()
    rules.change(workspace, {"thank_you.late_after_hours": 48})
    late = rules.shipped().thank_you.model_copy(update={"late_after": timedelta(hours=48)})
    assert rules.of(workspace) == rules.shipped().model_copy(update={"thank_you": late})
    assert rules.of(workspace) is rules.of(workspace)
    assert rules.changed_values(workspace) == {"thank_you.late_after_hours": 48}
    assert rules.values(workspace)["thank_you.late_after_hours"] == 48
    assert rules.of(fresh()) is rules.shipped()


@pytest.mark.parametrize("value", [0, 169, -1, 24.5, "24", None, True])
def test_a_bad_value_gives_a_sentence_and_the_old_value_stays(value: object) -> None:
    workspace = fresh()
    rules.change(workspace, {"thank_you.late_after_hours": 48})
    before = everything(workspace)
    said = "“Thank-you is late after” takes a whole number from 2 to 168 .hours.. It stays at 48."
    with pytest.raises(InvalidRecordError, match=said):
        rules.change(workspace, {"thank_you.late_after_hours": value})
    assert everything(workspace) == before


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("thank_you.amber_after_hours", 24, "“Thank-you is late after” has to be at least 25"),
        ("thank_you.late_after_hours", 12, "has to be at least 13 .hours. while “Thank-you turns amber after” is 12"),
        ("questions.fewest", 8, "“Most questions” has to be at least 8"),
        ("questions.most", 4, "“Most questions” has to be at least 5"),
        ("stay_in_touch.ideal_days", 121, "at the latest after” has to be at least 121"),
        ("meeting.shortest", 25, "“Time to ask for” has to be at least 25"),
        ("meeting.longest", 15, "“Longest time to ask for” has to be at least 20"),
        ("pitch.longest_seconds", 30, "“Longest pitch” has to be at least 31"),
        ("pitch.fastest_pace", 129, "“Brisk pace” has to be at least 130"),
    ],
)
def test_pairs_stay_in_order(name: str, value: int, said: str) -> None:
    workspace = fresh()
    with pytest.raises(InvalidRecordError, match=said):
        rules.change(workspace, {name: value})
    assert rules.of(workspace) is rules.shipped()


def test_a_rule_that_netdash_does_not_have_gives_a_sentence() -> None:
    for act in (lambda: rules.change(fresh(), {"luck": 7}), lambda: rules.reset(fresh(), "luck")):
        with pytest.raises(InvalidRecordError, match="no rule called “luck”"):
            act()


def test_both_ends_of_a_pair_can_move_together() -> None:
    workspace = fresh()
    rules.change(workspace, {"questions.fewest": 8, "questions.most": 9})
    assert (rules.of(workspace).questions.fewest, rules.of(workspace).questions.most) == (8, 9)
    with pytest.raises(InvalidRecordError, match="“Most questions” has to be at least 8"):
        rules.reset(workspace, "questions.most")
    rules.reset(workspace)
    assert rules.of(workspace) is rules.shipped()


def test_one_rule_can_be_reset_and_what_ships_is_not_kept_as_a_change() -> None:
    workspace = fresh()
    rules.change(workspace, {"close_the_loop.days": 5, "no_reply.most_nudges": 1})
    rules.reset(workspace, "close_the_loop.days")
    assert rules.changed_values(workspace) == {"no_reply.most_nudges": 1}
    rules.change(workspace, {"no_reply.most_nudges": 2})
    [changes] = workspace.all(RuleChanges)
    assert changes.values == {}


def test_a_value_that_is_there_already_is_no_write() -> None:
    workspace = fresh()
    rules.reset(workspace)
    rules.change(workspace, {"close_the_loop.days": 3})
    assert workspace.all(RuleChanges) == ()


def test_a_stored_change_that_no_longer_fits_is_left_out_and_the_rest_counts() -> None:
    workspace = fresh()
    changes_in_file = {"questions.fewest": 9, "close_the_loop.days": 5, "confirm.days_before": "soon", "luck": 7}
    workspace.put(RuleChanges.model_validate({"values": changes_in_file}))
    assert rules.changed_values(workspace) == {"close_the_loop.days": 5}
    assert rules.of(workspace).questions == rules.shipped().questions
    rules.change(workspace, {"close_the_loop.days": 6})
    changes = workspace.get(RuleChanges, RULE_CHANGES_ID)
    assert changes is not None
    assert changes.values["luck"] == 7  # a newer netdash may know it


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), junk, max_size=12))
def test_whatever_is_stored_the_rules_in_force_are_in_range_and_in_order(stored: dict[str, object]) -> None:
    workspace = fresh()
    workspace.put(RuleChanges.model_validate({"values": stored}))
    in_force = rules.values(workspace)
    assert all(rules.find(name).is_valid(value) for name, value in in_force.items())
    for rule in rules.all_rules():
        if rule.above:
            assert in_force[rule.above] + rule.is_strict <= in_force[rule.name]
    assert sum(rules.of(workspace).meeting.agenda.shares.values()) == pytest.approx(1)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(-5, 200)), max_size=15))
def test_a_change_is_in_force_whole_or_not_at_all(wanted: list[tuple[str, int]]) -> None:
    workspace = fresh()
    for name, value in wanted:
        before = rules.values(workspace)
        try:
            rules.change(workspace, {name: value})
        except InvalidRecordError:
            assert rules.values(workspace) == before
        else:
            assert rules.values(workspace) == before | {name: value}


def test_a_section_has_its_source_and_what_is_no_rule_has_none() -> None:
    assert "Dalton" in rules.source_of("no_reply")
    assert "Toastmasters" in rules.source_of("pitch.fillers")
    assert rules.source_of("luck") == rules.source_of("trash.keep_days") == ""
