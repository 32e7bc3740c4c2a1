"""Pages to print: what is typed is text, nothing is left out by a slip, and files have plain names."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from netdash import printing

CARD: dict[str, object] = dict.fromkeys(("paper", "points", "words", "seconds", "pace"), 9)


def test_whatever_is_typed_is_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # the templates stand beside the package, wherever netdash is started
    html = printing.page("pitch/card.html", **CARD, title="<i>'\"&", parts=[("a", "{{ pace }}</p><script>")])
    assert html.count("&lt;i&gt;&#39;&#34;&amp;") == 2
    assert "<p>{{ pace }}&lt;/p&gt;&lt;script&gt;</p>" in html


def test_a_value_that_nobody_gives_is_an_error_and_no_gap() -> None:
    with pytest.raises(UndefinedError, match="title"):
        printing.page("pitch/card.html", **CARD, parts=[])


def test_every_template_but_the_base_extends_it() -> None:
    package = Path(printing.__file__).parent
    templates = {path.relative_to(package).as_posix(): path.read_text("utf-8") for path in package.rglob("*.html")}
    assert templates.pop("printing.html")
    assert len(templates) == 4
    assert [name for name, text in templates.items() if not text.startswith('{% extends "printing.html" %}')] == []
    assert [name for name, text in templates.items() if "safe" in text] == []


def test_a_file_is_named_in_letters_that_every_system_takes() -> None:
    assert printing.file_name("pitch", "  Für Ärzte / 2.0 ", ending="txt") == "pitch-fur-arzte-2-0.txt"
    assert printing.file_name("prep", "Łukasz Weiß") == "prep-lukasz-weiss.html"
    assert printing.file_name("prep", "../../etc") == "prep-etc.html"
    assert printing.file_name("pitch", "日本") == "pitch.html"
    assert len(printing.file_name("x" * 300)) == 60 + len(".html")
