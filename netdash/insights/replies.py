"""Which channels answer: of the messages sent on each, how many had a reply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netdash.insights.period import Period, Reading
from netdash.outreach import channels
from netdash.records import Channel, Message, Outcome
from netdash.wording import FEW, counted, percent


@dataclass(frozen=True)
class ChannelReplies:
    """How many messages went out on a channel, how many of them had a reply, and how many were declined."""

    channel: Channel
    sent: int
    replied: int
    declined: int = 0

    @property
    def rate(self) -> float | None:
        """The share that had a reply (0–1); None below five messages, which say little."""
        return self.replied / self.sent if self.sent >= FEW else None


def replies(asked: Iterable[Message]) -> tuple[ChannelReplies, ...]:
    """Count the messages of each channel that occurs, the most used first."""
    messages = tuple(asked)
    sent = Counter(one.channel for one in messages)
    replied = Counter(one.channel for one in messages if one.outcome is Outcome.REPLIED)
    declined = Counter(one.channel for one in messages if one.outcome is Outcome.DECLINED)
    ordered = sorted(sent, key=lambda channel: (-sent[channel], list(Channel).index(channel)))
    return tuple(ChannelReplies(channel, sent[channel], replied[channel], declined[channel]) for channel in ordered)


def read(found: Sequence[ChannelReplies], period: Period) -> Reading:
    """Put the replies into words."""
    rows = tuple(
        (channels.words(one.channel), one.sent, one.replied, "too few" if one.rate is None else percent(one.rate))
        for one in found
    )
    said = ", ".join(f"{name} {share}, {replied} of {sent}" for name, sent, replied, share in rows)
    alt = f"Bars of the share of messages replied to, by channel: {said}."
    return Reading(_sentence(found, period), alt, ("Channel", "Sent", "Replied", "Share"), rows)


def _sentence(found: Sequence[ChannelReplies], period: Period) -> str:
    sent, replied = sum(one.sent for one in found), sum(one.replied for one in found)
    if not sent:
        return f"You asked nobody for a conversation {period.words}."
    declined = sum(one.declined for one in found)
    also = f", and {declined} {'was' if declined == 1 else 'were'} declined" if declined else ""
    counts = f"{replied or 'None'} of {counted(sent, 'message')} {period.words} had a reply{also}"
    if sent < FEW:
        return f"{counts}: too few to tell the channels apart."
    rated = [(one.rate, one) for one in found if one.rate is not None]
    if len(rated) < 2:
        return f"{counts}. No two channels have five messages yet, so they cannot be compared."
    best, other = max(rated, key=lambda pair: pair[0]), min(rated, key=lambda pair: pair[0])
    if best[0] == other[0]:
        return f"{counts}, the same share on each channel that has five."
    most, least = channels.words(best[1].channel), channels.words(other[1].channel)
    return f"{counts}: {most} answers most often ({percent(best[0])}), {least} least often ({percent(other[0])})."
