"""The journey: how far each person has come from a first message to staying in touch, as columns of cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

import streamlit as st

from netdash import rules
from netdash.date_style import hour_words
from netdash.follow_up.actions import Action, Kind, Lane, deadline_of, due_by
from netdash.follow_up.screens import queries
from netdash.moments import day_of, short_day_words
from netdash.outreach import journey
from netdash.outreach.journey import JourneyPlace, JourneyStage
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, MeetingState, Message, Promise, RuleChanges
from netdash.ui import layout, lists, part
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

SHOWN, MORE = 5, 20
"""How many cards a column shows at first, and how many more at a press."""
HALF_WIDTH, CARD_WIDTH = 440, 150
"""The least width of three columns, and of a folded card, in pixels."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, the stages in it, and what it says while it is empty."""

    heading: str
    stages: tuple[JourneyStage, ...]
    empty: str

    @property
    def field(self) -> str:
        """The end of the column's keys."""
        return self.stages[0].name.lower()


COLUMNS = (
    Column("To contact", (JourneyStage.TO_CONTACT,), "People you add start here."),
    Column("Messaged", (JourneyStage.MESSAGED,), "People you write to come here."),
    Column("Replied", (JourneyStage.REPLIED,), "People who reply wait here until you agree on a day."),
    Column("Scheduled", (JourneyStage.SCHEDULED,), "Nothing scheduled."),
    Column("Met", (JourneyStage.MET,), "People you met come here until you thank them."),
    Column("In touch", (JourneyStage.THANKED, JourneyStage.STAYING_IN_TOUCH), "People you thanked come here."),
)
FOLDED = (JourneyStage.DORMANT, JourneyStage.DECLINED)

VERBS = {
    Kind.THANK_YOU: "thank",
    Kind.PROMISE: "promise",
    Kind.ANSWER: "answer",
    Kind.RECORD: "record",
    Kind.CONFIRM: "confirm",
    Kind.PREPARE: "prepare",
    Kind.MEETING_QUESTIONS: "questions",
    Kind.CLOSE_THE_LOOP: "update",
    Kind.MEET: "write",
    Kind.NUDGE: "nudge",
    Kind.SOMEONE_ELSE: "someone else",
    Kind.STAY_IN_TOUCH: "check in",
}
"""What the badge of a person says is to do, for each kind of action about somebody."""


def show(visit: Visit) -> None:
    """Draw a column for each step of the journey, and below them whoever is dormant or declined."""
    kinds, days = (Contact, Meeting, Message, Promise, RuleChanges), (visit.today, visit.zone.key, queries.begun(visit))
    by_stage = visit.remember(lambda: _by_stage(visit), "journey", *kinds, given=days)
    if not any(by_stage.values()):
        words = "Nobody yet. Whoever you add starts under “To contact” and moves on with each message and conversation."
        st.caption(f":material/group: {words}", width=layout.CAPTION_WIDTH)
        st.page_link("people.py", label="Add somebody", icon=":material/person_add:")
        return
    first_actions = _first_actions(visit)
    half = len(COLUMNS) // 2
    # Six beside each other on a laptop, three on a tablet; on a phone Streamlit puts columns below each other.
    with st.grid(2, min_column_width=HALF_WIDTH, gap="xsmall"):
        for columns in (COLUMNS[:half], COLUMNS[half:]):
            for column, place in zip(columns, st.container().columns(half, gap="xsmall"), strict=True):
                with place, st.container(gap="xsmall", key=f"outreach_stage_{column.field}"):
                    places = list(chain.from_iterable(by_stage[stage] for stage in column.stages))
                    places.sort(key=lambda place: place.contact not in first_actions)
                    _draw_column(visit, column, places, first_actions)
    _draw_folded(visit, by_stage)


def _by_stage(visit: Visit) -> Mapping[JourneyStage, Sequence[JourneyPlace]]:
    workspace = visit.workspace
    settled = (meeting for meeting in workspace.all(Meeting) if meeting.state is not MeetingState.PLANNED)
    places = journey.places(
        workspace.all(Contact),
        (*settled, *queries.planned(visit)),
        workspace.all(Message),
        visit.now,
        visit.zone,
        rules.of(workspace).no_reply,
        workspace.all(Promise),
    )
    return journey.columns(places)


def _first_actions(visit: Visit) -> Mapping[str, Action]:
    """Return the most urgent action about each person that is due within a week."""
    actions: dict[str, Action] = {}
    for action in queries.queue(visit).actions:
        if action.person is not None and action.lane is not Lane.LATER:
            actions.setdefault(action.person.id, action)
    return actions


def _draw_column(
    visit: Visit, column: Column, places: Sequence[JourneyPlace], first_actions: Mapping[str, Action]
) -> None:
    st.header(f"{column.heading} :gray[{len(places)}]", anchor=False)
    if not places:
        st.caption(column.empty)
    session_key = f"_outreach_shown_{column.field}"
    shown = st.session_state.get(session_key, SHOWN)
    for place in places[:shown]:
        _draw_card(visit, place, first_actions.get(place.contact))
    if (rest := len(places) - shown) > 0:
        label, key, change = f"{rest} more", f"outreach_more_{column.field}", (session_key, shown + MORE)
        st.button(label, key=key, type="tertiary", icon=":material/expand_more:", on_click=_show, args=change)


def _show(session_key: str, number: int) -> None:
    st.session_state[session_key] = number


def _draw_card(visit: Visit, place: JourneyPlace, action: Action | None = None) -> None:
    person = directory(visit).present[place.contact]
    lines = [f":small[:gray[{escaped(_detail(visit, place, person.company))}]]"]
    if action is not None:
        lines.append(_badge(visit, action))
    with st.container(border=True, gap=None):
        name, key = f"**{escaped(person.name)}**", f"outreach_person_{place.contact}"
        if st.button(name, key=key, type="tertiary", on_click=part.take_press):
            st.switch_page("people.py", query_params={"contact": place.contact})
        st.markdown("  \n".join(lines))


def _badge(visit: Visit, action: Action) -> str:
    deadline = deadline_of(action, visit.now, visit.zone, rules.of(visit.workspace))
    due = due_by(action, visit.zone)
    is_day_ahead = not isinstance(due, datetime) and due >= visit.today
    words = short_day_words(due, visit.today) if is_day_ahead else deadline.words.removeprefix("due ")
    return f":{deadline.urgency}-badge[{VERBS.get(action.kind, 'to do')}: {words}]"


def _detail(visit: Visit, place: JourneyPlace, company: str) -> str:
    """Say where somebody works, and when the conversation takes place, or the last contact was."""
    when = short_day_words(day_of(place.at, visit.zone), visit.today) if place.at else ""
    if place.stage is JourneyStage.TO_CONTACT:
        return company or (f"since {when}" if when else "")
    if place.stage is JourneyStage.SCHEDULED and place.at:
        when = f"{when} {hour_words(place.at.astimezone(visit.zone))}"
    return " · ".join(filter(None, (company, when)))


def _draw_folded(visit: Visit, by_stage: Mapping[JourneyStage, Sequence[JourneyPlace]]) -> None:
    stages = [stage for stage in FOLDED if by_stage[stage]]
    if not stages:
        return
    label = " · ".join(f"{len(by_stage[stage])} {stage.value.lower()}" for stage in stages)

    def draw(visit: Visit) -> None:
        for stage in stages:
            st.header(f"{stage.value} :gray[{len(by_stage[stage])}]", anchor=False)
            key = f"outreach_folded_{stage.name.lower()}"
            with st.grid(len(COLUMNS), min_column_width=CARD_WIDTH, gap="xsmall"):
                for place in lists.page_of(by_stage[stage], key):
                    _draw_card(visit, place)
            lists.pager(by_stage[stage], key)

    part.folded_box(visit, label, "bedtime", "outreach_folded", draw)
