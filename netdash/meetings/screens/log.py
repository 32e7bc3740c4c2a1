"""The log as a table: search, filters, pages, and the CSV of what is filtered; and a line to log one quickly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from netdash import rules
from netdash.follow_up.screens import queries
from netdash.meetings import csv_export, meetings
from netdash.meetings.csv_export import Separator
from netdash.meetings.meetings import KIND_WORDS, MeetingFilter, MeetingStatus
from netdash.meetings.screens import planned_match
from netdash.meetings.screens.form import USUAL_MINUTES, five_minutes_down
from netdash.moments import moment_by
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.records import Contact, Introduction, Meeting, MeetingKind, MeetingState, Message, Promise, Trashed
from netdash.thank_yous import thank_yous
from netdash.ui import flash, lists, session
from netdash.ui.forms import Form
from netdash.ui.session import Visit
from netdash.ui.side_doors import for_this_browser
from netdash.wording import counted

FILTERS: dict[str, object] = {
    "meeting_log_search": "",
    "meeting_log_since": None,
    "meeting_log_until": None,
    "meeting_log_kinds": [],
    "meeting_log_person": [],
    "meeting_log_state": [],
}
"""The keys of the filters, each with what lets everything through."""

WHICH_CSV = "Semicolons: for an Excel that writes 1,5, as in German, French or Spanish. Commas: for everything else."

WHO_WIDTH, WHEN_WIDTH = 165, 130
"""In pixels: on a phone the first two columns are seen whole."""

NEEDED = (Meeting, Contact, Trashed)


def show(visit: Visit) -> None:
    """Draw the filters, the table and the download."""
    st.subheader("All conversations")
    wanted = _draw_filters(visit)
    found = _found(visit, wanted)
    total = len(visit.workspace.all(Meeting))
    count = counted(len(found), "conversation")
    st.caption(count if len(found) == total else f"{count} of {total} match. Clear the filters to see all.")
    if found:
        _draw_table(visit, found)
    with st.container(horizontal=True, vertical_alignment="center"):
        _offer_csv(visit, found, "Download CSV", Separator.COMMA, "meeting_log_csv")
        _offer_csv(visit, found, "CSV with semicolons", Separator.SEMICOLON, "meeting_log_csv_semicolons")
        st.caption(WHICH_CSV)


def _offer_csv(visit: Visit, found: Sequence[Meeting], label: str, separator: Separator, key: str) -> None:
    st.download_button(
        label,
        data=for_this_browser(
            visit.workspace, lambda: csv_export.export_log(visit.workspace, found, visit.now, visit.zone, separator)
        ),
        file_name=f"netdash-meetings-{visit.today}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=key,
        disabled=not found,
        help="The conversations shown above, all pages, for a spreadsheet",
    )


def _found(visit: Visit, wanted: MeetingFilter) -> tuple[Meeting, ...]:
    def build() -> tuple[Meeting, ...]:
        name = directory(visit).name
        around = meetings.related_words(visit.workspace, name) if wanted.text else {}
        return meetings.filtered(visit.workspace.all(Meeting), wanted, visit.now, visit.zone, name, around)

    # A planned conversation becomes one to record as time passes, so with that filter the minute counts.
    minute = visit.now.replace(second=0, microsecond=0) if wanted.statuses else None
    return visit.remember(build, "found", *NEEDED, Promise, Introduction, given=(wanted, visit.zone.key, minute))


def _draw_filters(visit: Visit) -> MeetingFilter:
    names = people_picker.labels(visit)
    _remember_filters()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Search",
            key="meeting_log_search",
            type="search",
            live=True,
            placeholder="Name, place, words",
            icon=":material/search:",
        )
        count = sum(bool(st.session_state[key]) for key in FILTERS if key != "meeting_log_search")
        label = f"Filters ({count})" if count else "Filters"
        with st.popover(label, icon=":material/filter_list:", key="meeting_log_filters"):
            since = st.date_input("From", key="meeting_log_since", format="YYYY-MM-DD")
            until = st.date_input("To", key="meeting_log_until", format="YYYY-MM-DD")
            kinds = st.multiselect(
                "Kind",
                [kind.value for kind in MeetingKind],
                format_func=lambda one: KIND_WORDS[MeetingKind(one)],
                key="meeting_log_kinds",
            )
            people = st.multiselect(
                "Person", list(names), format_func=lambda id: names.get(id, id), key="meeting_log_person"
            )
            standings = st.multiselect("State", [one.value for one in MeetingStatus], key="meeting_log_state")
    chosen = sum(map(bool, (text, since, until, kinds, people, standings)))
    if chosen:
        label = "Clear the search and the filters" if chosen > 1 else "Clear the search" if text else "Clear the filter"
        st.button(label, key="meeting_log_clear", type="tertiary", icon=":material/close:", on_click=_clear)
    return MeetingFilter(
        text=text or "",
        since=since if isinstance(since, date) else None,
        until=until if isinstance(until, date) else None,
        kinds=tuple(map(MeetingKind, kinds)),
        contacts=tuple(people),
        statuses=tuple(map(MeetingStatus, standings)),
    )


def _remember_filters() -> None:
    """Set the filters as they were before another page was looked at: Streamlit forgets a widget that is not drawn."""
    before = st.session_state.get("_meeting_log_filtered", FILTERS)
    for field in FILTERS:
        st.session_state.setdefault(field, before[field])
    st.session_state["_meeting_log_filtered"] = {field: st.session_state[field] for field in FILTERS}


def _clear() -> None:
    for field, empty in FILTERS.items():
        st.session_state[field] = empty


def _draw_table(visit: Visit, found: tuple[Meeting, ...]) -> None:
    shown = lists.paged(found, "meeting_log_page")
    st.dataframe(
        _frame(visit, shown),
        hide_index=True,
        key="meeting_log_table",
        alt="The log: with whom, when, the thank-you, which kind, what was learned. Press a name to open it.",
        column_config={
            "Who": st.column_config.ButtonColumn(
                type="tertiary", alignment="left", pinned=True, width=WHO_WIDTH, key="meeting_log_open"
            ),
            "When": st.column_config.TextColumn(width=WHEN_WIDTH),
            "Learned": st.column_config.TextColumn(width="large"),
        },
    )
    pressed = st.session_state.get("meeting_log_open")
    # The press names a row of the table as it was then; another tab may have moved the rows since.
    was = st.session_state.get("_meeting_log_shown", ())
    st.session_state["_meeting_log_shown"] = tuple(one.id for one in shown)
    if pressed is not None and pressed["row"] < len(was):
        st.switch_page("meeting_log.py", query_params={"meeting": was[pressed["row"]]})
    lists.pager(found, "meeting_log_page")


def _frame(visit: Visit, shown: Sequence[Meeting]) -> pd.DataFrame:
    settled = queries.thanked(visit)
    known = directory(visit)
    return pd.DataFrame(
        {
            "Who": [known.names(one.contacts) for one in shown],
            "When": [f"{_when(one, visit.zone).astimezone(visit.zone):%Y-%m-%d %H:%M}" for one in shown],
            "State": [_state(visit, one, settled) for one in shown],
            "Learned": [" · ".join(one.learnings) for one in shown],
            "Kind": [KIND_WORDS[one.kind] for one in shown],
        }
    )


def _when(meeting: Meeting, zone: ZoneInfo) -> datetime:
    """Return when to be there; of what is over, when it ended, on its day."""
    return meeting.starts_at if meeting.state is MeetingState.PLANNED else meetings.shown_at(meeting, zone)


def _state(visit: Visit, meeting: Meeting, settled: Mapping[tuple[str, str], Message]) -> str:
    stands = meetings.status(meeting, visit.now)
    if stands is not MeetingStatus.HELD:
        return stands.value
    owing = [contact for contact in meeting.contacts if (meeting.id, contact) not in settled]
    return (
        "Thanked"
        if not owing
        else f"Thank-you {thank_yous.clock(meeting.ends_at, visit.now, rules.of(visit.workspace)).words}"
    )


def show_quick_log(visit: Visit, met: int) -> None:
    """Draw the three fields and log what is in them; `met` says how many conversations there are already.

    They fold into one line from the first on, unless something is typed in them.
    """
    expanded = not met or session.unfinished(visit, "today")
    form = Form(visit, "today")
    # Under another key after each, since what is open stays open in the browser.
    with st.expander("Log a conversation", expanded=expanded, icon=":material/add:", key=f"today_quick_log_{met}"):
        people = people_picker.pick(visit, form, "Who did you talk to?", "people")
        ended = five_minutes_down(visit.now).astimezone(form.zone)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            day = form.day("Day", "day", ended.date(), counts=False)
            at = form.hour("Ended at", "end", ended.time().replace(fold=0), counts=False)
            learned = form.line("One thing you learned", "learned")
        form.mind_clock(day, at)
        form.keep()
        pressed = st.button("Log the conversation", key="today_save", type="primary", icon=":material/add:")
        now, planned = planned_match.ask(visit, form, people.ids, day, at, USUAL_MINUTES, pressed=pressed)
        if now:
            with form.submitting(Meeting) as submission:
                ends_at = moment_by(day, at, form.zone, visit.now)
                hours = {"starts_at": ends_at - timedelta(minutes=USUAL_MINUTES), "ends_at": ends_at}
                meeting = form.made(Meeting, {"contacts": people.ids, **hours, "learnings": (learned,)})
                if planned is not None:
                    planned_match.record_as_planned(visit, form, submission, planned, meeting, people.contacts())
                else:
                    id = meetings.log_meeting(visit.workspace, meeting, visit.now, people.contacts())
                    submission.then(lambda: _say_logged(visit, meeting, id))


def _say_logged(visit: Visit, meeting: Meeting, id: str) -> None:
    names = directory(visit).names(meeting.contacts)
    planned = meeting.ends_at > visit.now
    flash.say(
        f"Planned: {names}." if planned else f"Logged: {names}. Add the rest whenever you like.",
        then=flash.NextStep("Open the conversation", "meeting_log.py", {"meeting": id}),
    )
