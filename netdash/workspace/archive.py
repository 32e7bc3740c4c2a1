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
from netdash.workspace.backup_limits import Limit

DOCUMENT, MANIFEST = "netdash.json", "manifest.json"
FORMAT = 1
LARGEST_MANIFEST = Limit(most_bytes=64 * 2**10, most_values=64 * 2**10)
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
