"""Pitches: what they say, how long that takes, and their versions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import drafts, rules, trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.pitch import pitches
from netdash.records import Audience, Draft, Pitch, Trashed, Wording, new_id
from netdash.records.base import ConflictError
from tests.factories import DAY, HOUR, NOON, fresh

KEPT_FOR = rules.shipped().trash.kept_for
ONE = Wording(past="I was a nurse.", interests="I like figures.", outcome="Any advice?")
TWO = ONE.replace(past="I was a ward nurse.")


def saved(workspace, wording=ONE, **fields):
    id = pitches.save_pitch(workspace, Pitch.model_validate({"name": "Mine", **fields}), wording, NOON)
    return workspace.require(Pitch, id)


def versions(workspace, id):
    return [pitches.parts(revision)[0] for revision in workspace.require(Pitch, id).revisions]


# -- what it says -----------------------------------------------------------------


def test_the_joined_pitch_is_a_paragraph_a_part_and_leaves_out_what_is_empty():
    assert pitches.full_text(ONE) == "I was a nurse.\n\nI like figures.\n\nAny advice?"
    assert pitches.full_text(ONE.replace(interests="")) == "I was a nurse.\n\nAny advice?"
    assert pitches.full_text(Wording()) == ""


@given(st.integers(0, 5_000), st.integers(0, 5_000), st.integers(80, 220), st.integers(80, 220))
def test_more_words_never_take_less_time_and_a_faster_pace_never_more(some, more, slow, fast):
    some, more = sorted((some, more))
    slow, fast = sorted((slow, fast))
    assert pitches.spoken_seconds(some, slow) <= pitches.spoken_seconds(more, slow)
    assert pitches.spoken_seconds(some, fast) <= pitches.spoken_seconds(some, slow)


def test_a_minute_is_as_many_words_as_the_pace_says():
    assert pitches.spoken_seconds(140, 140) == 60


def test_pitches_are_listed_by_audience_then_by_name():
    all_pitches = [
        Pitch(name=name, audience=audience) for name, audience in (("b", "hr"), ("Z", "general"), ("a", "general"))
    ]
    assert [pitches.label(pitch) for pitch in pitches.in_order(all_pitches)] == ["General · a", "General · Z", "HR · b"]


def test_a_free_name_is_by_audience_and_counts_up():
    workspace = fresh()
    assert pitches.free_name(workspace, Audience.HR) == "HR pitch"
    saved(workspace, name="hr PITCH")
    saved(workspace, name="HR pitch 2")
    assert pitches.free_name(workspace, Audience.HR) == "HR pitch 3"
    assert pitches.free_name(workspace, Audience.GENERAL) == "General pitch"


# -- saving -----------------------------------------------------------------------


def test_a_new_pitch_has_one_version():
    workspace = fresh()
    pitch = saved(workspace)
    assert pitch.wording.past == ONE.past
    assert [revision.saved_at for revision in pitch.revisions] == [NOON]


def test_a_changed_wording_is_a_new_version_and_the_old_one_stays():
    workspace = fresh()
    pitch = saved(workspace)
    pitches.save_pitch(workspace, pitch, TWO, NOON + HOUR)
    assert versions(workspace, pitch.id) == [ONE.past, TWO.past]
    assert workspace.require(Pitch, pitch.id).wording.past == TWO.past


def test_another_name_alone_is_no_new_version():
    workspace = fresh()
    pitch = saved(workspace)
    pitches.save_pitch(workspace, pitch.replace(name="Ours", audience=Audience.HR), ONE, NOON + HOUR)
    stored = workspace.require(Pitch, pitch.id)
    assert (stored.name, stored.audience, len(stored.revisions)) == ("Ours", Audience.HR, 1)


def test_saving_what_is_stored_writes_nothing():
    workspace = fresh()
    pitch = saved(workspace)
    version = workspace.version(Pitch)
    assert pitches.save_pitch(workspace, pitch, ONE, NOON + HOUR) == pitch.id
    assert workspace.version(Pitch) == version


def test_a_second_submission_of_a_new_pitch_changes_nothing():
    workspace = fresh()
    new = Pitch(name="Mine")
    ids = {pitches.save_pitch(workspace, new, wording, NOON) for wording in (ONE, TWO)}
    assert ids == {new.id}
    assert versions(workspace, new.id) == [ONE.past]


@pytest.mark.parametrize("wording", [Wording(), Wording(past=" \n")])
def test_a_pitch_that_says_nothing_is_refused(wording):
    workspace = fresh()
    with pytest.raises(InvalidRecordError, match="Write at least one of the three parts"):
        pitches.save_pitch(workspace, Pitch(name="Mine"), wording, NOON)
    assert workspace.all(Pitch) == ()


def test_the_second_of_two_tabs_is_refused_with_both_versions():
    workspace = fresh()
    pitch = saved(workspace)
    pitches.save_pitch(workspace, pitch, TWO, NOON + HOUR)
    with pytest.raises(ConflictError) as caught:
        pitches.save_pitch(workspace, pitch, ONE.replace(past="Mine"), NOON + HOUR)
    assert isinstance(caught.value.theirs, Pitch)
    assert caught.value.theirs.wording.past == TWO.past
    assert versions(workspace, pitch.id) == [ONE.past, TWO.past]


def test_a_pitch_deleted_meanwhile_is_gone():
    workspace = fresh()
    pitch = saved(workspace)
    pitches.delete_pitch(workspace, pitch.id, NOON)
    for attempt in (
        lambda: pitches.save_pitch(workspace, pitch, TWO, NOON),
        lambda: pitches.derive(workspace, pitch.id, Pitch(name="For HR"), NOON),
        lambda: pitches.dismiss_check(workspace, pitch.id, "fillers"),
        lambda: pitches.delete_pitch(workspace, pitch.id, NOON),
        lambda: workspace.require(Pitch, pitch.id),
    ):
        with pytest.raises(GoneError, match="pitch is not here any more"):
            attempt()


# -- deriving and restoring -------------------------------------------------------


def test_a_derived_pitch_starts_with_what_its_base_says_now_and_remembers_it():
    workspace = fresh()
    base = saved(workspace)
    pitches.save_pitch(workspace, base, TWO, NOON + HOUR)
    id = pitches.derive(workspace, base.id, Pitch(name="For HR", audience=Audience.HR), NOON + DAY)
    derived = workspace.require(Pitch, id)
    assert (derived.base, derived.wording.past, derived.audience) == (base.id, TWO.past, Audience.HR)
    assert [revision.saved_at for revision in derived.revisions] == [NOON + DAY]


def test_a_derived_pitch_goes_its_own_way():
    workspace = fresh()
    base = saved(workspace)
    id = pitches.derive(workspace, base.id, Pitch(name="For HR"), NOON)
    pitches.save_pitch(workspace, workspace.require(Pitch, id), TWO, NOON)
    assert workspace.require(Pitch, base.id).wording.past == ONE.past


def test_deriving_twice_by_one_form_makes_one():
    workspace = fresh()
    base, new = saved(workspace), Pitch(name="For HR")
    assert pitches.derive(workspace, base.id, new, NOON) == new.id
    pitches.delete_pitch(workspace, base.id, NOON)
    assert pitches.derive(workspace, base.id, new, NOON) == new.id
    assert [pitch.name for pitch in workspace.all(Pitch)] == ["For HR"]


def three(workspace):
    pitch = saved(workspace)
    for past in ("Two", "Three"):
        pitches.save_pitch(workspace, workspace.require(Pitch, pitch.id), ONE.replace(past=past), NOON)
    return workspace.require(Pitch, pitch.id)


def test_restoring_makes_the_earlier_version_the_latest_as_a_new_one():
    workspace = fresh()
    pitch = three(workspace)
    pitches.restore_version(workspace, pitch, 0, NOON + DAY, pitch.wording)
    assert versions(workspace, pitch.id) == [ONE.past, "Two", "Three", ONE.past]


def test_restoring_keeps_what_was_typed_and_not_saved_as_a_version_before():
    workspace = fresh()
    pitch = three(workspace)
    pitches.restore_version(workspace, pitch, 1, NOON + DAY, ONE.replace(past="Half a sen"))
    assert versions(workspace, pitch.id)[-2:] == ["Half a sen", "Two"]


def test_restoring_twice_or_what_it_says_already_makes_no_version():
    workspace = fresh()
    pitch = three(workspace)
    pitches.restore_version(workspace, pitch, 2, NOON, Wording())
    assert len(versions(workspace, pitch.id)) == 3
    for _ in range(2):
        pitch = workspace.require(Pitch, pitch.id)
        pitches.restore_version(workspace, pitch, 0, NOON, pitch.wording)
    assert len(versions(workspace, pitch.id)) == 4


@pytest.mark.parametrize("version", [-1, 3, 99])
def test_restoring_a_version_that_never_was_gives_a_sentence(version):
    workspace = fresh()
    pitch = three(workspace)
    with pytest.raises(GoneError, match="version is not here"):
        pitches.restore_version(workspace, pitch, version, NOON, pitch.wording)


def test_restoring_over_a_change_from_another_tab_is_refused():
    workspace = fresh()
    pitch = three(workspace)
    pitches.save_pitch(workspace, pitch, TWO, NOON)
    with pytest.raises(ConflictError):
        pitches.restore_version(workspace, pitch, 0, NOON, pitch.wording)


# -- checks and deleting ----------------------------------------------------------


def test_a_dismissal_is_kept_once_and_disturbs_no_other_tab():
    workspace = fresh()
    opened = saved(workspace)
    for _ in range(2):
        pitches.dismiss_check(workspace, opened.id, "fillers")
    stored = workspace.require(Pitch, opened.id)
    assert (stored.dismissed, stored.updated_at) == (("fillers",), opened.updated_at)
    pitches.save_pitch(workspace, stored.replace(updated_at=opened.updated_at), TWO, NOON)
    assert workspace.require(Pitch, opened.id).dismissed == ("fillers",)
    pitches.clear_dismissed_checks(workspace, opened.id)
    assert workspace.require(Pitch, opened.id).dismissed == ()


def test_a_deleted_pitch_can_be_restored_with_all_its_versions():
    workspace = fresh()
    pitch = three(workspace)
    gone = pitches.delete_pitch(workspace, pitch.id, NOON)
    assert workspace.all(Pitch) == ()
    assert workspace.all(Trashed)[0].label == "General · Mine"
    trash.restore(workspace, gone)
    assert workspace.require(Pitch, pitch.id) == pitch


def test_a_deleted_pitch_is_still_named_for_thirty_days():
    workspace = fresh()
    pitch = saved(workspace)

    def named(now):
        return pitches.label_of(workspace, pitch.id, now, KEPT_FOR)

    assert named(NOON) == "General · Mine"
    pitches.delete_pitch(workspace, pitch.id, NOON)
    assert named(NOON + DAY) == "General · Mine (deleted)"
    assert named(NOON + KEPT_FOR) == "a pitch removed"
    assert pitches.label_of(workspace, new_id(), NOON, KEPT_FOR) == "a pitch removed"


def test_what_was_being_typed_about_a_deleted_pitch_goes_and_comes_back_with_it():
    workspace = fresh()
    pitch = saved(workspace)
    forms = [f"pitch_builder_{pitch.id}", f"pitch_builder_derive_{pitch.id}"]
    for form in (*forms, "pitch_builder"):
        drafts.keep(workspace, form, {"past": "Half"})
    trash_id = pitches.delete_pitch(workspace, pitch.id, NOON)
    assert [draft.form for draft in workspace.all(Draft)] == ["pitch_builder"]
    trash.restore(workspace, trash_id)
    assert {draft.form for draft in workspace.all(Draft)} == {*forms, "pitch_builder"}


@given(st.floats(0, 200), st.just(30), st.just(60))
def test_shown_seconds_lie_on_the_side_of_the_limits_on_which_the_exact_ones_do(seconds, shortest, longest):
    whole = pitches.whole_seconds(seconds, shortest, longest)
    assert (whole < shortest, whole > longest) == (seconds < shortest, seconds > longest)
    assert abs(whole - seconds) < 1
