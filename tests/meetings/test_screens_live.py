"""Holding a conversation: the clock, the ticks, the notes that keep themselves, and being done."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from netdash.meetings import live, plans
from netdash.meetings.live import LiveConversation
from netdash.questions import questions
from netdash.records import Contact, Draft, Meeting, MeetingState, Pitch, Revision
from tests.driving import NOW, Clock, Dashboard, seed
from tests.driving import meeting as held
from tests.meetings.test_screens_plan import ADA, ASKED, planned

FIRST, SECOND = ASKED[:2]


class Table:
    """One conversation with Ada, opened where it is held."""

    def __init__(self, file: Path, **fields: object) -> None:
        self.meeting = planned(ADA, ahead=timedelta(minutes=1), questions=ASKED[:5], **fields)
        self.workspace = seed(file, ADA, self.meeting)
        self.page = self.opened()

    def opened(self) -> Dashboard:
        return Dashboard("conversation", meeting=self.meeting.id)

    def key(self, field: str) -> str:
        return f"conversation_{field}_{self.meeting.id}"

    @property
    def kept(self) -> LiveConversation:
        conversation = live.stored(self.workspace, self.meeting.id)
        assert conversation is not None
        return conversation

    @property
    def clock(self) -> str:
        """What stands at the bottom of the window: the time left in large digits, of how much, and the bar's words."""
        (bar,) = self.page.app.get("progress")
        (digits,) = (found for one in self.page.app.get("html") if (found := re.search(">([+0-9:]+)<", one.proto.body)))
        line = next(one.value for one in self.page.app.markdown if re.search("(left of|over) [0-9]+ min", one.value))
        total = line.replace("  \n:small[:gray[", ", ").removesuffix("]]")
        return f"{digits[1]} {total} · {bar.proto.text}"


def test_before_it_begins_the_agenda_and_the_questions_are_shown(file: Path) -> None:
    table = Table(file)
    assert "Small talk" in table.page.said
    assert questions.shipped()[0].text in table.page.said
    assert not table.workspace.all(Draft)


def test_a_conversation_without_questions_says_so_and_has_its_notes(file: Path) -> None:
    meeting = planned(ADA, ahead=timedelta(minutes=1))
    seed(file, ADA, meeting)
    page = Dashboard("conversation", meeting=meeting.id)
    page.press(f"conversation_begin_{meeting.id}")
    assert "No questions were chosen for this conversation." in page.said
    assert page.has(f"conversation_notes_{meeting.id}")


def test_the_clock_runs_through_the_parts_and_asks_for_more_at_the_limit(file: Path, clock: Clock) -> None:
    table = Table(file)
    table.page.press(table.key("begin"))
    assert table.clock == "20:00 left of 20 min, then Small talk · **Gratitude and interest** · 1:00 left"
    clock.forward(minutes=10)
    table.page.run()
    assert table.clock == "10:00 left of 20 min, then Closing · **Your questions** · 7:00 left"
    assert not table.page.has(table.key("more"))
    clock.forward(minutes=9)
    table.page.run()
    assert "5 more minutes" in table.page.said
    table.page.press(table.key("more"))
    assert table.clock.startswith("6:00 left of 25 min, then Closing")
    clock.forward(minutes=10)
    table.page.run()
    assert table.clock == "+4:00 :red[over 25 min], the last part · **Closing**"


def test_what_is_ticked_and_typed_is_kept_on_every_run_and_is_there_in_a_new_session(file: Path) -> None:
    table = Table(file)
    table.page.press(table.key("begin"))
    assert not table.page.has(table.key(f"answer_{FIRST}"))
    table.page.fill(**{table.key(f"asked_{FIRST}"): True, table.key(f"asked_{SECOND}"): True})
    table.page.fill(**{table.key(f"answer_{FIRST}"): "By acc", table.key("notes"): "Nice off"})
    table.page.fill(**{table.key("learnings"): "Ask early", table.key(f"asked_{SECOND}"): False})
    assert table.kept.ticked == (FIRST,)
    assert (table.kept.answers[FIRST], table.kept.notes, table.kept.learnings) == ("By acc", "Nice off", "Ask early")
    again = table.opened()
    assert again.value(table.key(f"answer_{FIRST}")) == "By acc"
    assert again.value(table.key("notes")) == "Nice off"
    assert again.value(table.key(f"asked_{FIRST}")) is True


def test_a_second_screen_shows_what_the_first_types_and_never_undoes_it(file: Path) -> None:
    table = Table(file)
    table.page.press(table.key("begin"))
    other = table.opened()
    table.page.fill(**{table.key("notes"): "One"})
    other.run().fill(**{table.key("notes"): "One, two"})
    table.page.fill(**{table.key(f"asked_{FIRST}"): True})
    assert table.kept.notes == "One, two"
    assert table.page.value(table.key("notes")) == "One, two"


def test_being_done_stops_the_clock_and_leads_to_recording_and_one_may_go_on(file: Path, clock: Clock) -> None:
    table = Table(file)
    table.page.press(table.key("begin")).fill(**{table.key("learnings"): "Ask early"})
    clock.forward(minutes=18)
    table.page.press(table.key("done"))
    assert table.page.title == "Ada Lovelace"
    assert table.page.value(f"meeting_log_record_learnings_{table.meeting.id}") == "Ask early"
    clock.forward(minutes=40)
    again = table.opened()
    assert "Ended today at 12:18" in again.said
    again.press(table.key("go_on"))
    assert again.has(table.key("done"))
    assert table.kept.done_at is None


def test_one_that_begins_again_begins_with_empty_boxes(file: Path) -> None:
    table = Table(file)
    table.page.press(table.key("begin")).fill(**{table.key("notes"): "Old"})
    live.drop(table.workspace, table.meeting.id)
    table.page.run().press(table.key("begin"))
    assert table.page.value(table.key("notes")) == ""
    assert table.kept == live.begin(NOW, table.meeting)


def test_the_pitch_and_what_was_prepared_are_at_hand(file: Path) -> None:
    pitch = Pitch(name="Mine", revisions=(Revision(past="I was a *nurse*", saved_at=NOW),))
    seed(file, pitch)
    table = Table(file, pitch=pitch.id, research={"person": "Sings"})
    table.page.press(table.key("begin"))
    assert "I was a *nurse*" in table.page.raw
    assert "Sings" in table.page.said


def test_one_that_was_held_cancelled_or_is_gone_is_a_sentence(file: Path) -> None:
    held_meeting, cancelled = held(ADA), planned(ADA, state=MeetingState.CANCELLED)
    seed(file, ADA, held_meeting, cancelled)
    assert "was held" in Dashboard("conversation", meeting=held_meeting.id).said
    assert "was cancelled" in Dashboard("conversation", meeting=cancelled.id).said
    page = Dashboard("conversation", meeting="nonsense")
    assert "not here any more" in page.errors[0]
    assert "Nothing scheduled." in page.said


def test_without_a_conversation_the_planned_ones_are_offered_the_next_one_first(file: Path) -> None:
    tom = Contact(name="Tom Baker")
    late, soon = planned(ADA, ahead=timedelta(days=2)), planned(tom, ahead=timedelta(minutes=15))
    seed(file, ADA, tom, late, soon)
    page = Dashboard("conversation")
    assert page.said.index("Tom Baker") < page.said.index("Ada Lovelace")
    labels = [page.app.button(key=f"conversation_open_{one.id}").label for one in (soon, late)]
    assert labels == ["Start conversation", "See the agenda"]
    assert page.press(f"conversation_open_{soon.id}").title == "Tom Baker"
    assert page.has(f"conversation_done_{soon.id}"), "one press starts the clock too"
    for script, key in (("conversation", "conversation_open"), ("plan", "plan_hold")):
        about = {"meeting": late.id} if script == "plan" else {}
        ahead = Dashboard(script, **about).press(f"{key}_{late.id}")
        assert ahead.has(f"conversation_begin_{late.id}"), "a slip of the thumb would start its clock"


def test_a_button_that_said_to_show_the_agenda_starts_no_clock_however_late_it_is_pressed(
    file: Path, clock: Clock
) -> None:
    meeting = planned(ADA, ahead=timedelta(minutes=20))
    seed(file, ADA, meeting)
    page, key = Dashboard("plan", meeting=meeting.id), f"plan_hold_{meeting.id}"
    assert page.app.button(key=key).label == "See the agenda"
    clock.forward(minutes=10)
    assert page.press(key).has(f"conversation_begin_{meeting.id}")


def test_one_that_was_moved_away_meanwhile_does_not_begin_though_the_button_said_so(file: Path) -> None:
    meeting = planned(ADA, ahead=timedelta(minutes=10))
    workspace = seed(file, ADA, meeting)
    page, key, later = Dashboard("plan", meeting=meeting.id), f"plan_hold_{meeting.id}", timedelta(days=7)
    assert page.app.button(key=key).label == "Start conversation"
    stored = workspace.require(Meeting, meeting.id)
    workspace.save(stored.replace(starts_at=stored.starts_at + later, ends_at=stored.ends_at + later))
    assert page.press(key).has(f"conversation_begin_{meeting.id}")


def test_deleting_the_conversation_while_it_is_held_is_a_sentence(file: Path) -> None:
    table = Table(file)
    table.page.press(table.key("begin"))
    Dashboard("meeting_log", meeting=table.meeting.id).press(f"meeting_log_delete_{table.meeting.id}")
    assert "not here any more" in table.page.run().errors[0]
    assert not table.workspace.all(Meeting)


# -- two screens ------------------------------------------------------------------


def under_way(file: Path) -> tuple[Table, Dashboard]:
    """Begin a conversation on one screen and open it on another."""
    table = Table(file)
    table.page.press(table.key("begin"))
    return table, table.opened()


def test_what_two_screens_type_into_one_box_is_joined_and_both_come_to_show_it(file: Path) -> None:
    table, phone = under_way(file)
    table.page.fill(**{table.key("notes"): "Laptop"})
    phone.fill(**{table.key("notes"): "Phone"}).fill(**{table.key("notes"): "Phone, more"})
    assert table.kept.notes == "Laptop\nPhone, more"
    for page in (table.page.run(), phone.run()):
        assert page.value(table.key("notes")) == "Laptop\nPhone, more"


def test_words_that_come_with_the_run_in_which_the_other_screen_was_done_are_kept(file: Path) -> None:
    table, phone = under_way(file)
    table.page.fill(**{table.key("notes"): "Laptop"}).press(table.key("done"))
    phone.fill(**{table.key("notes"): "Phone"})
    assert "Ended today" in phone.said
    assert table.kept.notes == "Laptop\nPhone"


def test_words_typed_after_the_other_screen_recorded_it_are_shown_beside_it(file: Path) -> None:
    table, phone = under_way(file)
    table.page.press(table.key("done"))
    Dashboard("meeting_log", meeting=table.meeting.id).press(f"meeting_log_record_save_{table.meeting.id}")
    phone.fill(**{table.key("learnings"): "Too late"})
    pages = phone, table.opened(), Dashboard("meeting_log", meeting=table.meeting.id)
    for page in pages:
        assert "Too late" in page.markdown("text")
    phone.press(table.key("let_go"))
    assert not table.workspace.all(Draft)


def test_words_typed_too_late_on_two_screens_are_kept_together(file: Path) -> None:
    table, phone = under_way(file)
    table.page.fill(**{table.key("notes"): "Early"})
    tablet = table.opened()
    phone.run()
    table.page.press(table.key("done"))
    Dashboard("meeting_log", meeting=table.meeting.id).press(f"meeting_log_record_save_{table.meeting.id}")
    phone.fill(**{table.key("notes"): "Early\nPhone"})
    tablet.fill(**{table.key("notes"): "Early\nTablet"})
    for page in (tablet.run(), Dashboard("meeting_log", meeting=table.meeting.id)):
        assert "Early\nTablet\nPhone" in page.markdown("text")


def test_notes_of_one_cancelled_while_it_was_held_are_shown_wherever_it_is(file: Path) -> None:
    table, _ = under_way(file)
    table.page.fill(**{table.key("notes"): "Nice"})
    plans.cancel(table.workspace, table.meeting.id)
    late = table.page.fill(**{table.key("notes"): "Nice, really"})
    for page in (late, table.opened(), Dashboard("meeting_log", meeting=table.meeting.id)):
        assert "Your notes are kept, but not recorded" in page.said
        assert "Nice, really" in page.markdown("text")


def test_begun_by_accident_then_not_begun_after_all_and_moved_nothing_is_lost(file: Path, clock: Clock) -> None:
    table = Table(file)
    table.page.press(table.key("begin")).fill(**{table.key("notes"): "An early thought"})
    table.page.press(table.key("unbegin"))
    assert table.page.has(table.key("begin"))
    assert "An early thought" in table.page.said
    table.page.press(table.key("begin"))
    assert table.kept.notes == "An early thought"
    plans.move(table.workspace, table.meeting.id, NOW + timedelta(days=2), 20, NOW)
    clock.forward(minutes=1500)
    log = Dashboard("meeting_log", meeting=table.meeting.id)
    assert not log.has(f"meeting_log_went_{table.meeting.id}")
    assert "An early thought" in log.said
    clock.forward(minutes=1500)
    log.run().press(f"meeting_log_record_save_{table.meeting.id}")
    recorded = table.workspace.get(Meeting, table.meeting.id)
    assert recorded is not None
    assert (recorded.state, recorded.minutes, recorded.notes) == (MeetingState.HELD, 20, "An early thought")
