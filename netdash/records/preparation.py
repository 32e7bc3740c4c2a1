"""What a member prepares before a conversation: pitches, questions, and goals for the week."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from netdash.records.base import FrozenModel, Id, Line, Moment, Record, Text, required

GOALS_ID = "1".rjust(32, "0")


class Audience(StrEnum):
    """Whom a pitch is for."""

    GENERAL = "general"
    TECHNICAL = "technical"
    HR = "hr"


class Wording(FrozenModel):
    """The three parts of a pitch, as worded at one moment."""

    past: Text = ""
    interests: Text = ""
    outcome: Text = ""


class Revision(Wording):
    """A saved version of a pitch."""

    saved_at: Moment


class Pitch(Record):
    """An elevator pitch: past to present, professional interests, outcome.

    The last revision is the present wording; `base` is the pitch it was derived from.
    """

    table: ClassVar[str] = "pitches"
    noun: ClassVar[str] = "pitch"

    name: Annotated[Line, required("Give the pitch a name.")]
    audience: Audience = Audience.GENERAL
    base: Id | None = None
    revisions: tuple[Revision, ...] = ()
    dismissed: tuple[Line, ...] = ()

    @property
    def wording(self) -> Wording:
        """The present wording."""
        return self.revisions[-1] if self.revisions else Wording()

    def compared_fields(self) -> dict[str, JsonValue]:
        """Return the fields with what the pitch says now instead of all its versions."""
        parts = self.wording.model_dump(include={"past", "interests", "outcome"})
        return {**self.model_dump(mode="json", exclude={"revisions"}), **parts}


class Origin(StrEnum):
    """Where a question, template or branding item comes from: shipped with netdash, or the member's own."""

    SHIPPED = "shipped"
    OWN = "own"


class Question(Record):
    """A question worth asking. Shipped ones have fixed ids; the first edit stores a copy under the same id."""

    table: ClassVar[str] = "questions"
    noun: ClassVar[str] = "question"

    text: Annotated[Line, required("Write the question.")]
    topic: Line = ""
    starred: bool = False
    archived: bool = False
    position: float = 0.0
    origin: Origin = Origin.OWN


class QuestionSet(Record):
    """Questions chosen for a conversation, in the order in which they will be asked."""

    table: ClassVar[str] = "question_sets"
    noun: ClassVar[str] = "question set"

    name: Line
    questions: tuple[Id, ...] = ()


class Goals(Record):
    """What a member wants to do each week. There is one a workspace, under a fixed id."""

    table: ClassVar[str] = "goals"
    noun: ClassVar[str] = "weekly goals"

    id: Id = GOALS_ID
    messages: int = Field(default=5, ge=0, le=200)
    conversations: int = Field(default=2, ge=0, le=100)
    on_time: int = Field(default=100, ge=0, le=100)
    """The share of thank-yous to send within the rule's time, in percent."""
