"""The journey: how far each person has come from a first message to staying in touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from netdash import rules
from netdash.moments import day_of, day_words
from netdash.outreach import journey
from netdash.outreach.journey import JourneyPlace, JourneyStage
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, Message, RuleChanges
from netdash.ui import lists
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.wording import counted

SHOWN = 6
"""How many names one page of a stage shows."""

EMPTY_WORDS = {
    JourneyStage.TO_CONTACT: "Nobody waits for a first message.",
    JourneyStage.MESSAGED: "Nobody has a message of yours to answer.",
    JourneyStage.REPLIED: "Who writes back appears here, until you have a day.",
    JourneyStage.SCHEDULED: "Conversations that you plan bring people here.",
    JourneyStage.MET: "Nobody you met still waits for a thank-you.",
    JourneyStage.THANKED: "Who had your thank-you appears here.",
    JourneyStage.STAYING_IN_TOUCH: "Whom you write to or meet again appears here.",
    JourneyStage.DECLINED: "Nobody declined.",
    JourneyStage.DORMANT: "Nobody went quiet.",
}
"""What an empty stage says."""


def show(visit: Visit) -> None:
    """Draw each stage with its people, in the order of the journey."""
    columns = visit.remember(
        lambda: _columns(visit), "board", Contact, Meeting, Message, RuleChanges, given=(visit.today, visit.zone.key)
    )
    total = sum(map(len, columns.values()))
    if not total:
        st.caption(":material/group: Nobody yet. Add people, or write to somebody: each has one place here.")
        return
    st.caption(f"{counted(total, 'person', 'people')}, each in one place, those who are there the longest first.")
    stages = list(columns)
    for first in range(0, len(stages), 2):
        # In pairs, so that the order is kept on a phone, where the columns stand below each other.
        for column, stage in zip(st.columns(2), stages[first : first + 2], strict=False):
            with column:
                _draw_stage(visit, stage, columns[stage])


def _columns(visit: Visit) -> Mapping[JourneyStage, Sequence[JourneyPlace]]:
    workspace = visit.workspace
    places = journey.places(
        workspace.all(Contact),
        workspace.all(Meeting),
        workspace.all(Message),
        visit.now,
        visit.zone,
        rules.of(workspace).no_reply,
    )
    return journey.columns(places)


def _draw_stage(visit: Visit, stage: JourneyStage, places: Sequence[JourneyPlace]) -> None:
    with st.container(border=True, gap="xsmall", key=f"outreach_stage_{stage.name.lower()}"):
        st.markdown(f"**{stage.value}** :gray[{len(places)}]")
        if not places:
            st.caption(EMPTY_WORDS[stage])
        key = f"outreach_board_{stage.name.lower()}"
        for place in lists.paged(places, key, SHOWN):
            since = (
                f" :gray[:small[since {day_words(day_of(place.since, visit.zone), visit.today)}]]"
                if place.since
                else ""
            )
            label = f"{escaped(directory(visit).name(place.contact))}{since}"
            st.page_link("people.py", label=label, query_params={"contact": place.contact})
