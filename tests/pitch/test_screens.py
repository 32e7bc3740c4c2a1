"""The pitch builder: writing, seeing, checking, versions, and which pitch was used in a conversation."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from netdash.pitch import pitches
from netdash.records import Audience, Contact, Draft, Meeting, Pitch, Profile, Revision, Wording
from netdash.store import open_file
from tests.driving import NOW, Clock, Dashboard, meeting, seed
from tests.factories import EXAMPLE

ODD = "**b** <i>i</i> $x$ :red[y] [z](w) `c` ~~d~~\n# h"
SHORT = Wording(past="I was a nurse.", interests="I like figures.", outcome="Any advice?")


def pitch(name: str = "Ward to query", wording: Wording = SHORT, **fields: object) -> Pitch:
    revision = Revision(**dict(zip(pitches.FIELDS, pitches.parts(wording), strict=True)), saved_at=NOW)
    return Pitch.model_validate({"name": name, "revisions": [revision], **fields})


def stored(file: Path) -> tuple[Pitch, ...]:
    return open_file(file).all(Pitch)


def write(page: Dashboard, wording: Wording = SHORT, id: str = "") -> Dashboard:
    ending = f"_{id}" if id else ""
    return page.fill(**{f"pitch_builder_{name}{ending}": getattr(wording, name) for name in pitches.FIELDS})


# -- the first pitch --------------------------------------------------------------


def test_an_empty_page_teaches_and_has_one_thing_to_do(file: Path) -> None:
    page = Dashboard("pitch_builder")
    assert page.title == "Pitch builder"
    for text in ("30 to 60 seconds", "what sets you apart", "where you want to go", "why you should be hired"):
        assert text in page.said, text
    assert "Aim for 30–60 s" in page.said
    assert EXAMPLE.past in page.said, "the example is behind Ideas"
    assert not page.has("pitch_builder_pitch")
    assert not page.has("pitch_builder_copy_15")
    assert not file.exists()


@pytest.mark.usefixtures("file")
def test_what_is_typed_is_joined_counted_and_timed_at_once() -> None:
    page = Dashboard("pitch_builder").fill(pitch_builder_past=EXAMPLE.past)
    assert "38 words" in page.said
    page.fill(pitch_builder_interests=EXAMPLE.interests, pitch_builder_outcome=EXAMPLE.outcome)
    assert pitches.full_text(EXAMPLE) in page.raw
    assert "47 s** · 110 words" in page.said
    assert "within 30–60 s" in page.said
    assert "Looks good" in page.said


def test_a_pitch_is_saved_with_its_first_version_and_opens(file: Path) -> None:
    page = write(Dashboard("pitch_builder"))
    page.fill(pitch_builder_name=" Ward  to query ", pitch_builder_audience="technical").press("pitch_builder_save")
    assert page.done == ["Saved Ward to query."]
    (saved,) = stored(file)
    assert (saved.name, saved.audience, len(saved.revisions)) == ("Ward to query", Audience.TECHNICAL, 1)
    assert saved.revisions[0].saved_at == NOW
    assert page.value("pitch_builder_pitch") == saved.id
    assert page.value(f"pitch_builder_past_{saved.id}") == SHORT.past
    assert "Version 1, saved today at 12:00" in page.said
    assert not open_file(file).all(Draft)


def test_without_a_name_it_gets_one_that_is_free(file: Path) -> None:
    seed(file, pitch("General pitch"))
    page = write(Dashboard("pitch_builder", pitch="new")).press("pitch_builder_save")
    assert page.done == ["Saved General pitch 2."]


def test_nothing_written_is_refused_and_the_name_stays(file: Path) -> None:
    page = Dashboard("pitch_builder").fill(pitch_builder_name="Mine", pitch_builder_past="  ")
    page.press("pitch_builder_save")
    assert page.errors == ["Write at least one of the three parts first."]
    assert page.value("pitch_builder_name") == "Mine"
    assert not stored(file)


def test_a_book_is_refused_with_a_sentence_and_stays(file: Path) -> None:
    page = Dashboard("pitch_builder").fill(pitch_builder_past="word " * 5_000).press("pitch_builder_save")
    assert page.errors == ["“Past to present”: this is longer than 20,000 characters; shorten it."]
    assert str(page.value("pitch_builder_past")).startswith("word word")
    assert not stored(file)


def test_two_clicks_in_a_row_save_one_pitch(file: Path) -> None:
    page = write(Dashboard("pitch_builder"))
    button = page.app.button(key="pitch_builder_save")
    button.click()
    page.run()
    (saved,) = stored(file)
    page.press(f"pitch_builder_save_{saved.id}").press(f"pitch_builder_save_{saved.id}")
    assert not page.errors
    assert [len(pitch.revisions) for pitch in stored(file)] == [1]


def test_a_half_written_pitch_is_there_in_a_new_session_and_comes_first(file: Path) -> None:
    seed(file, pitch())
    Dashboard("pitch_builder", pitch="new").fill(pitch_builder_past="Half a s")
    again = Dashboard("pitch_builder")
    assert again.value("pitch_builder_past") == "Half a s"
    assert again.value("pitch_builder_pitch") is None


def test_marks_in_a_pitch_are_shown_letter_for_letter(file: Path) -> None:
    odd = pitch(ODD, Wording(past=f"{ODD} " * 6, interests="platform platform platform", outcome=ODD))
    derived = pitch("Other", base=odd.id)
    seed(file, odd, derived)
    page = Dashboard("pitch_builder", pitch=odd.id).unfold(f"pitch_builder_history_{odd.id}")
    page.fill(**{f"pitch_builder_past_{odd.id}": f"{ODD} and $more$ :red[q]"})
    markdown = page.markdown("title", "header", "markdown", "caption", "success")
    for raw in ("**b**", "<i>", "$x$", ":red[y]", "[z](w)", "`c`", "$more$", ":red[q]"):
        assert raw not in markdown, raw
    page.open("pitch_builder", pitch=derived.id)
    assert ":red[y]" not in page.app.button(key=f"pitch_builder_base_{derived.id}").label


# -- length and checks ------------------------------------------------------------


def test_the_pace_is_kept_for_all_pitches_and_times_them(file: Path) -> None:
    seed(file, pitch(wording=EXAMPLE), Profile(name="Ada"))
    page = Dashboard("pitch_builder").fill(pitch_builder_pace=130)
    assert "51 s" in page.said
    profile = open_file(file).all(Profile)[0]
    assert (profile.name, profile.pace) == ("Ada", 130)
    assert Dashboard("pitch_builder", pitch="new").value("pitch_builder_pace") == 130


def test_a_pace_of_ones_own_outside_the_usual_is_shown_as_it_is(file: Path) -> None:
    seed(file, Profile(pace=172))
    assert Dashboard("pitch_builder").value("pitch_builder_pace") == 172


def test_checks_explain_themselves_and_can_be_dismissed_and_shown_again(file: Path) -> None:
    mine = pitch(wording=Wording(past="I just like it."))
    seed(file, mine)
    page = Dashboard("pitch_builder")
    for text in ("Professional interests is empty", "Outcome is empty", "this takes 2 s", "“just”"):
        assert text in page.said, text
    page.press(f"pitch_builder_dismiss_fillers_{mine.id}")
    assert "“just”" not in page.said
    assert stored(file)[0].dismissed == ("fillers",)
    assert "“just”" not in Dashboard("pitch_builder").said
    page.press(f"pitch_builder_show_dismissed_{mine.id}")
    assert "“just”" in page.said
    assert stored(file)[0].dismissed == ()


def test_what_is_dismissed_before_the_first_save_is_saved_along(file: Path) -> None:
    page = Dashboard("pitch_builder").fill(pitch_builder_past="I just like it.")
    page.press("pitch_builder_dismiss_fillers")
    assert "“just”" not in Dashboard("pitch_builder").said, "also in a new session"
    page.press("pitch_builder_save")
    assert stored(file)[0].dismissed == ("fillers",)


def test_a_dismissal_in_one_tab_leaves_the_other_free_to_save(file: Path) -> None:
    mine = pitch(wording=Wording(past="I just like it."))
    seed(file, mine)
    first, second = Dashboard("pitch_builder"), Dashboard("pitch_builder")
    second.fill(**{f"pitch_builder_outcome_{mine.id}": "Any advice?"})
    first.press(f"pitch_builder_dismiss_fillers_{mine.id}")
    second.press(f"pitch_builder_save_{mine.id}")
    assert not second.errors
    assert stored(file)[0].dismissed == ("fillers",)


@pytest.mark.usefixtures("file")
def test_shorter_cuts_say_what_found_no_room() -> None:
    page = Dashboard("pitch_builder").fill(pitch_builder_past="word " * 36 + ".", pitch_builder_outcome="Any advice?")
    assert "Past to present didn’t fit; shorten" in page.said
    assert "The whole pitch fits" in page.said
    page.fill(pitch_builder_past="word " * 30 + ". " + "more " * 90 + ".")
    assert "Same as the shorter version" in page.said


@pytest.mark.usefixtures("file")
def test_a_pitch_that_fits_the_shortest_time_is_not_cut() -> None:
    assert "Shorter versions" not in write(Dashboard("pitch_builder")).said


# -- several pitches --------------------------------------------------------------


def test_the_address_chooses_the_pitch_and_the_choice_sets_the_address(file: Path) -> None:
    mine, other = pitch("One"), pitch("Other", EXAMPLE, audience="hr")
    seed(file, mine, other)
    page = Dashboard("pitch_builder", pitch=mine.id)
    assert page.value(f"pitch_builder_name_{mine.id}") == "One"
    page.fill(pitch_builder_pitch=other.id)
    assert page.value(f"pitch_builder_name_{other.id}") == "Other"
    assert page.app.query_params["pitch"] == other.id
    page.press("pitch_builder_new")
    assert page.has("pitch_builder_name")
    assert page.value("pitch_builder_pitch") is None


@pytest.mark.parametrize("id", ["0" * 32, "nonsense", "<script>"])
def test_a_link_to_no_pitch_says_so_and_shows_one_there_is(file: Path, id: str) -> None:
    mine = pitch()
    seed(file, mine)
    page = Dashboard("pitch_builder", pitch=id)
    assert len(page.errors) == 1
    assert page.errors[0].startswith("This pitch is not here")
    assert page.value("pitch_builder_pitch") == mine.id


def test_a_pitch_is_duplicated_for_another_audience_and_names_its_base(file: Path) -> None:
    base = pitch("Base")
    seed(file, base)
    page = Dashboard("pitch_builder").fill(
        **{f"pitch_builder_derive_audience_{base.id}": "hr", f"pitch_builder_derive_name_{base.id}": "For people"}
    )
    page.press(f"pitch_builder_derive_save_{base.id}")
    assert page.done == ["Duplicated Base as For people."]
    _, derived = stored(file)
    assert (derived.base, derived.audience, derived.wording.past) == (base.id, Audience.HR, SHORT.past)
    assert page.value("pitch_builder_pitch") == derived.id
    assert page.app.button(key=f"pitch_builder_base_{derived.id}").label == "Duplicated from General · Base"
    page.press(f"pitch_builder_base_{derived.id}")
    assert page.value("pitch_builder_pitch") == base.id


# -- versions ---------------------------------------------------------------------


def test_a_changed_wording_is_a_new_version_and_history_shows_what_changed(file: Path, clock: Clock) -> None:
    mine = pitch()
    seed(file, mine)
    clock.forward(days=1)
    page = Dashboard("pitch_builder").fill(**{f"pitch_builder_past_{mine.id}": "I was a ward nurse."})
    assert "Not saved yet" in page.said
    page.press(f"pitch_builder_save_{mine.id}")
    assert page.done == ["Saved Ward to query as a new version."]
    page.unfold(f"pitch_builder_history_{mine.id}")
    assert page.value(f"pitch_builder_version_{mine.id}") == 0
    assert "I was a :green[**ward**] nurse" in page.said
    assert "Professional interests" not in page.markdown("markdown"), "what is the same is left out"


def test_restoring_is_a_new_version_and_keeps_what_was_typed_as_one(file: Path) -> None:
    mine = pitch()
    seed(file, mine)
    page = Dashboard("pitch_builder").fill(**{f"pitch_builder_past_{mine.id}": "I was a ward nurse."})
    page.press(f"pitch_builder_save_{mine.id}").fill(**{f"pitch_builder_past_{mine.id}": "Half a s"})
    page.unfold(f"pitch_builder_history_{mine.id}").fill(**{f"pitch_builder_version_{mine.id}": 0})
    page.press(f"pitch_builder_restore_{mine.id}")
    assert page.done == ["Restored version 1 of Ward to query. The others stay in its history."]
    pasts = [version.past for version in stored(file)[0].revisions]
    assert pasts == [SHORT.past, "I was a ward nurse.", "Half a s", SHORT.past]
    assert page.value(f"pitch_builder_past_{mine.id}") == SHORT.past
    assert not open_file(file).all(Draft)


@pytest.mark.parametrize(("zone", "said"), [("Europe/Berlin", "12:00"), ("Pacific/Auckland", "22:00"), (None, "10:00")])
def test_versions_have_the_times_of_the_members_zone(file: Path, zone: str | None, said: str) -> None:
    seed(file, pitch())
    assert f"Version 1, saved today at {said}" in Dashboard("pitch_builder", zone=zone).said


def conflict(file: Path, mine: Pitch) -> Dashboard:
    """Change one pitch in two tabs; the second save is refused."""
    seed(file, mine)
    first, second = Dashboard("pitch_builder"), Dashboard("pitch_builder")
    for tab, past in ((first, "First"), (second, "Second")):
        tab.fill(**{f"pitch_builder_past_{mine.id}": past})
    for tab in (first, second):
        tab.press(f"pitch_builder_save_{mine.id}")
    assert "changed in another tab" in second.errors[0]
    return second


def test_the_second_of_two_tabs_sees_both_wordings_and_keeps_both_versions(file: Path) -> None:
    mine = pitch()
    second = conflict(file, mine)
    table = second.app.table[0].value
    row = table[table[""] == "Past"].iloc[0]
    assert (row["Yours"], row["Stored"]) == ("Second", "First")
    second.press(f"pitch_builder_conflict_{mine.id}_mine")
    assert [version.past for version in stored(file)[0].revisions] == [SHORT.past, "First", "Second"]
    assert not open_file(file).all(Draft)


def test_the_second_of_two_tabs_may_keep_the_stored_version(file: Path) -> None:
    mine = pitch()
    second = conflict(file, mine).press(f"pitch_builder_conflict_{mine.id}_theirs")
    assert not second.errors
    assert second.value(f"pitch_builder_past_{mine.id}") == "First"


def test_two_tabs_that_say_the_same_are_no_conflict(file: Path) -> None:
    mine = pitch()
    seed(file, mine)
    first, second = Dashboard("pitch_builder"), Dashboard("pitch_builder")
    for tab in (first, second):
        tab.fill(**{f"pitch_builder_past_{mine.id}": "Both"})
    for tab in (first, second):
        tab.press(f"pitch_builder_save_{mine.id}")
        assert not tab.errors
    assert [version.past for version in stored(file)[0].revisions] == [SHORT.past, "Both"]


def test_deleting_a_pitch_can_be_undone(file: Path) -> None:
    mine = pitch()
    seed(file, mine)
    page = Dashboard("pitch_builder", pitch=mine.id).press(f"pitch_builder_delete_{mine.id}")
    assert page.done == ["Deleted Ward to query."]
    assert not page.errors
    assert not stored(file)
    page.press("flash_undo")
    assert stored(file)[0].wording.past == SHORT.past
    seed(file, meeting(person := Contact(name="Ada Lovelace"), pitch=mine.id), person)
    page = Dashboard("pitch_builder", pitch=mine.id).press(f"pitch_builder_delete_{mine.id}")
    assert page.done == ["Deleted Ward to query. Conversations still name it."]


# -- in conversations -------------------------------------------------------------

ADA = Contact(name="Ada Lovelace")


def test_which_pitch_was_used_is_noted_with_a_conversation(file: Path) -> None:
    mine = pitch()
    seed(file, ADA, mine)
    log = Dashboard().fill(meeting_log_people=[ADA.id], meeting_log_pitch=mine.id).press("meeting_log_save")
    assert not log.errors
    (logged,) = open_file(file).all(Meeting)
    assert logged.pitch == mine.id
    assert "General · Ward to query" in log.open("meeting_log", meeting=logged.id).links


@pytest.mark.usefixtures("file")
def test_without_pitches_the_form_does_not_ask() -> None:
    assert not Dashboard().has("meeting_log_pitch")


def test_a_deleted_pitch_is_still_named_and_stays_when_the_conversation_is_changed(file: Path) -> None:
    mine, talk = pitch(), meeting(ADA, ago=timedelta(hours=1))
    seed(file, ADA, mine, talk.replace(pitch=mine.id))
    pitches.delete_pitch(open_file(file), mine.id, NOW)
    page = Dashboard("meeting_log", meeting=talk.id)
    assert "General · Ward to query (deleted)" in page.said
    page.unfold(f"meeting_log_change_{talk.id}").fill(**{f"meeting_log_place_{talk.id}": "Café"})
    page.press(f"meeting_log_save_{talk.id}")
    assert open_file(file).all(Meeting)[0].pitch == mine.id


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(("words", "said"), [(69, "**29 s** · 69 words"), (141, "**61 s** · 141 words")])
def test_the_seconds_never_contradict_the_badge_beside_them(words: int, said: str) -> None:
    assert said in Dashboard("pitch_builder").fill(pitch_builder_past="word " * words).raw


def test_a_pitch_without_versions_has_no_history(file: Path) -> None:
    mine = Pitch(name="Empty")
    seed(file, mine)
    page = Dashboard("pitch_builder", pitch=mine.id)
    page.unfold(f"pitch_builder_history_{mine.id}")
    assert not page.has(f"pitch_builder_history_{mine.id}")
    assert page.value("pitch_builder_pitch") == mine.id


def test_a_pitch_chosen_while_logging_and_deleted_meanwhile_stays_chosen(file: Path) -> None:
    mine, ada = pitch(), Contact(name="Ada Lovelace")
    workspace = seed(file, mine, ada)
    log = Dashboard("meeting_log").fill(meeting_log_people=[ada.id], meeting_log_pitch=mine.id)
    pitches.delete_pitch(workspace, mine.id, NOW)
    log.run()
    assert log.value("meeting_log_pitch") == mine.id
    log.press("meeting_log_save")
    assert [meeting.pitch for meeting in open_file(file).all(Meeting)] == [mine.id]
    assert not log.run().has("meeting_log_pitch")


def test_emptying_the_choice_of_a_pitch_stays_with_it(file: Path) -> None:
    """As Escape on the open list does."""
    mine = pitch()
    seed(file, mine)
    page = Dashboard("pitch_builder").fill(pitch_builder_pitch=None)
    assert page.value("pitch_builder_pitch") == mine.id
    assert page.value(f"pitch_builder_past_{mine.id}") == SHORT.past


# -- two tabs on what is new ------------------------------------------------------


def test_two_tabs_with_one_draft_save_what_each_of_them_says(file: Path) -> None:
    first = Dashboard("pitch_builder").fill(pitch_builder_past="I was a nurse.")
    second = Dashboard("pitch_builder").fill(pitch_builder_past="I was a teacher.")
    first.press("pitch_builder_save")
    second.press("pitch_builder_save")
    assert not second.errors
    assert [pitch.wording.past for pitch in stored(file)] == ["I was a nurse.", "I was a teacher."]
    assert second.done == ["Saved General pitch 2."]


def test_two_tabs_that_save_the_very_same_draft_save_one_pitch(file: Path) -> None:
    first = Dashboard("pitch_builder").fill(pitch_builder_past="I was a nurse.")
    second = Dashboard("pitch_builder")
    first.press("pitch_builder_save")
    second.press("pitch_builder_save")
    assert [pitch.wording.past for pitch in stored(file)] == ["I was a nurse."]


def test_two_tabs_with_one_draft_derive_what_each_of_them_says(file: Path) -> None:
    base = pitch("Base")
    seed(file, base)
    field, button = f"pitch_builder_derive_name_{base.id}", f"pitch_builder_derive_save_{base.id}"
    first = Dashboard("pitch_builder", pitch=base.id).fill(**{field: "For HR"})
    second = Dashboard("pitch_builder", pitch=base.id).fill(**{field: "For people"})
    first.press(button)
    second.press(button)
    assert [pitch.name for pitch in stored(file)] == ["Base", "For HR", "For people"]


def test_a_tab_on_the_first_pitch_goes_on_writing_while_another_saves_one(file: Path) -> None:
    first, second = Dashboard("pitch_builder"), Dashboard("pitch_builder")
    assert second.app.query_params["pitch"] == "new"
    first.fill(pitch_builder_past="I was a nurse.").press("pitch_builder_save")
    second.fill(pitch_builder_past="I was a teacher.")
    assert second.value("pitch_builder_past") == "I was a teacher."
    second.press("pitch_builder_save")
    assert [pitch.wording.past for pitch in stored(file)] == ["I was a nurse.", "I was a teacher."]


def test_a_link_to_a_pitch_that_is_gone_says_so_once(file: Path) -> None:
    mine = pitch()
    seed(file, mine)
    page = Dashboard("pitch_builder", pitch="0" * 32)
    assert len(page.errors) == 1
    assert "This pitch is not here any more" in page.errors[0]
    assert page.value("pitch_builder_pitch") == mine.id
    assert not page.run().errors


def test_a_version_is_restored_in_the_moment_after_the_pitch_was_saved(file: Path) -> None:
    other = Revision(past="I was a sailor.", interests=SHORT.interests, outcome=SHORT.outcome, saved_at=NOW)
    one = pitch()
    one = one.replace(revisions=(*one.revisions, other))
    seed(file, one)
    page = Dashboard("pitch_builder", pitch=one.id).unfold(f"pitch_builder_history_{one.id}")
    page.fill(**{f"pitch_builder_name_{one.id}": "Renamed"}).press(f"pitch_builder_save_{one.id}")
    page.press(f"pitch_builder_restore_{one.id}")
    assert page.done == ["Restored version 1 of Renamed. The others stay in its history."]
