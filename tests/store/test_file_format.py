"""The text of a workspace file: readable by others, and refused whole where it cannot be read whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tinydb import TinyDB

from netdash.errors import StoreUnreadableError
from netdash.records import Contact, Draft
from netdash.store import Workspace, open_file
from netdash.store.migrations import SCHEMA

ID = "1" * 32
MARK = f'"netdash": {{"file": {{"schema": {SCHEMA}}}}}'


def contact_text(**changes: object) -> str:
    return json.dumps({"id": ID, "name": "Ann", **changes})


REFUSED: dict[str, tuple[str | bytes, str]] = {
    "truncated": ('{"netdash": {"file": {"schema": 2}}, "contacts": {', "not complete JSON"),
    "latin-1": ('{"name": "Zoë"}'.encode("latin-1"), "not UTF-8"),
    "UTF-16": (f"{{{MARK}}}".encode("utf-16"), "not UTF-8"),
    "a list": ("[]", "does not hold a netdash workspace"),
    "a package.json": ('{"name": "left-pad", "version": "1.3.0"}', "belongs to another program"),
    "no schema": ('{"netdash": {}}', "which version"),
    "a schema that is no number": ('{"netdash": {"file": {"schema": true}}}', "which version"),
    "a newer schema": (f'{{"netdash": {{"file": {{"schema": {SCHEMA + 1}}}}}}}', "newer version of netdash"),
    "a table that is a list": (f'{{{MARK}, "contacts": []}}', "part “contacts”"),
    "a record that is a number": (f'{{{MARK}, "contacts": {{"{ID}": 7}}}}', "part “contacts”"),
    "a record of the wrong shape": (f'{{{MARK}, "contacts": {{"{ID}": {contact_text(name=7)}}}}}', "name"),
    "a record without its name": (f'{{{MARK}, "contacts": {{"{ID}": {{"id": "{ID}"}}}}}}', "name"),
    "a record under another's id": (f'{{{MARK}, "contacts": {{"{"2" * 32}": {contact_text()}}}}}', "another id"),
    "a table twice": (f'{{{MARK}, "contacts": {{}}, "contacts": {{}}}}', "“contacts” stands in it twice"),
    "a record twice": (f'{{{MARK}, "contacts": {{"{ID}": {contact_text()}, "{ID}": {contact_text()}}}}}', "twice"),
    "a field twice": (f'{{{MARK}, "contacts": {{"{ID}": {{"name": "Bea", {contact_text()[1:]}}}}}', "“name” stands"),
    "a nested field twice": (f'{{{MARK}, "plants": {{"1": {{"in": {{"a": 1, "a": 1}}}}}}}}', "“a” stands"),
    "the mark twice": (f"{{{MARK}, {MARK}}}", "“netdash” stands"),
    "a number too long to keep": (f'{{{MARK}, "plants": {{"1": {{"leaves": {2**70 + 1}}}}}}}', "cannot keep exactly"),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_cannot_be_read_whole_is_refused_on_every_use_and_left_as_it_is(
    path: Path, filed: Workspace, name: str
) -> None:
    text, why = REFUSED[name]
    written = text if isinstance(text, bytes) else text.encode()
    path.write_bytes(written)
    uses = (lambda: filed.all(Contact), lambda: filed.save(Contact(name="Bea")), lambda: filed.version(Contact)) * 2
    for use in uses:
        with pytest.raises(StoreUnreadableError) as refused:
            use()
        assert why in refused.value.sentence
        assert str(path) in refused.value.sentence
        assert f"{path.name}.bak" in refused.value.sentence
        assert "restore a backup" in refused.value.sentence
    assert path.read_bytes() == written


def test_a_workspace_recovers_by_itself_when_its_file_is_mended(path: Path, filed: Workspace) -> None:
    filed.save(Contact(name="Ann"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    with pytest.raises(StoreUnreadableError):
        filed.all(Contact)
    path.write_bytes(whole)
    assert [contact.name for contact in filed.all(Contact)] == ["Ann"]


@pytest.mark.parametrize("text", [b"", b" \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b"{}", b" { } "])
def test_an_empty_file_is_an_empty_workspace(path: Path, filed: Workspace, text: bytes) -> None:
    path.write_bytes(text)
    assert filed.all(Contact) == ()
    assert path.read_bytes() == text
    filed.save(Contact(name="Ann"))
    assert [contact.name for contact in open_file(path).all(Contact)] == ["Ann"]


def test_a_byte_order_mark_before_the_text_is_read(path: Path, filed: Workspace) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + f'{{{MARK}, "contacts": {{"{ID}": {contact_text()}}}}}'.encode())
    assert [contact.name for contact in filed.all(Contact)] == ["Ann"]


def test_each_record_has_a_line_of_its_own(path: Path, filed: Workspace) -> None:
    with filed.transaction():
        filed.save(Contact(name="Ann", notes="two\nlines"))
        filed.save(Contact(name="Zoë"))
    lines = path.read_text("utf-8").splitlines()
    assert [line for line in lines if "Ann" in line] != [line for line in lines if "Zoë" in line]
    assert json.loads(path.read_bytes())["contacts"].keys() == {contact.id for contact in filed.all(Contact)}


def test_one_change_changes_one_line(path: Path, filed: Workspace) -> None:
    for name in ("Ann", "Bea", "Cem"):
        filed.save(Contact(name=name))
    before = path.read_bytes().splitlines()
    filed.save(filed.all(Contact)[1].replace(name="Bob"))
    after = path.read_bytes().splitlines()
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_stock_tinydb_reads_the_file(path: Path, filed: Workspace) -> None:
    with filed.transaction():
        filed.save(Contact(name="Ann"))
        filed.save(Draft(form="log", fields={"notes": "typ"}))
    with TinyDB(path, access_mode="r") as stock:
        assert stock.tables() == {"netdash", "contacts", "drafts"}
        table = stock.table("contacts")
        table.document_id_class = str
        assert [(contact.doc_id, contact["name"]) for contact in table.all()] == [(filed.all(Contact)[0].id, "Ann")]


def test_tables_and_fields_that_netdash_does_not_know_survive_a_save(path: Path, filed: Workspace) -> None:
    known = contact_text(pet={"kind": "parrot"}, height=1.1)
    mark = f'"netdash": {{"file": {{"schema": {SCHEMA}, "written_by": "hand"}}, "more": {{"a": 1}}}}'
    path.write_text(f'{{"plants": {{"1": {{"kind": "fern"}}}}, {mark}, "contacts": {{"{ID}": {known}}}}}')
    filed.save(Contact(name="Bea"))
    tables = json.loads(path.read_bytes())
    assert tables["plants"] == {"1": {"kind": "fern"}}
    assert tables["netdash"] == {"file": {"schema": SCHEMA, "written_by": "hand"}, "more": {"a": 1}}
    assert tables["contacts"][ID] == json.loads(known)
