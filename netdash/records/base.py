"""What all records share: an identity, two moments, and fields that netdash does not know yet."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from typing import Annotated, Any, ClassVar, Self
from uuid import uuid4

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
)

from netdash.errors import NetdashError
from netdash.moments import zone_named

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


def new_id() -> str:
    """Make a fresh identity: a random UUID in hex."""
    return uuid4().hex


def is_id(text: str) -> bool:
    """Tell whether a text has the form of an identity."""
    return re.fullmatch("[0-9a-f]{32}", text) is not None


def _to_utc(moment: datetime) -> datetime:
    if not MINYEAR < moment.year < MAXYEAR:
        raise ValueError(f"The year {moment.year} is out of reach; check the date.")
    return moment.astimezone(UTC)


def _storable(value: object) -> object:
    """Drop what JSON and PostgreSQL cannot store, at any depth: NUL, and halves of surrogate pairs."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_storable(name): _storable(inner) for name, inner in value.items()}
    return [_storable(inner) for inner in value] if isinstance(value, list) else value


def _one_line(text: str) -> str:
    return " ".join(text.split())


def check_zone(zone: str) -> str:
    """Return a time zone that is in the database, or empty. Raises ValueError for any other."""
    if zone and zone_named(zone) is None:
        raise ValueError(f"“{zone}” is not a time zone netdash knows. Choose one, such as Europe/Berlin.")
    return zone


def required(sentence: str) -> AfterValidator:
    """Return the validator of a text that may not be empty; the sentence says what is missing."""

    def check(text: str) -> str:
        if not text:
            raise ValueError(sentence)
        return text

    return AfterValidator(check)


Moment = Annotated[AwareDatetime, AfterValidator(_to_utc)]
"""An aware moment, kept in UTC, far enough from both ends of the calendar for any zone."""

Line = Annotated[str, BeforeValidator(_storable), AfterValidator(_one_line), StringConstraints(max_length=300)]
"""One line of text, white space tidied."""

Text = Annotated[str, BeforeValidator(_storable), AfterValidator(str.strip), StringConstraints(max_length=20_000)]
"""Text of any number of lines."""

RawText = Annotated[str, BeforeValidator(_storable)]
"""Text exactly as it is typed, white space included, without what cannot be stored."""

Fields = Annotated[dict[str, JsonValue], BeforeValidator(_storable)]
"""The fields of a form, by name."""


class FrozenModel(BaseModel):
    """The base of records and of what nests in them: frozen, and keeping fields that netdash does not know."""

    model_config = ConfigDict(frozen=True, extra="allow", validate_default=False)

    def replace(self, **changes: Any) -> Self:
        """Return a copy with these fields changed, checked like a new one."""
        return type(self).model_validate({**dict(self), **changes})


class Record(FrozenModel):
    """One thing that a workspace keeps. Both moments are None until it is first saved."""

    table: ClassVar[str]
    noun: ClassVar[str]

    id: Id = Field(default_factory=new_id)
    created_at: Moment | None = None
    updated_at: Moment | None = None
    sample: bool = False

    def compared_fields(self) -> dict[str, JsonValue]:
        """Return the fields in which two versions are compared before a person."""
        return self.model_dump(mode="json")


class ConflictError(NetdashError):
    """Somebody else changed the record before this save; it carries both versions."""

    def __init__(self, mine: Record, theirs: Record) -> None:
        super().__init__(
            f"This {mine.noun} was changed in another tab or window after you opened it. "
            "Nothing was overwritten: compare the two versions below and choose."
        )
        self.mine = mine
        self.theirs = theirs
