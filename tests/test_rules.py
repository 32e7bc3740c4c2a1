"""The coaching rules that ship, against what their sources say."""

from __future__ import annotations

from datetime import timedelta

from netdash import rules


def test_a_thank_you_is_due_within_twelve_to_twenty_four_hours():
    shipped = rules.shipped()
    assert shipped.thank_you_amber_after == timedelta(hours=12)
    assert shipped.thank_you_late_after == timedelta(hours=24)
    assert "Flatiron" in shipped.thank_you_source


def test_what_is_deleted_rests_for_thirty_days():
    assert rules.shipped().trash_kept_for == timedelta(days=30)


def test_the_file_of_the_rules_is_read_once():
    assert rules.shipped() is rules.shipped()
