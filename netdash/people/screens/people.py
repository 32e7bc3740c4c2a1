"""The list of people as a table, with its search and filters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from netdash import date_style
from netdash.follow_up.actions import SOURCE_KINDS, Action
from netdash.follow_up.screens import queries
from netdash.moments import day_of
from netdash.outreach.exchanges import exchanges, moment_sent
from netdash.people import contacts
from netdash.people.call_names import call_name
from netdash.people.screens import cadence, person
from netdash.people.screens.directory import directory, last_held_or_planned
from netdash.people.screens.form import ROLE_WORDS
from netdash.records import Contact, Introduction, Meeting, Message, Stakeholder, Trashed
from netdash.ui import lists, part, selections
from netdash.ui.session import Visit
from netdash.wording import counted

if TYPE_CHECKING:
    import pyarrow as pa

ROWS, ROWS_IN_SIGHT = 500, 20
"""How many rows a page of the table has, and how many of them are seen at once."""
NAME_WIDTH, COMPANY_WIDTH, NEXT_WIDTH, DUE_WIDTH, ROLE_WIDTH, DAY_WIDTH = 160, 92, 182, 97, 104, 110
"""In pixels, so that a phone shows the name and the company, and 1,440 pixels all but the last two."""


BESIDE = (8, 5)
"""The person beside the table has buttons in their rows, and is wider than what stands beside other lists."""


class PeopleFilter(StrEnum):
    """The filters of the list; the value is what a member reads."""

    TECHNICAL = "Technical"
    HR = "HR"
    TO_DO = "To do for me"
    WAITING = "Waiting for a reply"


SIDES = {PeopleFilter.TECHNICAL: Stakeholder.TECHNICAL, PeopleFilter.HR: Stakeholder.HR}


def show(visit: Visit) -> None:
    """Draw the search, the filters and the table of the people who match, and one of them beside it."""
    table, beside = lists.columns(BESIDE)
    with table:
        _draw_search()
        part.part(visit, _draw_list, fields=("people_search",))
    selections.draw_beside("people", beside, partial(person.show_beside, visit))


def _found(visit: Visit, text: str) -> Sequence[Contact]:
    everybody = visit.workspace.all(Contact)
    return visit.remember(lambda: contacts.search(everybody, text), "people_found", Contact, given=text)


def _most_urgent(people: Sequence[Contact], to_do: Mapping[str, Action]) -> str:
    """Return the id of whom something is to do for first, else of the first."""
    waiting = [someone.id for someone in people if someone.id in to_do]
    return min(waiting, key=lambda id: to_do[id].order, default=people[0].id)


def _draw_list(visit: Visit) -> None:
    with lists.filter_bar("people", ("people_show",), "Clear") as text:
        chosen = lists.pills("Show", "people_show", {show.value: show.value for show in PeopleFilter})
    asked = frozenset(map(PeopleFilter, chosen))
    people, to_do = _filtered(visit, _found(visit, text), asked), _next_actions(visit)
    ids = {someone.id for someone in people}
    first = lambda: _most_urgent(people, to_do)  # noqa: E731
    selections.choose_beside("people", (text, asked), ids, first, partial(visit.workspace.get, Contact))
    few = f"{len(people)} of " if text or chosen else ""
    number = sum(person.id in to_do for person in people)
    words = f"{few}{counted(len(visit.workspace.all(Contact)), 'person', 'people')}, {number} to do"
    advice = "Press a name to open their page, the rest of a row to see them here."
    st.caption(f"{words}. {advice}" if people else "Nobody matches. Try fewer letters or filters.")
    if people:
        _draw_table(visit, people)


def _draw_search() -> None:
    """Draw the search; the action “Try someone else at …” links here with a company."""
    company = st.query_params.get("company", "")
    if company != st.session_state.get("_people_company", ""):
        st.session_state["_people_company"] = company
        if company:
            st.session_state["people_search"], st.session_state["people_show"] = company, []
    lists.list_search("people", "Name, company, tag")


def _filtered(visit: Visit, people: Sequence[Contact], chosen: frozenset[PeopleFilter]) -> Sequence[Contact]:
    """Return the people who match the filters: by name, or the most urgent first where there is something to do."""
    sides = {SIDES[show] for show in chosen if show in SIDES}
    if sides:
        people = [person for person in people if person.stakeholder in sides]
    if PeopleFilter.TO_DO in chosen:
        to_do = _next_actions(visit)
        people = sorted((person for person in people if person.id in to_do), key=lambda person: to_do[person.id].order)
    if PeopleFilter.WAITING in chosen:
        people = [person for person in people if person.id in _waiting(visit)]
    return people


def _next_actions(visit: Visit) -> Mapping[str, Action]:
    """Return the most urgent open action for each person, by id, looked up once a change and once a minute."""

    def build() -> Mapping[str, Action]:
        return {action.person.id: action for action in reversed(queries.queue(visit).actions) if action.person}

    return visit.remember_this_minute(build, "next_actions", *SOURCE_KINDS, given=queries.begun(visit))


def _waiting(visit: Visit) -> frozenset[str]:
    """Return the ids of those whose reply the member waits for, looked up once a change."""

    def build() -> frozenset[str]:
        sent_to: defaultdict[str, list[Message]] = defaultdict(list)
        sent = (message for message in visit.workspace.all(Message) if message.sent_at is not None)
        for message in sorted(sent, key=moment_sent):
            sent_to[message.contact].append(message)
        last_met_at = {id: meeting.ends_at for id, meeting in last_held_or_planned(visit).items()}
        return frozenset(id for id, exchange in exchanges(sent_to, last_met_at).items() if exchange.waiting)

    return visit.remember(build, "waiting", Message, Meeting)


def _draw_table(visit: Visit, people: Sequence[Contact]) -> None:
    """Draw a page of the table; a press on a name opens their page, a press elsewhere in a row shows them beside it."""
    page = lists.page_of(people, "people_page", ROWS)
    column = st.column_config
    opened = lists.table(
        "people",
        _table(visit, page),
        [person.id for person in page],
        NAME_WIDTH,
        "People: name, company, role in hiring, last contact, what is next. Press a name to open their page.",
        {
            "Company": column.TextColumn(width=COMPANY_WIDTH),
            "Next": column.TextColumn(width=NEXT_WIDTH),
            "Due": column.DateColumn(width=DUE_WIDTH, format=date_style.current().column),
            "Role in hiring": column.TextColumn(width=ROLE_WIDTH),
            "Last contact": column.DateColumn(width=DAY_WIDTH, format=date_style.current().column),
            "Introductions": column.NumberColumn(width=DAY_WIDTH),
        },
        selection_mode="single-cell",
        height="content" if len(page) <= ROWS_IN_SIGHT else 35 * (ROWS_IN_SIGHT + 1),
    )
    if opened is not None:
        st.switch_page("people.py", query_params={"contact": opened})
    lists.pager(people, "people_page", ROWS)


def _table(visit: Visit, page: Sequence[Contact]) -> pa.Table:
    """Return the rows of these people, built once a change and once a minute."""

    def build() -> pa.Table:
        name, last, zone = directory(visit).name, cadence.last_contacts(visit), visit.zone
        next_actions = _next_actions(visit)
        nexts = [next_actions.get(person.id) for person in page]
        introduced = Counter(intro.by_contact for intro in visit.workspace.all(Introduction))
        return lists.table_of(
            {
                "Name": [name(person.id) for person in page],
                "Company": [person.company for person in page],
                "Next": [_next_words(person, action) for person, action in zip(page, nexts, strict=True)],
                "Due": [day_of(action.due, zone) if action else None for action in nexts],
                "Role in hiring": [ROLE_WORDS[person.stakeholder] if person.stakeholder else "" for person in page],
                "Last contact": [day_of(last[person.id], zone) if person.id in last else None for person in page],
                "Introductions": [introduced[person.id] for person in page],
            }
        )

    ids = tuple(person.id for person in page)
    given = (ids, queries.begun(visit))  # as with what is next, so that both are of one moment
    return visit.remember_this_minute(build, "people_table", *SOURCE_KINDS, Trashed, given=given)


def _next_words(person: Contact, action: Action | None) -> str:
    """Say what is next, with the name that a message uses: the whole one stands in the same row."""
    if action is None or action.person is None:
        return ""
    # Once, and as whole words: Ann may have been introduced by Annabel, or by another Ann.
    name = rf"(?<!\w){re.escape(action.person.name)}(?!\w)"
    return re.sub(name, lambda _: call_name(person), action.what, count=1)
