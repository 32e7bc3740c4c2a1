"""The questions that sets and plans take from."""

from __future__ import annotations

import pytest

from netdash.questions import questions


@pytest.fixture
def bank() -> tuple[str, ...]:
    ids = [one.id for one in questions.shipped() if not questions.is_closing(one.id)]
    return (questions.closing_id(), *ids)
