"""The form of a record: the version that it changes, a token against double clicks, and saving it.

A form's fields live outside `st.form`, so that each reaches the server when it is left.

An untouched form follows its record, and the hour; once touched, it stands still, and so do the
version it changes and the zone its hours are meant in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

import streamlit as st
from pydantic import ValidationError

from netdash import date_style
from netdash.date_style import DateStyle
from netdash.errors import Fault, InvalidRecordError
from netdash.moments import zone_named
from netdash.records import Record, new_id
from netdash.records.base import ConflictError
from netdash.ui import flash, session, tab
from netdash.ui.form_memory import refusal
from netdash.ui.returning_form import ReturningForm

SECOND_CLICK_S = 60.0

R = TypeVar("R", bound=Record)


@dataclass
class Submission:
    """What goes with a save."""

    also: list[Record] = field(default_factory=list)
    """What else the form made, to be added to: it is saved with the version that is kept after a conflict."""
    after: list[Callable[[], object]] = field(default_factory=list)

    def say(
        self, sentence: str, undo: flash.Undo | None = None, then: flash.NextStep | None = None, undone: str = ""
    ) -> None:
        """Say a sentence once all is saved (see `flash.say`)."""
        self.then(lambda: flash.say(sentence, undo, then, undone))

    def then(self, act: Callable[[], object]) -> None:
        """Do this once all is saved. Streamlit may end a run wherever it is called, and takes back what is unsaved."""
        self.after.append(act)


def _says(repeats: Callable[[R], bool], twin: R) -> bool:
    """Tell whether a form repeats a record; one with a field that cannot be as it is does not."""
    try:
        return repeats(twin)
    except ValidationError:
        return False


class RecordForm(ReturningForm):
    """The form of a new record, or of the one that is edited."""

    misfit: tuple[str, str] | None = None
    """A field that holds what cannot be saved, and why in a sentence; None where nothing is known to be wrong."""

    @property
    def token(self) -> str:
        """The id of the record this form makes: the same until it is saved, so that a double click finds it there."""
        return self.memory["token"]

    def made(self, kind: type[R], fields: Mapping[str, object]) -> R:
        """Make the record of what is in the form: a new one, or the next version of the one that it changes.

        Raises ValidationError where a field cannot be as it is.
        """
        if self._record is None:
            return kind.model_validate({"id": self.token, **fields})
        return cast("R", self._record.replace(updated_at=self.base, **fields))

    @contextmanager
    def submitting(
        self,
        kind: type[R] | None = None,
        name: Callable[[str], str] = str,
        command: str = "",
        repeats: Callable[[R], bool] = lambda _: False,
    ) -> Iterator[Submission]:
        """Save what is in the form and draw anew; an error is shown, and everything stays in the form.

        A second click says again what the first one did; a `command` tells what the form's other buttons do apart.
        `kind` is what a form for something new makes: where another tab has saved the same draft, a second record gets
        an id of its own, unless it only `repeats` the first. A conflict over the record that the form changes is shown
        with the choice between its versions, ids as `name` says; what else it makes gets other ids where another tab
        has saved it.
        """
        submission = Submission()
        with flash.errors_shown(self.conflict_resolver(submission.also), self.key("conflict"), name):
            with self._marked(), ExitStack() as writing, self._other_ids():
                if not flash.succeeds(lambda: self._begin(writing, command)):
                    st.rerun()  # the block that is managed here cannot be left out
                if kind and (twin := self.visit.workspace.get(kind, self.token)) and not _says(repeats, twin):
                    self.memory["token"] = new_id()
                yield submission
            self.memory["after"] = submission.after
            self._say_after()

    @contextmanager
    def _marked(self) -> Iterator[None]:
        """Say on the next run what is refused: at the bottom of the window, and at the fields that it is about."""
        try:
            yield
        except (ValidationError, InvalidRecordError) as error:
            invalid = InvalidRecordError.from_pydantic(error) if isinstance(error, ValidationError) else error
            marks = [self._marks(fault) for fault in invalid.faults]
            self.memory["refused"] = [refusal(self.memory, at) for at in marks if at]
            named = [self._named(fault, at) for fault, at in zip(invalid.faults, marks, strict=True)]
            flash.say_problem(" ".join(dict.fromkeys(named)))
            if first := next((field for field in self._labels if any(field in at for at in marks)), ""):
                tab.bring_to_sight(self.key(first))
            st.rerun()

    def _marks(self, fault: Fault) -> dict[str, str]:
        """Return the words for each drawn field that a fault is about."""
        fields = ((name, self._fields_of.get(name, (name,))) for name in fault.at)
        return {field: fault.at[name] for name, several in fields for field in several if field in self._labels}

    def _named(self, fault: Fault, at: Mapping[str, str]) -> str:
        """Return the sentence of a fault, which calls its field as the form does."""
        field = next(iter(at), "")
        return f"“{self._labels[field]}”: {at[field]}" if fault.by_name and field else fault.sentence

    @contextmanager
    def _other_ids(self) -> Iterator[None]:
        try:
            yield
        except ConflictError as error:
            if self._record is not None and error.mine.id == self._record.id:
                raise
            self.memory["token"] = new_id()
            raise InvalidRecordError(
                "Another tab saved some of this meanwhile. Press again to save this too."
            ) from error

    def _say_after(self) -> None:
        """Say and do what follows a save, then draw anew."""
        flash.complete(self.memory["after"])
        st.rerun()

    def _begin(self, writing: ExitStack, command: str) -> None:
        if self.misfit is not None:
            field, sentence = self.misfit
            tab.bring_to_sight(self.key(field))
            raise InvalidRecordError(sentence)
        if not self.drawn_anew:
            self._ignore_second_click(command)
        writing.enter_context(self.saving(command))

    @property
    def zone(self) -> ZoneInfo:
        """The zone that the hours in the form are meant in."""
        return zone_named(self.memory["zone"]) or self.visit.zone

    @property
    def dates(self) -> DateStyle:
        """The style in which what is typed has its dates and clocks."""
        kept = date_style.named(self.memory["dates"]) if self.memory["touched"] else None
        return kept or date_style.current()

    @property
    def base(self) -> datetime | None:
        """The version that the change is made to: the one that was there when the form was first touched."""
        base = self.memory["base"]
        return datetime.fromisoformat(base) if base else None

    def started_with(self, *fields: str) -> bool:
        """Tell whether these fields hold what the form started with."""
        return all(self._typed.get(field) == self.memory["starts"].get(field) for field in fields)

    @property
    def changes(self) -> bool:
        """Whether the form changes a record that is there."""
        return self._record is not None

    def _ignore_second_click(self, command: str) -> None:
        """Where this submission repeats the last one (nothing new, or the very same again), say so and end the run.

        Between the two there is one run, which draws what the first one did: after any more, the press is meant.
        """
        saved = self.memory["saved"]
        if saved is None or saved.command != command or self.visit.now.timestamp() - saved.at > SECOND_CLICK_S:
            return
        same = self.blank or self._typed == saved.fields
        if same and session.run_number() <= saved.run + 2:
            self.memory["saved"] = saved._replace(run=session.run_number())  # a third one may follow
            if not self.memory["after"]:
                flash.say_again()
            self.start_over()
            self._say_after()

    def conflict_resolver(self, also: Sequence[Record] = ()) -> Callable[[Record | None], None]:
        """Return what a conflict's buttons do: save the version to keep (None: leave the stored one), start over.

        `also` is what else the form made. A callback, so it says what became of it on the next run.
        """

        def settle(keep: Record | None) -> None:
            self.visit = session.opened()  # another run, and it may be another person's
            workspace = self.visit.workspace
            with self.saving():
                for record in also if keep is not None else ():
                    if workspace.get(type(record), record.id) is None:
                        workspace.save(record)
                if keep is not None:
                    workspace.save(keep)
            flash.say("Kept the stored version." if keep is None else "Saved your version over the stored one.")

        return lambda keep: flash.attempt(lambda: settle(keep))
