"""Writers that mix inserts, updates and transactions, and remember what was acknowledged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from netdash.records import Contact, Promise, new_id
from netdash.store import Workspace

COUNTER_ID = "c" * 32


def count_up(workspace: Workspace) -> None:
    """Read, add one, and write, as one transaction: no two writers may lose each other's."""
    with workspace.transaction():
        counter = workspace.get(Contact, COUNTER_ID)
        assert counter is not None
        workspace.save(counter.replace(notes=str(int(counter.notes) + 1)))


def write_many(workspace: Workspace, writer: int, writes: int) -> dict[str, str]:
    """Write so often, and return the name that each contact must have afterwards."""
    names: dict[str, str] = {}
    mine = new_id()
    for number in range(writes):
        name, id = f"{writer} {number}", new_id()
        if number % 4 == 0:
            mine = workspace.save(Contact(id=id, name=name))
        elif number % 4 == 1:
            contact = workspace.get(Contact, mine)
            assert contact is not None
            id = workspace.save(contact.replace(name=name))
        elif number % 4 == 2:
            with workspace.transaction():
                workspace.save(Contact(id=id, name=name))
                workspace.save(Promise(id=id, contact=id, what=name, due_on=date(2026, 5, 4)))
        else:
            count_up(workspace)
            continue
        names[id] = name
    return names


def write_many_to(opening: Callable[[], Workspace], writer: int, writes: int) -> dict[str, str]:
    """Do the same in a process of its own."""
    return write_many(opening(), writer, writes)


def start_counting(workspace: Workspace) -> None:
    """Lay the common counter down."""
    workspace.put(Contact(id=COUNTER_ID, name="Counter", notes="0"))


def assert_nothing_lost(workspace: Workspace, acknowledged: list[dict[str, str]], writes: int) -> None:
    """Compare a workspace with everything that its writers were told is saved."""
    expected = {COUNTER_ID: "Counter"}
    for names in acknowledged:
        expected |= names
    assert {contact.id: contact.name for contact in workspace.all(Contact)} == expected
    counter = workspace.get(Contact, COUNTER_ID)
    assert counter is not None
    assert int(counter.notes) == len(acknowledged) * (writes // 4)
    pairs = {promise.id for promise in workspace.all(Promise)}
    assert len(pairs) == len(acknowledged) * (writes // 4)
    assert pairs <= expected.keys()
