"""Sample data: loaded beside what is there, known by its mark, and gone again in one click."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from netdash import drafts
from netdash.meetings import live
from netdash.meetings.meetings import thank_you_id
from netdash.records import (
    KINDS,
    BrandingItem,
    Contact,
    Draft,
    Introduction,
    Meeting,
    Message,
    Opportunity,
    Pitch,
    Promise,
    Question,
    QuestionSet,
    Record,
    Snooze,
    TagCadence,
    Target,
    Trashed,
    TrashedRecord,
)
from netdash.store import Workspace
from netdash.workspace import sample_month

SAMPLED: tuple[type[Record], ...] = (
    Contact,
    TagCadence,
    Introduction,
    Target,
    BrandingItem,
    Pitch,
    QuestionSet,
    Meeting,
    Promise,
    Message,
    Opportunity,
    Snooze,
)
"""The kinds that the sample has records of."""

_IDS = re.compile(r"\b[0-9a-f]{32}\b")

Shipped = Mapping[str, tuple[Record, ...]]
"""The sample by id: its records, and what of them is in the trash."""


def load(workspace: Workspace, now: datetime, zone: ZoneInfo) -> None:
    """Put the sample beside whatever is there, in one write. Loading it twice changes nothing more."""
    with workspace.transaction():
        for record in sample_month.records(now, zone):
            if workspace.get(type(record), record.id) is None:
                workspace.save(record)


def is_loaded(workspace: Workspace) -> bool:
    """Tell whether there is any sample data."""
    return any(record.sample for kind in SAMPLED for record in workspace.all(kind))


def is_in_nobodys_way(workspace: Workspace) -> bool:
    """Tell whether there is nothing yet that the sample would mingle with."""
    kinds: tuple[type[Record], ...] = (*SAMPLED, Question)
    return not any(workspace.all(kind) for kind in kinds)


def remove(workspace: Workspace) -> None:
    """Remove the sample in one write, from the trash too.

    What the member's own records and drafts refer to stays with what belongs to it, and becomes their own. A draft
    refers to what was chosen in it beside words of the member's own; words typed about what leaves are kept.
    """
    with workspace.transaction():
        shipped = _shipped(workspace)
        adopted = _referred_to(workspace, shipped)
        for record in _every(shipped, adopted):
            if isinstance(record, Trashed):
                workspace.put(_own_deleted(record))
            else:
                workspace.save(record.replace(sample=False))
        gone = list(_every(shipped, shipped.keys() - adopted))
        for record in (*gone, *_empty_drafts(workspace, gone), *_snoozes_about(workspace, gone)):
            workspace.delete(record)


def _every(shipped: Shipped, ids: Iterable[str]) -> Iterator[Record]:
    return (record for id in ids for record in shipped[id])


def _shipped(workspace: Workspace) -> Shipped:
    found: dict[str, tuple[Record, ...]] = {}
    present = (record for kind in SAMPLED for record in workspace.all(kind) if record.sample)
    deleted = (item for item in workspace.all(Trashed) if item.records and all(map(_of_sample, item.records)))
    for record in (*present, *deleted):
        found[record.id] = (*found.get(record.id, ()), record)
    return found


def _of_sample(item: TrashedRecord) -> bool:
    return item.table == Draft.table or item.fields.get("sample") is True


def _referred_to(workspace: Workspace, shipped: Shipped) -> set[str]:
    """Return what of the sample the member's own records speak of, and what that speaks of in its turn."""
    leaving = list(_every(shipped, shipped))
    unsaid = (one for one in _drafts_about(workspace, leaving) if live.read(one.fields) is None)
    empty = (one for one in workspace.all(Draft) if _is_empty(one))
    silent = {(type(one), one.id) for one in (*leaving, *unsaid, *empty, *workspace.all(Snooze))}
    speaking = [one for kind in KINDS for one in workspace.all(kind) if (kind, one.id) not in silent]
    adopted = set[str]()
    while speaking:
        spoken_of = {id for record in speaking for id in _named_in(record)}
        fresh = {id: shipped[id] for id in spoken_of & (shipped.keys() - adopted)}
        fresh |= {one.id: (one,) for one in _belonging(shipped, spoken_of) if one.id not in adopted}
        adopted |= fresh.keys()
        stays = list(_every(fresh, fresh))
        speaking = [*stays, *_drafts_about(workspace, stays)]
    return adopted


def _belonging(shipped: Shipped, kept: Collection[str]) -> Iterator[Record]:
    """Yield what was promised, introduced, written and heard of around the conversations kept, to keep them whole."""
    for one in _every(shipped, shipped):
        if isinstance(one, (Promise, Introduction, Message, Opportunity)) and one.meeting in kept:
            yield one


def _drafts_about(workspace: Workspace, records: Iterable[Record]) -> list[Draft]:
    """Return the drafts of forms about these records, and of the thank-yous for these conversations."""
    every = list(records)
    notes = [thank_you_id(one.id, contact) for one in every if isinstance(one, Meeting) for contact in one.contacts]
    return drafts.about(workspace, [*(one.id for one in every), *notes])


def _empty_drafts(workspace: Workspace, gone: Collection[Record]) -> list[Draft]:
    """Return the drafts about what leaves, or that name some of it, without a word of the member's own."""
    about, ids = {one.id for one in _drafts_about(workspace, gone)}, {one.id for one in gone}
    empty = (one for one in workspace.all(Draft) if _is_empty(one))
    return [one for one in empty if one.id in about or not ids.isdisjoint(_named_in(one))]


def _is_empty(draft: Draft) -> bool:
    under_way = live.read(draft.fields)
    if under_way is None:
        return not drafts.has_words(draft)
    return not (under_way.notes or under_way.learnings or any(under_way.answers.values()))


def _named_in(record: Record) -> list[str]:
    """Return the ids that a record speaks of; what a form filled in by itself is nothing that its draft says.

    Notes of a conversation under way are a draft too, and speak of that conversation.
    """
    if not isinstance(record, Draft):
        return _IDS.findall(record.model_dump_json())
    about = [drafts.page_and_record(record.form)[1]] if live.read(record.fields) is not None else []
    return [*about, *_IDS.findall(json.dumps(drafts.entries(record)))]


def _snoozes_about(workspace: Workspace, records: Iterable[Record]) -> list[Snooze]:
    """Return what was put off about these records, the member's own too: nothing is left of it to do."""
    gone = {one.id for one in records}
    return [one for one in workspace.all(Snooze) if not gone.isdisjoint(_IDS.findall(one.action))]


def _own_deleted(item: Trashed) -> Trashed:
    owned = (one.replace(fields={**one.fields, "sample": False}) for one in item.records)
    return item.replace(records=tuple(owned))
