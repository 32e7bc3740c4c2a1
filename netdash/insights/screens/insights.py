"""The insights page: the choice of a period, the headline figures, and a card for each section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash import rules
from netdash.insights import charts, headlines
from netdash.insights import period as insights
from netdash.insights.charts import Scheme, palette
from netdash.insights.headlines import Headlines
from netdash.insights.period import Period, Reading
from netdash.insights.screens.sections import SOURCE_KINDS, Section, log_of, overdue, sections
from netdash.moments import HOUR
from netdash.people import contacts
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, Message, Opportunity, Stakeholder, Trashed
from netdash.targets.targets import DECIDING_SIDES
from netdash.ui import layout, part
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

if TYPE_CHECKING:
    from netdash.insights.charts import Figure

ANSWERS = (
    (
        "filter_alt",
        "How far do people come?",
        "Of the people you know, how many you met, thanked, and were introduced by.",
    ),
    ("outgoing_mail", "Who writes back?", "How many of those you wrote to replied, and on which channel."),
    (
        "schedule",
        "Do you thank in time?",
        "How soon your thank-yous go out: within {soon} hours, {late} hours, or later.",
    ),
    ("calendar_month", "Do you keep it up?", "How many conversations you hold in a week, and of which kinds."),
    ("target", "Whom do you know at your targets?", "Your technical and HR contacts at each company."),
    (
        "account_tree",
        "Who introduces you to whom?",
        "Your introductions as a tree, and the share of your opportunities that came through people.",
    ),
)
"""What the page will answer: an icon of Material's, the question, and what is counted for it."""
EXAMPLE = (
    "Log one conversation, say a coffee with a former colleague, and this page begins to answer six questions, "
    "each with a sentence and a picture."
)


def explain(visit: Visit) -> None:
    """Explain what the page will show, and how to start."""
    rule = rules.of(visit.workspace)
    hours = {"soon": f"{rule.thank_you.amber_after / HOUR:g}", "late": f"{rule.thank_you.late_after / HOUR:g}"}
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(EXAMPLE, width=layout.TEXT_WIDTH)
        if st.button("Log your first conversation", key="insights_start", type="primary", icon=":material/forum:"):
            st.switch_page("meeting_log.py")
    with st.grid(3, min_column_width=NARROW_CARD_WIDTH):
        for icon, question, counted in ANSWERS:
            with st.container(border=True, height="stretch"):
                st.markdown(f":material/{icon}: **{question}**  \n:small[:gray[{counted.format(**hours)}]]")


def has_anything(visit: Visit) -> bool:
    """Tell whether there is anything to show: a conversation held, a message sent, or an opportunity."""
    workspace = visit.workspace
    sent = any(message.sent_at is not None for message in workspace.all(Message))
    return sent or bool(workspace.all(Opportunity)) or bool(contacts.met_ids(workspace.all(Meeting)))


USUAL = Period.FOUR_WEEKS
"""The period that is shown first: of a search of a few months, it is the longest with as much before it."""


def choose_period(actions: DeltaGenerator) -> Period:
    """Draw the choice of the period among the page's actions; the page's address keeps it."""
    periods = [period.value for period in Period]
    # A segmented control would be smaller, but its selected segment fails AA contrast in the dark theme.
    chosen = actions.radio(
        "Period",
        periods,
        periods.index(USUAL.value),
        horizontal=True,
        key="insights_period",
        bind="query-params",
        label_visibility="collapsed",
    )
    return Period(chosen or USUAL)


EVERYBODY = "Everybody"
SIDES = {EVERYBODY: None, "Technical": Stakeholder.TECHNICAL, "HR": Stakeholder.HR}
"""The choices of whose figures to see: those of all contacts, or of one side."""


def choose_side(visit: Visit, actions: DeltaGenerator) -> Stakeholder | None:
    """Draw the choice of a side among the page's actions, where contacts have one; the page's address keeps it."""
    if not any(contact.stakeholder in DECIDING_SIDES for contact in visit.workspace.all(Contact)):
        return None
    chosen = actions.selectbox(
        "Contacts",
        list(SIDES),
        key="insights_side",
        bind="query-params",
        label_visibility="collapsed",
        width=SIDE_WIDTH,
    )
    return SIDES[chosen or EVERYBODY]


SIDE_WIDTH = 130
"""In pixels."""
CARD_WIDTH, NARROW_CARD_WIDTH = 300, 260
"""In pixels, at least; a card in a row of three may be narrower than one of two."""
NAME_WIDTH, PROGRESS_WIDTH = 98, 76
"""Of the columns of a table, in pixels; they grow with it."""

ROWS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("funnel",), ("thank_yous",)),
    (("weeks",), ("replies",), ("targets",)),
    (("introductions",), ("kinds", "opportunities")),
)
"""The cards of each row, from left to right, and from top to bottom where several share a place."""

COUNTED = {"People": "funnel", "Messages": "outreach"}
"""What the funnel can count, and the section that does."""


def show(visit: Visit, period: Period, side: Stakeholder | None) -> None:
    """Draw the headline figures and a card for every section of a period and a side, built once a change."""
    inputs = (period, side, visit.today, visit.zone.key, overdue(visit))
    top = visit.remember(lambda: _headlines(visit, period, side), "headlines", *SOURCE_KINDS, given=inputs)
    layout.figures(top.figures, len(top.figures))
    st.caption(f"{top.explanation}{_deleted_words(visit, side)}")
    all_sections = visit.remember(lambda: sections(visit, period, side), "insights", *SOURCE_KINDS, given=inputs)
    scheme: Scheme = "dark" if st.context.theme.type == "dark" else "light"
    figures = visit.remember(
        lambda: {section.name: section.draw(palette(scheme)) for section in all_sections if section.draw},
        "insight_charts",
        *SOURCE_KINDS,
        given=(*inputs, scheme),
    )
    cards = _cards(all_sections, figures)
    for row in ROWS:
        places = [[cards[name] for name in names if name in cards] for names in row]
        _draw_row(visit, [*filter(None, places)])


def _headlines(visit: Visit, period: Period, side: Stakeholder | None) -> Headlines:
    window, rule = insights.window(period, visit.today, visit.zone), rules.of(visit.workspace)
    return headlines.headlines(log_of(visit, side), window, rule, visit.now, directory(visit).find)


def _deleted_words(visit: Visit, side: Stakeholder | None) -> str:
    """Say that deleted people count, where some were met: what happened stays, and only their names and sides go."""

    def build() -> bool:
        return bool(contacts.met_ids(visit.workspace.all(Meeting)) - directory(visit).present.keys())

    is_some = visit.remember(build, "insights_deleted", Meeting, Contact, Trashed)
    for_good = "for 30 days" if side else "; after 30 days only their names are gone"
    return f" People you deleted still count{' ' if side else ''}{for_good}." if is_some else ""


Card = Callable[[Visit], None]
"""Draws what is in a card."""


def _cards(all_sections: Iterable[Section], figures: Mapping[str, Figure]) -> Mapping[str, Card]:
    """Return a card for each section by its name; the funnels share one."""
    by_name = {section.name: section for section in all_sections}
    funnels = {name: by_name.pop(name) for name in COUNTED.values() if name in by_name}
    cards = {name: partial(_draw_section, section, figures) for name, section in by_name.items()}
    return {**cards, **({"funnel": partial(_draw_funnel, funnels, figures)} if funnels else {})}


def _draw_row(visit: Visit, row: Sequence[Sequence[Card]]) -> None:
    """Draw the cards of a row, all places of one height."""
    if not row:
        return
    grid = st.grid(len(row), min_column_width=CARD_WIDTH if len(row) < 3 else NARROW_CARD_WIDTH)
    for cards in row:
        place = grid if len(cards) == 1 else grid.container(height="stretch")
        for card in cards:
            # Around the part: what a part itself draws is as high as its content.
            with place.container(border=True, height="stretch"):
                part.part(visit, card)


def _draw_section(section: Section, figures: Mapping[str, Figure], _visit: Visit) -> None:
    st.header(section.heading, anchor=False)
    _draw(section, figures)


def _draw_funnel(present: Mapping[str, Section], figures: Mapping[str, Figure], _visit: Visit) -> None:
    """Draw the funnel of people or of messages; where there are both, a switch chooses, and the address keeps it."""
    names = [words for words, name in COUNTED.items() if name in present]
    label, key, chosen = "What the funnel counts", "insights_counts", names[0]
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
    st.markdown(escaped(reading.sentence), width=layout.TEXT_WIDTH)
    if section.full:
        _draw_progress(section, section.full)
    if section.name not in figures:
        return
    st.plotly_chart(figures[section.name], config=charts.CONFIG, key=key, alt=reading.alt)
    box = st.expander("The numbers as a table", type="compact", key=f"{key}_table", on_change="rerun")
    if box.open:
        with box:
            st.dataframe(_cells(reading), hide_index=True, key=f"{key}_rows", alt=f"{section.heading}, as a table")


def _draw_progress(section: Section, full: Mapping[str, int]) -> None:
    """Draw a table that is its own picture."""
    first, *_ = section.reading.columns
    config = {
        first: st.column_config.TextColumn(width=NAME_WIDTH),
        **{
            title: st.column_config.ProgressColumn(max_value=most, format="%d", width=PROGRESS_WIDTH)
            for title, most in full.items()
        },
    }
    key, cells = f"insights_{section.name}_rows", _cells(section.reading)
    st.dataframe(cells, hide_index=True, column_config=config, key=key, alt=section.reading.alt)


def _cells(reading: Reading) -> dict[str, list[str | int]]:
    return {title: [row[at] for row in reading.rows] for at, title in enumerate(reading.columns)}
