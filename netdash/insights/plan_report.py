"""The target plan as one page of HTML, to share with a coach.

It names companies and roles, and only counts people; it has no names and no notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from netdash import printing, profile
from netdash.date_style import date_words
from netdash.follow_up import actions, weeks
from netdash.follow_up.actions import Lane
from netdash.key_figures import KeyFigure
from netdash.moments import day_of
from netdash.outreach import journey
from netdash.outreach.journey import JourneyStage
from netdash.records import BrandingItem, Contact, Introduction, Meeting, Message, Opportunity, Target
from netdash.rules import Rules
from netdash.store import Workspace
from netdash.targets import branding, opportunities, targets
from netdash.targets.targets import PRIORITY_WORDS, Coverage
from netdash.wording import counted, shortened

MOST_TARGETS, MOST_CHANNELS = 10, 12
"""So many fit on one page; the rest are counted below."""

SIZES = ((3, 11), (5, 10), (10, 8))
"""The font size in points with which so many targets fit."""


@dataclass(frozen=True)
class Plan:
    """The content of the page. Targets are the active ones in order, each with whom the member knows there."""

    name: str
    day: date
    targets: tuple[tuple[Target, Coverage], ...]
    goals: tuple[KeyFigure, ...]
    stages: Mapping[JourneyStage, int]
    branding: Mapping[str, tuple[BrandingItem, ...]]
    opportunities: Mapping[str, int]
    due: int
    overdue: int


def gather(workspace: Workspace, now: datetime, zone: ZoneInfo, rules: Rules) -> Plan:
    """Gather the plan of a workspace, at a moment in the member's zone."""
    contacts, meetings, messages = workspace.all(Contact), workspace.all(Meeting), workspace.all(Message)
    due = actions.build_queue(workspace, now, zone, rules).due
    introductions, day = workspace.all(Introduction), day_of(now, zone)
    active = [target for target in targets.in_order(workspace.all(Target)) if not target.archived]
    columns = journey.columns(journey.places(contacts, meetings, messages, now, zone, rules.no_reply, ()))
    return Plan(
        name=profile.of(workspace).name,
        day=day,
        targets=tuple(
            (target, targets.coverage(target.company, contacts, meetings, introductions, rules.stakeholders))
            for target in active
        ),
        goals=tuple(figure for figure in weeks.this_week(workspace, now, zone, rules) if figure.goal),
        stages={stage: len(places) for stage, places in columns.items()},
        branding=branding.by_channel(branding.checklist(workspace.all(BrandingItem))),
        opportunities=_by_stage(workspace.all(Opportunity)),
        due=len(due),
        overdue=sum(action.lane is Lane.OVERDUE for action in due),
    )


def export(plan: Plan) -> str:
    """Return the page of a plan as HTML."""
    top = plan.targets[:MOST_TARGETS]
    more = len(plan.targets) - len(top)
    done = branding.progress(item for items in plan.branding.values() for item in items)
    channels = list(plan.branding.items())[:MOST_CHANNELS]
    return printing.page(
        "insights/plan_report.html",
        title=f"Target plan of {plan.name}" if plan.name else "Target plan",
        points=next(points for most, points in SIZES if len(top) <= most),
        targets=[_target(target, coverage) for target, coverage in top],
        more=counted(more, "more target") if more else "",
        goals=[f"{goal.label}: {goal.words} ({goal.note})" for goal in plan.goals],
        stages=[f"{stage.value}: {number}" for stage, number in plan.stages.items()],
        opportunities=[f"{stage}: {number}" for stage, number in plan.opportunities.items()],
        due=counted(plan.due, "follow-up"),
        overdue=plan.overdue,
        branding=f"{done.words} in all." if done.total else "The checklist is empty.",
        channels=[f"{shortened(name, 24)}: {branding.progress(items).words}" for name, items in channels],
        day=date_words(plan.day, year=True),
    )


def file_name(day: date) -> str:
    """Return the name of a plan's file: `target-plan-2026-05-04.html`."""
    return f"target-plan-{day:%Y-%m-%d}.html"


def _by_stage(noted: Iterable[Opportunity]) -> dict[str, int]:
    """Count opportunities by stage, without the stages that have none."""
    counts = Counter(opportunity.stage for opportunity in noted)
    return {words: counts[stage] for stage, words in opportunities.STAGE_WORDS.items() if counts[stage]}


def _target(target: Target, coverage: Coverage) -> tuple[str, str, str]:
    """Return a target's label, whom the member knows there, and why it is a target."""
    people = (
        f"Technical: {_people(coverage.technical, coverage.not_met)}",
        f"HR: {_people(coverage.hr, coverage.not_met)}",
        f"Could introduce: {len(coverage.introducers) or 'nobody yet'}",
    )
    label = f"{shortened(targets.label(target), 70)} ({PRIORITY_WORDS[target.priority].lower()} priority)"
    return label, " · ".join(people), shortened(target.why, 90)


def _people(ids: tuple[str, ...], not_met: tuple[str, ...]) -> str:
    """Return how many people are known and met: `2 known, 1 met`."""
    met = sum(id not in not_met for id in ids)
    return f"{len(ids)} known, {met} met" if ids else "missing"
