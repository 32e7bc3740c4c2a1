"""Elements with a script of our own: each is registered under a name of its own, with its script and its style."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

import netdash
from netdash.ui.components import component

SCRIPTS = tuple(Path(netdash.__file__).parent.rglob("*.js"))


def test_each_script_has_a_name_of_its_own_and_the_style_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    registered: dict[str, dict[str, Any]] = {}
    monkeypatch.setattr(st.components.v2, "component", lambda name, **given: registered.update({name: given}))
    for script in SCRIPTS:
        component.__wrapped__(script.with_suffix(".py"), "<i></i>")
        given, style = registered[f"netdash_{script.stem}"], script.with_suffix(".css")
        assert given["js"] == script.read_text("utf-8")
        assert given["css"] == (style.read_text("utf-8") if style.exists() else None)
    assert len(registered) == len(SCRIPTS) > 3
