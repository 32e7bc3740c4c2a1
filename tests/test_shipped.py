"""What ships in `data/`."""

from __future__ import annotations

import pytest

from netdash.shipped import FOLDER, read_shipped


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.toml")))
def test_every_file_that_ships_can_be_read_and_is_read_once(name: str) -> None:
    assert read_shipped(name)
    assert read_shipped(name) is read_shipped(name)
