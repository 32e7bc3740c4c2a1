"""A zip of one document and a manifest that vouches for it, the envelope of a backup; and how much one may hold."""

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
_ONLY_OURS = f"This zip is not a backup of netdash: it should hold {MANIFEST} and {DOCUMENT}, once each."
_ENTRY, _MANY = b"PK\1\2", 100
"""What each file in a zip is announced by, and more of them than chance puts into what is packed."""

_DAMAGE = (
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
"""All that zipfile raises at bytes that are no zip, or not any more."""

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""A string of JSON; one that never ends reaches to the end, so that no byte is looked at twice."""


@dataclass(frozen=True)
class Limit:
    """The most that is taken: a value costs memory and time by itself, however few bytes it takes."""

    most_bytes: int
    most_values: int

    def room_for(self, document: bytes) -> bool:
        """Tell whether JSON stays below both, before anything is made of it."""
        return len(document) <= self.most_bytes and not self.too_many_values(document)

    def too_many_values(self, document: bytes) -> bool:
        """Tell whether there are more values in JSON; it is looked at only until that is sure."""
        if _opened_and_parted(document) <= self.most_values:  # people's commas count too, and mostly that does no harm
            return False
        bare, strings = _STRING.subn(b"", document, count=2 * self.most_values + 2)
        return strings > 2 * self.most_values + 1 or _opened_and_parted(bare) > self.most_values

    @property
    def words(self) -> str:
        """Say it."""
        return f"{self.most_bytes // 2**20 or 1} MB or {self.most_values:,} values"


LASTING = Limit(most_bytes=64 * 2**20, most_values=1_000_000)
"""For whoever is let in by name, and for the owner: room for some 30,000 conversations."""

TEMPORARY = Limit(most_bytes=4 * 2**20, most_values=100_000)
"""For a visitor, who may be anybody: room for some 3,000 conversations, and no second's work for the server."""

LARGEST_MANIFEST = Limit(most_bytes=64 * 2**10, most_values=64 * 2**10)


def _opened_and_parted(document: bytes) -> int:
    """Count what a value needs in JSON: each is the first of a list or an object, or stands behind a comma."""
    return document.count(b",") + document.count(b"[") + document.count(b"{")


class Manifest(BaseModel):
    """What a backup says about itself. `counts` is by table, `sha256` by file."""

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
    """Return the manifest and the document of a zip that `pack` made; without a limit, of any size.

    Raises BackupError where it is another file, a damaged or changed one, too large, or of a newer format.
    """
    if content.count(_ENTRY) > _MANY:  # zipfile makes objects of all of them before it tells how many there are
        raise BackupError(_ONLY_OURS)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            manifest = _manifest(archive)
            _expect_only_ours(archive)
            document = _member(archive, DOCUMENT, limit)
    except _DAMAGE as error:
        raise BackupError("This file is not a backup of netdash, or it was damaged on its way.") from error
    if manifest.sha256.get(DOCUMENT) != sha256(document).hexdigest():
        raise BackupError("This backup was damaged or changed after it was made: its checksum does not fit.")
    return manifest, document


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if MANIFEST not in archive.namelist():
        raise BackupError(f"This zip is not a backup of netdash: it holds no {MANIFEST}.")
    try:
        manifest = Manifest.model_validate_json(_member(archive, MANIFEST, LARGEST_MANIFEST))
    except ValidationError as error:
        raise BackupError(f"This zip is not a backup of netdash: its {MANIFEST} says something else.") from error
    if manifest.format > FORMAT:
        raise BackupError("This backup was made by a newer netdash; update this one to restore it.")
    return manifest


def _expect_only_ours(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if sorted(names) != sorted((MANIFEST, DOCUMENT)):
        raise BackupError(_ONLY_OURS)


def _member(archive: zipfile.ZipFile, name: str, limit: Limit | None) -> bytes:
    """Read one file, and never more of it than its limit, whatever its header claims."""
    entry = archive.getinfo(name)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BackupError("This zip is packed in a way that netdash does not use: it is not a backup of netdash.")
    with archive.open(entry) as file:
        content = file.read() if limit is None else file.read(limit.most_bytes + 1)
    if limit is not None and not limit.room_for(content):
        if name == MANIFEST:
            raise BackupError(f"This zip is not a backup of netdash: its {MANIFEST} is too large.")
        raise BackupError(
            f"{name} in this backup is larger than the {limit.words} that netdash restores here. Whoever runs "
            f"netdash can restore it with “python -m netdash restore”."
        )
    return content
