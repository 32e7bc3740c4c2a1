"""The part of the conversation form that makes further records: people recommended, and promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID, uuid5

import streamlit as st

from netdash.errors import InvalidRecordError
from netdash.meetings.results import Promised, Recommended
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.people.screens.people_picker import Picked
from netdash.records import Contact, Introduction, Meeting, Promise, Record
from netdash.ui.forms import Form, room
from netdash.ui.session import Visit

MOST_PROMISES = 10
USUAL_PROMISE = timedelta(days=3)


class Extras:
    """Draws the two fields; `records` makes what they say."""

    def __init__(self, visit: Visit, form: Form, people: Picked) -> None:
        self._visit, self._form, self._people = visit, form, people
        self._recommended = people_picker.pick(
            visit,
            form,
            "Who did they recommend?",
            "recommended",
            help="Each becomes one of your people, introduced by whom you talked to.",
            after=people,
        )
        with room():
            self._introducer = self.choose_person("Recommended by", "introducer") if self._recommended.ids else ""
        with room():
            self._promises = list(self._draw_promises())

    def records(self, meeting: Meeting) -> Iterator[Record]:
        """Make the new contacts, the introductions and the promises of a conversation."""
        known = {newcomer.id for newcomer in self._people.newcomers}
        yield from (newcomer for newcomer in self._recommended.contacts() if newcomer.id not in known)
        for contact in self._recommended.ids:
            if contact == self._introducer:
                raise InvalidRecordError("Somebody cannot recommend themselves: take them out of one of the fields.")
            id = uuid5(UUID(self._form.token), f"introduction:{contact}").hex
            yield Introduction(id=id, by_contact=self._introducer, to_contact=contact, meeting=meeting.id)
        for number, (what, due_on, to_contact) in enumerate(self._promises):
            id = uuid5(UUID(self._form.token), f"promise:{number}").hex
            yield Promise(id=id, contact=to_contact, meeting=meeting.id, what=what, due_on=due_on)

    def brought(self) -> tuple[list[Contact], tuple[Recommended, ...], tuple[Promised, ...]]:
        """Return who is new, who was recommended by whom, and what was promised. Raises as `records` does."""
        known = {newcomer.id: newcomer for newcomer in (*self._people.newcomers, *self._recommended.newcomers)}
        recommended = tuple(Recommended(contact, self._introducer) for contact in self._recommended.ids)
        promised = tuple(Promised(to_contact, what, due_on) for what, due_on, to_contact in self._promises)
        return [newcomer.contact() for newcomer in known.values()], recommended, promised

    def _draw_promises(self) -> Iterator[tuple[str, date, str]]:
        """Draw a row for each promise and an empty one below, and yield those that say something."""
        for number in range(1, MOST_PROMISES + 1):
            with st.container(horizontal=True, vertical_alignment="bottom"):
                label = "What did you promise?" if number == 1 else f"Promise {number}"
                what = self._form.line(label, f"promise_{number}", placeholder="Send the article")
                usual = self._visit.today + USUAL_PROMISE
                due_on = self._form.day("By", f"promise_due_{number}", usual, counts=False)
                to_contact = self.choose_person("To", f"promise_to_{number}") if what.strip() else ""
            if not what.strip():
                return
            yield what, due_on, to_contact

    def choose_person(self, label: str, field: str) -> str:
        """Ask which of the people it was, where there are several."""
        ids = self._people.ids
        if len(ids) < 2:
            return ids[0] if ids else ""
        new = {one.id: one.name for one in self._people.newcomers}
        words = {id: new.get(id) or directory(self._visit).name(id) for id in ids}
        return self._form.choice(label, field, words, ids[0], counts=False, width=230)
