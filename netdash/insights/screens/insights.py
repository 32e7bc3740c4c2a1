"""Drawing insights: the choice of a period, and each section with its sentence, chart and table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from netdash import rules
from netdash.insights import charts
from netdash.insights.palette import palette
from netdash.insights.period import Period
from netdash.insights.screens.sections import NEEDED, Section, sections
from netdash.moments import HOUR
from netdash.people import contacts
from netdash.records import Meeting, Message, Opportunity
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

if TYPE_CHECKING:
    from netdash.insights.charts import Figure

TAUGHT = """
Your log answers eight questions here, each with a sentence and a chart:

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
    soon, late = (f"{span / HOUR:g}" for span in (rule.thank_you_amber_after, rule.thank_you_late_after))
    st.markdown(TAUGHT.format(soon=soon, late=late))
    st.page_link("meeting_log.py", label="Log your first conversation", icon=":material/forum:")


def anything(visit: Visit) -> bool:
    """Tell whether there is anything to look at: a conversation held, a message sent, an opportunity heard of."""
    workspace = visit.workspace
    sent = any(one.sent_at is not None for one in workspace.all(Message))
    return sent or bool(workspace.all(Opportunity)) or bool(contacts.ever_met(workspace.all(Meeting)))


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
