"""Asking for feedback: what was submitted, word for word, and what was said about it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from netdash.records.base import FrozenModel, Id, Line, Moment, Record, Text, required


class SubmissionKind(StrEnum):
    """What can be submitted for feedback."""

    PITCH = "pitch"
    QUESTION_SET = "question_set"
    MESSAGE = "message"
    TARGET_PLAN = "target_plan"
    PREP_SHEET = "prep_sheet"


class Section(FrozenModel):
    """One text of what was submitted; `field` says where it stands in what it was taken from."""

    field: Line
    title: Line
    text: Text = ""


class Submission(Record):
    """One version of something, as a coach gets to read it, with what the member wants to know.

    It never changes: a later version is another submission. `received`: it came from somebody else, in a packet.
    """

    table: ClassVar[str] = "submissions"
    noun: ClassVar[str] = "request for feedback"

    kind: SubmissionKind
    about: Line = ""
    """The id of what was submitted; empty: the target plan, of which there is one a workspace."""
    title: Line
    sections: tuple[Section, ...] = ()
    question: Annotated[Text, required("Say what you would like to know.")]
    author: Line = ""
    member: Line = ""
    """The address of whoever asked, where members sign in."""
    asked_at: Moment
    resolved_at: Moment | None = None
    received: bool = False


class Comment(Record):
    """What somebody said about a submission: about all of it, a section, or a passage of a section."""

    table: ClassVar[str] = "comments"
    noun: ClassVar[str] = "comment"

    submission: Id
    field: Line = ""
    """The section that it is about; empty: all of it."""
    passage: Text = ""
    """The words of the section that it is about; empty: all of the section."""
    start: int = Field(default=0, ge=0)
    """Where the passage begins in the section's text, in characters."""
    text: Annotated[Text, required("Write the comment.")]
    suggestion: Text = ""
    """The wording to put in the passage's place; empty: none is suggested."""
    author: Line = ""
    member: Line = ""
    """The address of whoever wrote it, where members sign in."""
    written_at: Moment
    resolved_at: Moment | None = None
