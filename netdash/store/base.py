"""The interface of the store. Every engine keeps this promise.

When a save returns, it survives a killed process and a power cut; when it raises, nothing was saved and the error
says why.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from netdash.errors import GoneError, StoreError
from netdash.records import Record
from netdash.store.snapshot import Contents

R = TypeVar("R", bound=Record)


class Workspace(ABC):
    """Everything that one member keeps. Safe to share between threads."""

    @abstractmethod
    def begin_run(self) -> None:
        """Let this thread read the present state from here on; after a write the one that it made."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[None]:
        """Let this thread read one state inside the block, for long reads outside a page's run."""

    @abstractmethod
    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return every record of a kind, in the order of their first save. Unchanged, reading again is free."""

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

        `updated_at` tells which version was changed (None: a new record). The store sets it to the moment of the save,
        and `created_at` where it is missing. A changed record of the sample becomes the member's own, here and in
        `amend`.

        Raises ConflictError where the stored version is another one, GoneError where it was deleted, and a StoreError
        where the save was not possible.
        """

    def submit(self, record: Record) -> str:
        """Save what a form made, and return its id; a new record that is submitted again is saved once.

        Raises as `save` does.
        """
        with self.transaction():
            is_repeat = record.updated_at is None and self.get(type(record), record.id) is not None
            return record.id if is_repeat else self.save(record)

    @abstractmethod
    def amend(self, record: Record) -> None:
        """Save a change without a new `updated_at`, so that a form open on the record is in no conflict."""

    @abstractmethod
    def put(self, record: Record) -> None:
        """Store a record exactly as it is, whatever was there: to restore and to move."""

    @abstractmethod
    def delete(self, record: Record) -> None:
        """Remove a record by its id for good; a missing one is no error."""

    @abstractmethod
    def erase(self) -> None:
        """Remove every record for good, and the copies of earlier states that the engine keeps.

        Not inside a transaction.
        """

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """Make the saves, puts and deletes inside one atomic write over all kinds.

        Reads inside see them. Any exception, BaseException included, leaves everything as it was.
        A transaction inside another is part of the outer one.
        """

    @abstractmethod
    def version(self, *kinds: type[Record]) -> Hashable:
        """Return a key for caches, another one whenever these kinds may have changed."""

    @abstractmethod
    def contents(self) -> Contents:
        """Return everything as of one moment, including kinds that this netdash does not know.

        Inside a transaction: the state it began with, which nobody else changes meanwhile, with its own edits.
        """

    @abstractmethod
    def replace_contents(self, contents: Contents, instead_of: str | None) -> None:
        """Replace everything by exactly these contents, in their order, in one atomic write: to move a workspace.

        `instead_of` is the checksum of the present contents; raises StoreBusyError where it is another one, and then
        nothing changes. None: whatever is there, even rows of a database that cannot be read (but no file that
        cannot be read). Not inside a transaction.
        """

    @property
    def stale_reason(self) -> StoreError | None:
        """Why reads may return an earlier state; None where they return the present one."""
        return None


class Store(Protocol):
    """Opens workspaces. `member` is None for the owner of this machine."""

    def workspace(self, member: str | None = None) -> Workspace:
        """Open the workspace of a member; opening it twice gives the same object."""

    def named(self, name: str) -> Workspace:
        """Open a workspace by one of the `names`."""

    def names(self) -> tuple[str, ...]:
        """Return the names of all workspaces, the same in every engine."""

    def close(self) -> None:
        """Close connections; the next use opens new ones."""
