"""The one interface of the store; every engine keeps the same promise behind it.

The promise: when a save returns, it survives a killed process and a power cut; when it
raises, nothing was saved and the error says why.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from netdash.errors import GoneError, StoreError
from netdash.records import Record
from netdash.store.contents import Contents

R = TypeVar("R", bound=Record)


class Workspace(ABC):
    """Everything that one member keeps. Safe to share between threads."""

    @abstractmethod
    def begin_run(self) -> None:
        """Have this thread read one state from here on, the present one, until it writes or begins another run."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[None]:
        """Have this thread read one state inside: for what reads much outside the run of a page."""

    @abstractmethod
    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return every record of a kind, in the order of their first save. Unchanged reads cost nothing."""

    @abstractmethod
    def get(self, kind: type[R], id: str) -> R | None:
        """Return one record, or None where there is none with this id."""

    def require(self, kind: type[R], id: str) -> R:
        """Return one record. Raises GoneError where there is none with this id."""
        record = self.get(kind, id)
        if record is None:
            raise GoneError(kind.noun)
        return record

    @abstractmethod
    def save(self, record: Record) -> str:
        """Save a new record, or the next version of a stored one, and return its id.

        `updated_at` says which version the change was made to (None: a new record). The store
        stamps the moment of the save, and `created_at` where it is missing. A record of the sample that says
        something else than before becomes the member's own, here and in `amend`.

        Raises ConflictError where the stored version is another one, GoneError where it was
        deleted, and a StoreError where the save was not possible.
        """

    @abstractmethod
    def amend(self, record: Record) -> None:
        """Save a change under the moment that the record says: a form that is open on it is in no conflict."""

    @abstractmethod
    def put(self, record: Record) -> None:
        """Store a record exactly as it is, whatever was there: for restoring and moving."""

    @abstractmethod
    def delete(self, record: Record) -> None:
        """Remove a record by its id for good; one that is not there is no error."""

    @abstractmethod
    def erase(self) -> None:
        """Remove every record for good, and the copies of earlier states that the engine keeps.

        Not inside a transaction.
        """

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """Make the saves, puts and deletes inside one atomic write over all kinds.

        Reads inside see them. Any exception, BaseException included, leaves everything as it was.
        A transaction inside another belongs to the outer one.
        """

    @abstractmethod
    def version(self, *kinds: type[Record]) -> Hashable:
        """Return a value that differs whenever these kinds may have changed: the key of caches."""

    @abstractmethod
    def contents(self) -> Contents:
        """Return everything as of one moment, kinds that this netdash does not know included.

        Inside a transaction: what it began with, which nobody else changes meanwhile, and its own edits.
        """

    @abstractmethod
    def become(self, contents: Contents, instead_of: str | None) -> None:
        """Hold exactly these contents, in their order, in one atomic write: for moving.

        `instead_of` is the checksum of what is there now; raises StoreBusyError where it is another one, and
        nothing has changed then. None: whatever is there, rows of a database that cannot be read included (a file
        that cannot be read is refused even so). Not inside a transaction.
        """

    @property
    def trouble(self) -> StoreError | None:
        """Why what is read here may be an earlier state; None where it is the present one."""
        return None


class Store(Protocol):
    """Opens workspaces. `member` is None for the owner of this machine."""

    def workspace(self, member: str | None = None) -> Workspace:
        """Open the workspace of a member; opening it twice gives the same object."""

    def named(self, name: str) -> Workspace:
        """Open a workspace by one of the `names`."""

    def names(self) -> tuple[str, ...]:
        """Return the names of all workspaces there are, the same in every engine."""

    def close(self) -> None:
        """Let go of connections; the next use connects anew."""
