"""The search in the sample's month: targets, jobs heard of, branding done, cadences, and what was put off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

from netdash.follow_up.actions.action import Kind
from netdash.follow_up.actions.snoozes import snooze_id
from netdash.records import BrandingItem, Cadence, Opportunity, Record, Snooze, TagCadence, Target
from netdash.targets import branding
from netdash.workspace.sample_calendar import Row, SampleCalendar
from netdash.workspace.sample_ids import sample_id

EVENING = time(19)


def records(rows: Row, calendar: SampleCalendar) -> Iterator[Record]:
    """Make the records of the search."""
    for row in rows["tag_cadences"]:
        often = Cadence(ideal_days=row["ideal_days"], latest_days=row["latest_days"])
        yield TagCadence(id=sample_id("tag", row["tag"]), tag=row["tag"], cadence=often, sample=True)
    yield from (_target(row, calendar) for row in rows["targets"])
    yield from (_opportunity(row, number, calendar) for number, row in enumerate(rows["opportunities"]))
    yield from (item for row in rows["branding"] for item in _branding(row, calendar))
    yield from (_snooze(row, calendar) for row in rows["snoozes"])


def _target(row: Row, calendar: SampleCalendar) -> Target:
    said = {name: value for name, value in row.items() if name not in ("nick", "days_ago")}
    added = {"created_at": calendar.at(row["days_ago"], EVENING), "sample": True}
    return Target.model_validate({**said, **added, "id": sample_id("target", row["nick"])})


def _opportunity(row: Row, number: int, calendar: SampleCalendar) -> Opportunity:
    said = {name: value for name, value in row.items() if name not in ("in", "days_ago")}
    heard = {
        "id": sample_id("opportunity", str(number)),
        "contact": sample_id("contact", row["contact"]) if "contact" in row else None,
        "meeting": sample_id("meeting", row["in"]) if "in" in row else None,
        "heard_on": calendar.today - timedelta(days=row["days_ago"]),
    }
    return Opportunity.model_validate({**said, **heard, "sample": True})


def _branding(row: Row, calendar: SampleCalendar) -> Iterator[BrandingItem]:
    """Tick the shipped items off: copies under their own ids, so that they are as shipped again without the sample."""
    items = branding.by_channel(branding.shipped())[row["channel"]]
    for number, days_ago in row["done"].items():
        yield items[int(number) - 1].replace(done_at=calendar.at(days_ago, EVENING), sample=True)


def _snooze(row: Row, calendar: SampleCalendar) -> Snooze:
    key = f"{Kind.STAKEHOLDER}:{sample_id('target', row['target'])}:{row['lacks']}"
    until = calendar.today + timedelta(days=row["until_in_days"])
    return Snooze(id=snooze_id(key), action=key, until=until, sample=True)
