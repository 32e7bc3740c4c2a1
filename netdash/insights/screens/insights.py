"""Drawing insights: the choice of a period, and each section with its sentence, chart and table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from netdash import rules
from netdash.insights import charts, funnels, introduction_tree, punctuality, rhythm, shares
from netdash.insights import period as insights
from netdash.insights.charts import Palette, palette
from netdash.insights.period import Period, Reading, Window
from netdash.moments import HOUR
from netdash.outreach import thank_you_messages
from netdash.people import contacts
from netdash.people.screens.directory import directory
from netdash.records import Contact, Introduction, Meeting, Message, Opportunity, RuleChanges, Trashed
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

if TYPE_CHECKING:
    from netdash.insights.charts import Figure

TAUGHT = """
Your log answers questions here, each with a sentence and a chart:

- how many of the people you know you have met, thanked, and been introduced by,
- of those you wrote to, how many answered, met you, and opened a door,
- how many conversations you hold in a week,
- how soon your thank-yous go out, against {soon} and {late} hours,
- which kinds of conversation you hold,
- who introduced you to whom,
- which channels answer,
- which share of the jobs you hear of comes through people.

They begin with the first conversation you log.
"""


def teach(visit: Visit) -> None:
    """Say what will stand here, and where it begins."""
    rule = rules.of(visit.workspace)
    soon, late = (f"{span / HOUR:g}" for span in (rule.thank_you.amber_after, rule.thank_you.late_after))
    st.markdown(TAUGHT.format(soon=soon, late=late))
    st.page_link("meeting_log.py", label="Log your first conversation", icon=":material/forum:")


def anything(visit: Visit) -> bool:
    """Tell whether there is anything to look at: a conversation held, a message sent, an opportunity heard of."""
    workspace = visit.workspace
    sent = any(one.sent_at is not None for one in workspace.all(Message))
    return sent or bool(workspace.all(Opportunity)) or bool(contacts.met_ids(workspace.all(Meeting)))


def choose_period() -> Period:
    """Draw the choice of the period, which the address of the page keeps."""
    periods = [period.value for period in Period]
    # A segmented control would be smaller; its chosen segment misses AA in the dark theme.
    chosen = st.radio(
        "Period",
        periods,
        periods.index(Period.TWELVE_WEEKS.value),
        horizontal=True,
        key="insights_period",
        bind="query-params",
        label_visibility="collapsed",
    )
    return Period(chosen or Period.TWELVE_WEEKS)


def show(visit: Visit, period: Period) -> None:
    """Draw every section of a period, all worked out once a change."""
    given = (period, visit.today, visit.zone.key)
    found = visit.remember(lambda: sections(visit, period), "insights", *NEEDED, given=given)
    scheme = "dark" if st.context.theme.type == "dark" else "light"
    figures = visit.remember(
        lambda: {one.name: one.draw(palette(scheme)) for one in found if one.draw},
        "insight_charts",
        *NEEDED,
        given=(*given, scheme),
    )
    for section in found:
        _draw(section, figures)


def _draw(section: Section, figures: Mapping[str, Figure]) -> None:
    key, reading = f"insights_{section.name}", section.reading
    st.subheader(section.heading)
    st.markdown(escaped(reading.sentence))
    if section.name not in figures:
        return
    st.plotly_chart(figures[section.name], config=charts.CONFIG, key=key, alt=reading.alt)
    box = st.expander("The numbers as a table", type="compact", key=f"{key}_table", on_change="rerun")
    if box.open:
        with box:
            cells = {title: [row[at] for row in reading.rows] for at, title in enumerate(reading.columns)}
            st.dataframe(cells, hide_index=True, key=f"{key}_rows", alt=f"{section.heading}, as a table")


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
    people = funnels.funnel(visit.workspace.all(Contact), held, settled, made, known)
    branches = introduction_tree.tree(made, contacts.met_ids(meetings))
    timed = punctuality.punctuality(held, settled, rules.of(visit.workspace), known)
    asked = funnels.asking(visit.workspace.all(Message), within)
    found = (
        _people(people, period),
        _outreach(funnels.outreach_funnel(asked, held, settled, made), period),
        _weeks(rhythm.weeks(meetings, within), period),
        _thank_yous(timed, period),
        _kinds(shares.kinds(held), period),
        _introductions(branches, period, directory(visit).name),
        _replies(shares.replies(asked), period),
        _opportunities(visit, within),
    )
    needless = {
        *(() if held else ("funnel", "thank_yous", "kinds")),  # the weeks say that there was no conversation
        *(() if asked else ("outreach", "replies")),
        *(() if visit.workspace.all(Opportunity) else ("opportunities",)),
    }
    return tuple(one for one in found if one.name not in needless)


def _people(found: funnels.Funnel, period: Period) -> Section:
    draw = (lambda colours: charts.funnel(found, colours)) if found.met else None
    return Section("funnel", "From people to introductions", funnels.read_funnel(found, period), draw)


def _outreach(found: funnels.OutreachFunnel, period: Period) -> Section:
    draw = (lambda colours: charts.funnel(found, colours)) if found.messaged else None
    return Section("outreach", "From message to introduction", funnels.read_outreach(found, period), draw)


def _replies(found: tuple[shares.ChannelReplies, ...], period: Period) -> Section:
    draw = (lambda colours: charts.replies(found, colours)) if found else None
    return Section("replies", "Replies by channel", shares.read_replies(found, period), draw)


def _opportunities(visit: Visit, within: Window) -> Section:
    heard = [one for one in visit.workspace.all(Opportunity) if within.holds_day(one.heard_on)]
    parts = shares.opportunity_parts(heard)
    draw = (lambda colours: charts.shares(parts, colours)) if heard else None
    reading = shares.read_opportunities(heard, rules.of(visit.workspace).claim)
    return Section("opportunities", "Opportunities through people", reading, draw)


def _weeks(found: tuple[rhythm.WeekCount, ...], period: Period) -> Section:
    draw = (lambda colours: charts.weeks(found, colours)) if found else None
    return Section("weeks", "Conversations by week", rhythm.read(found, period), draw)


def _thank_yous(found: punctuality.Punctuality, period: Period) -> Section:
    draw = (lambda colours: punctuality.thank_yous(found, colours)) if found.total else None
    return Section("thank_yous", "Time to thank-you", punctuality.read(found, period), draw)


def _kinds(found: tuple[shares.KindCount, ...], period: Period) -> Section:
    draw = (lambda colours: charts.kinds(found, colours)) if found else None
    return Section("kinds", "Conversations by kind", shares.read_kinds(found, period), draw)


def _introductions(found: tuple[introduction_tree.Branch, ...], period: Period, name: Callable[[str], str]) -> Section:
    draw = (lambda colours: introduction_tree.draw(found, colours, name)) if found else None
    return Section("introductions", "Who introduced whom", introduction_tree.read(found, period, name), draw)
