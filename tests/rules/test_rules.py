"""The coaching rules that ship, against what their sources say."""

from __future__ import annotations

from datetime import timedelta

from netdash import rules
from netdash.records import Profile


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
    assert (pitch.slowest_pace, pitch.usual_pace, pitch.fastest_pace) == (130, 140, 150)
    assert Profile().pace == pitch.usual_pace


def test_the_word_lists_of_the_pitch_are_folded_and_each_has_its_source():
    pitch = rules.shipped().pitch
    for words in (pitch.fillers.phrases, pitch.asks.phrases, pitch.repeats.common):
        assert all(word == word.casefold().strip() for word in words)
    assert all((pitch.source, pitch.fillers.source, pitch.repeats.source, pitch.asks.source))


def test_a_conversation_has_room_for_five_to_seven_questions():
    questions = rules.shipped().questions
    assert (questions.fewest, questions.most) == (5, 7)
    assert "Flatiron" in questions.source
