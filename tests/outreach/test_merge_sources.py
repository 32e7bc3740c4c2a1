"""What fills the fields of a message: what was chosen, else the likeliest."""

from __future__ import annotations

from netdash.outreach import merge_sources
from netdash.records import (
    Audience,
    Goals,
    MeetingState,
    Opportunity,
    Pitch,
    Priority,
    Profile,
    Purpose,
    Stage,
    Stakeholder,
    Target,
    new_id,
)
from netdash.store import Workspace
from tests.factories import DAY, NOON, fresh, introduction, kept, person, talk

ADA = person("Ada", company="Northwind Inc.", stakeholder=Stakeholder.TECHNICAL)
TOM, BEA = person("Tom"), person("Bea")


def filled() -> Workspace:
    workspace = fresh()
    for record in (ADA, TOM, BEA, Profile(name="Mia"), Goals(conversations=3)):
        workspace.save(record)
    return workspace


def test_an_empty_workspace_gives_what_there_is():
    sources = merge_sources.gather(fresh(), ADA, Purpose.FIRST_MESSAGE, NOON)
    assert (sources.contact, sources.pitch, sources.target, sources.meeting) == (ADA, None, None, None)
    assert (sources.introducer, sources.person) == (None, None)


def test_the_likeliest_pitch_target_and_introducer_are_found():
    workspace = filled()
    general, technical = Pitch(name="General"), Pitch(name="Tech", audience=Audience.TECHNICAL)
    dream, there = Target(company="Contoso", priority=Priority.HIGH), Target(company="northwind", priority="low")
    for record in (general, technical, dream, there, introduction(TOM, ADA)):
        workspace.save(record)
    sources = merge_sources.gather(workspace, ADA, Purpose.FIRST_MESSAGE, NOON)
    assert sources.pitch is not None
    assert sources.target is not None
    assert sources.introducer is not None
    assert sources.goals is not None
    assert (sources.pitch.id, sources.target.id, sources.introducer.id) == (technical.id, there.id, TOM.id)
    assert (sources.profile.name, sources.goals.conversations) == ("Mia", 3)
    assert merge_sources.likely_pitch([technical, general], TOM) == general
    assert merge_sources.likely_pitch([technical], TOM) == technical
    assert merge_sources.likely_target([there, dream], TOM) == dream
    assert merge_sources.likely_target([there.replace(archived=True)], ADA) is None


def test_the_role_is_one_noted_anywhere_best_at_their_company_and_none_of_a_job_that_is_closed():
    """A target without a role, as the first one often is, does not leave the role to be asked for again."""
    there, dream = Target(company="Northwind"), Target(company="Contoso", role="Engineer", priority=Priority.HIGH)
    lead = Opportunity(company="Fabrikam", role="Analyst", heard_on=NOON.date())
    closed = lead.replace(company="Northwind", role="Clerk", stage=Stage.CLOSED)
    assert merge_sources.likely_role([there, dream], [lead, closed], ADA) == "Engineer"
    assert merge_sources.likely_role([there, dream], [lead.replace(company="Northwind")], ADA) == "Analyst"
    assert merge_sources.likely_role([there, dream.replace(archived=True)], [lead, closed], ADA) == "Analyst"
    assert merge_sources.likely_role([there], [closed], ADA) == ""


def test_the_conversation_is_the_one_that_the_purpose_is_about():
    held, later = talk(ADA, ended=NOON - 3 * DAY), talk(ADA, ended=NOON - DAY)
    soon, far = (talk(ADA, ended=NOON + days * DAY, state=MeetingState.PLANNED) for days in (1, 5))
    past = talk(ADA, ended=NOON - 2 * DAY, state=MeetingState.PLANNED)
    everything = [far, later, held, soon, past, talk(TOM)]
    assert merge_sources.likely_meeting(everything, ADA.id, Purpose.CONFIRMATION, NOON) == soon
    assert merge_sources.likely_meeting(everything, ADA.id, Purpose.RESCHEDULE, NOON) == soon
    assert merge_sources.likely_meeting(everything, ADA.id, Purpose.THANK_YOU, NOON) == later
    assert merge_sources.likely_meeting(everything, ADA.id, Purpose.FIRST_MESSAGE, NOON) is None
    assert merge_sources.likely_meeting([], ADA.id, Purpose.THANK_YOU, NOON) is None


def test_closing_the_loop_is_about_whom_the_introducer_brought_and_that_conversation():
    workspace = filled()
    with_bea, with_tom = talk(BEA, ended=NOON - DAY), talk(TOM, ended=NOON - 2 * DAY)
    for record in (with_bea, with_tom, talk(ADA, ended=NOON - 9 * DAY), introduction(ADA, TOM), introduction(ADA, BEA)):
        workspace.save(record)
    sources = merge_sources.gather(workspace, ADA, Purpose.CLOSING_THE_LOOP, NOON)
    assert sources.person is not None
    assert sources.meeting is not None
    assert (sources.person.id, sources.meeting.id) == (BEA.id, with_bea.id)
    chosen = merge_sources.gather(workspace, ADA, Purpose.CLOSING_THE_LOOP, NOON, person=TOM.id)
    assert chosen.meeting is not None
    assert chosen.meeting.id == with_tom.id
    then = merge_sources.gather(workspace, ADA, Purpose.CLOSING_THE_LOOP, NOON, meeting=with_tom.id)
    assert then.person is not None
    assert then.person.id == TOM.id


def test_what_is_chosen_goes_before_what_is_likely_and_what_is_gone_falls_back():
    workspace = filled()
    mine = kept(workspace, Pitch(name="Mine"))
    meeting = kept(workspace, talk(ADA))
    target = kept(workspace, Target(company="Contoso"))
    dream = kept(workspace, Target(company="Fabrikam", priority=Priority.HIGH))
    sources = merge_sources.gather(
        workspace, ADA, Purpose.WARM_INTRODUCTION, NOON, meeting=meeting.id, target=target.id, person=BEA.id
    )
    assert (sources.pitch, sources.meeting, sources.target) == (mine, meeting, target)
    assert sources.person is not None
    assert sources.person.id == BEA.id
    gone = merge_sources.gather(workspace, ADA, Purpose.REPLY, NOON, meeting=new_id(), target=new_id(), person=new_id())
    assert (gone.pitch, gone.target, gone.meeting, gone.person) == (mine, dream, None, None)


def test_a_message_to_somebody_real_is_filled_from_nothing_of_the_sample():
    workspace = filled()
    for record in (Pitch(name="Made up", sample=True), Target(company="Fabrikam", sample=True)):
        workspace.put(record)
    made_up = person("Priya", sample=True)
    for contact, found in ((ADA, (None, None)), (made_up, ("Made up", "Fabrikam"))):
        sources = merge_sources.gather(workspace, contact, Purpose.FIRST_MESSAGE, NOON)
        names = (sources.pitch and sources.pitch.name, sources.target and sources.target.company)
        assert names == found
