"""Outreach: writing a message, its outcome, the journey and the templates."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest

from netdash import drafts, rules
from netdash.follow_up import actions
from netdash.meetings.meetings import thank_you_id
from netdash.outreach import merge_fields, templates
from netdash.outreach.screens import send
from netdash.records import (
    Channel,
    Contact,
    Draft,
    Introduction,
    Meeting,
    Message,
    Outcome,
    Profile,
    Purpose,
    Target,
    Template,
)
from netdash.store import Workspace, open_file
from netdash.workspace import sample
from tests.driving import NOW, Dashboard, meeting, seed

ADA = Contact(name="Ada Lovelace", company="Northwind", position="engineer", emails=("ada@example.org",))
TOM = Contact(name="Tom Baker", company="Contoso")
FIRST = "7e3b1a7e000000000000000000000001"
INVITATION = "7e3b1a7e000000000000000000000003"
THROUGH_LINKEDIN = "7e3b1a7e000000000000000000000004"
THROUGH = "7e3b1a7e000000000000000000000002"
READY = "Hi Ada,\n\nI read your post. Could we talk for 20 minutes?\n\nMara"


def sent(contact: Contact = ADA, days: float = 3, **fields: object) -> Message:
    """Make a message that was sent so many days ago."""
    at = NOW - timedelta(days=days)
    whole = {"contact": contact.id, "purpose": "first_message", "body": "Hi", "sent_at": at, **fields}
    return Message.model_validate(whole)


class Desk:
    """The desk for a first message to Ada."""

    named = True

    def __init__(self, file: Path, *records: object, purpose: str = "first_message", **params: str) -> None:
        self.workspace: Workspace = seed(file, ADA, TOM, *records)  # type: ignore[arg-type]
        if self.named:
            self.workspace.save(Profile(name="Mara Lind"))
        self.params = {"contact": ADA.id, "purpose": purpose, **params}
        self.about = "_".join(filter(None, (purpose, *params.values(), ADA.id)))
        self.page = Dashboard("outreach", **self.params)

    def key(self, field: str) -> str:
        return f"outreach_{field}_{self.about}"

    def fill(self, **fields: object) -> Desk:
        self.page.fill(**{self.key(field): value for field, value in fields.items()})
        return self

    def value(self, field: str) -> str:
        return str(self.page.value(self.key(field)))

    @property
    def messages(self) -> tuple[Message, ...]:
        return tuple(self.workspace.all(Message))


# -- writing ----------------------------------------------------------------------


@pytest.mark.usefixtures("file")
def test_an_empty_page_opens_the_form_and_teaches() -> None:
    page = Dashboard("outreach")
    assert page.title == "Outreach"
    assert page.has("outreach_body")
    assert "No messages yet" in page.said
    page.turn_to("Journey")
    assert "Nobody yet." in page.said
    assert "Add somebody" in page.links


def test_a_message_to_somebody_new_is_marked_as_sent_and_the_person_is_kept(file: Path) -> None:
    page = Dashboard("outreach").type_new("outreach_person", "Grace Hopper")
    page.fill(outreach_subject="Hello", outreach_body="Hi Grace, I read your post. Could we talk?")
    page.press("outreach_sent")
    assert page.done == ["Message to Grace Hopper marked as sent."]
    workspace = open_file(file)
    (grace,), (message,) = workspace.all(Contact), workspace.all(Message)
    assert (message.contact, message.sent_at, message.purpose) == (grace.id, NOW, Purpose.FIRST_MESSAGE)
    assert not workspace.all(Draft)
    page.press("flash_undo")
    assert page.done == ["Undone: the message to Grace Hopper is a draft again, first in the list on Outreach."]
    assert open_file(file).all(Message)[0].sent_at is None


def test_a_second_press_of_the_same_message_saves_one(file: Path) -> None:
    seed(file, ADA)
    page = Dashboard("outreach").fill(outreach_person=ADA.id, outreach_body=READY).press_fast("outreach_save")
    assert "Draft to Ada Lovelace saved." in page.done
    assert len(open_file(file).all(Message)) == 1


def test_without_a_person_nothing_is_saved_and_what_was_typed_stays(file: Path) -> None:
    page = Dashboard("outreach").fill(outreach_body=READY).press("outreach_sent")
    assert page.errors == ["Choose who you write to first."]
    assert page.value("outreach_body") == READY
    assert not open_file(file).all(Message)


def test_the_fields_are_filled_and_those_still_open_are_named_and_block_sending(file: Path) -> None:
    desk = Desk(file, Target(company="Northwind"), Target(company="Contoso", role="Data engineer"))
    assert desk.page.title == "Write to Ada Lovelace"
    assert desk.value("template") == FIRST
    for words in ("Hi Ada,", "from inside Northwind", "Data engineer roles", "Mara Lind", "[how we connect]"):
        assert words in desk.value("body"), words
    assert "Still to fill in: [how we connect]." in desk.page.said, "above the button that copies it"
    assert ":orange-background[" in desk.page.raw, "what is open is marked in the preview"
    assert desk.page.app.text_input(key=desk.key("fill_how_we_connect")).label == "How you are connected"
    desk.page.press(desk.key("sent"))
    assert "The message still says “[how we connect]”. Fill that in first" in desk.page.errors[0]
    label = desk.page.app.text_input(key=desk.key("fill_how_we_connect")).label
    assert label == "How you are connected · still open"
    assert not desk.messages
    desk.fill(body=READY).page.press(desk.key("sent"))
    (message,) = desk.messages
    assert (message.body, message.template, message.sent_at) == (READY, FIRST, NOW)


def test_an_opening_with_the_name_of_somebody_one_knows_says_the_connection(file: Path) -> None:
    desk = Desk(file, Contact(name="Zoë O’Brien"))
    opening = "Hi Ada, {} is a neighbour of mine. Could we talk for 20 minutes next week?"
    asked = "how you are connected"
    assert asked in desk.fill(body=opening.format("Ines Kaya")).page.said
    assert asked not in desk.fill(body=opening.format("ZOË O'Brien")).page.said


def test_looking_at_the_desk_keeps_no_draft(file: Path) -> None:
    desk = Desk(file)
    before = file.read_bytes()
    desk.page.run()
    assert file.read_bytes() == before


def test_whoever_was_introduced_gets_the_template_that_says_so(file: Path) -> None:
    desk = Desk(file, Introduction(by_contact=TOM.id, to_contact=ADA.id))
    assert desk.value("template") == THROUGH
    assert "Tom Baker suggested" in desk.value("body")


def test_before_a_person_is_chosen_blanks_stand_for_what_is_filled_in_then_also_in_words_of_ones_own(
    file: Path,
) -> None:
    grace = Contact(name="Grace Hopper", company="Northwind [goal]")
    seed(file, ADA, grace, Profile(name="Mara Lind"))
    page = Dashboard("outreach")
    assert "Hi [first name],\n\n[how we connect]." in str(page.value("outreach_body"))
    assert "{" not in f"{page.value('outreach_subject')}{page.value('outreach_body')}"
    page.fill(outreach_body="Dear [first name] of [company], [sic]", outreach_person=ADA.id)
    assert "Dear Ada of Northwind, [sic]" in page.said
    page.press("outreach_clear_form").fill(outreach_person=grace.id)
    assert "from inside Northwind [goal]" in str(page.value("outreach_body"))
    assert "from inside Northwind [goal]" in page.said, "brackets in a record are no blank"


def test_a_template_that_gives_way_to_a_likelier_one_is_named_with_the_way_back(file: Path) -> None:
    seed(file, ADA, TOM, Introduction(by_contact=TOM.id, to_contact=ADA.id))
    page = Dashboard("outreach")
    assert not page.has("outreach_template_back")
    page.fill(outreach_person=ADA.id)
    assert page.value("outreach_template") == THROUGH
    assert "“First message through a mutual contact” fits best here" in page.said
    page.press("outreach_template_back")
    assert page.value("outreach_template") == FIRST
    assert "from inside Northwind" in str(page.value("outreach_body"))
    assert not page.has("outreach_template_back")
    assert page.run().value("outreach_template") == FIRST, "what was chosen stays"
    page.fill(outreach_template=THROUGH)
    assert not page.has("outreach_template_back"), "it is the member's own choice by now"
    page.press("outreach_clear_form").fill(outreach_person=ADA.id)
    assert page.has("outreach_template_back")
    page.fill(outreach_body="Hi Ada").press("outreach_clear_form")
    assert not page.has("outreach_template_back"), "an empty form has no template that gave way"
    assert "fits best here" not in page.said


def test_another_channel_brings_its_own_template_while_nothing_is_typed(file: Path) -> None:
    desk = Desk(file).fill(channel="linkedin_invitation")
    assert desk.value("body").startswith("Hi Ada, I came across your profile")
    assert "of 200 characters" in desk.page.said
    assert not desk.page.has(desk.key("subject"))
    assert not desk.page.app.link_button


def test_a_template_never_replaces_what_was_typed_until_asked_and_can_be_undone(file: Path) -> None:
    desk = Desk(file).fill(body="My own words").fill(template=THROUGH)
    assert desk.value("body") == "My own words"
    assert "your words were kept" in desk.page.said
    desk.page.press(desk.key("replace"))
    assert "[introducer] suggested" in desk.value("body")
    desk.page.press("flash_undo")
    assert desk.value("body") == "My own words"
    assert desk.page.has(desk.key("replace"))
    desk.page.press(desk.key("replace"))
    desk.fill(body="Words of later").page.press("flash_undo")
    assert desk.value("body") == "Words of later"
    assert desk.page.errors == ["Not undone: this was changed again since, and is left as it is."]
    desk.fill(template=FIRST).page.press(desk.key("replace"))
    desk.fill(template=THROUGH)
    assert "[introducer] suggested" in desk.value("body"), "nobody typed, so it follows"
    desk.page.press("flash_undo")
    assert desk.value("body") == "Words of later"


def test_an_untouched_template_gives_way_to_another_and_to_none(file: Path) -> None:
    desk = Desk(file).fill(template=THROUGH)
    assert "[introducer] suggested" in desk.value("body")
    desk.fill(template="")
    assert desk.value("body") == ""
    assert not desk.page.has(desk.key("replace"))


def test_what_is_typed_is_there_in_a_new_session(file: Path) -> None:
    desk = Desk(file).fill(subject="Mine", body="Hi Ada, half a s")
    again = Dashboard("outreach", **desk.params)
    assert again.value(desk.key("body")) == "Hi Ada, half a s"
    assert again.value(desk.key("subject")) == "Mine"
    assert not again.has(desk.key("replace")), "the template is the one that was typed over"


def test_a_device_that_writes_dates_in_another_way_takes_no_template_for_changed(file: Path) -> None:
    planned = meeting(ADA, ago=timedelta(days=-2), state="planned")
    desk = Desk(file, planned, purpose="confirmation", meeting=planned.id)
    assert "Thursday 7 May at 11:30" in desk.value("body")
    desk.fill(subject="See you soon")
    other = Dashboard("outreach", locale="en-US", **desk.params)
    assert "Thursday 7 May at 11:30" in str(other.value(desk.key("body")))
    assert not other.has(desk.key("replace"))
    other.press(desk.key("clear_form")).press("flash_undo")
    assert not other.has(desk.key("replace")), "Undo brings the way to write dates back too"
    drafts.drop(desk.workspace, f"outreach_{desk.about}")
    other.types(**{desk.key("subject"): "See you"}).comes_back()
    assert [draft.fields["_dates"] for draft in desk.workspace.all(Draft)] == ["DMY 24"], "a returning tab knows it too"
    del other.app.session_state[f"_form_outreach_{desk.about}"]["dates"]  # of a session from before an update
    other.run()
    other.press(desk.key("clear_form"))
    assert "Thursday, May 7 at 11:30" in str(other.value(desk.key("body"))), "an untouched one is written as here"


def test_a_message_goes_to_one_person_who_is_there_again_after_a_restart_and_from_an_older_draft(file: Path) -> None:
    workspace = seed(file, ADA, TOM)
    page = Dashboard("outreach").types(outreach_person=TOM.id).comes_back()
    assert page.value("outreach_person") == TOM.id
    assert page.type_new("outreach_person", "Grace Hopper").comes_back().value("outreach_person") == "Grace Hopper"
    (draft,) = workspace.all(Draft)
    workspace.put(draft.replace(fields={**draft.fields, "person": [ADA.id]}))  # as the field that took several kept it
    assert Dashboard("outreach").value("outreach_person") == ADA.id


def test_the_order_in_which_person_and_channel_are_chosen_makes_no_difference(file: Path) -> None:
    lin = Contact(
        name="Grace Hopper", company="Northwind", linkedin="https://www.linkedin.com/in/lin", how_met="At PyCon"
    )
    seed(file, lin, Profile(name="Mara Lind"), Target(company="Northwind", role="platform engineer"))
    fields = [("outreach_person", lin.id), ("outreach_channel", "linkedin_invitation")]
    for chosen in (fields, fields[::-1]):
        page = Dashboard("outreach")
        for key, value in chosen:
            page.fill(**{key: value})
        assert page.value("outreach_template") == INVITATION
        assert str(page.value("outreach_body")).startswith("Hi Grace, I came across your profile"), chosen
        page.fill(outreach_template=THROUGH_LINKEDIN).fill(outreach_purpose="first_message")
        assert page.value("outreach_template") == THROUGH_LINKEDIN, "a template chosen by hand stays"
        page.press("outreach_clear_form")


def test_the_text_that_goes_out_is_the_one_its_reader_gets(file: Path) -> None:
    desk = Desk(file).fill(subject="A {{b}", body="Hi Ada, 1 + 1 = 2 & {{more} 100%")
    link = unquote(desk.page.app.link_button[0].url)
    assert link.endswith("?subject=A {b}&body=Hi Ada, 1 + 1 = 2 & {more} 100%")


def test_of_a_message_too_long_for_a_link_the_address_and_the_subject_go_and_a_file_takes_it_whole(file: Path) -> None:
    desk = Desk(file).fill(subject="Hello", body="word " * 500)
    labels = ["Open in mail", "Gmail", "Outlook (work or school)", "Outlook (personal)"]
    assert [button.label for button in desk.page.app.link_button] == labels
    assert unquote(desk.page.app.link_button[0].url).endswith("?subject=Hello&body=")
    assert "Too long for a link: the links open with the address and subject alone." in desk.page.said
    assert desk.page.has(desk.key("eml"))
    assert "This has 500 words" in desk.page.said


def test_past_what_the_channel_takes_the_message_is_not_marked_as_sent(file: Path) -> None:
    desk = Desk(file).fill(channel="x", body="Ada " + "x" * 300)
    assert "304 of 280 characters" in desk.page.said
    desk.page.press(desk.key("sent"))
    assert "take out 24" in desk.page.errors[0]
    assert not desk.messages


def test_the_checks_say_who_advises_them(file: Path) -> None:
    desk = Desk(file).fill(body="Hello,\n\nAre you hiring? Could you refer me?")
    for words in (
        "Does it greet Ada by name?",
        "reads like a request for a job",
        "This seems to ask 2 things",
        "Simon Fraser University",
    ):
        assert words in desk.page.said, words


def test_sent_earlier_takes_a_moment_on_the_clocks_of_the_zone(file: Path) -> None:
    desk = Desk(file).fill(body=READY, sent_day=date(2026, 5, 4), sent_time=time(18, 30))
    desk.page.press(desk.key("sent_then"))
    assert desk.messages[0].sent_at == NOW - timedelta(hours=17, minutes=30)  # 18:30 in Berlin is 16:30 in UTC


def test_a_moment_to_come_is_refused_and_the_words_stay(file: Path) -> None:
    desk = Desk(file).fill(body=READY, sent_day=date(2026, 5, 6))
    desk.page.press(desk.key("sent_then"))
    assert "still to come" in desk.page.errors[0]
    assert desk.value("body") == READY
    assert not desk.messages


def test_a_draft_is_in_the_list_goes_on_and_is_deleted_with_a_way_back(file: Path) -> None:
    desk = Desk(file).fill(body="Hi Ada,")
    desk.page.press(desk.key("save"))
    (draft,) = desk.messages
    assert draft.sent_at is None
    assert desk.page.column("To") == ["Ada Lovelace"]
    page = desk.page.open("outreach", message=draft.id)
    assert page.value(f"outreach_body_{draft.id}") == "Hi Ada,"
    page.fill(**{f"outreach_body_{draft.id}": READY}).press(f"outreach_save_{draft.id}")
    assert open_file(file).all(Message)[0].body == READY
    page.open("outreach", message=draft.id).press(f"outreach_delete_{draft.id}")
    assert page.done == ["Deleted: draft to Ada Lovelace."]
    assert not open_file(file).all(Message)
    page.press("flash_undo")
    assert open_file(file).all(Message)[0].body == READY


def test_a_thank_you_leads_to_the_desk_of_the_conversation(file: Path) -> None:
    conversation = meeting(ADA)
    desk = Desk(file, conversation, purpose="thank_you")
    desk.page.press(desk.key("thank"))
    assert desk.page.title == "Thank Ada Lovelace"


def test_a_thank_you_without_a_conversation_is_written_here(file: Path) -> None:
    desk = Desk(file, purpose="thank_you").fill(body="Hi Ada, thank you for the article.")
    desk.page.press(desk.key("sent"))
    assert (desk.messages[0].purpose, desk.messages[0].meeting) == (Purpose.THANK_YOU, None)


def test_a_confirmation_has_the_conversation_in_hand(file: Path) -> None:
    planned = meeting(ADA, ago=timedelta(days=-2), state="planned")
    desk = Desk(file, planned, purpose="confirmation", meeting=planned.id)
    assert "Thursday 7 May" in desk.value("body")


def test_to_whom_one_was_introduced_the_first_message_names_the_introducer(file: Path) -> None:
    link = Introduction(by_contact=TOM.id, to_contact=ADA.id)
    desk = Desk(file, link, purpose="warm_introduction", introduction=link.id)
    assert desk.value("purpose") == "first_message"
    assert "Tom Baker suggested" in desk.value("body")


def test_a_nudge_goes_the_way_of_the_message_before_and_shows_it(file: Path) -> None:
    before = sent(channel="linkedin", body="What I wrote")
    desk = Desk(file, before, purpose="nudge", message=before.id)
    assert desk.value("channel") == "linkedin"
    assert "What I wrote" in desk.page.raw


@pytest.mark.parametrize("own_words", ["", "Written by me."])
@pytest.mark.parametrize("by_undo", [True, False])
def test_what_was_not_sent_after_all_claims_somebody_of_the_sample_only_for_words_of_ones_own(
    file: Path, own_words: str, by_undo: bool
) -> None:
    """A new nudge and a draft of the sample, taken back by Undo or as “unsent” on the message's own page."""
    workspace = seed(file)
    sample.load(workspace, NOW, ZoneInfo("Europe/Berlin"))
    before = next(one for one in workspace.all(Message) if one.sent_at and one.purpose is Purpose.FIRST_MESSAGE)
    page = Dashboard("outreach", contact=before.contact, purpose="nudge", message=before.id)
    about = f"nudge_{before.id}_{before.contact}"
    page.fill(**{f"outreach_my_name_{about}": "Mara Lind"})
    if own_words:
        page.fill(**{f"outreach_body_{about}": own_words})
    [drafted] = (one for one in workspace.all(Message) if one.sent_at is None and not merge_fields.open_fields(one))
    for sends, key in ((page, about), (Dashboard("outreach", message=drafted.id), drafted.id)):
        sends.press(f"outreach_sent_{key}")
        [mine] = (one for one in workspace.all(Message) if one.sent_at == NOW)
        back = "flash_undo" if by_undo else f"outreach_unsend_{mine.id}"
        assert not (sends if by_undo else Dashboard("outreach", message=mine.id)).press(back).errors
    sample.remove(workspace)
    assert [one.body for one in workspace.all(Message) if one.sent_at is None] == list(filter(None, [own_words]))
    assert bool(workspace.all(Contact)) == bool(own_words)


def test_a_reply_that_was_noted_stays_when_its_message_is_unsent_and_the_sample_leaves(file: Path) -> None:
    workspace = seed(file)
    sample.load(workspace, NOW, ZoneInfo("Europe/Berlin"))
    replied = next(one for one in workspace.all(Message) if one.outcome is Outcome.REPLIED)
    workspace.save(replied.replace(reply="Tuesday at ten suits me."))
    assert not Dashboard("outreach", message=replied.id).press(f"outreach_unsend_{replied.id}").errors
    sample.remove(workspace)
    assert [one.reply for one in workspace.all(Message)] == ["Tuesday at ten suits me."]


def test_who_is_about_to_nudge_may_note_the_answer_instead(file: Path) -> None:
    before = sent()
    assert "They answered? Note it instead" in Desk(file, before, purpose="nudge", message=before.id).page.links


def test_an_answer_leads_to_the_plan_before_and_after_it_is_sent(file: Path) -> None:
    replied = sent(outcome="replied", outcome_at=NOW)
    desk = Desk(file, replied, purpose="reply", message=replied.id)
    assert "Day agreed? Plan the conversation" in desk.page.links
    assert "They answered? Note it instead" not in desk.page.links
    desk.fill(body="Gladly. Tomorrow at ten?").page.press(desk.key("sent"))
    assert desk.page.links[-1] == "Plan the conversation"


def test_an_answer_to_somebody_who_declined_leads_to_no_plan(file: Path) -> None:
    declined = sent(outcome="declined", outcome_at=NOW)
    desk = Desk(file, declined, purpose="reply", message=declined.id)
    desk.fill(body="Thank you for telling me.").page.press(desk.key("sent"))
    assert desk.page.links[-1] == "Open the message"
    assert not desk.page.open("outreach", message=declined.id).has(f"outreach_plan_{declined.id}")


def test_each_loop_is_closed_about_whom_it_names(file: Path) -> None:
    """The introducer brought two people, both were met; the queue's link leads to words about the right one."""
    mei = Contact(name="Mei Chow")
    links = [Introduction(by_contact=ADA.id, to_contact=person.id) for person in (mei, TOM)]
    talks = [meeting(mei, ago=timedelta(days=5), learnings=["Mei said X"]), meeting(TOM, learnings=["Tom said Y"])]
    workspace = seed(file, ADA, mei, TOM, *links, *talks)
    for link in links:
        workspace.put(link.replace(created_at=NOW - timedelta(days=9)))
    queue = actions.build_queue(workspace, NOW, ZoneInfo("Europe/Berlin"), rules.of(workspace)).actions
    asked = {action.what: action.where for action in queue if action.kind is actions.Kind.CLOSE_THE_LOOP}
    for name, learned, other in (("Mei Chow", "Mei said X", "Tom"), ("Tom Baker", "Tom said Y", "Mei")):
        where = asked[f"Tell Ada Lovelace how it went with {name}"]
        page = Dashboard(where.page, **where.parameters)
        [body] = [str(page.value(key)) for key in page.keys if key.startswith("outreach_body_")]
        [subject] = [str(page.value(key)) for key in page.keys if key.startswith("outreach_subject_")]
        assert name in body + subject
        assert learned in body
        assert other not in body + subject


@pytest.mark.parametrize("params", [{"contact": "nonsense"}, {"message": "nonsense"}, {"template": "nonsense"}])
def test_a_link_to_nothing_says_so_and_shows_the_list(file: Path, params: dict[str, str]) -> None:
    seed(file, ADA, sent())
    page = Dashboard("outreach", **params)
    assert len(page.errors) == 1
    assert "not here" in page.errors[0]
    assert page.title == "Outreach"
    assert page.column("To") == ["Ada Lovelace"]


def test_what_else_is_gone_from_a_link_is_left_out(file: Path) -> None:
    gone = {"message": "nonsense", "meeting": "nonsense", "introduction": "nonsense", "purpose": "nonsense"}
    seed(file, ADA)
    page = Dashboard("outreach", contact=ADA.id, **gone)
    assert not page.errors
    assert page.title == "Write to Ada Lovelace"


# -- what came of it --------------------------------------------------------------


def test_a_reply_is_noted_answered_and_taken_back(file: Path) -> None:
    message = sent()
    seed(file, ADA, message)
    page = Dashboard("outreach", message=message.id)
    assert page.title == "Message to Ada Lovelace"
    assert "Sent, waiting" in page.said
    page.press(f"outreach_replied_{message.id}")
    assert page.done == ["Noted: Ada Lovelace replied."]
    (stored,) = open_file(file).all(Message)
    assert (stored.outcome, stored.outcome_at) == (Outcome.REPLIED, NOW)
    page.press("flash_undo")
    assert open_file(file).all(Message)[0].outcome is None
    page.press(f"outreach_replied_{message.id}").press(f"outreach_plan_{message.id}")
    assert page.title == "Plan a conversation"
    assert page.value(f"plan_people_{ADA.id}") == [ADA.id]
    page.open("outreach", message=message.id).press(f"outreach_answer_{message.id}")
    assert page.title == "Write to Ada Lovelace"
    assert page.value(f"outreach_purpose_reply_{message.id}_{ADA.id}") == "reply"


def test_what_they_wrote_is_noted_with_the_reply_and_read_with_the_message_and_on_their_page(file: Path) -> None:
    message = sent()
    seed(file, ADA, message)
    box, replied = f"outreach_outcome_reply_{message.id}", f"outreach_replied_{message.id}"
    late = Dashboard("outreach", message=message.id)
    page = Dashboard("outreach", message=message.id).fill(**{box: "Tuesday *at* ten?\nAda"})
    assert Dashboard("outreach", message=message.id).value(box) == "Tuesday *at* ten?\nAda"
    page.press(replied)
    assert [message.reply for message in open_file(file).all(Message)] == ["Tuesday *at* ten?\nAda"]
    assert not open_file(file).all(Draft)
    assert "Tuesday *at* ten?\nAda" in page.markdown("text")
    assert "Tuesday *at* ten? Ada" in Dashboard("people", contact=ADA.id).said
    page.press("flash_undo")
    assert page.value(box) == "Tuesday *at* ten?\nAda"
    page.fill(**{box: ""}).press(replied).press("flash_undo")
    assert page.value(box) == "Tuesday *at* ten?\nAda"
    page.fill(**{box: "Wednesday"}).press(replied)
    assert open_file(file).all(Message)[0].reply == "Wednesday"
    late.fill(**{box: "Typed too late"})
    assert "Typed too late" in late.markdown("text")


def test_a_reply_of_another_day_and_one_before_the_message(file: Path) -> None:
    message = sent()
    seed(file, ADA, message)
    day, at = f"outreach_outcome_day_{message.id}", f"outreach_outcome_time_{message.id}"
    page = (
        Dashboard("outreach", message=message.id)
        .fill(**{day: date(2026, 5, 1)})
        .press(f"outreach_declined_{message.id}")
    )
    assert "before you sent the message" in page.errors[0]
    page.fill(**{day: date(2026, 5, 4), at: time(9, 0)}).press(f"outreach_declined_{message.id}")
    assert open_file(file).all(Message)[0].outcome_at == NOW - timedelta(days=1, hours=3)


def test_not_sent_after_all_makes_it_a_draft_again_and_can_be_undone(file: Path) -> None:
    message = sent(outcome="replied", outcome_at=NOW)
    seed(file, ADA, message)
    page = Dashboard("outreach", message=message.id).press(f"outreach_unsend_{message.id}")
    assert open_file(file).all(Message)[0].sent_at is None
    page.press("flash_undo")
    (stored,) = open_file(file).all(Message)
    assert (stored.sent_at, stored.outcome) == (message.sent_at, Outcome.REPLIED)


def test_a_confirmation_that_was_sent_after_all_confirms_its_conversation_again(file: Path) -> None:
    plan = meeting(ADA, ago=-timedelta(days=1), state="planned", confirmed_at=NOW)
    message = sent(purpose="confirmation", meeting=plan.id, tells_start=plan.starts_at)
    workspace = seed(file, ADA, plan, message)
    page = Dashboard("outreach", message=message.id).press(f"outreach_unsend_{message.id}")
    assert workspace.all(Meeting)[0].confirmed_at is None
    page.press("flash_undo")
    assert workspace.all(Meeting)[0].confirmed_at == NOW


def test_undo_leaves_what_another_tab_has_written_since(file: Path) -> None:
    message = sent()
    seed(file, ADA, message)
    page = Dashboard("outreach", message=message.id).press(f"outreach_unsend_{message.id}")
    other = open_file(file)
    other.save(other.all(Message)[0].replace(body="In better words"))
    page.press("flash_undo")
    assert page.errors == ["Not undone: this was changed again since, and is left as it is."]
    assert [message.body for message in other.all(Message)] == ["In better words"]


def test_a_message_to_somebody_deleted_is_still_read(file: Path) -> None:
    message = sent()
    seed(file, ADA, message)
    Dashboard("people", contact=ADA.id).press(f"people_delete_{ADA.id}")
    assert Dashboard("outreach", message=message.id).title == "Message to Ada Lovelace (deleted)"
    assert Dashboard("outreach").column("To") == ["Ada Lovelace (deleted)"]


def test_a_sent_moment_is_told_in_the_members_zone(file: Path) -> None:
    message = sent(days=0.5)
    seed(file, ADA, message)
    assert "today at 00:00" in Dashboard("outreach", message=message.id).said
    assert "today at 10:00" in Dashboard("outreach", "Pacific/Auckland", message=message.id).said


# -- the list, the board, one person ----------------------------------------------


def test_a_message_is_read_beside_the_list_and_nudged_there_when_nobody_replies_for_long(file: Path) -> None:
    first = Message(contact=ADA.id, purpose=Purpose.FIRST_MESSAGE, sent_at=NOW - timedelta(days=12), body="Hello Ada")
    draft = Message(contact=TOM.id, purpose=Purpose.FIRST_MESSAGE, body="Hello Tom")
    seed(file, ADA, TOM, first, draft)
    page = Dashboard("outreach")
    assert page.column("State") == ["Draft", "No reply for 8 business days"]
    assert (page.beside, "Hello Tom" in page.said) == ("Tom Baker", True)
    assert page.select("outreach_table", 1).beside == "Ada Lovelace"
    assert "Hello Ada" in page.said
    assert page.press(f"outreach_nudge_{first.id}").title == "Write to Ada Lovelace"
    assert Dashboard("outreach").press(f"outreach_beside_{draft.id}").title == "Write to Tom Baker"


def test_the_open_tab_is_in_the_address(file: Path) -> None:
    seed(file, ADA)
    page = Dashboard("outreach", outreach_view="Journey")
    assert page.has("outreach_stage_to_contact")
    assert Dashboard("outreach", outreach_view="Nonsense").run().app.session_state["outreach_view"] == "Messages"
    assert page.open("people").open("outreach").has("outreach_stage_to_contact"), "as it was left"


def test_the_list_is_searched_and_filtered(file: Path) -> None:
    seed(file, ADA, TOM, sent(), sent(TOM, 5, channel="x", outcome="declined", outcome_at=NOW))
    page = Dashboard("outreach")
    assert "2 messages" in page.said
    assert page.fill(outreach_search="ada").column("To") == ["Ada Lovelace"]
    page.press("outreach_clear").fill(outreach_states=["Declined"])
    assert "1 message of 2 match" in page.said
    assert (page.column("To"), page.column("State")) == (["Tom Baker"], ["Declined"])
    assert "1 message of 2" in page.open("people").open("outreach").said, "the filters stay"


def test_the_journey_has_everybody_once_and_each_name_opens_the_person(file: Path) -> None:
    seed(file, ADA, TOM, sent())
    page = Dashboard("outreach").turn_to("Journey")
    names = [button.label for button in page.app.button if str(button.key).startswith("outreach_person_")]
    assert sorted(names) == ["**Ada Lovelace**", "**Tom Baker**"]
    assert page.press(f"outreach_person_{TOM.id}").title == "Tom Baker"


def test_a_card_says_where_somebody_works_and_what_is_to_do_first(file: Path) -> None:
    planned = meeting(TOM, ago=-timedelta(days=1), state="planned")
    seed(file, ADA, TOM, meeting(ADA), planned)
    said = Dashboard("outreach").turn_to("Journey").said
    assert "Northwind · today" in said
    assert "thank: in 23 h" in said
    assert "Contoso · tomorrow 11:30" in said


def test_a_column_of_the_journey_shows_five_people_and_more_at_a_press(file: Path) -> None:
    seed(file, *(Contact(name=f"Person {number}") for number in range(7)))
    page = Dashboard("outreach").turn_to("Journey")
    count = lambda: sum(str(button.key).startswith("outreach_person_") for button in page.app.button)  # noqa: E731
    assert count() == 5
    page.press("outreach_more_to_contact")
    assert count() == 7
    assert not page.has("outreach_more_to_contact")


def test_who_declined_or_went_quiet_is_folded_below_the_journey(file: Path) -> None:
    seed(file, ADA, TOM, sent(outcome="declined", outcome_at=NOW), sent(TOM, outcome="no_reply", outcome_at=NOW))
    page = Dashboard("outreach").turn_to("Journey")
    assert page.app.expander[-1].label == "1 dormant · 1 declined"
    assert not page.has(f"outreach_person_{ADA.id}")
    page.unfold("outreach_folded")
    assert page.has(f"outreach_person_{ADA.id}")
    assert page.has(f"outreach_person_{TOM.id}")


def test_on_their_page_stand_the_messages_with_somebody(file: Path) -> None:
    message = sent()
    seed(file, ADA, message)
    page = Dashboard("people", contact=ADA.id)
    assert page.press(f"people_timeline_sent_{message.id}").title == "Message to Ada Lovelace"
    assert page.open("people", contact=ADA.id).press(f"people_write_{ADA.id}").title == "Write to Ada Lovelace"


# -- templates --------------------------------------------------------------------


def test_a_template_of_ones_own_is_added_offered_and_deleted_with_a_way_back(file: Path) -> None:
    page = Dashboard("outreach").turn_to("Templates").unfold("outreach_template_form")
    assert "press “Write a message” and choose it under “Template”" in page.said
    page.fill(outreach_template_name="Mine", outreach_template_body="Hi {first_name}, {oops}")
    assert "{oops} is no field that netdash fills" in page.said
    assert "Hi [first name], {oops}" in page.said, "how it reads"
    page.press("outreach_template_save")
    assert page.done == ["Added the template “Mine”."]
    (mine,) = open_file(file).all(Template)
    seed(file, ADA)
    desk = Dashboard("outreach", contact=ADA.id)
    desk.fill(**{f"outreach_template_first_message_{ADA.id}": mine.id})
    assert desk.value(f"outreach_body_first_message_{ADA.id}") == "Hi Ada, {oops}"
    page.open("outreach", template=mine.id).press(f"outreach_template_delete_{mine.id}")
    assert not open_file(file).all(Template)
    page.press("flash_undo")
    assert open_file(file).all(Template)[0].name == "Mine"


def test_a_template_without_words_is_refused_and_what_was_typed_stays(file: Path) -> None:
    page = Dashboard("outreach").turn_to("Templates").unfold("outreach_template_form")
    page.fill(outreach_template_name="Mine").press("outreach_template_save")
    assert page.errors == ["Write the text of the template."]
    assert page.value("outreach_template_name") == "Mine"
    assert not open_file(file).all(Template)


def test_a_shipped_template_is_changed_reset_and_archived(file: Path) -> None:
    page = Dashboard("outreach", template=FIRST)
    page.fill(**{f"outreach_template_body_{FIRST}": "Hi"}).press(f"outreach_template_save_{FIRST}")
    assert open_file(file).all(Template)[0].body == "Hi"
    page.press(f"outreach_template_reset_{FIRST}")
    assert not templates.is_edited(open_file(file).all(Template)[0])
    page.press(f"outreach_template_archive_{FIRST}")
    assert open_file(file).all(Template)[0].archived
    page.press("flash_undo")
    assert not open_file(file).all(Template)[0].archived
    assert not page.has(f"outreach_template_delete_{FIRST}")


def test_every_channel_and_purpose_draws_a_desk(file: Path) -> None:
    conversation = meeting(ADA, learnings=["Ask"])
    seed(file, ADA, TOM, conversation, Introduction(by_contact=ADA.id, to_contact=TOM.id))
    for purpose in Purpose:
        page = Dashboard("outreach", contact=ADA.id, purpose=purpose.value)
        for channel in (Channel.X, Channel.INMAIL) if purpose is not Purpose.THANK_YOU else ():
            page.fill(**{f"outreach_channel_{purpose.value}_{ADA.id}": channel.value})
        assert not page.errors


def test_a_saved_draft_that_another_tab_changed_is_not_overwritten_without_a_choice(file: Path) -> None:
    desk = Desk(file).fill(body="One")
    desk.page.press(desk.key("save"))
    id = desk.messages[0].id
    first, second = (Dashboard("outreach", message=id) for _ in range(2))
    second.fill(**{f"outreach_body_{id}": "Second"})
    first.fill(**{f"outreach_body_{id}": "First"}).press(f"outreach_save_{id}")
    second.press(f"outreach_save_{id}")
    assert "changed in another tab" in second.errors[0]
    assert second.value(f"outreach_body_{id}") == "Second"
    assert desk.messages[0].body == "First"
    second.press(f"outreach_conflict_{id}_mine")
    assert desk.messages[0].body == "Second"


class NamelessDesk(Desk):
    """The same desk for a member who has not said their name."""

    named = False


def test_the_name_that_a_message_waits_for_is_asked_where_it_is_missing(file: Path) -> None:
    desk = NamelessDesk(file, Target(company="Northwind", role="Data engineer"))
    assert "[my name]" in desk.value("body")
    desk.fill(fill_how_we_connect="We met at PyCon", my_name="Mara Lind")
    assert "Mara Lind" in desk.page.said
    assert not desk.workspace.all(Profile), "it may be half typed"
    desk.page.press(desk.key("sent"))
    assert desk.messages[0].body.endswith("Mara Lind")
    assert [profile.name for profile in desk.workspace.all(Profile)] == ["Mara Lind"]
    assert not desk.page.open("outreach", contact=TOM.id).has(f"outreach_my_name_first_message_{TOM.id}")


def test_a_name_asked_for_goes_into_words_typed_by_hand_too(file: Path) -> None:
    desk = NamelessDesk(file).fill(body="Hi Ada, it is {my_first_name}.", my_name="Mara Lind")
    desk.page.press(desk.key("save"))
    assert desk.messages[0].body == "Hi Ada, it is Mara."


def test_what_is_typed_for_an_open_field_is_in_the_message_at_once(file: Path) -> None:
    desk = NamelessDesk(file).fill(fill_how_we_connect="We both {studied} in Leeds", fill_target_role="Data engineer")
    assert "We both {studied} in Leeds. I am exploring Data engineer roles" in desk.page.said
    assert "Still to fill in" in desk.page.said, "the name is open yet"
    desk.fill(my_name="Mara Lind")
    assert "your words were kept" not in desk.page.said
    assert "Still to fill in" not in desk.page.said
    desk.page.press(desk.key("sent"))
    assert "We both {studied} in Leeds" in desk.messages[0].body


def test_what_is_typed_for_an_open_field_is_there_in_a_new_session(file: Path) -> None:
    desk = Desk(file).fill(fill_how_we_connect="We both studied in Leeds")
    again = Dashboard("outreach", **desk.params)
    assert again.value(desk.key("fill_how_we_connect")) == "We both studied in Leeds"
    assert "We both studied in Leeds. I am exploring" in again.said


def test_a_field_that_is_typed_by_hand_is_filled_like_a_template(file: Path) -> None:
    assert "Hello Ada Lovelace of Northwind" in Desk(file).fill(body="Hello {full_name} of {company}").page.said


def test_copying_is_what_comes_first_once_nothing_is_open(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[bool] = []
    monkeypatch.setattr(send, "copy_button", lambda *_, primary, **__: drawn.append(primary))
    desk = Desk(file).fill(body="Hi Ada, {oops}")
    assert drawn[-1] is False
    desk.fill(body=READY)
    assert drawn[-1] is True


def test_a_refusal_to_send_stands_at_the_bottom_of_the_window(file: Path) -> None:
    desk = Desk(file)
    desk.page.press(desk.key("sent"))
    bottom: Any = desk.page.app._tree.children[3]
    assert [error.value for error in bottom.get("error")] == [desk.page.app.error[0].value]


def test_what_netdash_does_not_know_is_filled_in_by_hand(file: Path) -> None:
    desk = Desk(file).fill(body="Hi Ada, {oops}")
    assert "In the message itself: {oops}" in desk.page.said


def test_how_somebody_was_met_is_filled_in(file: Path) -> None:
    lin = Contact(name="Lin Wu", how_met="At PyCon")
    seed(file, lin, Profile(name="Mara Lind"))
    page, key = Dashboard("outreach", contact=lin.id), f"first_message_{lin.id}"
    assert page.value(f"outreach_fill_how_we_connect_{key}") == "At PyCon"
    assert "At PyCon. I am exploring" in page.said


@pytest.mark.parametrize(("origin", "title"), [("today", "Good afternoon"), ("follow_up_tracker", "Follow-up tracker")])
def test_a_message_that_was_opened_in_a_queue_leads_back_there(file: Path, origin: str, title: str) -> None:
    before = sent(days=20)
    seed(file, ADA, before, Profile(name="Mara Lind"))
    query = {"contact": ADA.id, "purpose": "nudge", "message": before.id}
    page = Dashboard("outreach", **query, **{"from": origin})
    about = f"nudge_{before.id}_{ADA.id}"
    page.fill(**{f"outreach_body_{about}": READY}).press(f"outreach_sent_{about}")
    assert page.title.startswith(title)
    assert page.done == ["Message to Ada Lovelace marked as sent."]
    page.open("outreach", contact=ADA.id, **{"from": origin}).press("outreach_back")
    assert page.title.startswith(title)


def test_today_opens_a_nudge_that_leads_back(file: Path) -> None:
    seed(file, ADA, sent(days=20))
    page = Dashboard("today")
    [nudge] = [str(button.key) for button in page.app.button if button.label == "Nudge"]
    assert page.press(nudge).title == "Write to Ada Lovelace"
    assert page.press("outreach_back").title.startswith("Good afternoon")


def test_what_is_opened_on_a_persons_page_leads_back_there(file: Path) -> None:
    talk, draft = meeting(ADA), Message(contact=ADA.id, purpose=Purpose.FIRST_MESSAGE, body=READY)
    seed(file, ADA, talk, draft, Profile(name="Mara Lind"))
    for key in (
        f"people_write_{ADA.id}",
        f"people_message_{draft.id}",
        f"people_write_{thank_you_id(talk.id, ADA.id)}",
    ):
        assert Dashboard("people", contact=ADA.id).press(key).app.query_params["from"] == "people", key
    back = {"from": "people"}
    desk = Dashboard("outreach", contact=ADA.id, **back)
    assert desk.press("outreach_back").title == "Ada Lovelace"
    desk = Dashboard("outreach", message=draft.id, **back).press(f"outreach_sent_{draft.id}")
    assert (desk.title, desk.done) == ("Ada Lovelace", ["Message to Ada Lovelace marked as sent."])
    assert Dashboard("outreach", message=draft.id, **back).press("outreach_back").title == "Ada Lovelace"
    desk = Dashboard("follow_up_tracker", meeting=talk.id, contact=ADA.id, **back)
    assert desk.press("follow_up_tracker_back").title == "Ada Lovelace"
    plan = Dashboard("people", contact=ADA.id).press(f"people_plan_{ADA.id}")
    assert plan.app.button(key="plan_back").label == "Ada Lovelace"


def test_an_address_that_no_mail_program_takes_is_not_said_to_be_missing(file: Path) -> None:
    seed(file, TOM.replace(emails=("tom at example.org",)))
    assert "This e-mail cannot be used. Edit it" in Dashboard("outreach", contact=TOM.id).links


def test_of_somebody_new_without_an_address_the_desk_links_nowhere(file: Path) -> None:
    seed(file, TOM)
    assert "No e-mail address yet. Add one" in Dashboard("outreach", contact=TOM.id).links
    page = Dashboard("outreach").type_new("outreach_person", "Grace Hopper")
    assert not any("No e-mail" in link for link in page.links)
