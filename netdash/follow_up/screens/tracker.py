"""The follow-up tracker: its search and filters, its lists ten rows at a time, and putting off several in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import streamlit as st

from netdash import rules
from netdash.follow_up import promises
from netdash.follow_up.actions import (
    BACK_A_DAY,
    LANE_WORDS,
    Action,
    Kind,
    Lane,
    Resting,
    Wanted,
    kinds_in,
    people_in,
    put_back,
    snooze_all,
    snooze_id,
    wake,
    wake_all,
)
from netdash.follow_up.history import Done
from netdash.follow_up.screens import promise as promise_screen
from netdash.follow_up.screens import queries, rows
from netdash.meetings import meetings
from netdash.moments import day_words
from netdash.outreach import thank_you_messages
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, Message, Promise, Trashed
from netdash.thank_yous import thank_yous
from netdash.ui import flash, lists, session
from netdash.ui.forms import DAY_WIDTH
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing
from netdash.wording import counted

DAY = "follow_up_tracker_snooze_day"
A_WEEK = timedelta(days=7)

FILTERED = (Message, Promise, Meeting, Contact, Trashed)

SEARCH, SELECTING = "follow_up_tracker_search", "follow_up_tracker_select"
FILTERS = ("follow_up_tracker_kind", "follow_up_tracker_lane", "follow_up_tracker_person")
KIND, LANE, PERSON = FILTERS


def show_calm(visit: Visit) -> None:
    """Say of thank-yous and promises that nobody waits for them, where that is so."""
    if not queries.owed(visit):
        st.caption(
            ":material/check: Nobody is waiting for a thank-you. Each conversation you log starts its clock here."
        )
    if not queries.promised(visit):
        st.caption(":material/check: No open promises. Note them with the conversation in which you made them.")


def show(visit: Visit, found: tuple[Action, ...], *, selecting: bool) -> None:
    """Draw the actions found, the most urgent first; the first is the primary action."""
    shown = lists.paged(found, "follow_up_tracker_owed_page")
    if selecting:
        _draw_to_select(visit, shown)
    else:
        for one in shown:
            rows.show(visit, one, "follow_up_tracker", _facts(visit, one), primary=one is found[0])
    lists.pager(found, "follow_up_tracker_owed_page")
    if selecting and found:
        _draw_bar(visit, found)
    if not found:
        st.caption("Nothing matches. Try fewer letters, or show all.")


def _facts(visit: Visit, action: Action) -> str:
    """Say who it is and when they were met, where a thank-you is owed; the reason needs no words there."""
    meeting = visit.workspace.get(Meeting, action.where.parameters.get("meeting", ""))
    if action.kind is not Kind.THANK_YOU or meeting is None or action.person is None:
        return ""
    return _met(visit, action.person.id, meeting)


def _met(visit: Visit, contact: str, meeting: Meeting) -> str:
    person = directory(visit).find(contact)
    met = f"{meetings.KIND_WORDS[meeting.kind]} {meetings.when(meeting, visit.now, visit.zone)}"
    return " · ".join(filter(None, (escaped(position_words(person)) if person else "", met)))


def show_deleted(visit: Visit) -> None:
    """Draw what is owed to people who are in the trash: the queue has nothing of them, and it is owed all the same."""
    present = directory(visit).present
    owed = tuple(one for one in queries.owed(visit) if one.contact not in present)
    promised = tuple(one for one in queries.promised(visit) if one.contact not in present)
    if not owed and not promised:
        return
    st.subheader("To people you deleted")
    for one in lists.paged(owed, "follow_up_tracker_deleted_page"):
        key = f"follow_up_tracker_write_{thank_you_messages.thank_you_id(one.meeting.id, one.contact)}"
        clock = badge(thank_yous.clock(one.since, visit.now, rules.of(visit.workspace)))
        name = f"**{escaped(directory(visit).name(one.contact))}** {clock}"
        if lists.row(name, _met(visit, one.contact, one.meeting), "Write it", key=key):
            st.switch_page("follow_up_tracker.py", query_params={"meeting": one.meeting.id, "contact": one.contact})
    lists.pager(owed, "follow_up_tracker_deleted_page")
    for promise in lists.paged(promised, "follow_up_tracker_promised_page"):
        with st.container(horizontal=True, vertical_alignment="center"):
            clock, to = badge(promises.clock(promise, visit.today)), escaped(directory(visit).name(promise.contact))
            lists.about(f"**{escaped(promise.what)}** {clock}", f"to {to}")
            promise_screen.show_ends(visit, promise.id, "follow_up_tracker")
    lists.pager(promised, "follow_up_tracker_promised_page")


def show_resting(visit: Visit, resting: tuple[Resting, ...]) -> None:
    """Draw what rests, the first to show_resting again first."""
    if not resting:
        return
    label, icon = f"Put off or dismissed ({len(resting)})", ":material/snooze:"
    box = st.expander(label, icon=icon, key="follow_up_tracker_resting", on_change="rerun")
    if not box.open:
        return
    with box:
        for one in lists.paged(resting, "follow_up_tracker_resting_page"):
            key = f"follow_up_tracker_wake_{snooze_id(one.action.key)}"
            if lists.row(f"**{escaped(one.action.what)}**", _said(visit, one), "Wake", key=key, quiet=True):
                _wake(visit, one)
        lists.pager(resting, "follow_up_tracker_resting_page")


def _said(visit: Visit, one: Resting) -> str:
    if one.snooze.until is None:
        return f"dismissed: {escaped(one.snooze.reason)}"
    return f"put off until {day_words(one.snooze.until, visit.today)}"


def _wake(visit: Visit, one: Resting) -> None:
    with flash.errors_shown():
        wake(visit.workspace, one.snooze.action)
        flash.say(f"Back in the queue: {one.action.what}.", undo=undoing(put_back, one.snooze))
        st.rerun()


def _draw_to_select(visit: Visit, shown: Sequence[Action]) -> None:
    """Draw each action with a box to tick."""
    for one in shown:
        st.checkbox(rows.title(visit, one), key=_key(one), persist_state="session")


def _draw_bar(visit: Visit, found: Sequence[Action]) -> None:
    """Draw what can be done with those that are ticked, on whatever page of the list they are."""
    keys = tuple(one.key for one in found if st.session_state.get(_key(one)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input("Put off until", visit.today + A_WEEK, key=DAY, format="YYYY-MM-DD", width=DAY_WIDTH)
        label, key = f"Put off {counted(len(keys), 'thing')}", "follow_up_tracker_snooze"
        act = flash.attempt
        st.button(label, key=key, disabled=not keys, on_click=act, args=(lambda: _put_off(keys),))
        _draw_ticking("Tick all", "follow_up_tracker_tick_all", found, tick=True)
        _draw_ticking("Tick none", "follow_up_tracker_tick_none", found, tick=False)


def _draw_ticking(label: str, key: str, found: Sequence[Action], *, tick: bool) -> None:
    def act() -> None:
        for one in found:
            st.session_state[_key(one)] = tick

    st.button(label, key=key, type="tertiary", on_click=act)


def _put_off(keys: Sequence[str]) -> None:
    visit, until = session.opened(), st.session_state[DAY]
    snooze_all(visit.workspace, keys, until, visit.today)
    day, things = day_words(until, visit.today), counted(len(keys), "thing")
    until_then = f"Put off until {day}"
    several = f"{until_then}, then {BACK_A_DAY} a day"
    said = several if len(keys) > BACK_A_DAY else until_then
    flash.say(f"{said}: {things}.", undo=undoing(wake_all, keys))
    for key in keys:
        st.session_state[_key_of(key)] = False
    st.session_state[SELECTING] = False


def _key(action: Action) -> str:
    return _key_of(action.key)


def _key_of(key: str) -> str:
    return f"follow_up_tracker_pick_{snooze_id(key)}"


def choose(visit: Visit, todo: Sequence[Action], done: Sequence[Done]) -> tuple[Wanted, bool]:
    """Draw the search, the filters and the switch to select several; return what is wanted, and the switch.

    What is on offer is what there is, to do and done.
    """
    kinds, people = visit.remember(lambda: _offered(visit, done), "done_filters", *FILTERED)
    words = {one.value: one.words for one in Kind if one in {*kinds_in(todo), *kinds}}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        icon, hint = ":material/search:", "Name, words"
        text = st.text_input(
            "Search", key=SEARCH, type="search", live=True, placeholder=hint, icon=icon, persist_state="session"
        )
        set_ = sum(bool(st.session_state.get(key)) for key in FILTERS)
        label = f"Filters ({set_})" if set_ else "Filters"
        with st.popover(label, icon=":material/filter_list:", key="follow_up_tracker_filters"):
            kind = _choose_filter("What", KIND, "Everything", words)
            lane = _choose_filter("When", LANE, "Any time", {one.value: LANE_WORDS[one] for one in Lane})
            names = {one.id: one.name for one in people_in(todo)} | people
            everybody = dict(sorted(names.items(), key=lambda one: one[1].casefold()))
            person = _choose_filter("Person", PERSON, "Everybody", everybody)
        selecting = st.toggle("Select several", key=SELECTING) if todo else False
    if text or set_:
        label = "Clear the search and the filters" if text and set_ else "Clear the search" if text else "Show all"
        st.button(label, key="follow_up_tracker_clear", type="tertiary", icon=":material/close:", on_click=_clear)
    return Wanted(Kind(kind) if kind else None, Lane(lane) if lane else None, person or None, text or ""), selecting


def _offered(visit: Visit, done: Sequence[Done]) -> tuple[set[Kind], dict[str, str]]:
    """Return the kinds of what is done, and the names of those it concerned by their ids."""
    people = dict.fromkeys(id for one in done for id in one.people)
    return {one.kind for one in done if one.kind}, {id: directory(visit).name(id) for id in people}


def _choose_filter(label: str, key: str, all_of_them: str, words: Mapping[str, str]) -> str:
    # What was chosen may be settled meanwhile; then nothing is left out any more.
    if st.session_state.get(key, "") not in words:
        st.session_state[key] = ""
    said = {"": all_of_them, **words}
    chosen: str = st.selectbox(label, list(said), format_func=lambda one: said[one], key=key, persist_state="session")
    return chosen


def _clear() -> None:
    for key in (SEARCH, *FILTERS):
        st.session_state[key] = ""
