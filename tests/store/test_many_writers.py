"""Many threads on one workspace, many processes on one file: every acknowledged write is there afterwards."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from netdash.records import Contact, Promise
from netdash.store import Workspace, open_file
from tests.store.writing import assert_nothing_lost, start_counting, write_many, write_many_to


def test_eight_threads_lose_nothing(workspace: Workspace) -> None:
    start_counting(workspace)
    with ThreadPoolExecutor(8) as threads:
        acknowledged = list(threads.map(lambda writer: write_many(workspace, writer, 200), range(8)))
    assert_nothing_lost(workspace, acknowledged, 200)


@pytest.mark.usefixtures("no_main_script")
def test_four_processes_lose_nothing(path: Path, filed: Workspace) -> None:
    start_counting(filed)
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as processes:
        acknowledged = list(processes.map(partial(write_many_to, partial(open_file, path), writes=100), range(4)))
    assert_nothing_lost(filed, acknowledged, 100)
    assert_nothing_lost(open_file(path), acknowledged, 100)


def test_two_workspaces_of_one_process_on_one_file_lose_nothing(path: Path) -> None:
    start_counting(open_file(path))
    with ThreadPoolExecutor(2) as threads:
        acknowledged = list(threads.map(lambda writer: write_many_to(partial(open_file, path), writer, 40), range(2)))
    assert_nothing_lost(open_file(path), acknowledged, 40)


def test_readers_never_see_half_a_transaction(workspace: Workspace) -> None:
    """A promise is written with its contact, so no state holds one without the other."""
    start_counting(workspace)
    with ThreadPoolExecutor(2) as threads:
        writing = threads.submit(write_many, workspace, 0, 100)
        while not writing.done():
            promised = {promise.id for promise in workspace.all(Promise)}
            assert promised <= {contact.id for contact in workspace.all(Contact)}
        writing.result()
