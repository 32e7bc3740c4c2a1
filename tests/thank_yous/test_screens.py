"""The thank-you desk: the draft, the ways out, and marking the note as sent."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest

from netdash import drafts, profile
from netdash.meetings.meetings import thank_you_id
from netdash.outreach import messages
from netdash.records import Channel, Contact, Draft, Meeting, Message, Profile, Promise, Purpose
from netdash.thank_yous.note import NO_NAME, NOTHING_LEARNED
from tests.driving import NOW, Clock, Dashboard, meeting, seed

ADA = Contact(name="Ada Lovelace", emails=("ada@example.org",))


class Desk:
    """The desk for one conversation with Ada."""

    def __init__(
        self, file: Path, *, ago: timedelta = timedelta(hours=1), person: Contact = ADA, **fields: object
    ) -> None:
        self.meeting = meeting(person, ago=ago, **fields)
        self.workspace = seed(file, person, self.meeting, Profile(name="Mara Lind"))
        self.id = thank_you_id(self.meeting.id, person.id)
        self.person = person
        self.page = self.opened()

    def opened(self) -> Dashboard:
        return Dashboard("follow_up_tracker", meeting=self.meeting.id, contact=self.person.id)

    def key(self, field: str) -> str:
        return f"follow_up_tracker_{field}_{self.id}"

    @property
    def body(self) -> str:
        return str(self.page.value(self.key("body")))

    @property
    def message(self) -> Message | None:
        return self.workspace.get(Message, self.id)

    @property
    def sent(self) -> bool:
        return self.message is not None and self.message.sent_at is not None


def test_the_draft_quotes_what_was_learned_and_is_signed(file: Path) -> None:
    desk = Desk(file, learnings=["Ask what not to build", "Second"], help_offered="A review")
    assert desk.page.title == "Thank Ada Lovelace"
    for words in ("Hi Ada,", "Ask what not to build", "A review", "Mara Lind", "today"):
        assert words in desk.body, words
    assert "Second" not in desk.body
    assert "due in 23 h" in desk.page.said


def test_an_empty_note_is_not_marked_as_sent(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("body"): "  "}).press(desk.key("sent"))
    assert desk.page.errors == ["Write the note first, then mark it as sent."]
    assert desk.message is None


def test_what_the_note_lacks_is_asked_is_in_it_as_it_is_typed_and_is_kept_where_it_belongs_when_it_is_sent(
    file: Path,
) -> None:
    desk = Desk(file)
    profile.set_name(desk.workspace, "")
    desk.page.run()
    assert NOTHING_LEARNED in desk.body
    assert NO_NAME in desk.body
    for typed in ("Ask", "Ask what not to build"):
        desk.page.fill(**{desk.key("noted"): typed, desk.key("name"): "Mara Winter"})
        assert f"most: “{typed}.”\n\n" in desk.body
    assert desk.page.value(desk.key("learning")) == "What has stayed with me most: “Ask what not to build.”"
    desk.page = desk.opened()
    assert desk.body.endswith("\nMara Winter")
    assert not desk.workspace.all(Meeting)[0].learnings, "it may be half typed"
    desk.page.press(desk.key("sent"))
    assert not desk.page.errors
    assert desk.workspace.all(Meeting)[0].learnings == ("Ask what not to build",)
    assert profile.of(desk.workspace).name == "Mara Winter"
    desk.page.press("flash_undo")
    desk.page = desk.opened()
    assert "most: “Ask what not to build.”\n\n" in desk.body
    assert desk.page.value(desk.key("noted")) == "Ask what not to build", "an answer again"
    assert (desk.workspace.all(Meeting)[0].learnings, profile.of(desk.workspace).name) == ((), "")


def test_an_answer_beside_which_something_else_was_noted_on_another_page_is_said_and_kept(file: Path) -> None:
    desk = Desk(file)
    desk.page.fill(**{desk.key("noted"): "Ask early"})
    (stored,) = desk.workspace.all(Meeting)
    desk.workspace.save(stored.replace(learnings=("Noted later",)))
    desk.page.run()
    assert "most: “Noted later.”" in desk.body
    desk.page.press(desk.key("sent"))
    assert desk.page.done[0].endswith("What else you wrote in the boxes is kept with it.")
    assert "Ask early" in desk.opened().said


def test_a_name_that_is_too_long_is_refused_and_stays_typed(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    profile.set_name(desk.workspace, "")
    desk.page.run().fill(**{desk.key("name"): "x" * 5000}).press(desk.key("sent"))
    assert ["shorten it" in error for error in desk.page.errors] == [True]
    assert desk.page.value(desk.key("name")) == "x" * 5000
    assert not desk.sent


@pytest.mark.parametrize("place", ["{name}", "[topic]", "{{first_name}}"])
def test_a_note_with_a_place_of_ones_own_left_open_is_not_marked_as_sent(file: Path, place: str) -> None:
    desk = Desk(file, learnings=["Ask early"])
    desk.page.fill(**{desk.key("subject"): f"Thanks {place}"}).press(desk.key("sent"))
    assert "Fill that in first" in desk.page.errors[0]
    assert desk.page.app.text_input(key=desk.key("subject")).label == "Subject · still open"
    assert not desk.sent


def test_a_note_longer_than_an_invitation_takes_is_not_marked_as_sent(file: Path) -> None:
    desk = Desk(file, learnings=["Ask early"])
    desk.page.fill(**{desk.key("body"): "x" * 400, desk.key("channel"): "linkedin_invitation"})
    assert "take out 100" in desk.page.said, "also before it is pressed"
    desk.page.press(desk.key("sent"))
    assert "take out 100" in desk.page.errors[0]
    assert not desk.sent


def test_a_note_that_still_has_the_placeholder_is_not_marked_as_sent(file: Path) -> None:
    desk = Desk(file)
    desk.page.press(desk.key("sent"))
    assert len(desk.page.errors) == 1
    assert "Fill that in first" in desk.page.errors[0]
    assert desk.page.app.text_input(key=desk.key("noted")).label.endswith(" · still open"), "where it is filled in"
    assert not desk.sent


def test_marking_as_sent_settles_it_keeps_the_words_and_can_be_undone(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("subject"): "Thanks!", desk.key("body"): "Hi Ada", desk.key("channel"): "linkedin"})
    desk.page.press(desk.key("sent"))
    assert desk.page.title == "Follow-up tracker"
    assert desk.page.done == ["Thank-you to Ada Lovelace marked as sent."]
    assert "All thank-yous sent" in desk.page.said
    message = desk.message
    assert message is not None
    assert (message.subject, message.body, message.channel) == ("Thanks!", "Hi Ada", Channel.LINKEDIN)
    assert (message.purpose, message.sent_at) == (Purpose.THANK_YOU, NOW)
    assert not desk.workspace.all(Draft)
    desk.page.press("flash_undo")
    assert desk.page.done == ["Undone: the thank-you to Ada Lovelace is to do again, with what you wrote."]
    assert not desk.sent
    assert "Thank Ada Lovelace" in desk.page.column("What")


def test_a_sent_note_can_be_read_again(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("body"): "Hi *Ada*"}).press(desk.key("sent"))
    again = desk.opened()
    assert "You thanked them today at 12:00." in again.said
    assert "Hi *Ada*" in again.raw
    assert not again.has(desk.key("sent"))


def test_sent_earlier_takes_a_moment_on_the_clocks_of_the_zone(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"], ago=timedelta(days=2))
    desk.page.fill(**{desk.key("sent_day"): date(2026, 5, 4), desk.key("sent_time"): time(18, 30)})
    desk.page.press(desk.key("sent_then"))
    assert not desk.page.errors
    assert desk.message is not None
    assert desk.message.sent_at == NOW - timedelta(hours=17, minutes=30)  # 18:30 in Berlin is 16:30 in UTC


@pytest.mark.parametrize(
    ("day", "at", "said"),
    [
        (date(2026, 5, 6), time(9, 0), "still to come"),
        (date(2026, 5, 5), time(12, 5), "still to come"),
        (date(2026, 5, 5), time(10, 0), "before the conversation ended"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(file: Path, day: date, at: time, said: str) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("sent_day"): day, desk.key("sent_time"): at}).press(desk.key("sent_then"))
    assert len(desk.page.errors) == 1
    assert said in desk.page.errors[0]
    assert not desk.sent


def test_marking_it_in_a_second_tab_changes_nothing(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    second = desk.opened()
    desk.page.fill(**{desk.key("body"): "First"}).press(desk.key("sent"))
    second.app.button(key=desk.key("sent")).click()
    second.run()
    assert not second.errors
    assert desk.message is not None
    assert desk.message.body == "First"


def test_the_mail_link_carries_the_note_to_their_address(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("subject"): "Danke & grüß dich", desk.key("body"): "Hi Ada,\n\n1 + 1 = 2 & more? 100%"})
    link = desk.page.app.link_button[0]
    assert link.url.startswith("mailto:ada%40example.org") or link.url.startswith("mailto:ada@example.org")
    assert unquote(link.url).endswith("?subject=Danke & grüß dich&body=Hi Ada,\r\n\r\n1 + 1 = 2 & more? 100%")


def test_a_note_too_long_for_a_link_comes_as_a_file(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("body"): "word " * 500})
    assert unquote(desk.page.app.link_button[0].url).endswith("&body=")
    assert "Too long for a link" in desk.page.said
    assert desk.page.has(desk.key("eml"))


def test_without_an_address_the_desk_says_where_to_add_one(file: Path) -> None:
    desk = Desk(file, person=Contact(name="Tom Baker"), learnings=["Ask"])
    assert "No e-mail address yet. Add one" in desk.page.links
    assert desk.page.app.link_button[0].url.startswith("mailto:?")


def test_a_note_half_written_is_there_in_a_new_session(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("body"): "Hi Ada, half a s", desk.key("subject"): "Mine"})
    desk.page = desk.opened()
    assert desk.body == "Hi Ada, half a s"
    assert desk.page.value(desk.key("subject")) == "Mine"


def test_the_note_follows_the_boxes_until_somebody_edits_it_and_then_stands_still_and_says_so(file: Path) -> None:
    desk = Desk(file, learnings=["Ask what not to build"])
    assert desk.page.value(desk.key("learning")) == "What has stayed with me most: “Ask what not to build.”"
    desk.page.fill(**{desk.key("help"): "Call me any time."})
    assert "Call me any time." in desk.body
    desk.page = desk.opened()
    desk.page.fill(**{desk.key("farewell"): "All the best."})
    assert "Call me any time.\n\nIs there" in desk.body
    assert desk.body.endswith("All the best.\n\nKind regards,\nMara Lind")
    assert "no longer follows" not in desk.page.said
    desk.page.fill(**{desk.key("body"): "Hi Ada, mine"}).fill(**{desk.key("help"): "Other"})
    assert desk.body == "Hi Ada, mine"
    assert "no longer follows the boxes" in desk.page.said
    keys = [element.key for element in desk.page.app.main if getattr(element, "key", None)]
    assert keys.index(desk.key("rejoin")) < keys.index(desk.key("learning")), "it is said above the boxes"
    desk.page.press(desk.key("rejoin"))
    assert "Other" in desk.body
    desk.page.press("flash_undo")
    assert desk.body == "Hi Ada, mine"
    desk.page.press(desk.key("rejoin")).fill(**{desk.key("body"): "Hi Ada, again"}).press("flash_undo")
    assert desk.body == "Hi Ada, again", "an Undo goes over no later words"
    desk.page.press(desk.key("rejoin")).fill(**{desk.key("help"): "Another"}).press("flash_undo")
    assert desk.body == "Hi Ada, again", "what only followed the boxes are no later words"
    desk.page.press(desk.key("rejoin"))
    desk.page.fill(**{desk.key("help"): "A third"}).press(desk.key("sent"))
    assert desk.message is not None
    assert "A third" in desk.message.body


def test_a_note_that_is_finished_another_day_says_when_the_conversation_was(file: Path, clock: Clock) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("help"): "Call me any time."})
    assert "talk with me today." in desk.body
    for days, said in ((1, "talk with me yesterday."), (7, "talk with me on 5 May.")):
        clock.forward(days=days)
        desk.page = desk.opened()
        assert said in desk.body
    desk.page.fill(**{desk.key("body"): "Hi Ada, mine"})
    american = Dashboard("follow_up_tracker", locale="en-US", meeting=desk.meeting.id, contact=ADA.id)
    assert "What you wrote in “Your offer to help” is not in it." in american.said, "and in nothing else"


def test_what_was_written_in_the_boxes_beside_a_note_of_its_own_is_kept_when_that_is_sent(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("farewell"): "All the best.", desk.key("body"): "Hi Ada, mine. All the best."})
    desk.page.fill(**{desk.key("help"): "I read drafts."})
    assert "What you wrote in “Your offer to help” is not in it." in desk.page.said
    desk.page.press(desk.key("sent"))
    assert desk.page.done[0].endswith("marked as sent. What else you wrote in the boxes is kept with it.")
    again = desk.opened()
    for words in ("Hi Ada, mine. All the best.", "it was not sent", "Your offer to help", "I read drafts."):
        assert words in again.said, words
    assert "Good wishes" not in again.said, "what the note has is not said twice"
    again.press(desk.key("let_go"))
    assert "I read drafts." not in again.said
    assert not desk.workspace.all(Draft)


def test_undo_brings_back_the_note_with_what_was_not_in_it(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("body"): "Hi Ada, mine", desk.key("help"): "I read drafts."}).press(desk.key("sent"))
    desk.page.press("flash_undo")
    assert not desk.sent
    assert len(desk.workspace.all(Draft)) == 1
    desk.page = desk.opened()
    assert (desk.body, desk.page.value(desk.key("help"))) == ("Hi Ada, mine", "I read drafts.")


def test_what_the_conversation_brought_stands_beside_the_boxes(file: Path) -> None:
    desk = Desk(file, learnings=["Ask *early*", "Second"], help_offered="A review")
    promise = Promise(contact=ADA.id, meeting=desk.meeting.id, what="Send the article", due_on=date(2026, 5, 8))
    desk.workspace.save(promise)
    page = desk.opened()
    for words in ("“Ask *early*”", "“Second”", "You offered: A review", "You promised: Send the article"):
        assert words in page.said, words
    assert "*early*" not in page.markdown("markdown").replace("\\*", "")


def test_a_desk_opened_from_today_leads_back_there(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    page = Dashboard("today").press(f"today_write_{desk.id}")
    assert page.title == "Thank Ada Lovelace"
    address = {name: value for name, value in page.app.query_params.items() if isinstance(value, str)}
    assert page.open("follow_up_tracker", **address).press("follow_up_tracker_back").title.startswith("Good")
    page.open("follow_up_tracker", **address).press(desk.key("sent"))
    assert page.title.startswith("Good")
    assert page.done == ["Thank-you to Ada Lovelace marked as sent."]
    page.press("flash_undo")
    assert not desk.sent
    assert page.open("today").has(f"today_write_{desk.id}")


def test_mail_is_offered_where_the_note_goes_by_mail(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    assert desk.page.app.link_button
    assert "Looks good" in desk.page.said
    desk.page.fill(**{desk.key("channel"): "linkedin"})
    assert not desk.page.app.link_button
    assert "Thank you for your time" not in desk.page.markdown("markdown"), "there is no subject"


def test_a_note_written_as_a_whole_before_there_were_boxes_stays_as_it_was(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    drafts.keep(desk.workspace, f"follow_up_tracker_{desk.id}", {"subject": "Mine", "body": "Hi Ada, half a s"})
    desk.page = desk.opened()
    assert desk.body == "Hi Ada, half a s"
    desk.page.fill(**{desk.key("help"): "Other"})
    assert desk.body == "Hi Ada, half a s"


def test_an_unsent_note_keeps_its_words_until_they_are_taken_from_the_boxes_again(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("body"): "Hi Ada, mine"}).press(desk.key("sent")).press("flash_undo")
    desk.page = desk.opened()
    assert desk.body == "Hi Ada, mine"
    desk.page.press(desk.key("rejoin")).fill(**{desk.key("help"): "Other"})
    assert "Other" in desk.body


def test_a_note_taken_from_the_boxes_again_goes_on_following_them(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("body"): "Hi Ada, mine"}).press(desk.key("sent")).press("flash_undo")
    desk.page = desk.opened().press(desk.key("rejoin")).run().run()
    assert "mine" not in desk.body
    assert "Other" in str(desk.page.fill(**{desk.key("help"): "Other"}).value(desk.key("body")))


@pytest.mark.parametrize("anew", [False, True], ids=["same session", "new session"])
def test_undo_brings_back_the_boxes_with_the_note(file: Path, anew: bool) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("help"): "My slides"}).press(desk.key("sent"))
    assert desk.sent
    desk.page.press("flash_undo")
    assert not desk.sent
    if anew:
        desk.page = desk.opened()
    else:
        desk.page.open("follow_up_tracker", meeting=desk.meeting.id, contact=desk.person.id)
    assert desk.page.value(desk.key("help")) == "My slides"
    assert "My slides" in desk.body
    assert "no longer follows" not in desk.page.said
    assert "A review" in str(desk.page.fill(**{desk.key("help"): "A review"}).value(desk.key("body")))


def test_a_note_sent_as_it_started_starts_anew_after_undo(file: Path, clock: Clock) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.press(desk.key("sent")).press("flash_undo")
    assert desk.message is None
    clock.forward(hours=20)
    desk.page.open("follow_up_tracker", meeting=desk.meeting.id, contact=desk.person.id).run()
    for page in (desk.page, desk.opened()):
        assert "yesterday" in str(page.value(desk.key("body")))
        assert "no longer follows" not in page.said
    assert not desk.workspace.all(Draft), "looking keeps nothing"


def test_undo_leaves_what_another_tab_wrote_since(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.press(desk.key("sent"))
    messages.unsend(desk.workspace, desk.id)
    desk.opened().fill(**{desk.key("body"): "Much better words"}).press(desk.key("sent"))
    desk.page.press("flash_undo")
    assert desk.message is not None
    assert (desk.sent, desk.message.body) == (True, "Much better words")


def test_undo_brings_back_what_was_sent_beside_a_draft_of_another_tab(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("body"): "Hi Ada, sent"})
    other = desk.opened().fill(**{desk.key("body"): "Hi Ada, other"})
    desk.page.press(desk.key("sent")).press("flash_undo")
    desk.page.open("follow_up_tracker", meeting=desk.meeting.id, contact=desk.person.id)
    assert desk.body == "Hi Ada, sent"
    assert other.run().value(desk.key("body")) == "Hi Ada, other"


def test_what_a_note_lacks_is_said_in_plain_sentences(file: Path) -> None:
    desk = Desk(file, learnings=["Ask what not to build"])
    assert "is missing" not in desk.page.said
    desk.page.fill(**{desk.key("help"): "", desk.key("learning"): "I learned a lot. Could you send me your slides?"})
    for words in ("Your offer is missing", "Could this note be for anyone?", "This seems to ask for 2 things"):
        assert words in desk.page.said, words
    desk.page.fill(**{desk.key("body"): "word " * 201})
    assert "Your offer is missing" not in desk.page.said
    assert "201 words" in desk.page.said


@pytest.mark.parametrize(("hours", "late"), [(23, False), (30, True)])
def test_a_late_note_is_met_kindly(file: Path, hours: int, late: bool) -> None:
    assert ("still worth sending" in Desk(file, ago=timedelta(hours=hours)).page.said) is late


def test_the_answer_to_what_was_learned_goes_in_a_note_written_by_hand_too(file: Path) -> None:
    desk = Desk(file)
    desk.page.fill(**{desk.key("body"): f"Hi Ada, {NOTHING_LEARNED} and more"})
    for typed in ("A", "Ask", "Ask!"):
        desk.page.fill(**{desk.key("noted"): typed})
        assert desk.body == f"Hi Ada, {typed} and more"
        desk.page = desk.opened()  # with the answer half typed
        assert desk.body == f"Hi Ada, {typed} and more"
    assert desk.page.value(desk.key("learning")) == "What has stayed with me most: “Ask!”"
    desk.page.fill(**{desk.key("body"): "Hi Ada, Ask! And mine"}).fill(**{desk.key("noted"): "Ask early"})
    assert desk.body == "Hi Ada, Ask! And mine", "it goes over nothing that was typed since"


def test_an_untouched_draft_follows_what_is_noted_later(file: Path) -> None:
    desk = Desk(file)
    (stored,) = desk.workspace.all(Meeting)
    desk.workspace.save(stored.replace(learnings=("Noted later",)))
    assert "Noted later" in str(desk.page.run().value(desk.key("body")))


@pytest.mark.parametrize("which", ["meeting", "contact", "stranger"])
def test_a_link_to_nobody_says_so_and_shows_the_list(file: Path, which: str) -> None:
    tom = Contact(name="Tom Baker")
    conversation = meeting(ADA)
    seed(file, ADA, tom, conversation)
    params = {"meeting": conversation.id, "contact": ADA.id}
    params |= {"contact": tom.id} if which == "stranger" else {which: "nonsense"}
    page = Dashboard("follow_up_tracker", **params)
    assert len(page.errors) == 1
    assert "not here" in page.errors[0]
    assert page.title == "Follow-up tracker"
    assert "Thank Ada Lovelace" in page.column("What")


def test_somebody_deleted_can_still_be_thanked(file: Path) -> None:
    desk = Desk(file, learnings=["Ask"])
    Dashboard("people", contact=ADA.id).press(f"people_delete_{ADA.id}")
    desk.page = desk.opened().press(desk.key("sent"))
    assert desk.page.done == ["Thank-you to Ada Lovelace (deleted) marked as sent."]


def test_the_sentence_under_the_clock_names_the_day_in_the_members_zone(file: Path) -> None:
    desk = Desk(file, ago=timedelta(hours=13), learnings=["Ask"])
    assert "yesterday at 22:30" in desk.page.said
    auckland = Dashboard("follow_up_tracker", zone="Pacific/Auckland", meeting=desk.meeting.id, contact=ADA.id)
    assert "today at 08:30" in auckland.said
