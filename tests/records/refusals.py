"""What a person reads when fields are no record."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from netdash.errors import InvalidRecordError
from netdash.records import Record, new_id
from tests.factories import HOUR, NOON


def refusal(kind: type[Record], **fields: object) -> str:
    """Return what a person reads when these fields are no record."""
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(fields)
    return InvalidRecordError.from_pydantic(caught.value).sentence


def a_talk(**fields: object) -> dict[str, object]:
    return {"contacts": [new_id()], "starts_at": NOON - HOUR, "ends_at": NOON, **fields}
