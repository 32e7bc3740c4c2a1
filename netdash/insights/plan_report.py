"""The target plan on one page, to share with one's coach: one HTML file, all in itself.

It names companies and roles, and counts people; it names nobody and quotes no notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from zoneinfo import ZoneInfo

from netdash import profile
from netdash.follow_up import actions, weeks
from netdash.follow_up.actions import Lane
from netdash.follow_up.weeks import Mark
from netdash.moments import day_of
from netdash.outreach import board
from netdash.outreach.board import Patience, Stage
from netdash.records import BrandingItem, Contact, Introduction, Meeting, Message, Opportunity, Target
from netdash.rules import Rules
from netdash.store import Workspace
from netdash.targets import branding, goals, opportunities, targets
from netdash.targets.branding import Progress
from netdash.targets.targets import PRIORITY_WORDS, Coverage
from netdash.wording import counted

MOST_TARGETS, MOST_CHANNELS = 10, 12
"""So many fit one page; the rest are counted below."""

SIZES = ((3, 11), (5, 10), (10, 8))
"""Up to so many targets: the size of type, in points, in which they fit."""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
  @page {{ size: A4; margin: 12mm; }}
  body {{ margin: 0 auto; max-width: 52rem; font: {points}pt/1.35 system-ui, sans-serif; color: #141312;
    background: #FFFFFF; overflow-wrap: anywhere; }}
  h1 {{ margin: 0 0 .5em; padding-bottom: .3em; border-bottom: 1px solid #0B6B63; font-size: 1.4em; }}
  h2 {{ margin: 1em 0 .3em; font-size: 1em; color: #0B6B63; }}
  p {{ margin: .2em 0; }}
  h3 {{ margin: .6em 0 0; font-size: 1em; }}
  h3 + p, h3 + p + p {{ margin: 0; }}
  ul {{ margin: 0; padding: 0; list-style: none; columns: 3; }}
  li {{ break-inside: avoid; }}
  footer {{ margin-top: 1em; font-size: .8em; color: #5F5B53; }}
  @media screen {{ body {{ padding: 2rem 1rem; }} }}
  @media screen and (max-width: 30rem) {{ ul {{ columns: 1; }} }}
  @media print {{ body {{ max-width: none; }} }}
</style>
</head>
<body>
<h1>{title}</h1>
<h2>Companies and roles</h2>
{targets}
<h2>This week, against the goals</h2>
{marks}
<h2>People, by how far they have come</h2>
{stages}
<h2>Opportunities</h2>
{opportunities}
<h2>To do</h2>
<p>{to_do}</p>
<h2>Branding</h2>
{branding}
<footer>{footer}</footer>
</body>
</html>
"""


@dataclass(frozen=True)
class Plan:
    """What the page says. The targets are those in use, in order, each with whom the member knows there."""

    name: str
    day: date
    targets: tuple[tuple[Target, Coverage], ...]
    marks: tuple[Mark, ...]
    stages: Mapping[Stage, int]
    branding: Mapping[str, tuple[BrandingItem, ...]]
    opportunities: Mapping[str, int]
    owed: int
    late: int


def gather(workspace: Workspace, now: datetime, zone: ZoneInfo, rules: Rules, patience: Patience) -> Plan:
    """Gather what the page says from a workspace, at a moment in the member's zone."""
    contacts, meetings, messages = workspace.all(Contact), workspace.all(Meeting), workspace.all(Message)
    due = actions.listing(workspace, now, zone, rules).due
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
        marks=weeks.marks(week, goals.goals_of(workspace)),
        stages={stage: len(there) for stage, there in columns.items()},
        branding=branding.by_channel(branding.checklist(workspace.all(BrandingItem))),
        opportunities=_by_stage(workspace.all(Opportunity)),
        owed=len(due),
        late=sum(one.lane is Lane.OVERDUE for one in due),
    )


def export(plan: Plan) -> str:
    """Write the page of a plan."""
    shown = len(plan.targets[:MOST_TARGETS])
    return _PAGE.format(
        title=escape(f"Target plan of {plan.name}" if plan.name else "Target plan"),
        points=next(points for most, points in SIZES if shown <= most),
        targets=_targets(plan.targets),
        marks=_list(f"{one.label}: {one.words}" for one in plan.marks) or "<p>No goals are set.</p>",
        stages=_list(f"{stage.value}: {number}" for stage, number in plan.stages.items()),
        opportunities=_list(f"{stage}: {number}" for stage, number in plan.opportunities.items()) or "<p>None yet.</p>",
        to_do=f"{counted(plan.owed, 'thing')} due by today, {plan.late} of them late.",
        branding=_branding(plan.branding),
        footer=escape(f"Made with netdash on {plan.day.day} {plan.day:%B %Y}. It counts people and names nobody."),
    )


def file_name(day: date) -> str:
    """Name the file of a plan: `target-plan-2026-05-04.html`."""
    return f"target-plan-{day:%Y-%m-%d}.html"


def _by_stage(found: Iterable[Opportunity]) -> dict[str, int]:
    """Count opportunities by how far they have come, without the stages that have none."""
    reached = Counter(one.stage for one in found)
    return {words: reached[stage] for stage, words in opportunities.STAGE_WORDS.items() if reached[stage]}


def _targets(found: tuple[tuple[Target, Coverage], ...]) -> str:
    if not found:
        return "<p>No target company yet.</p>"
    blocks = "\n".join(_block(target, known) for target, known in found[:MOST_TARGETS])
    more = len(found) - MOST_TARGETS
    return f"{blocks}\n<p>And {counted(more, 'more target')}.</p>" if more > 0 else blocks


def _block(target: Target, known: Coverage) -> str:
    """Write one target: what it is, whom the member knows there, and why it is one."""
    head = f"{_cut(targets.label(target), 70)} ({PRIORITY_WORDS[target.priority].lower()} priority)"
    people = (
        f"Technical: {_people(known.technical, known.not_met)}",
        f"HR: {_people(known.hr, known.not_met)}",
        f"Could introduce: {len(known.doors) or 'nobody yet'}",
    )
    why = f"\n<p>{escape(_cut(target.why, 90))}</p>" if target.why else ""
    return f"<h3>{escape(head)}</h3>\n<p>{escape(' · '.join(people))}</p>{why}"


def _people(known: tuple[str, ...], not_met: tuple[str, ...]) -> str:
    """Say how many people are known, and of them met: `2 known, 1 met`."""
    met = sum(one not in not_met for one in known)
    return f"{len(known)} known, {met} met" if known else "missing"


def _branding(by_channel: Mapping[str, tuple[BrandingItem, ...]]) -> str:
    whole = branding.progress(item for items in by_channel.values() for item in items)
    shown = list(by_channel.items())[:MOST_CHANNELS]
    said = _list(f"{_cut(name, 24)}: {branding.progress(items).words}" for name, items in shown)
    return f"<p>{_done(whole)}</p>\n{said}"


def _done(whole: Progress) -> str:
    return f"{whole.words} in all." if whole.total else "The checklist is empty."


def _list(said: Iterable[str]) -> str:
    items = "\n".join(f"<li>{escape(one)}</li>" for one in said)
    return f"<ul>\n{items}\n</ul>" if items else ""


def _cut(text: str, most: int) -> str:
    """Return text on one line, cut after so many characters, so that a page stays a page."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
