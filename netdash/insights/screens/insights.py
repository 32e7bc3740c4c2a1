"""The insights page: the choice of a period, and each section with its sentence, chart and table."""

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

EXPLANATION = """
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


def explain(visit: Visit) -> None:
    """Explain what the page will show, and how to start."""
    rule = rules.of(visit.workspace)
    soon, late = (f"{span / HOUR:g}" for span in (rule.thank_you.amber_after, rule.thank_you.late_after))
    st.markdown(EXPLANATION.format(soon=soon, late=late))
    st.page_link("meeting_log.py", label="Log your first conversation", icon=":material/forum:")


def has_anything(visit: Visit) -> bool:
    """Tell whether there is anything to show: a conversation held, a message sent, or an opportunity."""
    workspace = visit.workspace
    sent = any(message.sent_at is not None for message in workspace.all(Message))
    return sent or bool(workspace.all(Opportunity)) or bool(contacts.met_ids(workspace.all(Meeting)))


def choose_period() -> Period:
    """Draw the choice of the period, which is kept in the page's address."""
    periods = [period.value for period in Period]
    # A segmented control would be smaller, but its selected segment fails AA contrast in the dark theme.
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
    """Draw every section of a period, built once a change."""
    inputs = (period, visit.today, visit.zone.key)
    all_sections = visit.remember(lambda: sections(visit, period), "insights", *SOURCE_KINDS, given=inputs)
    scheme = "dark" if st.context.theme.type == "dark" else "light"
    figures = visit.remember(
        lambda: {section.name: section.draw(palette(scheme)) for section in all_sections if section.draw},
        "insight_charts",
        *SOURCE_KINDS,
        given=(*inputs, scheme),
    )
    for section in all_sections:
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


SOURCE_KINDS = (Contact, Trashed, Meeting, Message, Introduction, Opportunity, RuleChanges)
"""The kinds of records that the sections are built from."""


@dataclass(frozen=True)
class Section:
    """One figure with its heading; `draw` is None where there is nothing to see yet."""

    name: str
    heading: str
    reading: Reading
    draw: Callable[[Palette], Figure] | None


def sections(visit: Visit, period: Period) -> tuple[Section, ...]:
    """Build every section of a period, in the order of the page."""
    meetings = visit.workspace.all(Meeting)
    window = insights.window(period, visit.today, visit.zone)
    held = insights.conversations(meetings, window)
    introductions = insights.introductions_made(visit.workspace.all(Introduction), meetings, window)
    sent_thank_yous = thank_you_messages.sent(visit.workspace.all(Message))
    is_known = directory(visit).find
    people = funnels.funnel(visit.workspace.all(Contact), held, sent_thank_yous, introductions, is_known)
    branches = introduction_tree.tree(introductions, contacts.met_ids(meetings))
    timing = punctuality.punctuality(held, sent_thank_yous, rules.of(visit.workspace), is_known)
    requests = funnels.requests(visit.workspace.all(Message), window)
    candidates = (
        _people(people, period),
        _outreach(funnels.outreach_funnel(requests, held, sent_thank_yous, introductions), period),
        _weeks(rhythm.weeks(meetings, window), period),
        _thank_yous(timing, period),
        _kinds(shares.kinds(held), period),
        _introductions(branches, period, directory(visit).name),
        _replies(shares.replies(requests, held), period),
        _opportunities(visit, window),
    )
    redundant = {
        *(() if held else ("funnel", "thank_yous", "kinds")),  # the weeks already say that there was no conversation
        *(() if requests else ("outreach", "replies")),
        *(() if visit.workspace.all(Opportunity) else ("opportunities",)),
    }
    return tuple(section for section in candidates if section.name not in redundant)


def _people(funnel: funnels.Funnel, period: Period) -> Section:
    draw = (lambda colours: charts.funnel(funnel, colours)) if funnel.met else None
    return Section("funnel", "From people to introductions", funnels.read_funnel(funnel, period), draw)


def _outreach(funnel: funnels.OutreachFunnel, period: Period) -> Section:
    draw = (lambda colours: charts.funnel(funnel, colours)) if funnel.messaged else None
    return Section("outreach", "From message to introduction", funnels.read_outreach(funnel, period), draw)


def _replies(replies: tuple[shares.ChannelReplies, ...], period: Period) -> Section:
    draw = (lambda colours: charts.replies(replies, colours)) if replies else None
    return Section("replies", "Replies by channel", shares.read_replies(replies, period), draw)


def _opportunities(visit: Visit, window: Window) -> Section:
    noted = [opportunity for opportunity in visit.workspace.all(Opportunity) if window.holds_day(opportunity.heard_on)]
    parts = shares.opportunity_parts(noted)
    draw = (lambda colours: charts.shares(parts, colours)) if noted else None
    reading = shares.read_opportunities(noted, rules.of(visit.workspace).claim)
    return Section("opportunities", "Opportunities through people", reading, draw)


def _weeks(weeks: tuple[rhythm.WeekCount, ...], period: Period) -> Section:
    draw = (lambda colours: charts.weeks(weeks, colours)) if weeks else None
    return Section("weeks", "Conversations by week", rhythm.read(weeks, period), draw)


def _thank_yous(timing: punctuality.Punctuality, period: Period) -> Section:
    draw = (lambda colours: punctuality.draw(timing, colours)) if timing.total else None
    return Section("thank_yous", "Time to thank-you", punctuality.read(timing, period), draw)


def _kinds(kinds: tuple[shares.KindCount, ...], period: Period) -> Section:
    draw = (lambda colours: charts.kinds(kinds, colours)) if kinds else None
    return Section("kinds", "Conversations by kind", shares.read_kinds(kinds, period), draw)


def _introductions(
    branches: tuple[introduction_tree.Branch, ...], period: Period, name: Callable[[str], str]
) -> Section:
    draw = (lambda colours: introduction_tree.draw(branches, colours, name)) if branches else None
    return Section("introductions", "Who introduced whom", introduction_tree.read(branches, period, name), draw)
