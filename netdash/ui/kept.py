"""What the server keeps between runs for all sessions: the opened stores, and what was worked out once a version."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import TypeVar, cast

import streamlit as st

from netdash.settings import Settings, check_change
from netdash.store import FileStore, MemoryStore, PostgresStore, Store
from netdash.ui.let_in import LetIn

T = TypeVar("T")


class Remembered:
    """Values by key; the longest unused goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def value(self, key: Hashable, build: Callable[[], T]) -> T:
        """Return the value of a key, built where it is not there."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return cast("T", self._values[key])
        built = build()  # outside the lock, as building looks up other values
        with self._lock:
            self._values[key] = built
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return built

    def latest(self, key: Hashable, stamp: Hashable, build: Callable[[], T]) -> T:
        """Return the one value kept under a key, built anew where its stamp is another one."""
        with self._lock:
            kept = cast("tuple[Hashable, T] | None", self._values.get(key))
        if kept is None or kept[0] != stamp:
            kept = (stamp, build())
            with self._lock:
                self._values[key] = kept
        return kept[1]


class Standing:
    """The settings that a server goes by: what once closed a door does not open it again before the next start."""

    def __init__(self) -> None:
        self._latest: Settings | None = None
        self._lock = Lock()

    def checked(self, chosen: Settings) -> Settings:
        """Return the settings as they are now. Raises SettingsError where they may not count while this server runs."""
        with self._lock:
            if self._latest is not None:
                check_change(self._latest, chosen)
            self._latest = chosen
        return chosen


class Kept:
    """The one object that Streamlit caches: each look into its caches costs a tenth of an empty page."""

    def __init__(self) -> None:
        self.standing = Standing()
        self.let_in = LetIn()
        self.memory = MemoryStore()
        self.remembered = Remembered(most=4096)
        self._files: dict[Path, FileStore] = {}
        self._database: tuple[str, PostgresStore] | None = None
        self._lock = Lock()

    def lasting(self, chosen: Settings) -> Store:
        """Return the store of what lasts: the database where there is one, else the file."""
        return self.file(chosen.file) if chosen.database is None else self.database(chosen.database)

    def database(self, url: str) -> PostgresStore:
        """Return the store of a database, the same one each time: its connections are few, and end with the address."""
        with self._lock:
            before = self._database
            if before is not None and before[0] == url:
                return before[1]
            store = PostgresStore(url)
            self._database = (url, store)
        if before is not None:
            before[1].close()
        return store

    def file(self, path: Path) -> FileStore:
        """Return the store of a file, the same one each time: its locks guard the file."""
        with self._lock:
            if path not in self._files:
                self._files[path] = FileStore(path)
            return self._files[path]


@st.cache_resource(show_spinner=False)
def of_server() -> Kept:
    """Return what this server keeps, the same for every session."""
    return Kept()
