"""Which side in hiring somebody's job title suggests: technical, HR, or neither."""

from __future__ import annotations

import re
from functools import cache

from netdash.records import Contact, Stakeholder
from netdash.shipped import read_shipped
from netdash.text_search import plain

_WORD = re.compile(r"[^\W_]+")


def suggested_side(contact: Contact) -> Stakeholder | None:
    """Return the side that somebody's job title suggests; None where it suggests none, or the member chose one."""
    if contact.stakeholder is not None or not contact.position:
        return None
    title = f" {' '.join(_WORD.findall(plain(contact.position)))} "
    return next((side for side, words in _title_words().items() if any(f" {word} " in title for word in words)), None)


@cache
def _title_words() -> dict[Stakeholder, tuple[str, ...]]:
    rows = read_shipped("hiring_roles")
    return {side: tuple(rows[side]) for side in (Stakeholder.HR, Stakeholder.TECHNICAL)}
