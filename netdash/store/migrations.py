"""How files of earlier versions become files of today, one small step a schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SCHEMA = 2
"""The schema that this version writes."""

RawTables = dict[str, dict[str, dict[str, Any]]]


def migrate(tables: RawTables, schema: int) -> RawTables:
    """Return the tables of a file of an earlier schema in today's form; the given ones stay as they are."""
    for step in range(schema, SCHEMA):
        tables = STEPS[step](tables)
    return tables


def _several_addresses(tables: RawTables) -> RawTables:
    """1 to 2: a contact had one e-mail address and one telephone number."""
    contacts = tables.get("contacts", {})
    return {**tables, "contacts": {id: _contact_of_2(contact) for id, contact in contacts.items()}}


def _contact_of_2(contact: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in contact.items() if name not in ("email", "phone")}
    for one, several in (("email", "emails"), ("phone", "phones")):
        kept.setdefault(several, [contact[one]] if contact.get(one) else [])
    return kept


STEPS: dict[int, Callable[[RawTables], RawTables]] = {1: _several_addresses}
"""By the schema each step starts from."""
