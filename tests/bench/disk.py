"""The disk that a measurement ran on, by name."""

from __future__ import annotations

import platform
from pathlib import Path

MOUNTS = Path("/proc/mounts")


def name_of(folder: Path) -> str:
    """Return the device, file system and options that hold a folder."""
    if not MOUNTS.exists():
        return f"unknown disk of {platform.platform()}"
    rows = [line.split() for line in MOUNTS.read_text().splitlines()]
    holding = [row for row in rows if folder.resolve().is_relative_to(row[1])]
    device, _, kind, options = max(holding, key=lambda row: len(row[1]))[:4]
    return f"{device} ({kind}, {options})"
