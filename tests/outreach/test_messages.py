"""Messages: drafted, marked as sent, answered or not, and taken back."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from netdash import trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.meetings.meetings import thank_you_id
from netdash.outreach import messages, templates
from netdash.outreach.merge_fields import Sources, literal
from netdash.outreach.messages import MessageFilter, MessageStatus
from netdash.records import Channel, Message, Outcome, Profile, Purpose, new_id
from netdash.records.base import ConflictError
from netdash.store import Workspace
from netdash.thank_yous import thank_yous
from tests.factories import DAY, HOUR, NOON, any_text, everything, fresh, kept, person, talk

UTC, BERLIN = ZoneInfo("UTC"), ZoneInfo("Europe/Berlin")
ADA = person("Ada Lovelace", company="Northwind")

TOM = person("Tom Baker")
NAMES = {ADA.id: ADA.name, TOM.id: TOM.name}
FIRST = Message(contact=ADA.id, channel=Channel.X, purpose=Purpose.NUDGE, body="Über alles", sent_at=NOON - DAY)
LATER = Message(contact=TOM.id, subject="Hello", sent_at=NOON, outcome=Outcome.REPLIED)
DRAFT = Message(contact=TOM.id, body="Half")
ALL = (FIRST, LATER, DRAFT)


def note(body: str = "Hi Ada", **fields: object) -> Message:
    return Message.model_validate({"contact": ADA.id, "purpose": "first_message", "body": body, **fields})


def sent(workspace: Workspace, message: Message | None = None) -> Message:
    id = messages.mark_sent(workspace, message or note(), NOON, NOON)
    return workspace.require(Message, id)


# Drafting


def test_a_draft_starts_from_a_template_with_what_is_known():
    template = templates.find(fresh(), "7e3b1a7e000000000000000000000002")
    draft = messages.draft(
        template, Sources(ADA, Profile(name="Mia")), Channel.EMAIL, template.purpose, UTC, id=new_id()
    )
    assert draft.body.startswith("Hi Ada,\n\n{introducer} suggested")
    assert "Kind regards,\nMia" in draft.body
    assert draft.subject == "{introducer} suggested I reach out"
    assert (draft.template, draft.contact, messages.status(draft)) == (template.id, ADA.id, MessageStatus.DRAFT)


def test_a_channel_without_a_subject_gets_none():
    template = templates.find(fresh(), "7e3b1a7e000000000000000000000002")
    draft = messages.draft(template, Sources(ADA, Profile()), Channel.X, template.purpose, UTC, id=new_id())
    assert draft.subject == ""


def test_a_draft_may_start_from_nothing():
    draft = messages.draft(None, Sources(ADA, Profile()), Channel.EMAIL, Purpose.REPLY, UTC, id=new_id())
    assert (draft.subject, draft.body, draft.template) == ("", "", None)


def test_a_thank_you_for_a_conversation_has_one_draft_wherever_it_is_written():
    meeting, id = talk(ADA), new_id()
    sources = Sources(ADA, Profile(), meeting=meeting)
    thanks = messages.draft(None, sources, Channel.EMAIL, Purpose.THANK_YOU, UTC, id=id)
    assert (thanks.id, thanks.meeting) == (thank_you_id(meeting.id, ADA.id), meeting.id)
    assert messages.draft(None, sources, Channel.EMAIL, Purpose.REPLY, UTC, id=id).id == id


def test_a_message_reads_as_its_channel_and_braces_have_it():
    mail = note("Hi {{first_name}", subject="{{x}")
    assert (messages.as_read(mail).subject, messages.as_read(mail).body) == ("{x}", "Hi {first_name}")
    assert messages.as_read(note("Hi {first_name}")).body == "Hi [first name]", "no brace of a template goes out"
    assert messages.as_read(mail.replace(channel="x")).subject == ""


def test_a_draft_is_kept_once_and_other_words_under_its_id_stay_beside_it():
    workspace, first = fresh(), note("Hi {first_name}")
    assert messages.save_draft(workspace, first) == messages.save_draft(workspace, first) == first.id
    messages.save_draft(workspace, first.replace(channel=Channel.X))
    [stored] = workspace.all(Message)
    assert (stored.id, stored.channel, stored.sent_at) == (first.id, Channel.X, None)
    messages.save_draft(workspace, first.replace(body="Of the other tab"))
    assert {message.body: message.id == first.id for message in workspace.all(Message)} == {
        "Hi {first_name}": False,
        "Of the other tab": True,
    }


def test_a_draft_changed_since_the_version_one_wrote_on_is_a_conflict():
    workspace, first = fresh(), note("Hi {first_name}")
    messages.save_draft(workspace, first)
    [opened] = workspace.all(Message)
    messages.save_draft(workspace, opened.replace(body="First"))
    with pytest.raises(ConflictError):
        messages.save_draft(workspace, opened.replace(body="Second"))
    messages.save_draft(workspace, opened.replace(body="First"))
    assert [message.body for message in workspace.all(Message)] == ["First"]


def test_keeping_the_same_draft_again_writes_nothing():
    workspace, first = fresh(), note()
    messages.save_draft(workspace, first)
    version = workspace.version(Message)
    messages.save_draft(workspace, first)
    assert workspace.version(Message) == version


def test_an_empty_draft_is_refused_and_one_that_was_sent_stays():
    workspace = fresh()
    with pytest.raises(InvalidRecordError, match="Write something first"):
        messages.save_draft(workspace, note("  "))
    message = sent(workspace)
    assert messages.save_draft(workspace, message.replace(body="Other words")) == message.id
    assert workspace.require(Message, message.id) == message


# Marking as sent


def test_marking_as_sent_keeps_the_words_and_the_moment():
    workspace = fresh()
    draft = kept(workspace, note("Hi Ada"))
    id = messages.mark_sent(workspace, draft, NOON, NOON - HOUR)
    [stored] = workspace.all(Message)
    assert (stored.id, stored.body, stored.sent_at, messages.status(stored)) == (
        id,
        "Hi Ada",
        NOON - HOUR,
        MessageStatus.WAITING,
    )


def test_a_second_submission_is_the_same_message():
    workspace, message = fresh(), note()
    first = messages.mark_sent(workspace, message, NOON, NOON)
    before = everything(workspace)
    assert messages.mark_sent(workspace, message, NOON + DAY, NOON + HOUR) == first
    assert everything(workspace) == before


def test_words_that_another_tab_saved_in_the_draft_stay_in_one_of_their_own():
    workspace = fresh()
    mine = kept(workspace, note("Hi Ada, mine"))
    theirs = kept(workspace, mine.replace(body="Hi Ada, theirs"))
    id = messages.mark_sent(workspace, mine, NOON, NOON)
    bodies = {message.body: message.sent_at for message in workspace.all(Message)}
    assert bodies == {"Hi Ada, mine": NOON, "Hi Ada, theirs": None}
    assert (id, theirs.id) == (mine.id, mine.id)


def test_words_changed_in_the_draft_that_is_sent_leave_no_second_one():
    workspace = fresh()
    draft = kept(workspace, note("Hi Ada"))
    messages.mark_sent(workspace, draft.replace(body="Hi Ada, at last"), NOON, NOON)
    assert [message.body for message in workspace.all(Message)] == ["Hi Ada, at last"]


@pytest.mark.parametrize(
    ("message", "sent_at", "said"),
    [
        (note("Hi {first_name} of {company}"), NOON, "still says “[first name]” and “[company]”. Fill that in first"),
        (note("Hi", subject="To {company}"), NOON, "still says “[company]”."),
        (note("Hi {{first_name}}, it is me"), NOON, "still says “{{first_name}}”."),
        (note("Hi {first name}, it is {имя}"), NOON, "still says “[first name]” and “{имя}”."),
        (note("  "), NOON, "Write the message first"),
        (note(), NOON + HOUR, "still to come"),
        (note("a" * 281, channel="x"), NOON, "X post takes 280 characters at the most"),
        (note("a" * 301, channel="linkedin_invitation"), NOON, "take out 1."),
        (note("Hi", subject="s" * 201, channel="inmail"), NOON, "subject is 1 characters too long"),
    ],
)
def test_what_cannot_have_been_sent_is_refused_with_a_sentence(message, sent_at, said):
    workspace = fresh()
    with pytest.raises(InvalidRecordError) as caught:
        messages.mark_sent(workspace, message, NOON, sent_at)
    assert said in caught.value.sentence
    assert workspace.all(Message) == ()


def test_the_subject_of_a_channel_that_has_none_is_no_hindrance():
    message = sent(fresh(), note("Hi", subject="About {company}", channel="x"))
    assert message.subject == ""


@given(any_text.filter(lambda text: bool(text.replace("\0", "").strip())))
def test_literal_braces_are_kept_as_they_were_sent_and_come_back_as_a_draft(text):
    """What was sent is stored as its reader got it; taken back, it is the same draft again."""
    workspace = fresh()
    typed = note(literal(text))
    message = sent(workspace, typed)
    assert message.body == note(text).body
    messages.unsend(workspace, message.id)
    assert workspace.require(Message, message.id).body == typed.body


def test_a_thank_you_for_a_conversation_goes_the_way_of_thank_yous():
    workspace = fresh()
    meeting = kept(workspace, talk(ADA, ended=NOON - HOUR))
    draft = kept(workspace, note("Thank you!", purpose="thank_you", meeting=meeting.id))
    id = messages.mark_sent(workspace, draft, NOON, NOON)
    assert id == thank_you_id(meeting.id, ADA.id)
    assert [message.id for message in workspace.all(Message)] == [id]
    assert thank_yous.owed([meeting], workspace.all(Message)) == ()
    assert messages.mark_sent(workspace, draft, NOON, NOON) == id
    messages.unsend(workspace, id)
    assert len(thank_yous.owed([meeting], workspace.all(Message))) == 1


@pytest.mark.parametrize("saved", [False, True], ids=["new", "from a draft"])
def test_a_further_thank_you_to_somebody_thanked_is_a_message_of_its_own(saved):
    workspace, meeting = fresh(), kept(fresh(), talk(ADA, ended=NOON - DAY))
    workspace.put(meeting)
    thanks = Message(
        id=thank_you_id(meeting.id, ADA.id),
        contact=ADA.id,
        meeting=meeting.id,
        purpose=Purpose.THANK_YOU,
        body="Thank you!",
    )
    messages.mark_sent(workspace, thanks, NOON, NOON)
    again = thanks.replace(body="And for the book!", id=new_id() if saved else thanks.id)
    if saved:
        again = kept(workspace, again)
    id = messages.mark_sent(workspace, again, NOON, NOON)
    assert messages.mark_sent(workspace, again, NOON, NOON) == id
    assert sorted(message.body for message in workspace.all(Message) if message.sent_at) == [
        "And for the book!",
        "Thank you!",
    ]
    assert len(workspace.all(Message)) == 2


def test_a_further_thank_you_is_kept_as_a_draft():
    workspace, meeting = fresh(), kept(fresh(), talk(ADA, ended=NOON - DAY))
    workspace.put(meeting)
    id = thank_you_id(meeting.id, ADA.id)
    thanks = note("Thank you!", id=id, purpose="thank_you", meeting=meeting.id)
    messages.mark_sent(workspace, thanks, NOON, NOON)
    kept_as = messages.save_draft(workspace, thanks.replace(body="And for the book!"))
    assert kept_as != id
    assert {message.body: message.sent_at for message in workspace.all(Message)} == {
        "Thank you!": NOON,
        "And for the book!": None,
    }


def test_a_thank_you_before_the_end_or_for_a_meeting_that_is_gone_is_refused():
    workspace = fresh()
    meeting = kept(workspace, talk(ADA, ended=NOON))
    early = note("Thank you!", purpose="thank_you", meeting=meeting.id)
    with pytest.raises(InvalidRecordError, match="before the conversation ended"):
        messages.mark_sent(workspace, early, NOON, NOON - HOUR)
    with pytest.raises(GoneError):
        messages.mark_sent(workspace, early.replace(meeting=new_id()), NOON, NOON)
    assert workspace.all(Message) == ()


def test_a_thank_you_without_a_conversation_is_a_message_like_any_other():
    workspace = fresh()
    message = sent(workspace, note("Thank you!", purpose="thank_you"))
    assert (message.meeting, message.sent_at) == (None, NOON)


# What came of it


def test_what_they_wrote_is_kept_with_the_message_whatever_is_taken_back():
    workspace = fresh()
    id = sent(workspace).id
    messages.record_outcome(workspace, id, Outcome.REPLIED, NOON, NOON + DAY)
    messages.record_outcome(workspace, id, Outcome.REPLIED, NOON, NOON + DAY, "Tuesday at ten?")
    assert workspace.require(Message, id).reply == "Tuesday at ten?"
    messages.clear_outcome(workspace, id)
    messages.record_outcome(workspace, id, Outcome.DECLINED, NOON, NOON + DAY)
    messages.unsend(workspace, id)
    draft = workspace.require(Message, id)
    messages.mark_sent(workspace, draft.replace(reply=""), NOON + DAY, NOON)
    assert workspace.require(Message, id).reply == "Tuesday at ten?"
    for _ in "ab":
        messages.record_outcome(workspace, id, Outcome.REPLIED, NOON, NOON + DAY, "")
        assert workspace.require(Message, id).reply == "", "noted by mistake, it can be emptied"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.REPLIED, MessageStatus.REPLIED),
        (Outcome.DECLINED, MessageStatus.DECLINED),
        (Outcome.NO_REPLY, MessageStatus.NO_REPLY),
    ],
)
def test_an_outcome_is_noted_changed_and_taken_back(outcome, state):
    workspace = fresh()
    id = sent(workspace).id
    messages.record_outcome(workspace, id, outcome, NOON + DAY, NOON + 2 * DAY)
    message = workspace.require(Message, id)
    assert (message.outcome_at, messages.status(message), messages.status_words(message, NOON, UTC)) == (
        NOON + DAY,
        state,
        state.value,
    )
    version = workspace.version(Message)
    messages.record_outcome(workspace, id, outcome, NOON + 2 * DAY, NOON + 2 * DAY)
    assert workspace.version(Message) == version
    messages.clear_outcome(workspace, id)
    assert messages.status(workspace.require(Message, id)) is MessageStatus.WAITING


@pytest.mark.parametrize(
    ("at", "said"), [(NOON + 3 * DAY, "still to come"), (NOON - HOUR, "before you sent the message")]
)
def test_an_outcome_at_an_impossible_moment_is_refused(at, said):
    workspace = fresh()
    id = sent(workspace).id
    with pytest.raises(InvalidRecordError, match=said):
        messages.record_outcome(workspace, id, Outcome.REPLIED, at, NOON + 2 * DAY)


def test_a_draft_has_no_outcome_and_taking_back_a_sending_takes_it_too():
    workspace = fresh()
    id = messages.save_draft(workspace, note())
    with pytest.raises(InvalidRecordError, match="as sent first"):
        messages.record_outcome(workspace, id, Outcome.REPLIED, NOON, NOON)
    messages.mark_sent(workspace, workspace.require(Message, id), NOON, NOON)
    messages.record_outcome(workspace, id, Outcome.REPLIED, NOON, NOON)
    messages.unsend(workspace, id)
    message = workspace.require(Message, id)
    assert (message.sent_at, message.outcome, message.outcome_at) == (None, None, None)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Sent, waiting for a reply"),
        (1, "Sent, waiting 1 business day"),
        (4, "Sent, waiting 4 business days"),
        (5, "Sent, waiting 4 business days"),
        (6, "Sent, waiting 4 business days"),
        (7, "Sent, waiting 5 business days"),
        (14, "Sent, waiting 10 business days"),
    ],
)
def test_a_sent_message_says_how_long_it_has_waited(days, words):
    assert messages.status_words(note(sent_at=NOON), NOON + timedelta(days=days), UTC) == words


def test_the_wait_counts_days_of_the_members_zone():
    message = note(sent_at=NOON.replace(hour=21))  # already Monday 23:00 in Berlin
    assert messages.status_words(message, NOON.replace(hour=23), UTC) == "Sent, waiting for a reply"
    assert messages.status_words(message, NOON.replace(hour=23), BERLIN) == "Sent, waiting 1 business day"


def test_after_a_conversation_or_a_plan_for_one_a_message_waits_for_no_reply():
    def words(meeting):
        return messages.status_words(note(sent_at=NOON), NOON + timedelta(days=9), UTC, meeting)

    later, earlier = talk(ADA, ended=NOON + timedelta(days=1)), talk(ADA, ended=NOON - timedelta(days=1))
    assert words(later) == "Sent, and you have talked since"
    assert words(later.replace(state="planned")) == "Sent, a conversation is planned"
    assert words(earlier) == words(None) == "Sent, waiting 7 business days"


# Listing and deleting


def test_messages_are_listed_drafts_first_and_the_latest_first():
    old, new, draft = note(sent_at=NOON - DAY), note(sent_at=NOON), note(created_at=NOON - 9 * DAY)
    assert messages.latest_first([old, draft, new]) == (draft, new, old)


def test_a_deleted_message_can_be_restored():
    workspace = fresh()
    id = sent(workspace).id
    before = everything(workspace)
    assert messages.delete(workspace, id, "Message to Ada", NOON) == id
    assert workspace.all(Message) == ()
    trash.restore(workspace, id)
    assert everything(workspace) == before


def test_a_message_that_is_gone_gives_a_sentence():
    workspace, id = fresh(), new_id()
    for act in (
        lambda: workspace.require(Message, id),
        lambda: messages.unsend(workspace, id),
        lambda: messages.record_outcome(workspace, id, Outcome.REPLIED, NOON, NOON),
        lambda: messages.clear_outcome(workspace, id),
        lambda: messages.delete(workspace, id, "x", NOON),
    ):
        with pytest.raises(GoneError, match="This message is not here any more"):
            act()


def found(**criteria: object) -> tuple[Message, ...]:
    return messages.filtered(ALL, MessageFilter(**criteria), NAMES.__getitem__)  # type: ignore[arg-type]


def test_without_a_filter_drafts_come_first_and_then_the_latest() -> None:
    assert found() == (DRAFT, LATER, FIRST)


def test_words_are_found_in_names_texts_channels_and_purposes() -> None:
    assert found(text="uber ada") == (FIRST,)
    assert found(text="baker hello") == (LATER,)
    assert found(text="nudge") == (FIRST,)
    assert found(text="nobody") == ()


def test_each_filter_lets_through_what_it_names() -> None:
    assert found(statuses=(MessageStatus.DRAFT, MessageStatus.REPLIED)) == (DRAFT, LATER)
    assert found(channels=(Channel.X,)) == (FIRST,)
    assert found(purposes=(Purpose.THANK_YOU,), statuses=(MessageStatus.REPLIED,)) == (LATER,)


def test_the_messages_with_somebody() -> None:
    assert messages.with_contact(ALL, TOM.id) == (DRAFT, LATER)


def test_somebody_was_nudged_where_the_last_word_sent_is_an_unanswered_nudge() -> None:
    first = Message(contact=ADA.id, purpose=Purpose.FIRST_MESSAGE, sent_at=NOON)
    nudge = Message(contact=ADA.id, purpose=Purpose.NUDGE, sent_at=NOON + DAY)
    draft = Message(contact=ADA.id, purpose=Purpose.NUDGE)
    assert messages.is_nudged(messages.with_contact([first, nudge, draft], ADA.id))
    for other in ([], [first], [first, draft], [nudge.replace(outcome=Outcome.REPLIED, outcome_at=NOON + DAY)]):
        assert not messages.is_nudged(messages.with_contact(other, ADA.id))
