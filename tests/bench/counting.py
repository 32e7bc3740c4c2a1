"""Count what netdash runs through, and what it asks the file system about the workspace file.

A move is a call, from however far through other libraries, of a function of one of netdash's modules by a function
of another. A look is a question to the file system about the workspace file or its folder (stat, lstat, fstat).
"""

from __future__ import annotations

import builtins
import io
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any
from unittest import mock

from tests.servers import ROOT

Noting = Callable[..., None]
OURS = ("netdash", "pages")


@dataclass
class Counts:
    """What was counted while one thing was done."""

    modules: set[str] = field(default_factory=set)
    moves: int = 0
    looks: int = 0
    reads: int = 0
    writes: int = 0


@contextmanager
def counting(file: Path) -> Iterator[Counts]:
    """Count what threads that start in the meantime run through, as each run of a page does, and what is asked."""
    counts = Counts()
    with ExitStack() as patched:
        for module, name, noted in _asked(file, counts):
            patched.enter_context(mock.patch.object(module, name, _noting(getattr(module, name), noted)))
        threading.setprofile(lambda frame, event, _argument: _follow(frame, counts) if event == "call" else None)
        patched.callback(threading.setprofile, None)
        yield counts


def _follow(frame: FrameType, counts: Counts) -> None:
    here = module_of(frame.f_code.co_filename)
    if here is None:
        return
    counts.modules.add(here)
    caller = frame.f_back
    while caller is not None and module_of(caller.f_code.co_filename) is None:
        caller = caller.f_back
    counts.moves += caller is not None and module_of(caller.f_code.co_filename) != here


@cache
def module_of(file: str) -> str | None:
    """Return which of netdash's modules a file is, None for any other."""
    return str(Path(file).relative_to(ROOT)) if any(Path(file).is_relative_to(ROOT / one) for one in OURS) else None


def _noting(real: Callable[..., Any], noted: Noting) -> Callable[..., Any]:
    def asked(*given: Any, **named: Any) -> Any:
        noted(*given, **named)
        return real(*given, **named)

    return asked


def _asked(file: Path, counts: Counts) -> list[tuple[object, str, Noting]]:
    """Return the functions of the system by which the file is looked at, read and written, and what notes each."""
    here, folder, status, open_status = str(file), str(file.parent), os.stat, os.fstat

    def look(place: Any, **_given: object) -> None:
        counts.looks += not isinstance(place, int) and os.fspath(place) in (here, folder)

    def look_opened(number: int) -> None:
        with suppress(FileNotFoundError):
            counts.looks += os.path.samestat(open_status(number), status(here))

    def open_it(place: Any, mode: str | int = "r", *_given: object, **_named: object) -> None:
        if not isinstance(place, int) and os.fspath(place) == here:
            reads = mode.strip("bt") == "r" if isinstance(mode, str) else not mode & (os.O_WRONLY | os.O_RDWR)
            counts.reads, counts.writes = counts.reads + reads, counts.writes + (not reads)

    def replace(_new: Any, place: Any, **_given: object) -> None:
        counts.writes += os.fspath(place) == here

    opening: list[tuple[object, str, Noting]] = [(module, "open", open_it) for module in (builtins, io, os)]
    looking: list[tuple[object, str, Noting]] = [(os, "stat", look), (os, "lstat", look), (os, "fstat", look_opened)]
    return [*opening, *looking, (os, "replace", replace)]
