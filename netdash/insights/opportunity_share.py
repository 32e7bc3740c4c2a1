"""The share of opportunities that came through people, beside what is claimed of jobs in general."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from netdash.insights.period import Reading
from netdash.records import Opportunity
from netdash.rules import Claim
from netdash.targets import opportunities
from netdash.wording import percent

THROUGH, OTHERWISE = "Through a contact", "Another way"


def parts(found: Iterable[Opportunity]) -> tuple[tuple[str, int], ...]:
    """Count the opportunities that came through a contact, and the others."""
    through = [opportunities.through_contact(one) for one in found]
    return ((THROUGH, sum(through)), (OTHERWISE, len(through) - sum(through)))


def read(found: Sequence[Opportunity], claim: Claim) -> Reading:
    """Put the share into words; the claim is named as one."""
    claimed = (
        f"A claim to hold it against: {claim.lowest_percent}–{claim.highest_percent} % of jobs come through "
        f"networking ({claim.source})."
    )
    share = opportunities.share_through_contacts(found)
    counts = parts(found)
    rows = tuple(
        (name, number, "too few" if share is None else percent(number / len(found))) for name, number in counts
    )
    alt = "Bars of opportunities: " + ", ".join(f"{name.lower()} {number}" for name, number in counts) + "."
    return Reading(f"{opportunities.share_words(found)} {claimed}", alt, ("Heard of", "Opportunities", "Share"), rows)
