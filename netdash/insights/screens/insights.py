"""The insights page: the choice of a period, and each section with its sentence, chart and table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
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
    st.header(section.heading)
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
    window = insights.window(period, visit.today, visit.zone)
    held = insights.conversations(visit.workspace.all(Meeting), window)
    requests = funnels.requests(visit.workspace.all(Message), window)
    redundant = {
        *(() if held else ("funnel", "thank_yous", "kinds")),  # the weeks already say that there was no conversation
        *(() if requests else ("outreach", "replies")),
        *(() if visit.workspace.all(Opportunity) else ("opportunities",)),
    }
    return tuple(section for section in _all(visit, window, held, requests) if section.name not in redundant)


def _all(visit: Visit, window: Window, held: Sequence[Meeting], requests: Sequence[Message]) -> Iterator[Section]:
    meetings, rule, period = visit.workspace.all(Meeting), rules.of(visit.workspace), window.period
    name, is_known = directory(visit).name, directory(visit).find
    introductions = insights.introductions_made(visit.workspace.all(Introduction), meetings, window)
    thanks = thank_you_messages.sent(visit.workspace.all(Message))
    people = funnels.funnel(visit.workspace.all(Contact), held, thanks, introductions, is_known)
    draw = partial(charts.funnel, people) if people.met else None
    yield Section("funnel", "From people to introductions", funnels.read_funnel(people, period), draw)
    outreach = funnels.outreach_funnel(requests, held, thanks, introductions)
    draw = partial(charts.funnel, outreach) if outreach.messaged else None
    yield Section("outreach", "From message to introduction", funnels.read_outreach(outreach, period), draw)
    weeks = rhythm.weeks(meetings, window)
    draw = partial(charts.weeks, weeks) if weeks else None
    yield Section("weeks", "Conversations by week", rhythm.read(weeks, period), draw)
    timing = punctuality.punctuality(held, thanks, rule, is_known)
    draw = partial(punctuality.draw, timing) if timing.total else None
    yield Section("thank_yous", "Time to thank-you", punctuality.read(timing, period), draw)
    kinds = shares.kinds(held)
    draw = partial(charts.kinds, kinds) if kinds else None
    yield Section("kinds", "Conversations by kind", shares.read_kinds(kinds, period), draw)
    branches = introduction_tree.tree(introductions, contacts.met_ids(meetings))
    draw = partial(introduction_tree.draw, branches, name=name) if branches else None
    yield Section("introductions", "Who introduced whom", introduction_tree.read(branches, period, name), draw)
    replies = shares.replies(requests, held)
    draw = partial(charts.replies, replies) if replies else None
    yield Section("replies", "Replies by channel", shares.read_replies(replies, period), draw)
    noted = [opportunity for opportunity in visit.workspace.all(Opportunity) if window.holds_day(opportunity.heard_on)]
    draw = partial(charts.shares, shares.opportunity_parts(noted)) if noted else None
    yield Section("opportunities", "Opportunities through people", shares.read_opportunities(noted, rule.claim), draw)
