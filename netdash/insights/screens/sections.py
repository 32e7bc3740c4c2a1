"""The sections of the insights page, worked out from the log: each in words, and as a chart where there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netdash import rules
from netdash.insights import (
    charts,
    funnel,
    introduction_tree,
    meeting_kinds,
    opportunity_share,
    outreach_funnel,
    punctuality,
    replies,
    rhythm,
    thank_you_chart,
    tree_chart,
)
from netdash.insights import period as insights
from netdash.insights.palette import Palette
from netdash.insights.period import Period, Reading, Window
from netdash.outreach import thank_you_messages
from netdash.people import contacts
from netdash.people.screens.directory import directory
from netdash.records import Contact, Introduction, Meeting, Message, Opportunity, RuleChanges, Trashed
from netdash.ui.session import Visit

if TYPE_CHECKING:
    from netdash.insights.charts import Figure

NEEDED = (Contact, Trashed, Meeting, Message, Introduction, Opportunity, RuleChanges)
"""What the sections are made from."""


@dataclass(frozen=True)
class Section:
    """One figure; `draw` is None where there is nothing to see yet."""

    name: str
    heading: str
    reading: Reading
    draw: Callable[[Palette], Figure] | None


def sections(visit: Visit, period: Period) -> tuple[Section, ...]:
    """Work out every section of a period, in the order of the page."""
    meetings = visit.workspace.all(Meeting)
    within = insights.window(period, visit.today, visit.zone)
    held = insights.conversations(meetings, within)
    made = insights.introductions_made(visit.workspace.all(Introduction), meetings, within)
    settled = thank_you_messages.sent(visit.workspace.all(Message))
    known = directory(visit).find
    people = funnel.funnel(visit.workspace.all(Contact), held, settled, made, known)
    branches = introduction_tree.tree(made, contacts.ever_met(meetings))
    timed = punctuality.punctuality(held, settled, rules.of(visit.workspace), known)
    asked = outreach_funnel.asking(visit.workspace.all(Message), within)
    found = (
        _people(people, period),
        _outreach(outreach_funnel.outreach_funnel(asked, held, settled, made), period),
        _weeks(rhythm.weeks(meetings, within), period),
        _thank_yous(timed, period),
        _kinds(meeting_kinds.kinds(held), period),
        _introductions(branches, period, directory(visit).name),
        _replies(replies.replies(asked), period),
        _opportunities(visit, within),
    )
    needless = {
        *(() if held else ("funnel", "thank_yous", "kinds")),  # the weeks say that there was no conversation
        *(() if asked else ("outreach", "replies")),
        *(() if visit.workspace.all(Opportunity) else ("opportunities",)),
    }
    return tuple(one for one in found if one.name not in needless)


def _people(found: funnel.Funnel, period: Period) -> Section:
    draw = (lambda colours: charts.funnel(found, colours)) if found.met else None
    return Section("funnel", "From people to introductions", funnel.read(found, period), draw)


def _outreach(found: outreach_funnel.OutreachFunnel, period: Period) -> Section:
    draw = (lambda colours: charts.funnel(found, colours)) if found.messaged else None
    return Section("outreach", "From message to introduction", outreach_funnel.read(found, period), draw)


def _replies(found: tuple[replies.ChannelReplies, ...], period: Period) -> Section:
    draw = (lambda colours: charts.replies(found, colours)) if found else None
    return Section("replies", "Replies by channel", replies.read(found, period), draw)


def _opportunities(visit: Visit, within: Window) -> Section:
    heard = [one for one in visit.workspace.all(Opportunity) if within.holds_day(one.heard_on)]
    parts = opportunity_share.parts(heard)
    draw = (lambda colours: charts.shares(parts, colours)) if heard else None
    reading = opportunity_share.read(heard, rules.of(visit.workspace).claim)
    return Section("opportunities", "Opportunities through people", reading, draw)


def _weeks(found: tuple[rhythm.WeekCount, ...], period: Period) -> Section:
    draw = (lambda colours: charts.weeks(found, colours)) if found else None
    return Section("weeks", "Conversations by week", rhythm.read(found, period), draw)


def _thank_yous(found: punctuality.Punctuality, period: Period) -> Section:
    draw = (lambda colours: thank_you_chart.thank_yous(found, colours)) if found.total else None
    return Section("thank_yous", "Time to thank-you", punctuality.read(found, period), draw)


def _kinds(found: tuple[meeting_kinds.KindCount, ...], period: Period) -> Section:
    draw = (lambda colours: charts.kinds(found, colours)) if found else None
    return Section("kinds", "Conversations by kind", meeting_kinds.read(found, period), draw)


def _introductions(found: tuple[introduction_tree.Branch, ...], period: Period, name: Callable[[str], str]) -> Section:
    draw = (lambda colours: tree_chart.tree(found, colours, name)) if found else None
    return Section("introductions", "Who introduced whom", introduction_tree.read(found, period, name), draw)
