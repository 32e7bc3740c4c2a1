"""Sample data: loaded beside the member's own records, marked as sample, and removed in one click."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from netdash import drafts
from netdash.meetings import live
from netdash.meetings.meetings import thank_you_id
from netdash.outreach.messages import as_read
from netdash.records import (
    KINDS,
    CalendarLink,
    Draft,
    Goals,
    Introduction,
    Meeting,
    Message,
    Opportunity,
    Profile,
    Promise,
    Question,
    Record,
    RuleChanges,
    Snooze,
    Template,
    Trashed,
    TrashedRecord,
)
from netdash.store import Workspace
from netdash.workspace import sample_records

_MEMBERS_ALONE = (Profile, Goals, RuleChanges, Question, Template, CalendarLink, Draft, Trashed)
"""The kinds that the sample has none of."""

SAMPLE_KINDS: tuple[type[Record], ...] = tuple(kind for kind in KINDS if kind not in _MEMBERS_ALONE)
"""The kinds of records in the sample."""

_IDS = re.compile(r"\b[0-9a-f]{32}\b")

SampleById = Mapping[str, tuple[Record, ...]]
"""The records of the sample by id, those in the trash too."""


def load(workspace: Workspace, now: datetime, zone: ZoneInfo) -> None:
    """Add the sample to the workspace in one write. Loading it twice changes nothing more."""
    with workspace.transaction():
        for record in sample_records.records(now, zone):
            if workspace.get(type(record), record.id) is None:
                workspace.save(record)


def is_loaded(workspace: Workspace) -> bool:
    """Tell whether the workspace holds sample data."""
    return any(record.sample for kind in SAMPLE_KINDS for record in workspace.all(kind))


def is_as_loaded(message: Message, now: datetime, zone: ZoneInfo) -> bool:
    """Tell whether a message says what the sample has it say, word for word."""
    loaded = (record for record in sample_records.records(now, zone) if record.id == message.id)
    read = (as_read(record) for record in loaded if isinstance(record, Message))
    return any((one.subject, one.body) == (message.subject, message.body) for one in read)


def remove(workspace: Workspace) -> None:
    """Remove the sample in one write, from the trash too.

    Sample records that the member's own records and drafts refer to stay and become their own, with what belongs to
    them. A draft refers to what was chosen in it if it has words of the member's own; words typed about a removed
    record are kept.
    """
    with workspace.transaction():
        sample = _sample_by_id(workspace)
        adopted = _adopted_ids(workspace, sample)
        for record in _records(sample, adopted):
            if isinstance(record, Trashed):
                workspace.put(_adopt_trash(record))
            else:
                workspace.save(record.replace(sample=False))
        leaving = list(_records(sample, sample.keys() - adopted))
        for record in (*leaving, *_empty_drafts(workspace, leaving), *_snoozes_about(workspace, leaving)):
            workspace.delete(record)


def _records(sample: SampleById, ids: Iterable[str]) -> Iterator[Record]:
    return (record for id in ids for record in sample[id])


def _sample_by_id(workspace: Workspace) -> SampleById:
    by_id: dict[str, tuple[Record, ...]] = {}
    present = (record for kind in SAMPLE_KINDS for record in workspace.all(kind) if record.sample)
    deleted = (item for item in workspace.all(Trashed) if item.records and all(map(_is_sample, item.records)))
    for record in (*present, *deleted):
        by_id[record.id] = (*by_id.get(record.id, ()), record)
    return by_id


def _is_sample(item: TrashedRecord) -> bool:
    return item.table == Draft.table or item.fields.get("sample") is True


def _adopted_ids(workspace: Workspace, sample: SampleById) -> set[str]:
    """Return the ids of sample records that the member's own records refer to, directly or through other records."""
    leaving = list(_records(sample, sample))
    form_drafts = (draft for draft in _drafts_about(workspace, leaving) if live.read(draft.fields) is None)
    empty_drafts = (draft for draft in workspace.all(Draft) if _is_empty(draft))
    ignored = {(type(record), record.id) for record in (*leaving, *form_drafts, *empty_drafts, *workspace.all(Snooze))}
    referring = [record for kind in KINDS for record in workspace.all(kind) if (kind, record.id) not in ignored]
    adopted = set[str]()
    while referring:
        ids = {id for record in referring for id in _ids_in(record)}
        fresh = {id: sample[id] for id in ids & (sample.keys() - adopted)}
        fresh |= {record.id: (record,) for record in _records_around(sample, ids) if record.id not in adopted}
        adopted |= fresh.keys()
        staying = list(_records(fresh, fresh))
        referring = [*staying, *_drafts_about(workspace, staying)]
    return adopted


def _records_around(sample: SampleById, meetings: Collection[str]) -> Iterator[Record]:
    """Yield the promises, introductions, messages and opportunities of conversations that stay, to keep them whole."""
    for record in _records(sample, sample):
        if isinstance(record, (Promise, Introduction, Message, Opportunity)) and record.meeting in meetings:
            yield record


def _drafts_about(workspace: Workspace, records: Iterable[Record]) -> list[Draft]:
    """Return the drafts of forms about records, and of the thank-yous for conversations among them."""
    subjects = list(records)
    meetings = (record for record in subjects if isinstance(record, Meeting))
    thank_yous = [thank_you_id(meeting.id, contact) for meeting in meetings for contact in meeting.contacts]
    return drafts.about(workspace, [*(record.id for record in subjects), *thank_yous])


def _empty_drafts(workspace: Workspace, leaving: Collection[Record]) -> list[Draft]:
    """Return the drafts about removed records or referring to them, without a word of the member's own."""
    about, ids = {draft.id for draft in _drafts_about(workspace, leaving)}, {record.id for record in leaving}
    empty = (draft for draft in workspace.all(Draft) if _is_empty(draft))
    return [draft for draft in empty if draft.id in about or not ids.isdisjoint(_ids_in(draft))]


def _is_empty(draft: Draft) -> bool:
    conversation = live.read(draft.fields)
    if conversation is None:
        return not drafts.has_words(draft)
    return not (conversation.notes or conversation.learnings or any(conversation.answers.values()))


def _ids_in(record: Record) -> list[str]:
    """Return the ids that a record refers to; of a draft only what the member chose, not what the form filled in.

    The notes of a live conversation are a draft too, and refer to that conversation. What is in the trash does not
    refer to a record that has come in its place since. Ids are told by their form, as `references.FIELDS` knows
    neither the trash nor fields of a newer netdash.
    """
    if not isinstance(record, Draft):
        deleted = [item.fields.get("id") for item in record.records] if isinstance(record, Trashed) else []
        return [id for id in _IDS.findall(record.model_dump_json()) if id not in deleted]
    meetings = [drafts.page_and_record(record.form)[1]] if live.read(record.fields) is not None else []
    return [*meetings, *_IDS.findall(json.dumps(drafts.entries(record)))]


def _snoozes_about(workspace: Workspace, records: Iterable[Record]) -> list[Snooze]:
    """Return the snoozes of actions about records, the member's own too: the actions go with the records."""
    ids = {record.id for record in records}
    return [snooze for snooze in workspace.all(Snooze) if not ids.isdisjoint(_IDS.findall(snooze.action))]


def _adopt_trash(item: Trashed) -> Trashed:
    records = (record.replace(fields={**record.fields, "sample": False}) for record in item.records)
    return item.replace(records=tuple(records))
