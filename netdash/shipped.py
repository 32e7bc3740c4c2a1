"""The texts and tables that netdash ships in `data/`, next to the package."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "data"


@cache
def read_shipped(name: str) -> Mapping[str, Any]:
    """Return what `data/<name>.toml` holds; it is read once."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def credit(name: str) -> str:
    """Say where the contents of `data/<name>.toml` are from."""
    return str(read_shipped(name)["source"])


@cache
def word_list(name: str, section: str) -> frozenset[str]:
    """Return the words in a list of `data/<name>.toml`."""
    return frozenset(read_shipped(name)[section])
