"""How files of earlier versions become files of today, one small step a schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SCHEMA = 4
"""The schema that this version writes."""

RawTables = dict[str, dict[str, dict[str, Any]]]


def migrate(tables: RawTables, schema: int) -> RawTables:
    """Return the tables of a file of an earlier schema in today's form; the given ones stay as they are."""
    for step in range(schema, SCHEMA):
        tables = STEPS[step](tables)
    return tables


def _several_addresses(tables: RawTables) -> RawTables:
    """1 to 2: a contact had one e-mail address and one telephone number."""
    contacts = {id: _contact_of_2(contact) for id, contact in tables.get("contacts", {}).items()}
    trash = {id: _item_of_2(item) for id, item in tables.get("trash", {}).items()}
    return {**tables, "contacts": contacts, **({"trash": trash} if trash else {})}


def _item_of_2(item: dict[str, Any]) -> dict[str, Any]:
    # What has another shape stays as it is, for whoever reads it next to refuse.
    records = item.get("records")
    return {**item, "records": [_gone_of_2(gone) for gone in records]} if isinstance(records, list) else item


def _gone_of_2(gone: Any) -> Any:
    if isinstance(gone, dict) and gone.get("table") == "contacts" and isinstance(gone.get("fields"), dict):
        return {**gone, "fields": _contact_of_2(gone["fields"])}
    return gone


def _contact_of_2(contact: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in contact.items() if name not in ("email", "phone")}
    for one, several in (("email", "emails"), ("phone", "phones")):
        kept.setdefault(several, [contact[one]] if contact.get(one) else [])
    return kept


def _as_it_is(tables: RawTables) -> RawTables:
    """2 to 3: nothing moves; records say more since, which an earlier netdash would call damage, not news."""
    return tables


def _rules_of_their_own(tables: RawTables) -> RawTables:
    """3 to 4: the rules that were changed had the id of the question set that is being chosen."""
    before, now = "2".rjust(32, "0"), "3".rjust(32, "0")
    rules = tables.get("rule_changes", {})
    if before not in rules or now in rules:
        return tables
    moved = {now if id == before else id: fields for id, fields in rules.items()}
    return {**tables, "rule_changes": {**moved, now: {**rules[before], "id": now}}}


STEPS: dict[int, Callable[[RawTables], RawTables]] = {1: _several_addresses, 2: _as_it_is, 3: _rules_of_their_own}
"""By the schema each step starts from."""
