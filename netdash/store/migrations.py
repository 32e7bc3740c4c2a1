"""Migrations of files of earlier versions, one small step a schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SCHEMA = 4
"""The schema that this version writes."""

RawTables = dict[str, dict[str, dict[str, Any]]]


def migrate(tables: RawTables, schema: int) -> RawTables:
    """Return tables of an earlier schema in the present one; the originals stay as they are."""
    for step in range(schema, SCHEMA):
        tables = STEPS[step](tables)
    return tables


def _several_addresses(tables: RawTables) -> RawTables:
    """1 to 2: a contact had one e-mail address and one telephone number."""
    contacts = {id: _contact_of_2(contact) for id, contact in tables.get("contacts", {}).items()}
    trash = {id: _item_of_2(item) for id, item in tables.get("trash", {}).items()}
    return {**tables, "contacts": contacts, **({"trash": trash} if trash else {})}


def _item_of_2(item: dict[str, Any]) -> dict[str, Any]:
    # Anything of another shape stays as it is; it is refused when it is read as a record.
    records = item.get("records")
    return {**item, "records": [_trashed_of_2(record) for record in records]} if isinstance(records, list) else item


def _trashed_of_2(record: Any) -> Any:
    if isinstance(record, dict) and record.get("table") == "contacts" and isinstance(record.get("fields"), dict):
        return {**record, "fields": _contact_of_2(record["fields"])}
    return record


def _contact_of_2(contact: dict[str, Any]) -> dict[str, Any]:
    fields = {name: value for name, value in contact.items() if name not in ("email", "phone")}
    for single, several in (("email", "emails"), ("phone", "phones")):
        fields.setdefault(several, [contact[single]] if contact.get(single) else [])
    return fields


def _unchanged(tables: RawTables) -> RawTables:
    """2 to 3: nothing changes; but records got fields that an earlier netdash would take for damage."""
    return tables


def _separate_rules(tables: RawTables) -> RawTables:
    """3 to 4: rule changes had the same id as the question set that is being put together."""
    old_id, new_id = "2".rjust(32, "0"), "3".rjust(32, "0")
    rules = tables.get("rule_changes", {})
    if old_id not in rules or new_id in rules:
        return tables
    moved = {new_id if id == old_id else id: fields for id, fields in rules.items()}
    return {**tables, "rule_changes": {**moved, new_id: {**rules[old_id], "id": new_id}}}


STEPS: dict[int, Callable[[RawTables], RawTables]] = {1: _several_addresses, 2: _unchanged, 3: _separate_rules}
"""By the schema each step starts from."""
