"""The target plan on one page, to share with one's coach: one HTML file, all in itself.

It names companies and roles, and counts people; it names nobody and quotes no notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from netdash import printing, profile
from netdash.follow_up import actions, weeks
from netdash.follow_up.actions import Lane
from netdash.follow_up.weeks import GoalProgress
from netdash.moments import day_of
from netdash.outreach import board
from netdash.outreach.board import Patience, Stage
from netdash.records import BrandingItem, Contact, Introduction, Meeting, Message, Opportunity, Target
from netdash.rules import Rules
from netdash.store import Workspace
from netdash.targets import branding, goals, opportunities, targets
from netdash.targets.targets import PRIORITY_WORDS, Coverage
from netdash.wording import counted, shortened

MOST_TARGETS, MOST_CHANNELS = 10, 12
"""So many fit one page; the rest are counted below."""

SIZES = ((3, 11), (5, 10), (10, 8))
"""Up to so many targets: the size of type, in points, in which they fit."""


@dataclass(frozen=True)
class Plan:
    """What the page says. The targets are those in use, in order, each with whom the member knows there."""

    name: str
    day: date
    targets: tuple[tuple[Target, Coverage], ...]
    marks: tuple[GoalProgress, ...]
    stages: Mapping[Stage, int]
    branding: Mapping[str, tuple[BrandingItem, ...]]
    opportunities: Mapping[str, int]
    owed: int
    late: int


def gather(workspace: Workspace, now: datetime, zone: ZoneInfo, rules: Rules, patience: Patience) -> Plan:
    """Gather what the page says from a workspace, at a moment in the member's zone."""
    contacts, meetings, messages = workspace.all(Contact), workspace.all(Meeting), workspace.all(Message)
    due = actions.build_queue(workspace, now, zone, rules).due
    links, day = workspace.all(Introduction), day_of(now, zone)
    active = [one for one in targets.in_order(workspace.all(Target)) if not one.archived]
    known = {one.id for one in contacts}.__contains__
    week = weeks.week_of(day, zone, meetings, messages, links, rules, now, known)
    columns = board.columns(board.places(contacts, meetings, messages, now, zone, patience))
    return Plan(
        name=profile.of(workspace).name,
        day=day,
        targets=tuple(
            (one, targets.coverage(one.company, contacts, meetings, links, rules.stakeholders)) for one in active
        ),
        marks=weeks.goal_progress(week, goals.goals_of(workspace)),
        stages={stage: len(there) for stage, there in columns.items()},
        branding=branding.by_channel(branding.checklist(workspace.all(BrandingItem))),
        opportunities=_by_stage(workspace.all(Opportunity)),
        owed=len(due),
        late=sum(one.lane is Lane.OVERDUE for one in due),
    )


def export(plan: Plan) -> str:
    """Write the page of a plan."""
    shown = plan.targets[:MOST_TARGETS]
    more = len(plan.targets) - len(shown)
    done = branding.progress(item for items in plan.branding.values() for item in items)
    channels = list(plan.branding.items())[:MOST_CHANNELS]
    return printing.page(
        "insights/plan_report.html",
        title=f"Target plan of {plan.name}" if plan.name else "Target plan",
        points=next(points for most, points in SIZES if len(shown) <= most),
        targets=[_target(target, known) for target, known in shown],
        more=counted(more, "more target") if more else "",
        marks=[f"{one.label}: {one.words}" for one in plan.marks],
        stages=[f"{stage.value}: {number}" for stage, number in plan.stages.items()],
        opportunities=[f"{stage}: {number}" for stage, number in plan.opportunities.items()],
        due=counted(plan.owed, "thing"),
        late=plan.late,
        branding=f"{done.words} in all." if done.total else "The checklist is empty.",
        channels=[f"{shortened(name, 24)}: {branding.progress(items).words}" for name, items in channels],
        day=f"{plan.day.day} {plan.day:%B %Y}",
    )


def file_name(day: date) -> str:
    """Name the file of a plan: `target-plan-2026-05-04.html`."""
    return f"target-plan-{day:%Y-%m-%d}.html"


def _by_stage(found: Iterable[Opportunity]) -> dict[str, int]:
    """Count opportunities by how far they have come, without the stages that have none."""
    reached = Counter(one.stage for one in found)
    return {words: reached[stage] for stage, words in opportunities.STAGE_WORDS.items() if reached[stage]}


def _target(target: Target, known: Coverage) -> tuple[str, str, str]:
    """Say of one target what it is, whom the member knows there, and why it is one."""
    people = (
        f"Technical: {_people(known.technical, known.not_met)}",
        f"HR: {_people(known.hr, known.not_met)}",
        f"Could introduce: {len(known.doors) or 'nobody yet'}",
    )
    label = f"{shortened(targets.label(target), 70)} ({PRIORITY_WORDS[target.priority].lower()} priority)"
    return label, " · ".join(people), shortened(target.why, 90)


def _people(known: tuple[str, ...], not_met: tuple[str, ...]) -> str:
    """Say how many people are known, and of them met: `2 known, 1 met`."""
    met = sum(one not in not_met for one in known)
    return f"{len(known)} known, {met} met" if known else "missing"
