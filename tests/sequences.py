"""A member's weeks in any order, over two tabs and a moving clock: `python -m tests.sequences --minutes 60`.

What a member would say of their workspace is checked after every step, against a model that knows only what was done.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import count
from typing import ClassVar, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from netdash import rules as coaching
from netdash import trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.follow_up import actions, calendar_files
from netdash.follow_up.actions import Action, Kind
from netdash.meetings import live, live_merge, meetings, plans, results
from netdash.meetings.live import LiveConversation
from netdash.meetings.live_merge import TextChange
from netdash.meetings.meetings import thank_you_id
from netdash.meetings.results import MeetingResults
from netdash.moments import MINUTE, day_of
from netdash.outreach import messages, thank_you_messages
from netdash.people import contacts
from netdash.records import KINDS, Contact, Meeting, MeetingState, Message, Promise, Purpose, Record, Trashed
from netdash.records.base import ConflictError
from netdash.store.stores import MemoryStorage
from netdash.store.tiny import TinyWorkspace
from netdash.thank_yous import thank_yous
from netdash.workspace import sample
from tests.factories import DAY, HOUR, NOON

ZONE = ZoneInfo("Europe/Berlin")
TABS = st.sampled_from([0, 1])
LEADS = st.sampled_from([HOUR, 5 * HOUR, 20 * HOUR, DAY, 2 * DAY, 5 * DAY])
LENGTHS = st.sampled_from([20, 30, 60])
PASSING = st.sampled_from([10 * MINUTE, HOUR, 7 * HOUR, DAY, 3 * DAY])
ONCE = (Kind.PREPARE, Kind.CONFIRM, Kind.RECORD)
REFUSED = (ConflictError, GoneError, InvalidRecordError)
"""What a service may answer instead of doing it; then nothing may have changed."""

R = TypeVar("R", bound=Record)


class Weeks(RuleBasedStateMachine):
    """The services as pages call them, and what must hold whatever their order."""

    counts: ClassVar[Counter[str]] = Counter()
    """How often each thing was really done, to see that a run goes everywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.workspace = TinyWorkspace(MemoryStorage(), lambda: self.now)
        self.words = (f"word{number:05d}" for number in count())
        self.ids = (f"{number:032x}" for number in count(1))  # random ones would make a run that nobody can repeat
        self.typed: set[str] = set()
        self.mine: set[tuple[type[Record], str]] = set()
        self.told: dict[tuple[str, str], dict[str, tuple[datetime, datetime]]] = defaultdict(dict)
        """The confirmations sent, by conversation and person: when each went out, and the start that it told."""
        self.ticked: dict[str, tuple[datetime, frozenset[str]]] = {}
        """The start at which “Confirmed” was ticked, and with whom."""
        self.planned: set[str] = set()
        self.unsure: set[str] = set()
        """The conversations of which either answer is right, as a tick was taken away beside messages, say."""
        self.began: set[tuple[str, datetime]] = set()
        self.resting: dict[tuple[object, ...], date | None] = {}
        """What was snoozed until a day, or dismissed, by what it is about."""
        self.open: dict[int, Meeting] = {}
        self.recorded: list[results.RecordedMeeting] = []
        self.queue = self._look()
        self.every: tuple[Action, ...] = ()

    # What the member does

    @initialize()
    def know_two_people(self) -> None:
        self.meet_somebody()
        self.meet_somebody()

    @precondition(lambda self: len(self._all(Contact)) < 4)
    @rule()
    def meet_somebody(self) -> None:
        somebody = Contact(id=next(self.ids), name=f"Ada {self._word()}")
        self._own(Contact, self.workspace.save_once(somebody))

    @precondition(lambda self: self._all(Contact))
    @rule(data=st.data(), lead=LEADS, minutes=LENGTHS)
    def plan(self, data: st.DataObject, lead: timedelta, minutes: int) -> None:
        meeting = self._talk(self._some_people(data), self.now + lead, minutes)
        self._own(Meeting, plans.plan(self.workspace, meeting, self.now))
        self.planned.add(meeting.id)
        self.counts["planned"] += 1

    @precondition(lambda self: self._all(Contact))
    @rule(data=st.data(), minutes=LENGTHS)
    def log(self, data: st.DataObject, minutes: int) -> None:
        meeting = self._talk(self._some_people(data), self.now - minutes * MINUTE, minutes)
        self._own(Meeting, meetings.log_meeting(self.workspace, meeting, self.now))
        self.counts["logged"] += 1

    @precondition(lambda self: self._all(Meeting))
    @rule(data=st.data(), lead=LEADS, minutes=LENGTHS)
    def move(self, data: st.DataObject, lead: timedelta, minutes: int) -> None:
        meeting = self._some(data, Meeting)
        id = meeting.id
        if self._done(lambda: plans.move(self.workspace, id, self.now + lead, minutes, self.now)):
            self._own(Meeting, id)
            if meeting.state is not MeetingState.PLANNED:  # arranged anew, maybe for the same time
                self.ticked.pop(id, None)
            self._forget_tick(id)
            self.counts["moved"] += 1

    @precondition(lambda self: self._all(Meeting))
    @rule(data=st.data(), what=st.sampled_from(["cancel", "no-show", "reopen"]))
    def fall_through(self, data: st.DataObject, what: str) -> None:
        id = self._some(data, Meeting).id
        change = {
            "cancel": lambda: plans.cancel(self.workspace, id),
            "no-show": lambda: results.record_no_show(self.workspace, id, self.now),
            "reopen": lambda: results.reopen(self.workspace, id),
        }[what]
        if self._done(change):
            self._own(Meeting, id)
            self.counts[what] += 1

    @precondition(lambda self: self._all(Meeting))
    @rule(data=st.data(), tab=TABS)
    def open_plan(self, data: st.DataObject, tab: int) -> None:
        self.open[tab] = self._some(data, Meeting)

    @precondition(lambda self: self.open and self._all(Contact))
    @rule(data=st.data(), how=st.sampled_from(["time", "people", "notes"]), lead=LEADS)
    def save_plan(self, data: st.DataObject, how: str, lead: timedelta) -> None:
        """Save the plan as a tab opened it, whatever happened to it since."""
        tab = data.draw(st.sampled_from(sorted(self.open)))
        opened = self.open.pop(tab)
        word = self._word()
        changes: dict[str, object] = {"notes": f"{opened.notes} {word}"}
        if how == "time":
            changes = {"starts_at": self.now + lead, "ends_at": self.now + lead + (opened.ends_at - opened.starts_at)}
        if how == "people":
            changes = {"contacts": tuple(one.id for one in self._some_people(data))}
        stored = self.workspace.get(Meeting, opened.id)
        save = lambda: plans.replan(self.workspace, opened.replace(**changes), self.now)  # noqa: E731
        if self._done(save):
            assert stored is not None
            assert stored.updated_at == opened.updated_at, "a change of another tab was written over"
            self.typed |= {word} & set(str(changes.get("notes", "")).split())
            if any(getattr(stored, field) != value for field, value in changes.items()):
                self._own(Meeting, opened.id)  # one of the sample that is saved as it is stays the sample's
            self._forget_tick(opened.id)
            self.counts[f"replanned {how}"] += 1

    @precondition(lambda self: self._all(Meeting))
    @rule(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        meeting = self._some(data, Meeting)
        if meeting.state is MeetingState.PLANNED:
            live_merge.start(self.workspace, meeting.id, self.now)
            self.began.add((meeting.id, meeting.starts_at))
            self.counts["begun"] += 1

    @precondition(lambda self: self.began)
    @rule(data=st.data())
    def not_started_after_all(self, data: st.DataObject) -> None:
        meeting = self._some(data, Meeting) if self._all(Meeting) else None
        if meeting is not None and meeting.state is MeetingState.PLANNED and self._under_way(meeting) is not None:
            live_merge.lay_aside(self.workspace, meeting.id)
            self._not_begun(meeting.id)
            self.counts["not started after all"] += 1

    @precondition(lambda self: self._all(Meeting))
    @rule(data=st.data())
    def note(self, data: st.DataObject) -> None:
        meeting, word = self._some(data, Meeting), self._word()
        if meeting.state is MeetingState.PLANNED and (conversation := self._under_way(meeting)) is not None:
            change = TextChange(conversation.notes, f"{conversation.notes}\n{word}")
            if live_merge.merge(self.workspace, meeting.id, {"notes": change}):
                self.typed.add(word)
                self.counts["noted"] += 1

    @precondition(lambda self: self._all(Meeting))
    @rule(data=st.data())
    def end(self, data: st.DataObject) -> None:
        meeting = self._some(data, Meeting)
        if meeting.state is MeetingState.PLANNED and self._under_way(meeting) is not None:
            live_merge.stop(self.workspace, meeting, self.now)
            self.counts["ended"] += 1

    @precondition(lambda self: self._all(Meeting))
    @rule(data=st.data())
    def record(self, data: st.DataObject) -> None:
        """Record it as the form does that is filled in from what was noted, with one thing learned."""
        meeting, word = self._some(data, Meeting), self._word()
        if meeting.state is MeetingState.HELD:
            return
        kept, conversation = live.stored(self.workspace, meeting.id), self._under_way(meeting)
        start = live.with_notes(kept, meeting) if kept else meeting
        start = start.replace(ends_at=max(min(meeting.ends_at, self.now), meeting.starts_at + timedelta(seconds=1)))
        if conversation is not None:
            start = live.finish(conversation, meeting, live.ended_at(conversation, meeting, self.now))
        held = start.replace(learnings=(*start.learnings, word))
        planned, over = meeting.ends_at - meeting.starts_at, meeting.ends_at <= self.now
        began = (meeting.id, meeting.starts_at) in self.began
        with suppress(*REFUSED):
            today = day_of(self.now, ZONE)
            self.recorded.append(results.record(self.workspace, held, MeetingResults(), today, self.now))
            self.typed.add(word)
            self._own(Meeting, meeting.id)
            stored = self.workspace.require(Meeting, meeting.id)
            self._not_begun(meeting.id)
            if over and not began:
                assert stored.ends_at - stored.starts_at == planned, "held at its time, it took the minutes planned"
            self.counts["recorded"] += 1

    @precondition(lambda self: self.recorded)
    @rule()
    def take_back_the_recording(self) -> None:
        done = self.recorded.pop()
        if self._done(lambda: results.undo_record(self.workspace, done)):
            self.typed -= set(done.after.learnings) - set(done.before.learnings)
            back = self.workspace.require(Meeting, done.before.id)  # reopened since, it keeps the time it was held at
            if back.sample and done.before.sample:  # put back as it was, it is the sample's again
                self.mine.discard((Meeting, back.id))
            if done.conversation is not None and self._under_way(back) is not None:
                self.began.add((back.id, back.starts_at))
            self.counts["recording taken back"] += 1

    @precondition(lambda self: self._all(Meeting))
    @rule(data=st.data(), ticked=st.booleans())
    def tick_confirmed(self, data: st.DataObject, ticked: bool) -> None:
        meeting = self._some(data, Meeting)
        act = (lambda: plans.confirm(self.workspace, meeting.id, self.now)) if ticked else None
        if self._done(act or (lambda: plans.unconfirm(self.workspace, meeting.id))):
            self._own(Meeting, meeting.id)
            self.ticked.pop(meeting.id, None)
            self.unsure.discard(meeting.id)
            if ticked:
                self.ticked[meeting.id] = meeting.starts_at, frozenset(meeting.contacts)
            elif any(id == meeting.id for id, _ in self.told):
                self.unsure.add(meeting.id)
            self.counts[f"confirmed {ticked}"] += 1

    @precondition(lambda self: self._all(Meeting))
    @rule(data=st.data())
    def tell_the_time(self, data: st.DataObject) -> None:
        meeting = self._some(data, Meeting)
        contact = data.draw(st.sampled_from(meeting.contacts))
        if meeting.state is not MeetingState.PLANNED or self.workspace.get(Contact, contact) is None:
            return
        message = Message(
            id=next(self.ids), contact=contact, meeting=meeting.id, purpose=Purpose.CONFIRMATION, body=self._word()
        )
        if self._done(lambda: messages.mark_sent(self.workspace, message, self.now, self.now)):
            self.typed.add(message.body)
            self._own(Message, message.id)
            self.told[meeting.id, contact][message.id] = self.now, meeting.starts_at
            self.counts["told"] += 1

    @precondition(lambda self: self._sent(Purpose.CONFIRMATION))
    @rule(data=st.data())
    def not_told_after_all(self, data: st.DataObject) -> None:
        message = data.draw(st.sampled_from(self._sent(Purpose.CONFIRMATION)))
        if self._done(lambda: messages.unsend(self.workspace, message.id)):
            self.told[message.meeting or "", message.contact].pop(message.id, None)
            if message.meeting in self.ticked:
                self.unsure.add(message.meeting)
            self.counts["told taken back"] += 1

    @precondition(lambda self: self._owed())
    @rule(data=st.data())
    def thank(self, data: st.DataObject) -> None:
        meeting, contact = data.draw(st.sampled_from(self._owed()))
        word, drafted = self._word(), self.workspace.get(Message, thank_you_id(meeting, contact))
        body = f"{drafted.body} {word}" if drafted else word
        thanks = Message(meeting=meeting, contact=contact, body=body, sent_at=self.now)
        if self._done(lambda: thank_you_messages.mark_sent(self.workspace, thanks, self.now)):
            self.typed.add(word)
            self._own(Message, thank_you_id(meeting, contact))
            self._own(Meeting, meeting)  # the member's own thank-you keeps the conversation it is for
            self.counts["thanked"] += 1

    @precondition(lambda self: self._sent(Purpose.THANK_YOU))
    @rule(data=st.data())
    def not_thanked_after_all(self, data: st.DataObject) -> None:
        message = data.draw(st.sampled_from(self._sent(Purpose.THANK_YOU)))
        if self._done(lambda: messages.unsend(self.workspace, message.id)):
            self._own(Message, message.id)
            self.counts["thanks taken back"] += 1

    @precondition(lambda self: self._about_meetings(self.queue.actions))
    @rule(data=st.data())
    def dismiss(self, data: st.DataObject) -> None:
        action = data.draw(st.sampled_from(self._about_meetings(self.queue.actions)))
        actions.dismiss(self.workspace, action.key, "not needed")
        self.resting[self._means(action)] = None
        self.counts["dismissed"] += 1

    @precondition(lambda self: self._about_meetings(self.queue.actions))
    @rule(data=st.data(), days=st.sampled_from([1, 3]))
    def snooze(self, data: st.DataObject, days: int) -> None:
        action = data.draw(st.sampled_from(self._about_meetings(self.queue.actions)))
        today = day_of(self.now, ZONE)
        actions.snooze(self.workspace, action.key, today + timedelta(days=days), today)
        self.resting[self._means(action)] = today + timedelta(days=days)
        self.counts["snoozed"] += 1

    @precondition(lambda self: self._asleep())
    @rule(data=st.data())
    def wake(self, data: st.DataObject) -> None:
        action = data.draw(st.sampled_from(self._asleep()))
        actions.wake(self.workspace, action.key)
        self.resting.pop(self._means(action), None)
        self.counts["woken"] += 1

    @precondition(lambda self: self._all(Meeting))
    @rule(data=st.data(), kind=st.sampled_from([Meeting, Contact, Message]))
    def delete(self, data: st.DataObject, kind: type[Record]) -> None:
        if not self._all(kind):
            return
        one = self._some(data, kind)
        if kind is Meeting:
            meetings.delete_meeting(self.workspace, one.id, "conversation", self.now)
        elif kind is Contact:
            contacts.delete_contact(self.workspace, one.id, self.now)
        else:
            messages.delete(self.workspace, one.id, "message", self.now)
            self.unsure.add(str(getattr(one, "meeting", None)))  # it was sent none the less: either answer is right
        self.counts[f"deleted {kind.noun}"] += 1

    @precondition(lambda self: self._all(Trashed))
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        item = self._some(data, Trashed)
        if self._done(lambda: trash.restore(self.workspace, item.id)):
            self.unsure |= {str(gone.fields.get("meeting")) for gone in item.records}
            self.counts["restored"] += 1

    @precondition(lambda self: not sample.is_loaded(self.workspace))
    @rule()
    def load_the_sample(self) -> None:
        sample.load(self.workspace, self.now, ZONE)
        shipped = {one.action.key: one.snooze.until for one in self._look().snoozed}
        self.resting |= {self._means(one): shipped[one.key] for one in self._asleep(self._look())}
        self.counts["sample loaded"] += 1

    @precondition(lambda self: sample.is_loaded(self.workspace))
    @rule()
    def remove_the_sample(self) -> None:
        there = {(kind, id) for kind, id in self.mine if self.workspace.get(kind, id) is not None}
        sample.remove(self.workspace)
        lost = {(kind.__name__, id) for kind, id in there if self.workspace.get(kind, id) is None}
        assert not lost, f"went with the sample, and was the member's own: {lost}"
        assert not sample.is_loaded(self.workspace)
        there_still = {one.id for one in self._all(Meeting)} | {one.id for one in self._all(Trashed)}
        self.resting = {about: until for about, until in self.resting.items() if about[1] in there_still}
        self.counts["sample removed"] += 1

    @rule(passing=PASSING)
    def time_passes(self, passing: timedelta) -> None:
        self.now += passing

    # What a member would say

    @invariant()
    def a_member_would_say_so(self) -> None:
        self.queue = self._look()
        self.every = (*self.queue.actions, *(one.action for one in self.queue.snoozed))
        self.nothing_typed_is_lost()
        self.every_conversation_held_asks_for_a_thank_you_once_until_it_is_sent()
        self.a_conversation_asks_for_each_thing_once()
        self.it_is_to_be_recorded_once_its_time_has_passed_or_it_was_ended()
        self.a_confirmation_counts_for_the_time_and_the_people_it_was_for()
        self.a_dismissal_counts_for_one_occurrence()
        self.the_calendar_file_and_each_persons_page_say_what_the_queue_says()

    def nothing_typed_is_lost(self) -> None:
        everything = "\n".join(one.model_dump_json() for kind in KINDS for one in self.workspace.all(kind))
        lost = sorted(word for word in self.typed if word not in everything)
        assert not lost, f"typed and nowhere to be found: {lost}"

    def every_conversation_held_asks_for_a_thank_you_once_until_it_is_sent(self) -> None:
        asked = Counter(
            (one.where.parameters["meeting"], one.where.parameters["contact"])
            for one in self.every
            if one.kind is Kind.THANK_YOU
        )
        settled = thank_you_messages.sent(self._all(Message))
        owed = Counter(
            (one.id, contact)
            for one in self._all(Meeting)
            if one.state is MeetingState.HELD
            for contact in one.contacts
            if (one.id, contact) not in settled and self.workspace.get(Contact, contact) is not None
        )
        assert asked == owed

    def a_conversation_asks_for_each_thing_once(self) -> None:
        asked = Counter((one.kind, one.where.parameters.get("meeting")) for one in self.every if one.kind in ONCE)
        assert all(number == 1 for number in asked.values()), asked

    def it_is_to_be_recorded_once_its_time_has_passed_or_it_was_ended(self) -> None:
        asked = {one.where.parameters["meeting"] for one in self.every if one.kind is Kind.RECORD}
        for meeting in self._mine():
            if (meeting.id, meeting.starts_at) not in self.began and self._present(meeting):
                due = meeting.state is MeetingState.PLANNED and meeting.ends_at <= self.now
                assert (meeting.id in asked) == due, "recorded is what took place, at this time and no earlier one"

    def a_confirmation_counts_for_the_time_and_the_people_it_was_for(self) -> None:
        asked = {one.where.parameters["meeting"] for one in self.every if one.kind is Kind.CONFIRM}
        ahead = coaching.of(self.workspace).confirm.days_before
        for meeting in self._mine():
            near = (day_of(meeting.starts_at, ZONE) - day_of(self.now, ZONE)).days <= ahead
            coming = meeting.state is MeetingState.PLANNED and meeting.starts_at > self.now and near
            begun = (meeting.id, meeting.starts_at) in self.began
            if meeting.id in self.unsure or begun or not self._present(meeting):
                continue
            known = self._confirmed_with(meeting)
            confirmed = known >= set(self._present(meeting))
            assert (meeting.id in asked) == (coming and not confirmed), (meeting.id, known, meeting.contacts)

    def a_dismissal_counts_for_one_occurrence(self) -> None:
        resting, today = {one.action.key for one in self.queue.snoozed}, day_of(self.now, ZONE)
        for one in self._about_meetings(self.every):
            until = self.resting.get(self._means(one), today)
            assert (one.key in resting) == (until is None or until > today), one

    def the_calendar_file_and_each_persons_page_say_what_the_queue_says(self) -> None:
        queue = self.queue.actions
        owed = thank_yous.owed(self._all(Meeting), self._all(Message), lambda id: self.workspace.get(Contact, id))
        name = contacts.Directory({one.id: one for one in self._all(Contact)}, {}).name
        rules = coaching.of(self.workspace)
        events = list(calendar_files.queue_entries(queue, owed, self._all(Promise), name, rules, ZONE))
        assert len(events) == len(queue)
        assert len({one.uid for one in events}) == len(events)
        theirs = Counter(one.contact for one in owed)
        asked = Counter(one.person.id for one in self.every if one.kind is Kind.THANK_YOU and one.person is not None)
        assert asked == theirs, "a person's page and the queue say the same"

    # How the model looks at the workspace

    def _word(self) -> str:
        return next(self.words)

    def _own(self, kind: type[Record], id: str) -> None:
        self.mine.add((kind, id))

    def _all(self, kind: type[R]) -> tuple[R, ...]:
        return self.workspace.all(kind)

    def _some(self, data: st.DataObject, kind: type[R]) -> R:
        one: R = data.draw(st.sampled_from(self._all(kind)))
        return one

    def _some_people(self, data: st.DataObject) -> list[Contact]:
        somebody = st.sampled_from(self._all(Contact))
        people: list[Contact] = data.draw(st.lists(somebody, min_size=1, max_size=2, unique_by=lambda one: one.id))
        return people

    def _talk(self, people: Iterable[Contact], starts_at: datetime, minutes: int) -> Meeting:
        word = self._word()
        self.typed.add(word)
        ids = tuple(one.id for one in people)
        ends_at = starts_at + minutes * MINUTE
        return Meeting(id=next(self.ids), contacts=ids, starts_at=starts_at, ends_at=ends_at, notes=word)

    def _mine(self) -> list[Meeting]:
        """Return the conversations of which the model knows all that was done: the member's own."""
        return [one for one in self._all(Meeting) if (Meeting, one.id) in self.mine and one.id in self.planned]

    def _confirmed_with(self, meeting: Meeting) -> set[str]:
        """Return with whom this time is confirmed: by the latest message that each was sent, or by the tick."""
        at, ticked = self.ticked.get(meeting.id, (None, frozenset[str]()))
        known = set(ticked) if at == meeting.starts_at else set()
        for contact in meeting.contacts:
            sent = self.told[meeting.id, contact]
            if sent and max((at, start == meeting.starts_at) for at, start in sent.values())[1]:
                known.add(contact)
        return known

    def _forget_tick(self, id: str) -> None:
        """A tick holds for one time: away from it and back it is asked for anew."""
        if id in self.ticked and self.ticked[id][0] != self.workspace.require(Meeting, id).starts_at:
            del self.ticked[id]

    def _not_begun(self, id: str) -> None:
        self.began = {one for one in self.began if one[0] != id}

    def _done(self, change: Callable[[], object]) -> bool:
        """Do something, and tell whether that changed anything; where it is refused, see that it did not."""
        before = self.workspace.contents().checksum
        try:
            change()
        except REFUSED:
            assert self.workspace.contents().checksum == before, "refused, and changed all the same"
        return self.workspace.contents().checksum != before

    def _under_way(self, meeting: Meeting) -> LiveConversation | None:
        return live.current(self.workspace, meeting)

    def _present(self, meeting: Meeting) -> list[str]:
        return [id for id in meeting.contacts if self.workspace.get(Contact, id) is not None]

    def _sent(self, purpose: Purpose) -> list[Message]:
        return [one for one in self._all(Message) if one.purpose is purpose and one.sent_at is not None]

    def _owed(self) -> list[tuple[str, str]]:
        owed = thank_yous.owed(self._all(Meeting), self._all(Message), lambda id: self.workspace.get(Contact, id))
        return [(one.meeting.id, one.contact) for one in owed]

    def _look(self) -> actions.Queue:
        return actions.build_queue(self.workspace, self.now, ZONE, coaching.of(self.workspace))

    def _asleep(self, queue: actions.Queue | None = None) -> list[Action]:
        return self._about_meetings(one.action for one in (queue or self.queue).snoozed)

    def _about_meetings(self, queue: Iterable[Action]) -> list[Action]:
        kinds = (*ONCE, Kind.THANK_YOU)
        return [one for one in queue if one.kind in kinds and self._meeting_of(one) is not None]

    def _meeting_of(self, action: Action) -> Meeting | None:
        return self.workspace.get(Meeting, action.where.parameters.get("meeting", ""))

    def _means(self, action: Action) -> tuple[object, ...]:
        """Say what an action is about as a member would: this thing, for this person, at this time."""
        meeting = self._meeting_of(action)
        assert meeting is not None
        if action.kind is Kind.THANK_YOU:  # for what was said, whatever its hour is corrected to
            return action.kind, meeting.id, action.person and action.person.id
        return action.kind, meeting.id, meeting.starts_at


def run(examples: int, of: int) -> None:
    """Run the machine from a seed, so that a failure can be run again."""
    machine = seed(of)(Weeks)
    quiet = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    chosen = settings(
        max_examples=examples,
        stateful_step_count=40,
        deadline=None,
        database=None,
        suppress_health_check=quiet,
        print_blob=False,
    )
    run_state_machine_as_test(machine, settings=chosen)


def main(arguments: list[str]) -> int:
    """Run it for so many minutes, each round from another seed."""
    options = argparse.ArgumentParser(prog="python -m tests.sequences")
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args(arguments)
    until = time.monotonic() + chosen.minutes * 60
    for number in count(chosen.seed):
        if time.monotonic() >= until:
            break
        print(f"seed {number}", flush=True)
        run(100, number)
    print("\n".join(f"{name}: {times}" for name, times in sorted(Weeks.counts.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
