"""The zip file of a backup: what it holds, what is no such file or was damaged, and how much is read of it."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from hashlib import sha256

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netdash.errors import BackupError
from netdash.records import KINDS, Contact
from netdash.store import Workspace, documents
from netdash.store.migrations import SCHEMA
from netdash.workspace import backup
from netdash.workspace.archive import Limit
from tests.workspace.test_backup import (
    ADA,
    EVE,
    NOW,
    assert_refused,
    everything,
    made_of,
    sample,
    workspace_of,
    zipped,
    zipped_as,
)


def test_a_manifest_says_when_what_and_how_much():
    with zipfile.ZipFile(io.BytesIO(backup.export(sample(), NOW))) as zip_file:
        manifest = json.loads(zip_file.read("manifest.json"))
        document = zip_file.read("netdash.json")
    assert manifest == {
        "product": "netdash",
        "format": 1,
        "schema": SCHEMA,
        "made_at": "2026-07-22T12:30:15Z",
        "counts": {
            kind.table: {"contacts": 2, "profile": 1, "drafts": 1, "trash": 1}.get(kind.table, 0) for kind in KINDS
        },
        "sha256": {"netdash.json": sha256(document).hexdigest()},
    }
    assert '"ü"' in document.decode()


@settings(max_examples=30)
@given(st.data())
def test_a_flipped_byte_is_refused_or_harmless(draw):
    source = sample()
    content = bytearray(backup.export(source, NOW))
    content[draw.draw(st.integers(0, len(content) - 1))] ^= draw.draw(st.integers(1, 255))
    assert_refused_or_the_same(bytes(content), source)


@pytest.mark.parametrize("flip", [0x01, 0x20, 0x80, 0xFF])
def test_a_flip_of_any_byte_of_a_backup_is_refused_or_harmless(flip):
    source = workspace_of(Contact(id=ADA, name="Ada"))
    content = backup.export(source, NOW)
    for place in range(len(content)):
        flipped = bytearray(content)
        flipped[place] ^= flip
        assert_refused_or_the_same(bytes(flipped), source)


@pytest.mark.parametrize("step", [7])
def test_a_backup_that_was_cut_off_is_refused(step):
    content = backup.export(sample(), NOW)
    for end in range(0, len(content), step):
        with pytest.raises(BackupError):
            backup.preview(content[:end], workspace_of())


def assert_refused_or_the_same(content: bytes, source: Workspace) -> None:
    target = workspace_of(Contact(id=EVE, name="Eve"))
    before = everything(target)
    try:
        backup.restore(content, target)
    except BackupError:
        assert everything(target) == before
    else:
        assert everything(target) == everything(source)


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", b"\0" * 1000, zipped()])
def test_what_is_no_backup_is_refused(content):
    assert_refused(content, "not a netdash backup")


def test_a_zip_without_a_manifest_is_refused():
    assert_refused(zipped(netdash_json=b"{}"), "holds no manifest.json")


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{}", b'{"product": "another"}', b"\xff", b"[" * 5000])
def test_a_manifest_of_something_else_is_refused(manifest):
    assert_refused(zipped(manifest_json=manifest, netdash_json=b"{}"), "manifest.json says something else")


@pytest.mark.parametrize("name", ["../netdash.json", "/etc/passwd", "a/netdash.json", "..\\netdash.json", "photo.jpg"])
def test_a_zip_with_other_files_in_it_is_refused(name):
    with zipfile.ZipFile(io.BytesIO(made_of({}))) as zip_file:
        files = [(member, zip_file.read(member)) for member in zip_file.namelist()]
    assert_refused(zipped_as([*files, (name, b"x")]), "manifest.json and netdash.json, once each")


def test_a_zip_that_holds_a_file_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zipped_as([*[("netdash.json", b"{}")] * 2, ("manifest.json", manifest_of(made_of({})))])
    assert_refused(content, "once each")


def manifest_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as zip_file:
        return zip_file.read("manifest.json")


def test_a_changed_document_is_refused_by_its_checksum():
    changed = zipped(manifest_json=manifest_of(made_of({})), netdash_json=b'{"contacts": {}}')
    assert_refused(changed, "checksum does not fit")
    assert_refused(made_of({}, sha256={}), "checksum does not fit")


@pytest.mark.parametrize("older", [{"format": 0}, {"schema": 0}, {"schema": -1}, {"schema": None}])
def test_a_version_that_never_was_is_refused(older):
    assert_refused(made_of({}, **older), "says something else")


ROOM = Limit(most_bytes=2**20, most_values=1_000)


def test_a_document_that_unpacks_to_too_much_is_refused():
    assert_refused(made_of(b" " * (2**20 + 1)), "larger than the 1 MB or 1,000 values", limit=ROOM)


def test_a_header_that_lies_about_the_size_does_not_get_more_read():
    bomb = made_of(b" " * (2**22))
    assert_refused(bomb.replace(struct.pack("<I", 2**22), struct.pack("<I", 10)), "damaged", limit=ROOM)


MANY: tuple[object, ...] = ([], {}, 0, "", None, [[]])


def test_too_many_values_are_refused_before_anything_is_made_of_them(monkeypatch):
    """Each took a second and 60 MB for 50,000 empty lists, of which a backup of 2 kB holds any number."""
    monkeypatch.setattr(documents, "loads", lambda _document: pytest.fail("objects were made"))
    for many in MANY:
        values = [many] * 1_001
        for document in (
            {"contacts": {ADA: {"id": ADA, "name": "Ada", "later": values}}},
            {"drafts": {ADA: {"id": ADA, "form": "people", "fields": {"name": values}}}},
            {"trash": {ADA: {"id": ADA, "records": [{"table": "contacts", "fields": {"later": values}}]}}},
            {"contacts": {str(place): many for place in range(1_001)}},
            {str(place): many for place in range(1_001)},
        ):
            assert_refused(made_of(document), "1,000 values", limit=ROOM)


JSON = st.recursive(
    st.none() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=50)
@given(JSON)
@example("[")
def test_what_a_document_holds_is_counted_to_the_value_whatever_its_texts_say(value):
    def count(inner: object) -> int:
        held = list(inner.values()) if isinstance(inner, dict) else inner if isinstance(inner, list) else []
        return (1 if isinstance(inner, dict | list) else 0) + max(0, len(held) - 1) + sum(map(count, held))

    for document in (json.dumps(value).encode(), json.dumps(value, ensure_ascii=False, indent=1).encode()):
        assert not Limit(2**20, count(value)).has_too_many_values(document)
        assert count(value) == 0 or Limit(2**20, count(value) - 1).has_too_many_values(document)


def test_commas_and_brackets_in_peoples_words_are_no_values():
    words = Contact(id=ADA, name="Ada", notes='[a, b], {c}\\, "d, e" ' * 700)
    content = backup.export(workspace_of(words), NOW)
    restored = workspace_of()
    backup.restore(content, restored, ROOM)
    assert restored.all(Contact) == (words,)


def test_a_zip_of_many_files_is_refused_before_they_are_listed(monkeypatch):
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("the files were listed"))
    assert_refused(b"PK\1\2" * 101, "manifest.json and netdash.json, once each")


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_another_way_of_packing_is_refused(method):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as zip_file:
        zip_file.writestr("manifest.json", b"{}")
    assert_refused(made.getvalue(), "packed in a way")
