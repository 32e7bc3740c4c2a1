"""Shares of a whole: the kinds of conversations, the channels that answer, the opportunities through people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from netdash.insights.period import Period, Reading
from netdash.meetings.meetings import KIND_WORDS
from netdash.outreach import channels
from netdash.outreach.exchanges import moment_sent
from netdash.records import Channel, Meeting, MeetingKind, Message, Opportunity, Outcome
from netdash.rules import Claim
from netdash.targets import opportunities
from netdash.wording import FEW, counted, listed, percent, share

PLURALS = {kind: f"{words.lower()}s" for kind, words in KIND_WORDS.items()} | {MeetingKind.OTHER: "other conversations"}
SINGULARS = {kind: words.lower() for kind, words in KIND_WORDS.items()} | {MeetingKind.OTHER: "other conversation"}

THROUGH, OTHERWISE = "Through a contact", "Other"


@dataclass(frozen=True)
class KindCount:
    """How many conversations were of one kind, and their share of all (0–1)."""

    kind: MeetingKind
    conversations: int
    share: float


def kinds(held: Iterable[Meeting]) -> tuple[KindCount, ...]:
    """Count the conversations of each kind that occurs, the most frequent first."""
    counts = Counter(meeting.kind for meeting in held)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], list(MeetingKind).index(pair[0])))
    return tuple(KindCount(kind, count, share(count, counts.total())) for kind, count in ordered)


def read_kinds(counts: Sequence[KindCount], period: Period) -> Reading:
    """Put the kinds into words."""
    rows = tuple((KIND_WORDS[count.kind], count.conversations, percent(count.share)) for count in counts)
    alt = "Bars by kind: " + ", ".join(f"{KIND_WORDS[count.kind]} {count.conversations}" for count in counts) + "."
    return Reading(_kinds_sentence(counts, period), alt, ("Kind", "Conversations", "Share"), rows)


def _kinds_sentence(counts: Sequence[KindCount], period: Period) -> str:
    total = sum(count.conversations for count in counts)
    if not total:
        return f"No conversation {period.words}."
    if total < FEW:
        kinds = listed([counted(count.conversations, SINGULARS[count.kind], PLURALS[count.kind]) for count in counts])
        return f"{kinds} {period.words}: too few to compare. A call or a coffee is often the easiest to get."
    first = counts[0]
    if len(counts) == 1:
        return f"All {total} conversations {period.words} were {PLURALS[first.kind]}."
    leaders = listed([PLURALS[count.kind] for count in counts if count.conversations == first.conversations])
    if first.share > 0.5:
        return f"Most conversations {period.words} were {leaders}: {first.conversations} of {total}."
    each = " each" if counts[1].conversations == first.conversations else ""
    leaders = f"{leaders[0].upper()}{leaders[1:]}"
    return f"{leaders} were the most frequent {period.words}: {first.conversations}{each} of {total}."


@dataclass(frozen=True)
class ChannelReplies:
    """How many messages went out on one channel, how many had a reply, and how many were declined."""

    channel: Channel
    sent: int
    replied: int
    declined: int = 0

    @property
    def rate(self) -> float | None:
        """The share of messages with a reply (0–1); None below five messages, which say little."""
        return self.replied / self.sent if self.sent >= FEW else None


def answered(requests: Iterable[Message], held: Iterable[Meeting]) -> frozenset[str]:
    """Return the ids of those noted as replied to, and of the last before each conversation if nothing is noted."""
    by_contact: defaultdict[str, list[Message]] = defaultdict(list)
    for message in sorted(requests, key=moment_sent):
        by_contact[message.contact].append(message)
    replied = {message.id for message in chain.from_iterable(by_contact.values()) if message.outcome is Outcome.REPLIED}
    for meeting in held:
        for contact in meeting.contacts:
            before = [message for message in by_contact[contact] if moment_sent(message) < meeting.ends_at]
            if before and before[-1].outcome is None:
                replied.add(before[-1].id)
    return frozenset(replied)


def replies(requests: Iterable[Message], held: Iterable[Meeting]) -> tuple[ChannelReplies, ...]:
    """Count the messages of each channel that occurs, the most used first; a conversation counts as a reply."""
    messages = tuple(requests)
    with_reply = answered(messages, held)
    sent = Counter(message.channel for message in messages)
    replied = Counter(message.channel for message in messages if message.id in with_reply)
    declined = Counter(message.channel for message in messages if message.outcome is Outcome.DECLINED)
    ordered = sorted(sent, key=lambda channel: (-sent[channel], list(Channel).index(channel)))
    return tuple(ChannelReplies(channel, sent[channel], replied[channel], declined[channel]) for channel in ordered)


def read_replies(replies: Sequence[ChannelReplies], period: Period) -> Reading:
    """Put the replies into words."""
    rows = tuple(
        (channels.words(row.channel), row.sent, row.replied, "too few" if row.rate is None else percent(row.rate))
        for row in replies
    )
    bars = ", ".join(f"{name} {replied} of {sent}, {share}" for name, sent, replied, share in rows)
    alt = f"Bars of the messages sent, by channel, and how many had a reply: {bars}."
    return Reading(_replies_sentence(replies, period), alt, ("Channel", "Sent", "Replied", "Share"), rows)


def _replies_sentence(replies: Sequence[ChannelReplies], period: Period) -> str:
    sent, replied = sum(row.sent for row in replies), sum(row.replied for row in replies)
    if not sent:
        return f"You asked nobody for a conversation {period.words}."
    declined = sum(row.declined for row in replies)
    declined_words = f", and {declined} {'was' if declined == 1 else 'were'} declined" if declined else ""
    counts = f"{replied or 'None'} of {counted(sent, 'message')} {period.words} had a reply{declined_words}"
    if sent == 1:
        answer = "was declined" if declined else "had a reply" if replied else "has had no reply yet"
        counts = f"Your one message {period.words} {answer}"
    if sent < FEW:
        return f"{counts}: too few to compare channels."
    rated = [(row.rate, row) for row in replies if row.rate is not None]
    if len(rated) < 2:
        return f"{counts}. No two channels have five messages yet: too few to compare."
    best, other = max(rated, key=lambda pair: pair[0]), min(rated, key=lambda pair: pair[0])
    if best[0] == other[0]:
        return f"{counts}, the same share on each channel with five messages or more."
    most, least = channels.words(best[1].channel), channels.words(other[1].channel)
    return f"{counts}: {most} gets replies most often ({percent(best[0])}), {least} least often ({percent(other[0])})."


def opportunity_parts(noted: Iterable[Opportunity]) -> tuple[tuple[str, int], ...]:
    """Count the opportunities that came through a contact, and those that did not."""
    through = [opportunities.is_through_contact(opportunity) for opportunity in noted]
    return ((THROUGH, sum(through)), (OTHERWISE, len(through) - sum(through)))


def read_opportunities(noted: Sequence[Opportunity], period: Period, claim: Claim) -> Reading:
    """Put the share into words, next to the claim of the rules."""
    claim_words = (
        f"For comparison: {claim.lowest_percent}–{claim.highest_percent} % of jobs come through "
        f"networking ({claim.source})."
    )
    share = opportunities.share_through_contacts(noted)
    counts = opportunity_parts(noted)
    rows = tuple(
        (name, number, "too few" if share is None else percent(number / len(noted))) for name, number in counts
    )
    alt = (
        f"Bar of opportunities: {', '.join(f'{name.lower()} {number}' for name, number in counts)}; "
        f"beside it {claim.lowest_percent}–{claim.highest_percent} %, for comparison."
    )
    none = f"No opportunities noted {period.words}. Note each one you hear of, and who told you."
    words = opportunities.share_words(noted) if noted else none
    return Reading(f"{words} {claim_words}", alt, ("Came", "Opportunities", "Share"), rows)
