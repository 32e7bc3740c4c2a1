"""A member's weeks in any order: what holds whatever they do, in two tabs, while the clock moves."""

from __future__ import annotations

from tests import sequences


def test_whatever_a_member_does_in_whatever_order_nothing_is_lost_and_nothing_is_asked_wrongly():
    sequences.run(25, of=1)
