"""When an action is due, as a clock shows it: by the hour where its rule counts hours, else by the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from netdash import deadlines
from netdash.deadlines import Clock, Urgency
from netdash.follow_up.actions.action import Action, Kind
from netdash.moments import DAY, day_of, end_of, span_words, when_words
from netdash.rules import Rules
from netdash.thank_yous import thank_yous


def clock(action: Action, now: datetime, zone: ZoneInfo, rules: Rules) -> Clock:
    """Read the clock of an action in the member's zone."""
    if action.kind is Kind.THANK_YOU:
        return thank_yous.clock(action.due - rules.thank_you_late_after, now, rules)
    due = due_by(action, zone)
    if not isinstance(due, datetime):
        return deadlines.of_day(due, day_of(now, zone))
    left = due - now
    if left < timedelta(0):
        return Clock(Urgency.RED, f"{span_words(left)} late")
    if left < DAY:
        return Clock(Urgency.AMBER, f"due in {span_words(left)}")
    return Clock(Urgency.GREEN, f"due {when_words(due, now, zone)}")


def due_by(action: Action, zone: ZoneInfo) -> datetime | date:
    """Return the day in the course of which an action is due, or the moment where it is due within a day."""
    day = day_of(action.due, zone)
    return day if action.due == end_of(day, zone) else action.due
