"""The log as a table with search, filters and CSV download, and the short form that logs a conversation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash import date_style, rules
from netdash.follow_up.screens import queries
from netdash.meetings import csv_export, meetings
from netdash.meetings.csv_export import Separator
from netdash.meetings.meetings import KIND_WORDS, MeetingFilter, MeetingStatus
from netdash.meetings.results import MeetingResults
from netdash.meetings.screens import meeting as meeting_screen
from netdash.meetings.screens import planned_match
from netdash.meetings.screens.form import SELECT_WIDTH, USUAL_MINUTES, draw_hours, floor_to_five_minutes, hours
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.records import (
    Contact,
    Introduction,
    Meeting,
    MeetingKind,
    Message,
    Promise,
    RuleChanges,
    Trashed,
)
from netdash.thank_yous import thank_yous
from netdash.ui import layout, lists, part, selections
from netdash.ui.forms import Form, form_box
from netdash.ui.request_guard import download_button
from netdash.ui.session import Visit
from netdash.wording import counted

if TYPE_CHECKING:
    import pyarrow as pa

DATES = ("meeting_log_since", "meeting_log_until")
FOLDED = ("meeting_log_kinds", "meeting_log_person")
FILTERS = (*DATES, *FOLDED, "meeting_log_state")

CSV_HELP = "Semicolons are for an Excel that writes 1,5, as in German, French or Spanish."

COLOURS = {
    MeetingStatus.PLANNED: "blue",
    MeetingStatus.UNDER_WAY: "blue",
    MeetingStatus.TO_RECORD: "orange",
    MeetingStatus.HELD: "gray",
    MeetingStatus.CANCELLED: "gray",
    MeetingStatus.NO_SHOW: "gray",
}

WHO_WIDTH, STATE_WIDTH, WHEN_WIDTH = 158, 175, 150
"""In pixels, so that a phone shows the first two columns whole."""

EMPTY = (
    "Write down a conversation while it is fresh: who, when, and what you learned. "
    "Its thank-you clock starts, and the note is drafted for you."
)

NEEDED = (Meeting, Contact, Trashed)


def summary(visit: Visit) -> str:
    """Count the conversations, and what is still to do for them."""
    due = len({owed.meeting.id for owed in queries.owed(visit)})
    under_way = queries.under_way(visit)
    states = Counter(meetings.status(meeting, visit.now, under_way) for meeting in queries.planned(visit))
    open_states = (f"{number} {status.lower()}" for status, number in states.items())
    count = counted(len(visit.workspace.all(Meeting)), "conversation")
    settled = "all thank-yous sent" if queries.is_everybody_thanked(visit) else ""
    thanks = f"{due} with a thank-you to send" if due else settled
    return " · ".join(filter(None, (count, *open_states, thanks)))


def show(visit: Visit) -> None:
    """Draw the search, the filters and the table, and a conversation beside it."""
    table, beside = lists.columns()
    with table:
        with st.container(horizontal=True, vertical_alignment="center"):
            lists.list_search("meeting_log", "Name, place, words")
            with lists.filter_box("meeting_log_dates", DATES, "Dates", icon="date_range"):
                for label, key in zip(("From", "To"), DATES, strict=True):
                    st.date_input(label, None, key=key, format=date_style.current().field, persist_state="session")
        part.part(visit, _draw_list, fields=("meeting_log_search", *DATES))
    selections.draw_beside("meeting_log", beside, partial(meeting_screen.show_beside, visit))


def _draw_list(visit: Visit) -> None:
    """Draw the filters and the table, and the downloads of what is shown."""
    asked = _draw_filters(visit)
    matches = _matches(visit, asked)
    ids = [meeting.id for meeting in matches]
    # The most urgent thank-you first, else what the list begins with.
    owed = (thank_you.meeting.id for thank_you in queries.owed(visit))
    first = lambda: next((id for id in owed if id in ids), ids[0])  # noqa: E731
    selections.choose_beside("meeting_log", asked, ids, first, partial(visit.workspace.get, Meeting))
    total = len(visit.workspace.all(Meeting))
    few = f"{len(matches)} of {counted(total, 'conversation')}. " if len(matches) < total else ""
    # Also between the filters and the buttons that a table shows above itself.
    advice = "Press a name to open it, the rest of a row to see it here."
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{few}{advice}" if matches else "No conversation matches. Clear the search to see all.")
        _draw_export(visit, matches)
    if matches:
        _draw_table(visit, matches)


def _draw_export(visit: Visit, matches: Sequence[Meeting]) -> None:
    with st.popover("Export", icon=":material/download:", key="meeting_log_export"):
        st.caption(f"{counted(len(matches), 'conversation')}, as shown below, all pages.")
        _offer_csv(visit, matches, "Download CSV", Separator.COMMA, "meeting_log_csv")
        _offer_csv(visit, matches, "CSV with semicolons", Separator.SEMICOLON, "meeting_log_csv_semicolons")
        st.caption(CSV_HELP)


def _offer_csv(visit: Visit, matches: Sequence[Meeting], label: str, separator: Separator, key: str) -> None:
    def build() -> bytes:
        stored = (visit.workspace.require(Meeting, meeting.id) for meeting in matches)  # not as held, on the screen
        return csv_export.export_log(visit.workspace, stored, visit.now, visit.zone, separator)

    download_button(
        visit.workspace,
        label,
        build,
        f"netdash-meetings-{visit.today}.csv",
        "text/csv",
        key,
        disabled=not matches,
    )


def _matches(visit: Visit, filter: MeetingFilter) -> tuple[Meeting, ...]:
    def build() -> tuple[Meeting, ...]:
        name = directory(visit).name
        related = meetings.related_words(visit.workspace, name) if filter.text else {}
        planned = {meeting.id: meeting for meeting in queries.planned(visit)}
        all_meetings = [planned.get(meeting.id, meeting) for meeting in visit.workspace.all(Meeting)]
        under_way = queries.under_way(visit)
        return meetings.filtered(all_meetings, filter, visit.now, visit.zone, name, related, under_way)

    # A planned conversation becomes one to record as time passes, so the cache depends on the minute then.
    minute = visit.now.replace(second=0, microsecond=0) if filter.statuses else None
    given = (filter, visit.zone.key, minute, queries.begun(visit))
    return visit.remember(build, "found", *NEEDED, Promise, Introduction, given=given)


def _draw_filters(visit: Visit) -> MeetingFilter:
    """Draw the filters; return what they and the search ask for."""
    with lists.filter_bar("meeting_log", FILTERS, "Clear") as text:
        statuses = lists.pills("State", "meeting_log_state", {status.value: status.value for status in MeetingStatus})
        kind_words = {kind.value: KIND_WORDS[kind] for kind in MeetingKind}
        with lists.filter_box("meeting_log_filters", FOLDED):
            kinds = lists.several("Kind", "meeting_log_kinds", kind_words)
            people = lists.several("Person", "meeting_log_person", people_picker.labels(visit))
        since, until = (st.session_state.get(key) for key in DATES)
        kinds_and_states = tuple(map(MeetingKind, kinds)), tuple(people), tuple(map(MeetingStatus, statuses))
    return MeetingFilter(text, since, until, *kinds_and_states)


def _draw_table(visit: Visit, matches: tuple[Meeting, ...]) -> None:
    page = lists.page_of(matches, "meeting_log_page")
    table, colours = _table(visit, page)
    opened = lists.table(
        "meeting_log",
        table,
        [meeting.id for meeting in page],
        WHO_WIDTH,
        "The log: with whom, the thank-you, when, what was learned. Press a name to open it.",
        {
            "State": lists.state_column(colours, STATE_WIDTH),
            "When": st.column_config.DatetimeColumn(width=WHEN_WIDTH, format=date_style.current().moment_column),
            "Learned": st.column_config.TextColumn(width="large"),
        },
        selection_mode="single-cell",
    )
    if opened is not None:
        st.switch_page("meeting_log.py", query_params={"meeting": opened})
    lists.pager(matches, "meeting_log_page")


def _table(visit: Visit, page: Sequence[Meeting]) -> tuple[pa.Table, dict[str, str]]:
    """Return the rows of these conversations, and the colour of each state; built once a change and once a minute."""

    def build() -> tuple[pa.Table, dict[str, str]]:
        applied, people = rules.of(visit.workspace), directory(visit)
        owed = {thank_you.meeting.id for thank_you in queries.owed(visit)}
        thanked, under_way = {meeting for meeting, _ in queries.thanked(visit)}, queries.under_way(visit)
        states = [
            _due(meeting, visit.now, applied)
            if meeting.id in owed
            else _settled(meetings.status(meeting, visit.now, under_way), is_thanked=meeting.id in thanked)
            for meeting in page
        ]
        columns: dict[str, Sequence[object]] = {
            "Who": [people.names(meeting.contacts) for meeting in page],
            "State": [[words] for words, _ in states],
            "When": [meeting.starts_at.astimezone(visit.zone).replace(tzinfo=None) for meeting in page],
            "Learned": [" · ".join(meeting.learnings) for meeting in page],
        }
        return lists.table_of(columns), dict(states)

    given = tuple(meeting.id for meeting in page), queries.begun(visit)
    return visit.remember_this_minute(build, "log_table", *NEEDED, Message, RuleChanges, given=given)


def _due(meeting: Meeting, now: datetime, applied: rules.Rules) -> tuple[str, str]:
    deadline = thank_yous.deadline_of(meeting.ends_at, now, applied)
    return f"Thank-you {deadline.words}", deadline.urgency.value


def _settled(status: MeetingStatus, *, is_thanked: bool) -> tuple[str, str]:
    """Return a status in words, and its colour."""
    return ("Thanked", "green") if status is MeetingStatus.HELD and is_thanked else (status.value, COLOURS[status])


def show_quick_log(visit: Visit, actions: DeltaGenerator, *, primary: bool) -> None:
    """Draw the short form and log what is in it, and its button among the page's actions.

    It is folded unless something is typed in it.
    """
    draw, icon, key, width = partial(_draw_quick_log, visit), ":material/add:", "today_quick_log", layout.PAGE_WIDTH
    label, form = "Log a conversation", "today"
    form_box(visit, label, form, draw, icon=icon, key=key, actions=actions, primary=primary, width=width)


def _draw_quick_log(visit: Visit) -> None:
    """Draw it in two rows where there is room, as what there is to do stands below."""
    form = Form(visit, "today")
    who, when = st.columns([1, 2])
    with who:
        people = people_picker.pick(visit, form, "Who did you talk to?", "people")
    with when, st.container(horizontal=True):
        ended_at = floor_to_five_minutes(visit.now)
        day, at, minutes = draw_hours(form, "Ended at", "end", ended_at, USUAL_MINUTES, counts=False)
        kinds = {kind.value: words for kind, words in KIND_WORDS.items()}
        kind = form.choice("Kind", "kind", kinds, next(iter(kinds)), counts=False, width=SELECT_WIDTH)
    form.stands_for("learnings", "learned")
    form.mind_clock(day, at)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=layout.NARROW_WIDTH):
            learning = form.line("One thing you learned", "learned")
        form.keep()
        pressed = form.submitted("Log the conversation")
    should_save, planned = planned_match.ask(visit, form, people.ids, day, at, minutes, pressed=pressed)
    if should_save:
        with form.submitting(Meeting) as submission:
            starts_at, ends_at = hours(form, None, day, at, minutes)
            fields = {"contacts": people.ids, "kind": kind, "starts_at": starts_at, "ends_at": ends_at}
            meeting = form.made(Meeting, {**fields, "learnings": (learning,)})
            newcomers = MeetingResults(tuple(people.contacts()))
            planned_match.log(form, submission, planned, meeting, newcomers, briefly=True)
