"""The search and the filters of the follow-up tracker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from netdash.follow_up.actions import LANE_WORDS, Action, Kind, Lane, Wanted, kinds_in, people_in
from netdash.follow_up.history import Done
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, Message, Promise, Trashed
from netdash.ui.session import Visit

RECORDS = (Message, Promise, Meeting, Contact, Trashed)

SEARCH, SELECTING = "follow_up_tracker_search", "follow_up_tracker_select"
FILTERS = ("follow_up_tracker_kind", "follow_up_tracker_lane", "follow_up_tracker_person")
KIND, LANE, PERSON = FILTERS


def choose(visit: Visit, todo: Sequence[Action], done: Sequence[Done]) -> tuple[Wanted, bool]:
    """Draw the search, the filters and the switch to select several; return what is wanted, and the switch.

    What is on offer is what there is, to do and done.
    """
    kinds, people = visit.remember(lambda: _offered(visit, done), "done_filters", *RECORDS)
    words = {one.value: one.words for one in Kind if one in {*kinds_in(todo), *kinds}}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        icon, hint = ":material/search:", "Name, words"
        text = st.text_input(
            "Search", key=SEARCH, type="search", live=True, placeholder=hint, icon=icon, persist_state="session"
        )
        set_ = sum(bool(st.session_state.get(key)) for key in FILTERS)
        label = f"Filters ({set_})" if set_ else "Filters"
        with st.popover(label, icon=":material/filter_list:", key="follow_up_tracker_filters"):
            kind = _choose("What", KIND, "Everything", words)
            lane = _choose("When", LANE, "Any time", {one.value: LANE_WORDS[one] for one in Lane})
            names = {one.id: one.name for one in people_in(todo)} | people
            everybody = dict(sorted(names.items(), key=lambda one: one[1].casefold()))
            person = _choose("Person", PERSON, "Everybody", everybody)
        selecting = st.toggle("Select several", key=SELECTING) if todo else False
    if text or set_:
        label = "Clear the search and the filters" if text and set_ else "Clear the search" if text else "Show all"
        st.button(label, key="follow_up_tracker_clear", type="tertiary", icon=":material/close:", on_click=_clear)
    return Wanted(Kind(kind) if kind else None, Lane(lane) if lane else None, person or None, text or ""), selecting


def _offered(visit: Visit, done: Sequence[Done]) -> tuple[set[Kind], dict[str, str]]:
    """Return the kinds of what is done, and the names of those it concerned by their ids."""
    people = dict.fromkeys(id for one in done for id in one.people)
    return {one.kind for one in done if one.kind}, {id: directory(visit).name(id) for id in people}


def _choose(label: str, key: str, all_of_them: str, words: Mapping[str, str]) -> str:
    # What was chosen may be settled meanwhile; then nothing is left out any more.
    if st.session_state.get(key, "") not in words:
        st.session_state[key] = ""
    said = {"": all_of_them, **words}
    chosen: str = st.selectbox(label, list(said), format_func=lambda one: said[one], key=key, persist_state="session")
    return chosen


def _clear() -> None:
    for key in (SEARCH, *FILTERS):
        st.session_state[key] = ""
