"""A zip of one document and a manifest that vouches for it: the envelope of a backup."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError

from netdash.errors import BackupError
from netdash.records import Moment

DOCUMENT, MANIFEST = "netdash.json", "manifest.json"
FORMAT = 1
LARGEST = {DOCUMENT: 64 * 2**20, MANIFEST: 64 * 2**10}
"""Bytes that a file may unpack to: room for some 60,000 meetings, and no more than a small host can hold."""

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


def unpack(content: bytes) -> tuple[Manifest, bytes]:
    """Return the manifest and the document of a zip that `pack` made.

    Raises BackupError where it is another file, a damaged or changed one, too large, or of a newer format.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            manifest = _manifest(archive)
            _expect_only_ours(archive)
            document = _member(archive, DOCUMENT)
    except _DAMAGE as error:
        raise BackupError("This file is not a backup of netdash, or it was damaged on its way.") from error
    if manifest.sha256.get(DOCUMENT) != sha256(document).hexdigest():
        raise BackupError("This backup was damaged or changed after it was made: its checksum does not fit.")
    return manifest, document


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if MANIFEST not in archive.namelist():
        raise BackupError(f"This zip is not a backup of netdash: it holds no {MANIFEST}.")
    try:
        manifest = Manifest.model_validate_json(_member(archive, MANIFEST))
    except ValidationError as error:
        raise BackupError(f"This zip is not a backup of netdash: its {MANIFEST} says something else.") from error
    if manifest.format > FORMAT:
        raise BackupError("This backup was made by a newer netdash; update this one to restore it.")
    return manifest


def _expect_only_ours(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if sorted(names) != sorted(LARGEST):
        raise BackupError(f"This zip is not a backup of netdash: it should hold {MANIFEST} and {DOCUMENT}, once each.")


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read one file, and never more of it than its limit, whatever its header claims."""
    entry, limit = archive.getinfo(name), LARGEST[name]
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BackupError("This zip is packed in a way that netdash does not use: it is not a backup of netdash.")
    with archive.open(entry) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise BackupError(f"{name} in this backup is larger than the {limit // 2**20 or 1} MB that netdash restores.")
    return content
