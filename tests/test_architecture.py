"""docs/architecture.md names files and code that are there."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
IN_CODE = re.findall(r"`([^`\n]+)`", PAGE)
FOLDERS = ("", "netdash")


@cache
def words() -> frozenset[str]:
    """Return every word of the code, its tests and its settings."""
    places = (ROOT / folder for folder in ("netdash", "pages", "tests", "data"))
    paths = chain(*(place.rglob("*.*") for place in places), ROOT.glob("*.*"))
    sources = (path.read_text("utf-8") for path in paths if path.suffix in {".py", ".toml"})
    return frozenset(chain.from_iterable(re.findall(r"\w+", source) for source in sources))


def missing(code: str) -> list[str]:
    """Return what a piece of code on the page names and nothing has."""
    if "/" in code and " " not in code:
        names = (code, f"{code}.py")
        return [] if any((ROOT / folder / name).exists() for folder in FOLDERS for name in names) else [code]
    return [word for word in re.findall(r"[A-Za-z_]\w{2,}", code) if word not in words()]


def test_what_the_page_names_is_there() -> None:
    assert len(IN_CODE) > 50
    assert [name for code in IN_CODE for name in missing(code)] == []


def test_what_is_not_there_is_noticed() -> None:
    assert missing("insights/charts" + "_of_old.py") == ["insights/charts" + "_of_old.py"]
    assert missing("queue.find" + "_nothing(id)") == ["find" + "_nothing"]
