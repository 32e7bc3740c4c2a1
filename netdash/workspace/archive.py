"""The zip file of a backup: one document, and a manifest to check it by; and how large they may be."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError

from netdash.errors import BackupError
from netdash.records import Moment

DOCUMENT, MANIFEST = "netdash.json", "manifest.json"
FORMAT = 1
_UNEXPECTED_FILES = f"This zip is not a netdash backup: it should hold {MANIFEST} and {DOCUMENT}, once each."
_ENTRY_SIGNATURE, _MOST_ENTRIES = b"PK\1\2", 100
"""The bytes before each entry of a zip's directory, and more of them than occur by chance in packed data."""

_DAMAGE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
"""The errors that zipfile raises for bytes that are no zip, or a damaged one."""

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""A string of JSON; one without an end runs to the end of the document, so that no byte is read twice."""


@dataclass(frozen=True)
class Limit:
    """The largest document that is read: in bytes, and in values, as each value costs memory and time."""

    most_bytes: int
    most_values: int

    def allows(self, document: bytes) -> bool:
        """Tell whether JSON is within both limits, before it is parsed."""
        return len(document) <= self.most_bytes and not self.has_too_many_values(document)

    def has_too_many_values(self, document: bytes) -> bool:
        """Tell whether JSON holds too many values, reading only as far as needed."""
        if _count_value_marks(document) <= self.most_values:  # commas in strings count too, mostly without harm
            return False
        bare, strings = _STRING.subn(b"", document, count=2 * self.most_values + 2)
        return strings > 2 * self.most_values + 1 or _count_value_marks(bare) > self.most_values

    @property
    def words(self) -> str:
        """The limit in words."""
        return f"{self.most_bytes // 2**20 or 1} MB or {self.most_values:,} values"


MEMBER_LIMIT = Limit(most_bytes=64 * 2**20, most_values=1_000_000)
"""For members and the owner: room for some 30,000 conversations."""

VISITOR_LIMIT = Limit(most_bytes=4 * 2**20, most_values=100_000)
"""For visitors, who may be anybody: room for some 3,000 conversations, read in less than a second."""

MANIFEST_LIMIT = Limit(most_bytes=64 * 2**10, most_values=64 * 2**10)


def _count_value_marks(document: bytes) -> int:
    """Count the commas and opening brackets in JSON: each value follows one of them."""
    return document.count(b",") + document.count(b"[") + document.count(b"{")


class Manifest(BaseModel):
    """What a backup says about itself: record counts by table, checksums by file."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    product: Literal["netdash"] = "netdash"
    format: PositiveInt = FORMAT
    schema_number: PositiveInt = Field(alias="schema")
    made_at: Moment
    counts: Mapping[str, int]
    sha256: Mapping[str, str]


def pack(document: bytes, counts: Mapping[str, int], schema: int, now: datetime) -> bytes:
    """Return the zip of a document, with its manifest."""
    sums = {DOCUMENT: sha256(document).hexdigest()}
    manifest = Manifest(schema_number=schema, made_at=now, counts=counts, sha256=sums)
    files = {MANIFEST: manifest.model_dump_json(by_alias=True, indent=2).encode(), DOCUMENT: document}
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, now.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return zipped.getvalue()


def unpack(content: bytes, limit: Limit | None) -> tuple[Manifest, bytes]:
    """Return the manifest and the document of a zip made by `pack`; without a limit, of any size.

    Raises BackupError where the file is not such a zip, is damaged, changed or too large, or has a newer format.
    """
    # zipfile makes an object of each entry before it tells how many there are.
    if content.count(_ENTRY_SIGNATURE) > _MOST_ENTRIES:
        raise BackupError(_UNEXPECTED_FILES)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            manifest = _manifest(archive)
            _check_names(archive)
            document = _member(archive, DOCUMENT, limit)
    except _DAMAGE_ERRORS as error:
        raise BackupError("This is not a netdash backup, or it was damaged on its way.") from error
    if manifest.sha256.get(DOCUMENT) != sha256(document).hexdigest():
        raise BackupError("This backup was damaged or changed after it was made: its checksum does not fit.")
    return manifest, document


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if MANIFEST not in archive.namelist():
        raise BackupError(f"This zip is not a netdash backup: it holds no {MANIFEST}.")
    try:
        manifest = Manifest.model_validate_json(_member(archive, MANIFEST, MANIFEST_LIMIT))
    except ValidationError as error:
        raise BackupError(f"This zip is not a netdash backup: its {MANIFEST} says something else.") from error
    if manifest.format > FORMAT:
        raise BackupError("This backup was made by a newer netdash; update this one to restore it.")
    return manifest


def _check_names(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if sorted(names) != sorted((MANIFEST, DOCUMENT)):
        raise BackupError(_UNEXPECTED_FILES)


def _member(archive: zipfile.ZipFile, name: str, limit: Limit | None) -> bytes:
    """Read one file of the zip, never more than the limit, whatever its header claims."""
    entry = archive.getinfo(name)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BackupError("This zip is packed in a way that netdash does not use, so it is not a netdash backup.")
    with archive.open(entry) as file:
        content = file.read() if limit is None else file.read(limit.most_bytes + 1)
    if limit is not None and not limit.allows(content):
        if name == MANIFEST:
            raise BackupError(f"This zip is not a netdash backup: its {MANIFEST} is too large.")
        raise BackupError(
            f"{name} in this backup is larger than the {limit.words} that netdash restores here. Whoever runs "
            f"netdash can restore it with “python -m netdash restore”."
        )
    return content
