"""The templates: those that ship, one's own, and the way back to the shipped words."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from netdash import trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.outreach import channels, merge_fields, messages, templates
from netdash.outreach.checks import checks
from netdash.outreach.merge_fields import Sources
from netdash.records import (
    Channel,
    Contact,
    Message,
    Origin,
    Pitch,
    Profile,
    Purpose,
    Revision,
    Stakeholder,
    Target,
    Template,
    new_id,
)
from netdash.records.base import ConflictError
from netdash.shipped import credit
from netdash.store import Workspace
from tests.factories import DAY, NOON, everything, fresh, person, talk

UTC = ZoneInfo("UTC")
FIRST = templates.shipped()[0]
ADA = person("Ada Lovelace", company="Northwind", position="Senior staff engineer")
BY_HAND = {
    "how_we_connect": "We both spoke at the data meetup",
    "their_topic": "small models",
    "times_i_offer": "Tuesday at 10:00 or Wednesday at 14:00",
    "what_they_did": "the introduction",
    "what_came_of_it": "we met last week",
}


def own(name: str = "Mine", **fields: object) -> Template:
    return Template.model_validate({"name": name, "purpose": "nudge", "body": "Hi {first_name}", **fields})


def shelf(workspace: Workspace) -> tuple[Template, ...]:
    return templates.all_templates(workspace.all(Template))


def written(template: Template, channel: Channel) -> Message:
    """Fill a template in as a member would, so that nothing is open."""
    pitch = Pitch(
        name="Mine",
        revisions=(Revision(saved_at=NOON, past="I nursed.", interests="I like figures.", outcome="Who else?"),),
    )
    sources = Sources(
        contact=ADA,
        profile=Profile(name="Mia Berg"),
        pitch=pitch,
        target=Target(company="Contoso", role="Data engineer"),
        meeting=talk(ADA, learnings=["Start small."], place="Café Luna"),
        introducer=person("Tom Okafor"),
        person=person("Priya Raman"),
    )
    message = messages.draft(template, sources, channel, template.purpose, UTC, id=new_id())
    return message.replace(
        subject=merge_fields.fill(message.subject, BY_HAND), body=merge_fields.fill(message.body, BY_HAND)
    )


def test_shipped_templates_have_ids_and_names_of_their_own():
    shipped = templates.shipped()
    assert (
        len({template.id for template in shipped})
        == len({(template.purpose, template.name) for template in shipped})
        == len(shipped)
    )
    assert {template.origin for template in shipped} == {Origin.SHIPPED}
    assert credit("templates")


@pytest.mark.parametrize("purpose", Purpose)
def test_there_is_one_for_every_purpose(purpose):
    assert templates.fitting(templates.shipped(), purpose=purpose)
    assert templates.PURPOSE_WORDS[purpose]


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.LINKEDIN_INVITATION, Channel.X, Channel.COMMUNITY])
def test_first_messages_are_written_for_their_channels(channel):
    assert templates.fitting(templates.shipped(), channel, Purpose.FIRST_MESSAGE)[0].channel is channel


@pytest.mark.parametrize("template", templates.shipped(), ids=lambda one: one.name)
def test_a_shipped_template_uses_fields_there_are_and_passes_the_checks_when_filled(template):
    assert merge_fields.unknown(f"{template.subject}{template.body}") == ()
    message = written(template, template.channel or Channel.EMAIL)
    assert checks(message, ADA, 100) == ()
    count = channels.count(message.channel, message.subject, message.body)
    assert template.purpose is Purpose.THANK_YOU or count.advice == ""


@pytest.mark.parametrize(
    "template", templates.fitting(templates.shipped(), Channel.LINKEDIN_INVITATION)[:2], ids=lambda one: one.name
)
def test_an_invitation_has_room_within_its_two_hundred_characters(template):
    assert (
        channels.count(Channel.LINKEDIN_INVITATION, "", written(template, Channel.LINKEDIN_INVITATION).body).used <= 190
    )


def likeliest(contact: Contact, channel: Channel, purpose: Purpose = Purpose.FIRST_MESSAGE, **more: object) -> str:
    """Return the name of the template that is picked for a contact of whom and of oneself this is known."""
    values = merge_fields.values(Sources(contact, Profile(name="Mia Berg"), **more), UTC)  # type: ignore[arg-type]
    fitting = templates.fitting(templates.shipped(), channel, purpose)
    template = templates.likeliest(fitting, values, hr=contact.stakeholder is Stakeholder.HR)
    assert template is not None
    return template.name


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("contact", [ADA, person("Zoe"), person("Zoe", company="Northwind", stakeholder="hr")])
def test_no_first_message_claims_an_introduction_that_nobody_made(channel, contact):
    assert "mutual contact" not in likeliest(contact, channel)
    assert "mutual contact" in likeliest(contact, channel, introducer=person("Tom Okafor"))


def test_somebody_in_hr_gets_words_of_their_own_and_nobody_else_does():
    assert likeliest(person("Zoe", stakeholder="hr"), Channel.EMAIL) == "First message to somebody in HR"
    assert likeliest(ADA, Channel.EMAIL) == "First message by e-mail"
    assert likeliest(person("Zoe"), Channel.GITHUB) == "First message"


def test_a_second_nudge_has_the_template_of_the_last_one():
    nudges = templates.fitting(templates.shipped(), Channel.EMAIL, Purpose.NUDGE)
    likeliest_ones = [templates.likeliest(nudges, {}, nudged=nudged) for nudged in (False, True)]
    assert [template.name for template in likeliest_ones if template] == ["First nudge", "Second and last nudge"]


@pytest.mark.parametrize("template", templates.shipped(), ids=lambda one: one.name)
def test_a_job_title_stands_alone_in_every_template(template):
    text = f"{template.subject}\n{template.body}"
    for wooden in (
        " as {position}",
        " to {position}",
        " as {target_role}",
        "Where to:",
        "an {target_role}",
        "a {target_role}",
    ):
        assert wooden not in text


def test_a_template_for_any_channel_fits_all_but_comes_after_those_written_for_it():
    any_channel, for_x, for_mail = own("a"), own("x", channel="x"), own("m", channel="email")
    matches = templates.fitting([any_channel, for_x, for_mail, own("old", archived=True)], Channel.X, Purpose.NUDGE)
    assert matches == (for_x, any_channel)
    assert templates.fitting([any_channel, for_x], purpose=Purpose.BLURB) == ()
    assert templates.fitting([any_channel, for_x, for_mail]) == (any_channel, for_x, for_mail)


def test_a_first_edit_stores_a_copy_under_the_same_id_and_reset_takes_it_back():
    workspace = fresh()
    templates.edit(workspace, FIRST.replace(body="Hello {first_name}"))
    found = templates.find(workspace, FIRST.id)
    assert found.body == "Hello {first_name}"
    assert templates.is_edited(found)
    assert len(shelf(workspace)) == len(templates.shipped())
    assert shelf(workspace)[0].body == "Hello {first_name}"
    assert templates.reset(workspace, FIRST.id) == FIRST.id
    again = templates.find(workspace, FIRST.id)
    assert (again.body, templates.is_edited(again)) == (FIRST.body, False)


def test_resetting_what_was_not_changed_stores_nothing():
    workspace = fresh()
    templates.reset(workspace, FIRST.id)
    assert workspace.all(Template) == ()


def test_one_of_your_own_is_added_once_however_often_it_is_submitted():
    workspace, mine = fresh(), own()
    assert templates.add(workspace, mine) == templates.add(workspace, mine) == mine.id
    assert [template.name for template in workspace.all(Template)] == ["Mine"]
    assert shelf(workspace).index(templates.find(workspace, mine.id)) > 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [(own(body=""), "Write the text of the template"), (own("first NUDGE"), "Another template is called")],
)
def test_an_empty_template_or_a_name_taken_is_refused(wrong, said):
    workspace = fresh()
    with pytest.raises(InvalidRecordError, match=said):
        templates.add(workspace, wrong)
    assert everything(workspace) == everything(fresh())


def test_a_second_tab_does_not_overwrite_an_edit():
    workspace = fresh()
    templates.edit(workspace, FIRST.replace(body="Mine"))
    with pytest.raises(ConflictError):
        templates.edit(workspace, FIRST.replace(body="Theirs"))


def test_archiving_hides_a_template_and_brings_it_back():
    workspace = fresh()
    templates.archive(workspace, FIRST.id, True)
    assert [template.id for template in templates.archived(shelf(workspace))] == [FIRST.id]
    assert FIRST.id not in {template.id for template in templates.fitting(shelf(workspace))}
    templates.archive(workspace, FIRST.id, False)
    assert templates.archived(shelf(workspace)) == ()


def test_only_your_own_can_be_deleted_and_restored():
    workspace, mine = fresh(), own()
    templates.add(workspace, mine)
    before = everything(workspace)
    id = templates.delete(workspace, mine.id, NOON)
    assert workspace.all(Template) == ()
    assert [item.label for item in trash.items(workspace, NOON, DAY)] == ["Template “Mine”"]
    trash.restore(workspace, id)
    assert everything(workspace) == before
    with pytest.raises(InvalidRecordError, match="archive it instead"):
        templates.delete(workspace, FIRST.id, NOON)


def test_a_template_that_is_gone_gives_a_sentence():
    workspace, id = fresh(), new_id()
    for act in (
        lambda: templates.find(workspace, id),
        lambda: templates.reset(workspace, id),
        lambda: templates.archive(workspace, id, True),
        lambda: templates.delete(workspace, id, NOON),
    ):
        with pytest.raises(GoneError, match="This template is not here any more"):
            act()
