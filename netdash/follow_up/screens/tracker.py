"""The follow-up tracker: its search and filters, its table, what is snoozed, and the calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from netdash import profile, rules
from netdash.follow_up import calendar_files, promises
from netdash.follow_up.actions import (
    LANE_WORDS,
    Action,
    ActionFilter,
    Kind,
    Lane,
    Queue,
    Snoozed,
    kinds_in,
    people_in,
    snooze_id,
    wake,
)
from netdash.follow_up.history import HistoryEntry
from netdash.follow_up.screens import history, queries, rows, selection, to_do_table
from netdash.follow_up.screens import promise as promise_screen
from netdash.meetings import meetings
from netdash.meetings.meetings import thank_you_id
from netdash.moments import day_words
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, Message, Promise, Trashed
from netdash.thank_yous import thank_yous
from netdash.ui import lists, part
from netdash.ui.markdown import badge, escaped
from netdash.ui.request_guard import download_button
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out
from netdash.wording import counted, shortened

FILTER_SOURCE_KINDS = (Message, Promise, Meeting, Contact, Trashed)

FILTERS = ("follow_up_tracker_kind", "follow_up_tracker_lane", "follow_up_tracker_person")
KIND, LANE, PERSON = FILTERS
SEARCH = ("follow_up_tracker_search",)
"""What is typed above the parts that read it."""

LABEL_LETTERS = 40
"""Of what to do first, in its button."""


def summary(queue: Queue) -> str:
    """Count what is to do, and what of it is overdue."""
    late = sum(action.lane is Lane.OVERDUE for action in queue.actions)
    words = f"{counted(len(queue.actions), 'follow-up')} to do"
    return f"{words} · {late} overdue" if late else words


def show_nothing_owed(visit: Visit) -> None:
    """Say that no thank-you is owed or no promise open, where that is so."""
    if not queries.owed(visit):
        words = "All thank-yous sent." if queries.is_everybody_thanked(visit) else "No thank-yous due."
        st.caption(f":material/check: {words} Each conversation you log starts its clock here.")
    if not queries.promised(visit):
        st.caption(":material/check: No open promises. Note them with the conversation in which you made them.")


def show_start(visit: Visit, actions: Sequence[Action]) -> None:
    """Draw the page's main button, which opens the most urgent action."""
    if actions:
        label = f"Start with: {escaped(shortened(to_do_table.labels(visit, actions[:1])[0], LABEL_LETTERS))}"
        # With the action in its key: where another comes first meanwhile, a press opens none that was not shown.
        if st.button(label, key=f"follow_up_tracker_start_{snooze_id(actions[0].key)}", type="primary"):
            rows.go_to(actions[0].where, selection.PAGE)


def show(visit: Visit) -> None:
    """Draw the search, and in a part of its own what it and the filters leave: to do, snoozed and done."""
    if queries.queue(visit).actions or history.entries(visit):
        lists.list_search(selection.PAGE, "Name, words")
    part.part(visit, _draw_lists, SEARCH)


def _draw_lists(visit: Visit) -> None:
    queue, entries, criteria = queries.queue(visit), history.entries(visit), ActionFilter()
    if queue.actions or entries:
        criteria = _choose(visit, queue.actions, entries)
    if queue.actions:
        draw = lambda visit: _draw_table(visit, queries.matching_actions(visit, criteria))  # noqa: E731
        part.part(visit, draw, SEARCH)
    else:
        selection.end()
    _draw_deleted(visit)
    history.show(visit, entries, criteria)


def _draw_table(visit: Visit, actions: Sequence[Action]) -> None:
    if actions:
        to_do_table.draw(visit, actions)
    else:
        st.caption("Nothing matches. Try fewer letters, or show all.")
    selection.draw(visit, actions)


def _occasion_words(visit: Visit, contact: str, meeting: Meeting) -> str:
    person = directory(visit).find(contact)
    occasion = meetings.occasion(meeting, visit.now, visit.zone)
    return " · ".join(filter(None, (escaped(position_words(person)) if person else "", occasion)))


def _draw_deleted(visit: Visit) -> None:
    """Draw thank-yous and promises owed to deleted people, which the queue leaves out."""
    present = directory(visit).present
    owed = tuple(thank_you for thank_you in queries.owed(visit) if thank_you.contact not in present)
    promised = tuple(promise for promise in queries.promised(visit) if promise.contact not in present)
    if not owed and not promised:
        return
    st.header("To people you deleted")
    for thank_you in lists.paged(owed, "follow_up_tracker_deleted_page"):
        key = f"follow_up_tracker_write_{thank_you_id(thank_you.meeting.id, thank_you.contact)}"
        deadline = badge(thank_yous.deadline_of(thank_you.since, visit.now, rules.of(visit.workspace)))
        name = f"**{escaped(directory(visit).name(thank_you.contact))}** {deadline}"
        if lists.row(name, _occasion_words(visit, thank_you.contact, thank_you.meeting), "Write", key=key):
            st.switch_page(
                "follow_up_tracker.py", query_params={"meeting": thank_you.meeting.id, "contact": thank_you.contact}
            )
    for promise in lists.paged(promised, "follow_up_tracker_promised_page"):
        with st.container(horizontal=True, vertical_alignment="center"):
            deadline = badge(promises.deadline_of(promise, visit.today))
            to = escaped(directory(visit).name(promise.contact))
            lists.about(f"**{escaped(promise.what)}** {deadline}", f"to {to}")
            promise_screen.show_settle_buttons(visit, promise.id, "follow_up_tracker")


def show_snoozed(visit: Visit) -> None:
    """Draw the snoozed and dismissed actions, the first to come back first."""
    every = queries.queue(visit).snoozed
    if not every:
        return

    def draw(visit: Visit) -> None:
        for snoozed in lists.paged(every, "follow_up_tracker_resting_page"):
            key = f"follow_up_tracker_wake_{snooze_id(snoozed.action.key)}"
            if lists.row(
                f"**{escaped(snoozed.action.what)}**", _snooze_words(visit, snoozed), "Bring back", key=key, quiet=True
            ):
                _wake(visit, snoozed)

    part.folded_box(visit, f"Snoozed or dismissed ({len(every)})", "snooze", "follow_up_tracker_resting", draw)


def _snooze_words(visit: Visit, snoozed: Snoozed) -> str:
    if snoozed.snooze.until is None:
        return f"dismissed: {escaped(snoozed.snooze.reason)}"
    return f"snoozed until {day_words(snoozed.snooze.until, visit.today)}"


def _wake(visit: Visit, snoozed: Snoozed) -> None:
    change = lambda: wake(visit.workspace, snoozed.snooze.action)  # noqa: E731
    carry_out(visit.workspace, change, f"Back on your list: {snoozed.action.what}.")


def _choose(visit: Visit, actions: Sequence[Action], entries: Sequence[HistoryEntry]) -> ActionFilter:
    """Draw the filters and return what they and the search ask for.

    The options are the kinds and people that occur in the queue and the history.
    """
    kinds, people = visit.remember(lambda: _filter_options(visit, entries), "done_filters", *FILTER_SOURCE_KINDS)
    words = {kind.value: kind.words for kind in Kind if kind in {*kinds_in(actions), *kinds}}
    names = {person.id: person.name for person in people_in(actions)} | people
    everybody = dict(sorted(names.items(), key=lambda item: item[1].casefold()))
    with lists.filter_bar(selection.PAGE, FILTERS, "Show all") as text:
        lanes = lists.pills("When", LANE, {lane.value: words for lane, words in LANE_WORDS.items()})
        with lists.filter_box("follow_up_tracker_filters", (KIND, PERSON)):
            kind = _choose_filter("Kind", KIND, "Everything", words)
            person = _choose_filter("Person", PERSON, "Everybody", everybody)
    return ActionFilter(Kind(kind) if kind else None, tuple(map(Lane, lanes)), person or None, text)


def _filter_options(visit: Visit, entries: Sequence[HistoryEntry]) -> tuple[set[Kind], dict[str, str]]:
    """Return the kinds of the entries, and the names of their people by id."""
    people = dict.fromkeys(id for entry in entries for id in entry.people)
    return {entry.kind for entry in entries if entry.kind}, {id: directory(visit).name(id) for id in people}


def _choose_filter(label: str, key: str, all_of_them: str, words: Mapping[str, str]) -> str:
    # The last action of a chosen kind or person may be settled meanwhile; then the filter is off again.
    if st.session_state.get(key, "") not in words:
        st.session_state[key] = ""
    options = {"": all_of_them, **words}
    choice: str = st.selectbox(
        label, list(options), format_func=lambda option: options[option], key=key, persist_state="session"
    )
    return choice


def show_calendar(visit: Visit, queue: Sequence[Action]) -> None:
    """Draw the download of the calendar file of a queue."""
    download_button(
        visit.workspace,
        "Calendar (.ics)",
        lambda: _calendar_file(visit, queue),
        f"netdash-follow-ups-{visit.today}.ics",
        "text/calendar",
        "follow_up_tracker_ics",
        "event",
        disabled=not queue,
        help="An event for each thing to do, without what is snoozed or dismissed. A second import updates them.",
    )


def _calendar_file(visit: Visit, queue: Sequence[Action]) -> bytes:
    promises, rule, name = visit.workspace.all(Promise), rules.of(visit.workspace), directory(visit).name
    entries = calendar_files.queue_entries(queue, queries.owed(visit), promises, name, rule, visit.zone)
    return calendar_files.follow_up_file(entries, visit.zone, visit.now, profile.calendar_id(visit.workspace))
