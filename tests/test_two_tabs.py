"""Two tabs at once: what another one saves between a service's first read and its write is never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any

import pytest

from netdash import profile, rules, trash
from netdash.follow_up import promises
from netdash.meetings import meetings, plans, preparation
from netdash.outreach import messages, templates
from netdash.people import cadence, contacts, introductions
from netdash.pitch import pitches
from netdash.questions import question_sets, questions
from netdash.records import (
    BrandingItem,
    Cadence,
    Contact,
    MeetingState,
    Message,
    Opportunity,
    Outcome,
    Pitch,
    Profile,
    Purpose,
    Question,
    QuestionSet,
    Record,
    TagCadence,
    Target,
    Template,
    new_id,
)
from netdash.store import Workspace
from netdash.targets import branding, opportunities, targets
from tests.factories import DAY, NOON, TODAY, fresh, introduction, kept, person, promise, talk, thanks

KEPT_FOR = rules.shipped().trash.kept_for
ADA = person()
HELD, AHEAD = talk(ADA), talk(ADA, ended=NOON + DAY, state=MeetingState.PLANNED)
PITCH, TARGET, QUESTION = Pitch(name="Mine"), Target(company="Northwind"), Question(text="Why?")
ITEM, TEMPLATE = BrandingItem(channel="LinkedIn", text="Mine"), Template(name="Mine", purpose=Purpose.NUDGE)
SENT = Message(contact=ADA.id, purpose=Purpose.FIRST_MESSAGE, body="Hello", sent_at=NOON)
JOB = Opportunity(company="Northwind", heard_on=TODAY)
TAG = TagCadence(tag="data", cadence=Cadence(ideal_days=1, latest_days=2))

SERVICES: tuple[tuple[Record, str, Callable[[Workspace, Any], object]], ...] = (
    (PITCH, "name", lambda w, one: pitches.delete_pitch(w, one.id, NOON)),
    (PITCH, "name", lambda w, one: pitches.dismiss_check(w, one.id, "length")),
    (ITEM, "text", lambda w, one: branding.delete(w, one.id, NOON)),
    (ITEM, "text", lambda w, one: branding.tick(w, one.id, NOON, done=True)),
    (TEMPLATE, "body", lambda w, one: templates.delete(w, one.id, NOON)),
    (QUESTION, "topic", lambda w, one: questions.delete(w, one.id, NOON)),
    (QUESTION, "topic", lambda w, one: questions.star(w, one.id, starred=True)),
    (QuestionSet(name="Mine"), "name", lambda w, one: question_sets.delete(w, one.id, NOON)),
    (TAG, "tag", lambda w, one: cadence.delete(w, one, NOON)),
    (introduction(ADA, person()), "meeting", lambda w, one: introductions.delete_introduction(w, one, "x", NOON)),
    (ADA, "notes", lambda w, one: contacts.delete_contact(w, one.id, NOON)),
    (TARGET, "why", lambda w, one: targets.delete(w, one.id, NOON)),
    (TARGET, "why", lambda w, one: targets.archive(w, one.id, archived=True)),
    (JOB, "notes", lambda w, one: opportunities.delete(w, one.id, NOON)),
    (promise(), "what", lambda w, one: promises.delete_promise(w, one.id, NOON)),
    (promise(), "what", lambda w, one: promises.settle(w, one.id, NOON, kept=True)),
    (HELD, "notes", lambda w, one: meetings.delete_meeting(w, one.id, "x", NOON)),
    (AHEAD, "notes", lambda w, one: plans.cancel(w, one.id)),
    (AHEAD, "notes", lambda w, one: plans.confirm(w, one.id, NOON)),
    (AHEAD, "notes", lambda w, one: preparation.tick(w, one.id, "practised", done=True)),
    (SENT, "body", lambda w, one: messages.delete(w, one.id, "x", NOON)),
    (SENT, "body", lambda w, one: messages.record_outcome(w, one.id, Outcome.REPLIED, NOON, NOON)),
    (thanks(HELD, ADA), "body", lambda w, one: messages.unsend(w, one.id)),
    (Profile(name="Mara"), "name", lambda w, _: profile.set_pace(w, 120)),
)
"""Records, a field that another tab changes, and what this tab does meanwhile."""


@contextmanager
def interrupted(monkeypatch: pytest.MonkeyPatch, workspace: Workspace, by: Callable[[], object]) -> Iterator[None]:
    """Have another tab do something right before the first write begins."""
    others, writing = [by], workspace._writing

    def later() -> AbstractContextManager[None]:
        if others:
            others.pop()()
        found: AbstractContextManager[None] = writing()
        return found

    with monkeypatch.context() as patched:
        patched.setattr(workspace, "_writing", later)
        yield
    assert not others, "nothing was written"


def test_what_another_tab_saved_is_there_after_a_change_and_after_a_deletion_is_undone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number, (record, field, service) in enumerate(SERVICES):
        workspace, theirs = fresh(), new_id()
        stored = kept(workspace, record)
        save = partial(workspace.save, stored.replace(**{field: theirs}))
        with interrupted(monkeypatch, workspace, save):
            service(workspace, stored)
        changed = workspace.get(type(record), record.id)
        for item in trash.items(workspace, NOON, KEPT_FOR):
            trash.restore(workspace, item.id)
        after = workspace.get(type(record), record.id)
        assert after is not None
        assert changed is None or changed == after
        assert getattr(after, field) == theirs, (number, record.noun)


def test_two_tabs_that_dismiss_two_checks_of_a_pitch_keep_both(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = fresh()
    kept(workspace, PITCH)
    with interrupted(monkeypatch, workspace, lambda: pitches.dismiss_check(workspace, PITCH.id, "theirs")):
        pitches.dismiss_check(workspace, PITCH.id, "mine")
    assert workspace.require(Pitch, PITCH.id).dismissed == ("theirs", "mine")


def test_what_is_deleted_again_right_before_the_trash_is_purged_stays_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, later = fresh(), NOON + KEPT_FOR
    id = trash.discard(workspace, Contact, kept(workspace, ADA).id, "Ada", NOON)

    def restored_and_deleted() -> None:
        trash.restore(workspace, id)
        trash.discard(workspace, Contact, ADA.id, "Ada", later)

    with interrupted(monkeypatch, workspace, restored_and_deleted):
        trash.purge(workspace, later, KEPT_FOR)
    assert [item.id for item in trash.items(workspace, later, KEPT_FOR)] == [ADA.id]


def test_words_saved_in_a_draft_stay_when_another_tab_sends_it_as_a_thank_you(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = fresh()
    for record in (ADA, HELD):
        workspace.save(record)
    draft = kept(workspace, thanks(HELD, ADA, None, body="Thank you!", id=new_id()))
    with interrupted(monkeypatch, workspace, lambda: workspace.save(draft.replace(body="Theirs, and longer"))):
        messages.mark_sent(workspace, draft, NOON + DAY, NOON + DAY)
    sent = {message.body: message.sent_at is not None for message in workspace.all(Message)}
    assert sent == {"Thank you!": True, "Theirs, and longer": False}
