"""Drafts hold whatever was typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from netdash.records import Draft
from tests.factories import any_text


@given(st.recursive(any_text, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(any_text, inner, max_size=2)))
def test_a_draft_of_anything_typed_can_be_written_down(typed):
    draft = Draft(form="meeting_log", fields={"field": typed})
    assert Draft.model_validate_json(draft.model_dump_json()) == draft
