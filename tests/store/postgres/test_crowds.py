"""A cohort at once on one database: fifty members in one process, twenty tabs of one member in four processes."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

import pytest

from netdash.records import Contact
from netdash.store import PostgresStore, Workspace, open_postgres
from tests.store.writing import assert_nothing_lost, start_counting, write_many, write_many_to

MEMBERS, PROCESSES, TABS, WRITES = 50, 4, 5, 16


def member(number: int) -> str:
    return f"member{number}@example.org"


def write_in_tabs(url: str, first: int) -> list[dict[str, str]]:
    """Write in several tabs of one server process at once."""
    workspace: Workspace = open_postgres(url, "ann")
    with ThreadPoolExecutor(TABS) as tabs:
        return list(tabs.map(lambda tab: write_many(workspace, first + tab, WRITES), range(TABS)))


def test_fifty_members_at_once_lose_nothing_and_see_nothing_of_each_other(url: str) -> None:
    store = PostgresStore(url)
    for number in range(MEMBERS):
        start_counting(store.workspace(member(number)))
    with ThreadPoolExecutor(MEMBERS) as threads:
        acknowledged = list(
            threads.map(lambda number: write_many(store.workspace(member(number)), number, WRITES), range(MEMBERS))
        )
    again = PostgresStore(url)
    for number in range(MEMBERS):
        for opened in (store, again):
            assert_nothing_lost(opened.workspace(member(number)), [acknowledged[number]], WRITES)
    store.close()
    again.close()


@pytest.mark.usefixtures("no_main_script")
def test_twenty_tabs_of_one_member_in_four_processes_lose_nothing(url: str) -> None:
    store = PostgresStore(url)
    start_counting(store.workspace("ann"))
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        written = list(processes.map(partial(write_in_tabs, url), range(0, PROCESSES * TABS, TABS)))
    acknowledged = [names for names_of_tabs in written for names in names_of_tabs]
    assert len(acknowledged) == PROCESSES * TABS
    again = PostgresStore(url)
    assert_nothing_lost(again.workspace("ann"), acknowledged, WRITES)
    assert again.workspace("ann").all(Contact) == store.workspace("ann").all(Contact)
    store.close()
    again.close()


def test_a_workspace_object_a_thread_on_one_workspace_loses_nothing(url: str) -> None:
    opening = partial(open_postgres, url, "ann")
    start_counting(opening())
    with ThreadPoolExecutor(3) as threads:
        acknowledged = list(threads.map(lambda writer: write_many_to(opening, writer, WRITES), range(3)))
    assert_nothing_lost(opening(), acknowledged, WRITES)
