"""What is worked out once a version and kept for the next run; the longest unused goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

T = TypeVar("T")


class Remembered:
    """Values by key, shared by all sessions. Streamlit's own caches cost a tenth of an empty page for each look."""

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
