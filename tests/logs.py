"""Whole logs for Hypothesis: a few people, what was held with them, who was thanked, who introduced whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from netdash.insights import period
from netdash.insights.period import Period, Window
from netdash.outreach import thank_you_messages
from netdash.records import Contact, Introduction, Meeting, MeetingKind, MeetingState, Message
from tests.factories import HOUR, NOON, TODAY, introduction, person, talk, thanks

ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles")]


@dataclass(frozen=True)
class Log:
    """The records of one member, and a period to look at them through."""

    contacts: tuple[Contact, ...]
    meetings: tuple[Meeting, ...]
    messages: tuple[Message, ...]
    introductions: tuple[Introduction, ...]
    within: Window

    @property
    def held(self) -> tuple[Meeting, ...]:
        return period.conversations(self.meetings, self.within)

    @property
    def settled(self) -> dict[tuple[str, str], Message]:
        return thank_you_messages.sent(self.messages)

    @property
    def made(self) -> tuple[Introduction, ...]:
        return period.introductions_made(self.introductions, self.meetings, self.within)


def ago(hours: float) -> timedelta:
    return hours * HOUR


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """Draw a log; some of the people met are no longer among the contacts."""
    everybody = [person(f"Person {number}") for number in range(draw(st.integers(1, 7)))]
    somebody = st.sampled_from(everybody)
    meetings = [
        talk(*draw(st.lists(somebody, min_size=1, max_size=3)), ended=NOON - ago(draw(hours)), **draw(facts))
        for _ in range(draw(st.integers(0, 12)))
    ]
    pairs = [(one, contact) for one in meetings for contact in one.contacts if draw(st.booleans())]
    messages = [thanks(one, contact, one.ends_at + ago(draw(st.floats(-5, 80)))) for one, contact in pairs]
    where = st.sampled_from([None, *meetings])
    introductions = [
        introduction(draw(somebody), draw(somebody), draw(where)).replace(created_at=NOON - ago(draw(hours)))
        for _ in range(draw(st.integers(0, 12)))
    ]
    within = period.window(draw(st.sampled_from(Period)), draw(days), draw(st.sampled_from(ZONES)))
    kept = tuple(one for one in everybody if draw(st.booleans()))
    return Log(kept, tuple(meetings), tuple(messages), tuple(introductions), within)


hours = st.floats(-100, 24 * 120)
facts = st.fixed_dictionaries({"kind": st.sampled_from(MeetingKind), "state": st.sampled_from(MeetingState)})
days: st.SearchStrategy[date] = st.integers(-60, 5).map(lambda number: TODAY + timedelta(days=number))
