"""The clock of a conversation under way: drawn anew by itself, so that nobody who types is disturbed."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.errors import GoneError
from netdash.meetings import agenda, live
from netdash.meetings.agenda import Place, Slot, clock_words
from netdash.records import Meeting
from netdash.rules import MeetingRules
from netdash.ui import flash, session

EVERY_S = 5


@st.fragment(run_every=EVERY_S)
def show(id: str) -> None:
    """Draw where the conversation is: in its part, and in the whole of the time asked for."""
    with flash.errors_shown():
        visit = session.opened()
        meeting, rule = visit.workspace.require(Meeting, id), rules.of(visit.workspace).meeting
        under_way = live.under_way(visit.workspace, meeting)
        if under_way is None:
            raise GoneError("clock")
        place = live.place(under_way, meeting, visit.now, rule)
        slots = agenda.agenda(max(1, meeting.minutes), rule, under_way.granted)
        _draw(place, slots)
        if place.ask_for_more:
            _ask_for_more(id, rule)


def _draw(place: Place, slots: tuple[Slot, ...]) -> None:
    whole = agenda.length(slots)
    part = place.slot.part
    with st.grid(2, min_column_width=140):
        into = f"{clock_words(place.elapsed)} of {clock_words(place.slot.lasts)} gone"
        st.metric(part.title, clock_words(place.remaining), into, delta_color="off", delta_arrow="off", border=True)
        gone = f"{clock_words(whole - place.left + place.over)} of {clock_words(whole)} gone"
        left = f"+{clock_words(place.over)}" if place.over else clock_words(place.left)
        label = "Over the time" if place.over else "Left in all"
        st.metric(label, left, gone, delta_color="off", delta_arrow="off", border=True)
    steps = (_step(slot, place) for slot in slots)
    st.markdown(f":small[{' · '.join(steps)}]")
    st.caption(part.advice)


def _step(slot: Slot, place: Place) -> str:
    if slot == place.slot:
        return f"**{slot.part.title}**"
    return f":gray[✓ {slot.part.title}]" if slot.starts < place.slot.starts else slot.part.title


def _ask_for_more(id: str, rule: MeetingRules) -> None:
    st.info(f"“{agenda.more_words(rule)}”", icon=":material/timer:")
    st.button(
        f"They have {rule.more} more minutes",
        key=f"conversation_more_{id}",
        icon=":material/more_time:",
        on_click=_grant,
        args=(id,),
        width="stretch",
    )


def _grant(id: str) -> None:
    def grant() -> None:
        workspace = session.opened().workspace
        under_way = live.kept(workspace, id)
        if under_way is not None:
            live.keep(workspace, id, live.five_more(under_way, rules.of(workspace).meeting))

    flash.saying_problems(grant)
