"""The kinds of conversations a member holds, and how they compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netdash.insights.period import Period, Reading
from netdash.meetings.meetings import KIND_WORDS
from netdash.records import Meeting, MeetingKind
from netdash.wording import FEW, counted, listed, percent, share

PLURALS = {kind: f"{words.lower()}s" for kind, words in KIND_WORDS.items()} | {MeetingKind.OTHER: "other conversations"}
SINGULARS = {kind: words.lower() for kind, words in KIND_WORDS.items()} | {MeetingKind.OTHER: "other conversation"}


@dataclass(frozen=True)
class KindCount:
    """How many conversations were of a kind, and which share of all they are (0–1)."""

    kind: MeetingKind
    conversations: int
    share: float


def kinds(held: Iterable[Meeting]) -> tuple[KindCount, ...]:
    """Count the conversations of each kind that occurs, the most frequent first."""
    counts = Counter(one.kind for one in held)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], list(MeetingKind).index(pair[0])))
    return tuple(KindCount(kind, count, share(count, counts.total())) for kind, count in ordered)


def read(found: Sequence[KindCount], period: Period) -> Reading:
    """Put the kinds into words."""
    rows = tuple((KIND_WORDS[one.kind], one.conversations, percent(one.share)) for one in found)
    alt = "Bars by kind: " + ", ".join(f"{KIND_WORDS[one.kind]} {one.conversations}" for one in found) + "."
    return Reading(_sentence(found, period), alt, ("Kind", "Conversations", "Share"), rows)


def _sentence(found: Sequence[KindCount], period: Period) -> str:
    total = sum(one.conversations for one in found)
    if not total:
        return f"No conversation {period.words}."
    if total < FEW:
        said = listed([counted(one.conversations, SINGULARS[one.kind], PLURALS[one.kind]) for one in found])
        return f"{said} {period.words}: too few to compare. A call or a coffee is often the easiest to get."
    first = found[0]
    if len(found) == 1:
        return f"All {total} conversations {period.words} were {PLURALS[first.kind]}."
    leaders = listed([PLURALS[one.kind] for one in found if one.conversations == first.conversations])
    if first.share > 0.5:
        return f"Most conversations {period.words} were {leaders}: {first.conversations} of {total}."
    each = " each" if found[1].conversations == first.conversations else ""
    return f"{leaders[0].upper()}{leaders[1:]} lead {period.words}: {first.conversations}{each} of {total}."
