"""What the server keeps between runs for all sessions: opened stores, admitted sessions, computed values."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from threading import Lock
from typing import TypeVar, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from netdash.access.settings import Settings, check_change
from netdash.errors import BackupError, NetdashError
from netdash.records import new_id
from netdash.store import FileStore, MemoryStore, PostgresStore, Store

T = TypeVar("T")

MOST_LET_IN = 10_000
"""How many sessions are remembered; the one that ran longest ago goes first, and is back with its next run."""


class VersionedCache:
    """Values of the latest version of each place; of the places, the longest unused goes first."""

    def __init__(self, most: int, most_given: int = 128) -> None:
        self._most, self._most_given = most, most_given
        self._places: OrderedDict[Hashable, tuple[Hashable, OrderedDict[Hashable, object]]] = OrderedDict()
        self._lock = Lock()

    @property
    def count(self) -> int:
        """How many values are kept."""
        with self._lock:
            return sum(len(values) for _, values in self._places.values())

    def value(self, place: Hashable, version: Hashable, given: Hashable, build: Callable[[], T]) -> T:
        """Return the value of a place for what is given, built where it is not there; other versions are let go."""
        with self._lock:
            values = self._of(place, version)
            if given in values:
                values.move_to_end(given)
                return cast("T", values[given])
        built = build()  # outside the lock, as building looks up other values
        with self._lock:
            values = self._of(place, version)
            values[given] = built
            while len(values) > self._most_given:
                values.popitem(last=False)
        return built

    def _of(self, place: Hashable, version: Hashable) -> OrderedDict[Hashable, object]:
        latest = self._places.get(place)
        if latest is None or latest[0] != version:
            latest = self._places[place] = (version, OrderedDict())
        self._places.move_to_end(place)
        while len(self._places) > self._most:
            self._places.popitem(last=False)
        return latest[1]


class SettingsInForce:
    """The settings that a server goes by: who was once kept out is not let in by a change before the next start."""

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


class OneAtATime:
    """Lets one at a time do what takes much of the machine; the others wait."""

    def __init__(self, patience_s: float = 30.0) -> None:
        self._patience_s = patience_s
        self._lock = Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for one's turn. Raises BackupError where it does not come."""
        if not self._lock.acquire(timeout=self._patience_s):
            raise BackupError("Another backup is being read on this server. Try again in a minute.")
        try:
            yield
        finally:
            self._lock.release()


class AdmittedSessions:
    """The sessions whose last run let somebody in, each with the bytes that it may still upload."""

    def __init__(self) -> None:
        self._bytes_left: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def may_upload(self, session: str, size: float) -> bool:
        """Tell whether a session may upload so many bytes, and count them."""
        with self._lock:
            left = self._bytes_left.get(session, -1)
            if size > left:
                return False
            self._bytes_left[session] = left if left == inf else left - size
            return True

    def admitted(self, decide: Callable[[], T], may_upload: Callable[[T], float] = lambda _: inf) -> T:
        """Return whom the decision lets in, and remember the session that runs; forget it where nobody is let in.

        `may_upload` says how many bytes such a session may upload in all.
        """
        run = get_script_run_ctx(suppress_warning=True)
        session = run.session_id if run else ""
        try:
            decided = decide()
        except NetdashError:
            with self._lock:
                self._bytes_left.pop(session, None)
            raise
        with self._lock:
            self._bytes_left.setdefault(session, may_upload(decided))
            self._bytes_left.move_to_end(session)
            if len(self._bytes_left) > MOST_LET_IN:
                self._bytes_left.popitem(last=False)
        return decided


class ServerCache:
    """The one object that Streamlit caches: each look into its caches costs a tenth of an empty page."""

    def __init__(self) -> None:
        self.id = new_id()
        """Another one after each start of the server, which forgets what it keeps for visitors."""
        self.settings = SettingsInForce()
        self.admitted_sessions = AdmittedSessions()
        self.memory = MemoryStore()
        self.remembered = VersionedCache(most=4096)
        self._files: dict[Path, FileStore] = {}
        self._database: tuple[str, PostgresStore] | None = None
        self._lock = Lock()
        self.reading = OneAtATime()

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
def of_server() -> ServerCache:
    """Return what this server keeps, the same for every session."""
    return ServerCache()
