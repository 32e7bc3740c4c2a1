"""What every engine promises, as `Workspace` says it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from netdash.errors import GoneError, InvalidRecordError
from netdash.records import KINDS, Contact, Draft, Meeting, Profile, Promise, new_id
from netdash.records.base import ConflictError
from netdash.store import Workspace
from tests.store.conftest import Open

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


class Stopped(BaseException):
    """What Streamlit does to a script: no Exception."""


def ann(**fields: object) -> Contact:
    return Contact.model_validate({"name": "Ann", **fields})


def names(workspace: Workspace) -> list[str]:
    return [contact.name for contact in workspace.all(Contact)]


def saved(workspace: Workspace, contact: Contact) -> Contact:
    workspace.save(contact)
    stored_contact = workspace.get(Contact, contact.id)
    assert stored_contact is not None
    return stored_contact


def test_a_new_workspace_is_empty(workspace: Workspace) -> None:
    assert workspace.all(Contact) == ()
    assert workspace.get(Contact, new_id()) is None


def test_a_saved_record_comes_back_typed_and_stamped(open_workspace: Open) -> None:
    workspace = open_workspace(lambda: NOON)
    contact = ann(emails=("ann@example.org",))
    assert workspace.save(contact) == contact.id
    expected = contact.model_copy(update={"created_at": NOON, "updated_at": NOON})
    assert workspace.get(Contact, contact.id) == expected
    assert workspace.all(Contact) == (expected,)


def test_records_stay_in_the_order_of_their_first_save(workspace: Workspace) -> None:
    first, second = saved(workspace, ann()), saved(workspace, ann(name="Bea"))
    workspace.save(first.replace(name="Zoe"))
    assert [contact.id for contact in workspace.all(Contact)] == [first.id, second.id]


def test_unchanged_reads_give_the_very_same_records(workspace: Workspace) -> None:
    saved(workspace, ann())
    assert workspace.all(Contact) is workspace.all(Contact)


def test_one_save_leaves_the_other_records_the_very_same(workspace: Workspace) -> None:
    contact = saved(workspace, ann())
    saved(workspace, ann(name="Bea"))
    assert workspace.all(Contact)[0] is contact


def test_what_a_change_makes_of_a_sample_record_is_the_members_own(workspace: Workspace) -> None:
    contact = saved(workspace, ann(sample=True))
    assert saved(workspace, contact).sample, "saved unchanged"
    workspace.put(contact.replace(notes="Restored"))
    restored = workspace.get(Contact, contact.id)
    assert restored is not None
    assert restored.sample, "put as it is"
    assert not saved(workspace, restored.replace(notes="Mine")).sample
    other = saved(workspace, ann(sample=True))
    with workspace.transaction():
        workspace.amend(other.replace(notes="Mine"))
    amended = workspace.get(Contact, other.id)
    assert amended == other.replace(notes="Mine", sample=False), "under the same moment"
    assert not saved(workspace, other.replace(name="Bea")).sample, "from a form opened on it as sample"


def test_every_version_has_a_later_moment_even_when_the_clock_stands_still(open_workspace: Open) -> None:
    workspace = open_workspace(lambda: NOON)
    first = saved(workspace, ann())
    second = saved(workspace, first.replace(name="Bea"))
    assert second.created_at == NOON
    assert second.updated_at == NOON + timedelta(microseconds=1)


def test_the_second_of_two_tabs_is_refused_with_both_versions(workspace: Workspace) -> None:
    loaded = saved(workspace, ann())
    theirs = saved(workspace, loaded.replace(name="Theirs"))
    with pytest.raises(ConflictError) as refused:
        workspace.save(loaded.replace(name="Mine"))
    assert isinstance(refused.value.mine, Contact)
    assert refused.value.mine.name == "Mine"
    assert refused.value.theirs == theirs
    assert workspace.all(Contact) == (theirs,)


def test_a_new_record_never_replaces_a_stored_one(workspace: Workspace) -> None:
    contact = ann()
    first = saved(workspace, contact)
    with pytest.raises(ConflictError):
        workspace.save(contact.replace(name="Twice"))
    assert workspace.all(Contact) == (first,)


def test_saving_a_deleted_record_says_that_it_is_gone(workspace: Workspace) -> None:
    loaded = saved(workspace, ann())
    workspace.delete(loaded)
    with pytest.raises(GoneError):
        workspace.save(loaded.replace(name="Late"))
    assert workspace.all(Contact) == ()


def test_deleting_what_is_not_there_is_no_error(workspace: Workspace) -> None:
    workspace.delete(ann())
    assert workspace.all(Contact) == ()


def test_put_stores_a_record_exactly_as_it_is(workspace: Workspace) -> None:
    old = ann(created_at=NOON, updated_at=NOON)
    workspace.put(old)
    workspace.put(old.replace(name="Again"))
    assert workspace.all(Contact) == (old.replace(name="Again"),)


def test_a_record_put_without_a_moment_can_be_edited(workspace: Workspace) -> None:
    bare = ann()
    workspace.put(bare)
    workspace.save(bare.replace(name="Edited"))
    assert workspace.all(Contact)[0].name == "Edited"


def test_a_new_record_that_is_saved_once_more_is_left_as_it_is(workspace: Workspace) -> None:
    new = ann()
    assert workspace.save_once(new) == workspace.save_once(new.replace(name="Typed since")) == new.id
    assert names(workspace) == ["Ann"]


def test_a_change_is_saved_once_too_also_of_a_record_put_without_a_moment(workspace: Workspace) -> None:
    bare, stored = ann(), saved(workspace, ann(name="Bea"))
    workspace.put(bare)
    workspace.save_once(bare.replace(name="Edited"))
    workspace.save_once(stored.replace(name="Cem"))
    assert sorted(names(workspace)) == ["Cem", "Edited"]
    with pytest.raises(ConflictError):
        workspace.save_once(stored.replace(name="Late"))


def test_fields_that_netdash_does_not_know_survive_a_save(workspace: Workspace) -> None:
    loaded = saved(workspace, ann(pet={"kind": "parrot", "age": 3}))
    again = saved(workspace, loaded.replace(name="Bea"))
    assert again.model_extra == {"pet": {"kind": "parrot", "age": 3}}


@pytest.mark.parametrize("unkeepable", ["half a pair \ud800", 2**70])
def test_a_record_that_could_not_be_read_back_is_refused(workspace: Workspace, unkeepable: object) -> None:
    with pytest.raises(InvalidRecordError, match="This person holds something that cannot be written down"):
        workspace.save(ann(pet=unkeepable))
    with pytest.raises(InvalidRecordError):
        workspace.save(ann().model_copy(update={"name": ""}))
    assert workspace.all(Contact) == ()


def test_a_transaction_writes_all_kinds_or_none(workspace: Workspace) -> None:
    contact = ann()
    with workspace.transaction():
        workspace.save(contact)
        workspace.save(Promise(contact=contact.id, what="Send the slides", due_on=NOON.date()))
    assert len(workspace.all(Contact)) == len(workspace.all(Promise)) == 1


@pytest.mark.parametrize("stop", [RuntimeError, KeyboardInterrupt, Stopped])
def test_any_exception_in_a_transaction_leaves_everything_as_it_was(
    workspace: Workspace, stop: type[BaseException]
) -> None:
    contact, doomed = saved(workspace, ann()), saved(workspace, ann(name="Bea"))
    before = workspace.version(Contact, Promise)

    def break_off() -> None:
        workspace.save(contact.replace(name="Changed"))
        workspace.delete(doomed)
        workspace.save(Promise(contact=contact.id, what="Send the slides", due_on=NOON.date()))
        raise stop

    with pytest.raises(stop), workspace.transaction():
        break_off()
    assert workspace.all(Contact) == (contact, doomed)
    assert workspace.all(Promise) == ()
    assert workspace.version(Contact, Promise) == before
    workspace.save(contact.replace(name="Afterwards"))


def test_a_refused_save_takes_its_transaction_with_it(workspace: Workspace) -> None:
    loaded = saved(workspace, ann())
    newer = saved(workspace, loaded.replace(name="Newer"))

    def save_both() -> None:
        workspace.save(ann(name="Bystander"))
        workspace.save(loaded)

    with pytest.raises(ConflictError), workspace.transaction():
        save_both()
    assert workspace.all(Contact) == (newer,)


def test_reads_inside_a_transaction_see_its_changes(workspace: Workspace) -> None:
    contact, doomed = saved(workspace, ann()), saved(workspace, ann(name="Bea"))
    with workspace.transaction():
        workspace.save(contact.replace(name="Changed"))
        workspace.delete(doomed)
        fresh = saved(workspace, ann(name="Fresh"))
        assert [contact.name for contact in workspace.all(Contact)] == ["Changed", "Fresh"]
        assert workspace.get(Contact, doomed.id) is None
        workspace.save(fresh.replace(name="Fresher"))
    assert [contact.name for contact in workspace.all(Contact)] == ["Changed", "Fresher"]


def test_a_transaction_inside_another_belongs_to_the_outer_one(workspace: Workspace) -> None:
    def both() -> None:
        with workspace.transaction():
            with workspace.transaction():
                workspace.save(ann())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        both()
    assert workspace.all(Contact) == ()


def test_an_inner_transaction_that_fails_takes_back_only_itself(workspace: Workspace) -> None:
    def fail() -> None:
        workspace.save(ann(name="Bea"))
        raise RuntimeError

    with workspace.transaction():
        workspace.save(ann())
        with pytest.raises(RuntimeError), workspace.transaction():
            fail()
    assert [contact.name for contact in workspace.all(Contact)] == ["Ann"]


def test_other_threads_read_the_old_state_while_a_transaction_is_open(workspace: Workspace) -> None:
    states: list[tuple[Contact, ...]] = []
    with workspace.transaction():
        workspace.save(ann())
        reader = threading.Thread(target=lambda: states.append(workspace.all(Contact)))
        reader.start()
        reader.join()
    assert states == [()]
    assert len(workspace.all(Contact)) == 1


def test_other_threads_wait_with_their_writes_while_a_transaction_is_open(workspace: Workspace) -> None:
    loaded = saved(workspace, ann(notes="0"))

    def count_up() -> None:
        with workspace.transaction():
            contact = workspace.get(Contact, loaded.id)
            assert contact is not None
            workspace.save(contact.replace(notes=str(int(contact.notes) + 1)))

    with workspace.transaction():
        waiting = [threading.Thread(target=count_up) for _ in range(4)]
        for thread in waiting:
            thread.start()
        count_up()
    for thread in waiting:
        thread.join()
    assert workspace.all(Contact)[0].notes == "5"


def test_the_version_changes_with_its_kinds_and_only_with_them(workspace: Workspace) -> None:
    before = {kind: workspace.version(kind) for kind in (Contact, Meeting, Draft)}
    contact = saved(workspace, ann())
    assert workspace.version(Contact) != before[Contact]
    assert workspace.version(Meeting, Draft) == workspace.version(Meeting, Draft)
    assert workspace.version(Meeting) == before[Meeting]
    version = workspace.version(Contact)
    workspace.delete(contact)
    assert workspace.version(Contact) != version


def test_drafts_do_not_disturb_the_version_of_the_rest(workspace: Workspace) -> None:
    before, drafts = workspace.version(), workspace.version(Draft)
    workspace.save(Draft(form="log", fields={"notes": "typ"}))
    assert workspace.version() == before
    assert workspace.version(Draft) != drafts


def test_two_workspaces_never_share_a_version(open_workspace: Open) -> None:
    assert open_workspace().version(Contact) != open_workspace().version(Contact)


def test_what_is_read_inside_a_transaction_gets_a_version_that_never_comes_again(workspace: Workspace) -> None:
    before = workspace.version(Contact)

    def look_and_break_off() -> None:
        workspace.save(ann())
        inside = workspace.version(Contact)
        workspace.save(ann())
        assert len({before, inside, workspace.version(Contact)}) == 3
        raise Stopped

    with pytest.raises(Stopped), workspace.transaction():
        look_and_break_off()
    assert workspace.version(Contact) == before


def test_a_write_that_changes_nothing_leaves_the_version(workspace: Workspace) -> None:
    contact = saved(workspace, ann())
    before = workspace.version(Contact)
    workspace.put(contact)
    workspace.delete(ann())
    assert workspace.version(Contact) == before


def test_the_profile_is_one_record_under_its_fixed_id(workspace: Workspace) -> None:
    workspace.save(Profile(name="Maria"))
    with pytest.raises(ConflictError):
        workspace.save(Profile(name="Another"))
    assert [profile.name for profile in workspace.all(Profile)] == ["Maria"]


def test_erasing_leaves_no_record_of_any_kind(workspace: Workspace) -> None:
    before = workspace.version(Contact)
    workspace.save(Contact(name="Ada"))
    workspace.save(Draft(form="meeting_log", fields={"notes": "half a"}))
    workspace.erase()
    assert [record for kind in KINDS for record in workspace.all(kind)] == []
    assert workspace.version(Contact) != before
    workspace.save(Contact(name="Grace"))
    assert [contact.name for contact in workspace.all(Contact)] == ["Grace"]


def test_a_workspace_refuses_to_erase_from_inside_a_transaction_of_its_own(workspace: Workspace) -> None:
    with pytest.raises(RuntimeError), workspace.transaction():
        workspace.erase()


def test_a_run_reads_the_state_that_it_began_with_until_it_writes(workspace: Workspace) -> None:
    workspace.begin_run()
    version = workspace.version(Contact)
    with ThreadPoolExecutor() as threads:
        threads.submit(workspace.save, Contact(name="Ann")).result()
        assert threads.submit(names, workspace).result() == ["Ann"]
        assert (names(workspace), workspace.version(Contact), workspace.contents().count) == ([], version, 0)
        workspace.save(Contact(name="Bea"))
        assert names(workspace) == ["Ann", "Bea"]
        threads.submit(workspace.save, Contact(name="Cid")).result()
        workspace.begin_run()
        assert names(workspace) == ["Ann", "Bea", "Cid"]
        threads.submit(workspace.erase).result()
        with suppress(GoneError), workspace.transaction():
            workspace.delete(workspace.require(Contact, "f" * 32))
        assert names(workspace) == []


def test_what_reads_one_state_for_a_while_reads_the_present_one_afterwards(workspace: Workspace) -> None:
    with ThreadPoolExecutor() as threads:
        with workspace.reading():
            threads.submit(workspace.save, Contact(name="Ann")).result()
            assert names(workspace) == []
        assert names(workspace) == ["Ann"]
