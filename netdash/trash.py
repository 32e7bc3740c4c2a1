"""The trash: what is deleted can be restored from it for 30 days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from pydantic import ValidationError

from netdash import drafts
from netdash.errors import InvalidRecordError
from netdash.records import BY_TABLE, Record, Trashed, TrashedRecord, new_id
from netdash.store import Workspace

R = TypeVar("R", bound=Record)


def discard(
    workspace: Workspace,
    kind: type[R],
    id: str,
    label: str | Callable[[R], str],
    now: datetime,
    also: Iterable[Record] = (),
) -> str:
    """Move a record to the trash with the drafts about it and the records in `also`; return the id to restore it by.

    Raises GoneError where the record is not there any more.
    """
    with workspace.transaction():
        record = workspace.require(kind, id)
        discarded: list[Record] = [record, *also, *drafts.about(workspace, [id])]
        records = tuple(TrashedRecord(table=item.table, fields=item.model_dump(mode="json")) for item in discarded)
        for item in discarded:
            workspace.delete(item)
        # An item of the same id, such as an earlier thank-you for the same conversation, stays in the trash.
        id = id if workspace.get(Trashed, id) is None else new_id()
        name = label if isinstance(label, str) else label(record)
        workspace.put(Trashed(id=id, label=name, deleted_at=now, records=records, created_at=now))
    return id


def items(workspace: Workspace, now: datetime, kept_for: timedelta) -> tuple[Trashed, ...]:
    """Return what can still be restored, newest first."""
    fresh = (item for item in workspace.all(Trashed) if now - item.deleted_at < kept_for)
    return tuple(sorted(fresh, key=lambda item: item.deleted_at, reverse=True))


def restore(workspace: Workspace, id: str) -> None:
    """Put a deleted record back, with the records deleted with it unless newer ones have taken their place.

    Raises InvalidRecordError where it is not in the trash any more, or another record has taken its place.
    """
    with workspace.transaction():
        trashed = workspace.get(Trashed, id)
        if trashed is None:
            raise InvalidRecordError("This is not in the trash any more: it was restored, or its 30 days are over.")
        for item in trashed.records:
            record = record_of(item)
            if record is None:
                raise InvalidRecordError("This netdash cannot read what was deleted here; perhaps a newer one can.")
            if workspace.get(type(record), record.id) is None:
                workspace.put(record)
            elif item is trashed.records[0]:
                raise InvalidRecordError(f"Another {record.noun} has come in its place since, so this one stays here.")
        workspace.delete(trashed)


def get(workspace: Workspace, kind: type[R], id: str) -> R | None:
    """Return a record in the trash, as it was deleted last, or None."""
    for item in sorted(workspace.all(Trashed), key=lambda item: item.deleted_at, reverse=True):
        for trashed in item.records:
            record = record_of(trashed) if trashed.table == kind.table and trashed.fields.get("id") == id else None
            if isinstance(record, kind):
                return record
    return None


def amend(workspace: Workspace, record: Record) -> None:
    """Change a record where it lies in the trash, so that it comes back in this form."""
    fields = record.model_dump(mode="json")
    for item in workspace.all(Trashed):
        ids = [(trashed.table, trashed.fields.get("id")) for trashed in item.records]
        if (record.table, record.id) in ids:
            place = ids.index((record.table, record.id))
            changed = item.records[place].model_copy(update={"fields": fields})
            workspace.amend(item.replace(records=(*item.records[:place], changed, *item.records[place + 1 :])))


def record_of(item: TrashedRecord) -> Record | None:
    """Return the record that was deleted, or None where this netdash cannot read it."""
    kind = BY_TABLE.get(item.table)
    try:
        return None if kind is None else kind.model_validate(item.fields)
    except ValidationError:
        return None


def purge(workspace: Workspace, now: datetime, kept_for: timedelta) -> None:
    """Remove what has been in the trash for its time."""

    def expired() -> list[Trashed]:
        return [item for item in workspace.all(Trashed) if now - item.deleted_at >= kept_for]

    if not expired():
        return  # only a read on most visits
    with workspace.transaction():
        for item in expired():
            workspace.delete(item)


def erase_everything(workspace: Workspace, typed: str, word: str) -> None:
    """Remove every record for good. Raises InvalidRecordError where the word typed to confirm is another one."""
    if typed.strip() != word:
        raise InvalidRecordError(f"Nothing was erased: type {word} in capital letters to confirm.")
    workspace.erase()
