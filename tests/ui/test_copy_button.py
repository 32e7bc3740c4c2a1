"""The button that copies: what it is given, and what stands in its place with plain inputs.

What a press does in a browser: `tests/journeys/test_main_journeys.py`.
"""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from netdash.ui import copy_button

TEXT = "Dear *Ada*,\nthank you."


def page() -> None:
    from netdash.ui.copy_button import copy_button

    copy_button("Copy the note", "Dear *Ada*,\nthank you.", "note")


def test_with_plain_inputs_the_text_itself_stands_there_with_streamlits_own_copy_mark() -> None:
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert [(one.value, one.language) for one in app.code] == [(TEXT, "plaintext")]


def test_the_button_is_given_its_label_and_the_text_to_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(copy_button, "plain_inputs", lambda: False)
    monkeypatch.setattr(copy_button, "component", lambda *_: given.update)
    copy_button.copy_button("Copy the note", TEXT, "note", primary=True)
    assert given["key"] == "note"
    assert given["data"] == {"label": "Copy the note", "text": TEXT, "key": "note", "primary": True}
