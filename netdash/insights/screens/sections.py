"""The sections of the insights page: each figure with its reading, its chart and whether there is anything to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from netdash import rules
from netdash.insights import (
    charts,
    funnels,
    introduction_tree,
    log_records,
    punctuality,
    rhythm,
    shares,
    target_contacts,
)
from netdash.insights import period as insights
from netdash.insights.charts import Palette
from netdash.insights.log_records import LogRecords
from netdash.insights.period import Period, Reading, Window
from netdash.outreach import thank_you_messages
from netdash.people import contacts
from netdash.people.screens.directory import directory
from netdash.records import (
    Contact,
    Goals,
    Introduction,
    Meeting,
    Message,
    Opportunity,
    RuleChanges,
    Stakeholder,
    Target,
    Trashed,
)
from netdash.targets import goals
from netdash.thank_yous import punctuality as thank_you_punctuality
from netdash.thank_yous import thank_yous
from netdash.ui.session import Visit

if TYPE_CHECKING:
    from netdash.insights.charts import Figure

SOURCE_KINDS = (Contact, Trashed, Meeting, Message, Introduction, Opportunity, RuleChanges, Target, Goals)
"""The kinds of records that the sections are built from."""


@dataclass(frozen=True)
class Section:
    """One figure with its heading; `draw` is None where there is nothing to see yet.

    `full` is for a table that is its own picture: the columns with progress, and what is a full bar in each.
    """

    name: str
    heading: str
    reading: Reading
    draw: Callable[[Palette], Figure] | None = None
    full: Mapping[str, int] | None = None


def overdue(visit: Visit) -> int:
    """Count the thank-yous that are overdue by now: what time alone changes in the figures."""

    def build() -> tuple[datetime, ...]:
        owed = thank_yous.owed(visit.workspace.all(Meeting), visit.workspace.all(Message), directory(visit).find)
        return tuple(one.since for one in owed)

    since = visit.remember(build, "insights_owed", Meeting, Message, Contact, Trashed)
    return sum(visit.now - moment > rules.of(visit.workspace).thank_you.late_after for moment in since)


def log_of(visit: Visit, side: Stakeholder | None) -> LogRecords:
    """Return the records that the figures are read from, all of them or those of one side; gathered once a change."""
    everything = log_records.everything(visit.workspace)
    if side is None:
        return everything
    build = lambda: log_records.of_side(everything, side, directory(visit).find)  # noqa: E731
    return visit.remember(build, "log_of_side", *SOURCE_KINDS, given=side)


def sections(visit: Visit, period: Period, side: Stakeholder | None) -> tuple[Section, ...]:
    """Build every section of a period and a side, in the order of the page."""
    window, log = insights.window(period, visit.today, visit.zone), log_of(visit, side)
    held = insights.conversations(log.meetings, window)
    requests = funnels.requests(log.messages, window)
    redundant = {
        *(() if held else ("funnel", "thank_yous", "kinds")),  # the weeks already say that there was no conversation
        *(() if requests else ("outreach", "replies")),
        *(() if log.opportunities else ("opportunities",)),
        *(() if any(not target.archived for target in visit.workspace.all(Target)) else ("targets",)),
    }
    goal = goals.goals_of(visit.workspace).conversations if side is None else 0  # a goal is set for all together
    every = _all(visit, log, window, held, requests, goal)
    return tuple(section for section in every if section.name not in redundant)


def _all(
    visit: Visit, log: LogRecords, window: Window, held: Sequence[Meeting], requests: Sequence[Message], goal: int
) -> Iterator[Section]:
    rule, period = rules.of(visit.workspace), window.period
    name, is_known = directory(visit).name, directory(visit).find
    introductions = insights.introductions_made(log.introductions, log.meetings, window)
    thanks = thank_you_messages.sent(log.messages)
    people = funnels.funnel(log.contacts, held, thanks, introductions, is_known)
    draw = partial(funnels.draw, people.stages) if people.met else None
    yield Section("funnel", "From people to introductions", funnels.read_funnel(people, period), draw)
    outreach = funnels.outreach_funnel(requests, held, thanks, introductions)
    draw = partial(funnels.draw, outreach.stages) if outreach.messaged else None
    yield Section("outreach", "From message to introduction", funnels.read_outreach(outreach, period), draw)
    yield _weeks(log, window, goal)
    timing = thank_you_punctuality.punctuality(held, thanks, rule, visit.now, is_known)
    draw = partial(punctuality.draw, timing) if timing.total else None
    yield Section("thank_yous", "Time to thank-you", punctuality.read(timing, period), draw)
    yield _targets(visit)
    kinds = shares.kinds(held)
    draw = partial(charts.kinds, kinds) if kinds else None
    yield Section("kinds", "Conversations by kind", shares.read_kinds(kinds, period), draw)
    branches = introduction_tree.tree(introductions, contacts.met_ids(log.meetings))
    draw = partial(introduction_tree.draw, branches, name=name) if branches else None
    yield Section("introductions", "Who introduced whom", introduction_tree.read(branches, period, name), draw)
    replies = shares.replies(requests, held)
    draw = partial(charts.replies, replies) if replies else None
    yield Section("replies", "Replies by channel", shares.read_replies(replies, period), draw)
    noted = [opportunity for opportunity in log.opportunities if window.holds_day(opportunity.heard_on)]
    (part_name, through), _ = shares.opportunity_parts(noted)
    compared = rule.claim.lowest_percent, rule.claim.highest_percent
    draw = partial(charts.part_of_whole, part_name, through, len(noted), compared) if noted else None
    reading = shares.read_opportunities(noted, period, rule.claim)
    yield Section("opportunities", "Opportunities through people", reading, draw)


def _weeks(log: LogRecords, window: Window, goal: int) -> Section:
    weeks = rhythm.weeks(log.meetings, window)
    draw = partial(rhythm.draw, weeks, goal=goal) if weeks else None
    return Section("weeks", "Conversations by week", rhythm.read(weeks, window.period, goal), draw)


def _targets(visit: Visit) -> Section:
    workspace, rule = visit.workspace, rules.of(visit.workspace).stakeholders
    people, meetings = workspace.all(Contact), workspace.all(Meeting)
    rows = target_contacts.at_targets(workspace.all(Target), people, meetings, workspace.all(Introduction), rule)
    full = {"Technical": max(1, rule.technical), "HR": max(1, rule.hr)}
    return Section("targets", "Contacts at your targets", target_contacts.read(rows), full=full)
