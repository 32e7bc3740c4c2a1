"""The insights page: the choice of a period, the headline figures, and a card for each section."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash import rules
from netdash.insights import (
    charts,
    funnels,
    headlines,
    introduction_tree,
    punctuality,
    rhythm,
    shares,
    target_contacts,
)
from netdash.insights import period as insights
from netdash.insights.charts import Palette, Scheme, palette
from netdash.insights.headlines import Headline
from netdash.insights.period import Period, Reading, Window
from netdash.moments import HOUR
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
    Target,
    Trashed,
)
from netdash.targets import goals
from netdash.ui.column_chart import column_chart
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

if TYPE_CHECKING:
    from netdash.insights.charts import Figure

EXPLANATION = """
Your log answers questions here, each with a sentence and a chart:

- how many of the people you know you have met, thanked, and been introduced by,
- of those you wrote to, how many replied, met you, and introduced you to somebody,
- how soon your thank-yous go out, against {soon} and {late} hours,
- how many conversations you hold in a week, and of which kinds,
- which channels get replies,
- whom you know at each of your targets,
- who introduced you to whom,
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


def choose_period(actions: DeltaGenerator) -> Period:
    """Draw the choice of the period among the page's actions; the page's address keeps it."""
    periods = [period.value for period in Period]
    # A segmented control would be smaller, but its selected segment fails AA contrast in the dark theme.
    chosen = actions.radio(
        "Period",
        periods,
        periods.index(Period.TWELVE_WEEKS.value),
        horizontal=True,
        key="insights_period",
        bind="query-params",
        label_visibility="collapsed",
    )
    return Period(chosen or Period.TWELVE_WEEKS)


FIGURE_WIDTH, CARD_WIDTH = 150, 280
"""In pixels, at least."""

ROWS: tuple[tuple[tuple[int, tuple[str, ...]], ...], ...] = (
    ((3, ("funnel", "outreach")), (2, ("thank_yous",))),
    ((1, ("weeks",)), (1, ("replies",)), (1, ("targets",))),
    ((3, ("introductions",)), (2, ("kinds", "opportunities"))),
)
"""The cards of each row, from left to right: how wide a column is, and the sections in it."""

COUNTED = {"People": "funnel", "Messages": "outreach"}
"""What the funnel can count, and the section that does."""


def show(visit: Visit, period: Period) -> None:
    """Draw the headline figures and a card for every section of a period, built once a change."""
    top = _headlines(visit, period)
    _draw_headlines(top)
    # What became overdue meanwhile changes a headline, and so the sections are built anew.
    inputs = (period, visit.today, visit.zone.key, top)
    all_sections = visit.remember(lambda: sections(visit, period), "insights", *SOURCE_KINDS, given=inputs)
    scheme: Scheme = "dark" if st.context.theme.type == "dark" else "light"
    figures = visit.remember(
        lambda: {section.name: section.draw(palette(scheme)) for section in all_sections if section.draw},
        "insight_charts",
        *SOURCE_KINDS,
        given=(*inputs, scheme),
    )
    by_name = {section.name: section for section in all_sections}
    for row in ROWS:
        columns = [(weight, [by_name[name] for name in names if name in by_name]) for weight, names in row]
        _draw_row([column for column in columns if column[1]], figures)


def _headlines(visit: Visit, period: Period) -> tuple[Headline, ...]:
    def build() -> tuple[Headline, ...]:
        window = insights.window(period, visit.today, visit.zone)
        workspace = visit.workspace
        return headlines.headlines(workspace, window, rules.of(workspace), visit.now, directory(visit).find)

    kinds = (Meeting, Message, Introduction, Opportunity, RuleChanges, Contact, Trashed)
    return visit.remember_this_minute(build, "headlines", *kinds, given=period)


def _draw_headlines(top: Sequence[Headline]) -> None:
    with st.grid(len(top), min_column_width=FIGURE_WIDTH):
        for headline in top:
            with st.container(border=True, gap="xsmall", height="stretch"):
                st.metric(headline.label, headline.words)
                st.caption(headline.note)
                st.image(column_chart(headline.history), alt=headline.alt, width="stretch")


def _draw_row(row: Sequence[tuple[int, Sequence[Section]]], figures: Mapping[str, Figure]) -> None:
    if not row:
        return
    for place, (_, present) in zip(st.columns([weight for weight, _ in row]), row, strict=True):
        with place:
            if present[0].name in COUNTED.values():
                _draw_funnel({section.name: section for section in present}, figures)
            else:
                for section in present:
                    with st.container(border=True, height="stretch"):
                        st.header(section.heading, anchor=False)
                        _draw(section, figures)


def _draw_funnel(present: Mapping[str, Section], figures: Mapping[str, Figure]) -> None:
    """Draw the funnel of people or of messages; where there are both, a switch chooses, and the address keeps it."""
    names = [words for words, name in COUNTED.items() if name in present]
    label, key, chosen = "What the funnel counts", "insights_counts", names[0]
    with st.container(border=True, height="stretch"):
        top = st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute")
        heading = top.container(width="content")
        if len(names) > 1:
            chosen = (
                top.radio(
                    label,
                    names,
                    horizontal=True,
                    key=key,
                    bind="query-params",
                    label_visibility="collapsed",
                    width="content",
                )
                or chosen
            )
        section = present[COUNTED[chosen]]
        heading.header(section.heading, anchor=False)
        _draw(section, figures)


def _draw(section: Section, figures: Mapping[str, Figure]) -> None:
    key, reading = f"insights_{section.name}", section.reading
    st.markdown(escaped(reading.sentence))
    if section.full:
        config = {
            title: st.column_config.ProgressColumn(max_value=most, format="%d") for title, most in section.full.items()
        }
        st.dataframe(_cells(reading), hide_index=True, column_config=config, key=f"{key}_rows", alt=reading.alt)
    if section.name not in figures:
        return
    st.plotly_chart(figures[section.name], config=charts.CONFIG, key=key, alt=reading.alt)
    box = st.expander("The numbers as a table", type="compact", key=f"{key}_table", on_change="rerun")
    if box.open:
        with box:
            st.dataframe(_cells(reading), hide_index=True, key=f"{key}_rows", alt=f"{section.heading}, as a table")


def _cells(reading: Reading) -> dict[str, list[str | int]]:
    return {title: [row[at] for row in reading.rows] for at, title in enumerate(reading.columns)}


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


def sections(visit: Visit, period: Period) -> tuple[Section, ...]:
    """Build every section of a period, in the order of the page."""
    window = insights.window(period, visit.today, visit.zone)
    held = insights.conversations(visit.workspace.all(Meeting), window)
    requests = funnels.requests(visit.workspace.all(Message), window)
    redundant = {
        *(() if held else ("funnel", "thank_yous", "kinds")),  # the weeks already say that there was no conversation
        *(() if requests else ("outreach", "replies")),
        *(() if visit.workspace.all(Opportunity) else ("opportunities",)),
        *(() if any(not target.archived for target in visit.workspace.all(Target)) else ("targets",)),
    }
    return tuple(section for section in _all(visit, window, held, requests) if section.name not in redundant)


def _all(visit: Visit, window: Window, held: Sequence[Meeting], requests: Sequence[Message]) -> Iterator[Section]:
    meetings, rule, period = visit.workspace.all(Meeting), rules.of(visit.workspace), window.period
    name, is_known = directory(visit).name, directory(visit).find
    introductions = insights.introductions_made(visit.workspace.all(Introduction), meetings, window)
    thanks = thank_you_messages.sent(visit.workspace.all(Message))
    people = funnels.funnel(visit.workspace.all(Contact), held, thanks, introductions, is_known)
    draw = partial(funnels.draw, people.stages) if people.met else None
    yield Section("funnel", "From people to introductions", funnels.read_funnel(people, period), draw)
    outreach = funnels.outreach_funnel(requests, held, thanks, introductions)
    draw = partial(funnels.draw, outreach.stages) if outreach.messaged else None
    yield Section("outreach", "From message to introduction", funnels.read_outreach(outreach, period), draw)
    yield _weeks(visit, window)
    timing = punctuality.punctuality(held, thanks, rule, visit.now, is_known)
    draw = partial(punctuality.draw, timing) if timing.total else None
    yield Section("thank_yous", "Time to thank-you", punctuality.read(timing, period), draw)
    yield _targets(visit)
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


def _weeks(visit: Visit, window: Window) -> Section:
    weeks = rhythm.weeks(visit.workspace.all(Meeting), window)
    goal = goals.goals_of(visit.workspace).conversations
    draw = partial(charts.weeks, weeks, goal=goal) if weeks else None
    return Section("weeks", "Conversations by week", rhythm.read(weeks, window.period, goal), draw)


def _targets(visit: Visit) -> Section:
    workspace, rule = visit.workspace, rules.of(visit.workspace).stakeholders
    people, meetings = workspace.all(Contact), workspace.all(Meeting)
    rows = target_contacts.at_targets(workspace.all(Target), people, meetings, workspace.all(Introduction), rule)
    full = {"Technical": max(1, rule.technical), "HR": max(1, rule.hr)}
    return Section("targets", "Contacts at your targets", target_contacts.read(rows), full=full)
