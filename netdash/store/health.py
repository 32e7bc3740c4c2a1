"""What a look at a store finds: something wrong, or something worth knowing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple


class Finding(NamedTuple):
    """One sentence for the deployer; `wrong` says that something has to be done."""

    sentence: str
    wrong: bool = True


CLOCKS_MAY_DIFFER = timedelta(minutes=1)


def of_clocks(here: datetime, there: datetime, whose: str) -> list[Finding]:
    """Compare this machine's clock with another's."""
    apart = abs(there - here)
    if apart <= CLOCKS_MAY_DIFFER:
        return []
    return [
        Finding(
            f"{whose} shows {_utc(there)} UTC and this machine’s clock {_utc(here)}: "
            "set both by the network time, as deadlines and versions go by them."
        )
    ]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
