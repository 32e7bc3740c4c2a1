"""What can be submitted for feedback: what there is of each kind, what a coach gets to read, and how it is reworded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from netdash.errors import GoneError
from netdash.feedback.masking import Masked, masked
from netdash.meetings.meetings import KIND_WORDS
from netdash.outreach import channels, merge_fields, messages
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.pitch import pitches
from netdash.pitch.parts import PARTS
from netdash.questions import question_sets, questions
from netdash.records import (
    Contact,
    Meeting,
    MeetingState,
    Message,
    Pitch,
    Question,
    QuestionSet,
    SubmissionKind,
    Target,
)
from netdash.store import Workspace
from netdash.targets import targets
from netdash.wording import counted, listed

PLAN_TITLE = "Target plan"
RESEARCH_TITLES = {"company": "The company", "person": "The person", "job": "The job"}


@dataclass(frozen=True)
class Passage:
    """One text of a record: where it stands there, what it is called, how it is read, and who is present in it."""

    field: str
    title: str
    own: str
    present: tuple[Contact, ...] = ()


@dataclass(frozen=True)
class Submittable:
    """One kind: what it is called, what there is of it, its texts, and how one of them is worded anew."""

    words: str
    choices: Callable[[Workspace], Mapping[str, str]]
    """The label of each that there is, by its id, as the member knows it."""
    title: Callable[[Workspace, str], str]
    """What one is called before a coach, without the people in it."""
    passages: Callable[[Workspace, str], Iterable[Passage]]
    """Its texts in order. Raises GoneError where there is none with this id."""
    reword: Callable[[Workspace, str, str, str, datetime], object]
    """Save another text of one, by id and field. Raises as the save of that record does."""


def masked_passages(workspace: Workspace, kind: SubmissionKind, id: str) -> tuple[tuple[Passage, Masked], ...]:
    """Return the texts of what is submitted, each with how a coach reads it: without the people in it.

    Raises GoneError where it is not there any more.
    """
    people = workspace.all(Contact)
    passages = SUBMITTABLES[kind].passages(workspace, id)
    return tuple((passage, masked(passage.own, people, passage.present)) for passage in passages)


def _present(workspace: Workspace, ids: Iterable[str]) -> tuple[Contact, ...]:
    return tuple(contact for id in ids if (contact := workspace.get(Contact, id)) is not None)


def _pitches(workspace: Workspace) -> dict[str, str]:
    return {pitch.id: pitches.label(pitch) for pitch in pitches.in_order(workspace.all(Pitch))}


def _of_pitch(workspace: Workspace, id: str) -> Iterator[Passage]:
    wording = workspace.require(Pitch, id).wording
    yield from (Passage(part.field, part.title, getattr(wording, part.field)) for part in PARTS)


def _reword_pitch(workspace: Workspace, id: str, field: str, text: str, now: datetime) -> None:
    pitch = workspace.require(Pitch, id)
    pitches.save_pitch(workspace, pitch, pitch.wording.replace(**{field: text}), now)


def _question_sets(workspace: Workspace) -> dict[str, str]:
    current = question_sets.current(workspace)
    sets = {current.id: "Your set"} if question_sets.current_questions(workspace) else {}
    return sets | {one.id: question_sets.label(one) for one in question_sets.saved(workspace.all(QuestionSet))}


def _of_question_set(workspace: Workspace, id: str) -> Iterator[Passage]:
    is_current = id == question_sets.CURRENT_ID
    chosen = question_sets.current(workspace) if is_current else workspace.require(QuestionSet, id)
    return _questions(workspace, chosen.questions)


def _questions(workspace: Workspace, ids: Iterable[str]) -> Iterator[Passage]:
    members = question_sets.members(ids, questions.bank(workspace.all(Question)))
    yield from (Passage(one.id, f"Question {number}", one.text) for number, one in enumerate(members, 1))


def _reword_question(workspace: Workspace, _id: str, field: str, text: str, _now: datetime) -> None:
    questions.CATALOGUE.edit(workspace, questions.find(workspace, field).replace(text=text))


def _drafts(workspace: Workspace) -> dict[str, str]:
    name = {contact.id: contact.name for contact in workspace.all(Contact)}
    drafts = (message for message in workspace.all(Message) if message.sent_at is None and message.contact in name)
    return {draft.id: f"{_kind_of_message(draft)} to {name[draft.contact]}" for draft in messages.latest_first(drafts)}


def _kind_of_message(message: Message) -> str:
    return f"{PURPOSE_WORDS[message.purpose]} ({channels.words(message.channel)})"


def _of_message(workspace: Workspace, id: str) -> Iterator[Passage]:
    message = workspace.require(Message, id)
    present = _present(workspace, (message.contact,))
    if channels.has_subject(message.channel):
        yield Passage("subject", "Subject", merge_fields.readable(message.subject), present)
    yield Passage("body", "Message", merge_fields.readable(message.body), present)


def _reword_message(workspace: Workspace, id: str, field: str, text: str, _now: datetime) -> None:
    message = workspace.require(Message, id)
    if message.sent_at is not None:
        raise GoneError("draft")
    messages.save_draft(workspace, message.replace(**{field: merge_fields.with_fields(text)}))


def _active(workspace: Workspace) -> tuple[Target, ...]:
    return tuple(target for target in targets.in_order(workspace.all(Target)) if not target.archived)


def _of_plan(workspace: Workspace, _id: str) -> Iterator[Passage]:
    for target in _active(workspace):
        label = targets.label(target)
        yield Passage(f"{target.id}.why", f"{label}: why", target.why)
        for name, title in RESEARCH_TITLES.items():
            if text := getattr(target.research, name):
                yield Passage(f"{target.id}.{name}", f"{label}: {title.lower()}", text)


def _reword_target(workspace: Workspace, _id: str, field: str, text: str, _now: datetime) -> None:
    id, _, name = field.partition(".")
    target = workspace.require(Target, id)
    changes = {"why": text} if name == "why" else {"research": target.research.replace(**{name: text})}
    workspace.change(target, **changes)


def _plans(workspace: Workspace) -> dict[str, str]:
    names = {contact.id: contact.name for contact in workspace.all(Contact)}
    planned = sorted(
        (meeting for meeting in workspace.all(Meeting) if meeting.state is MeetingState.PLANNED),
        key=lambda meeting: meeting.starts_at,
    )
    people = {meeting.id: [names[id] for id in meeting.contacts if id in names] for meeting in planned}
    return {meeting.id: f"{KIND_WORDS[meeting.kind]}: {listed(people[meeting.id])}" for meeting in planned}


def _of_sheet(workspace: Workspace, id: str) -> Iterator[Passage]:
    meeting = workspace.require(Meeting, id)
    present = _present(workspace, meeting.contacts)
    yield from _questions(workspace, meeting.questions)
    for name, title in RESEARCH_TITLES.items():
        if text := getattr(meeting.research, name):
            yield Passage(f"research.{name}", title, text, present)
    if meeting.notes:
        yield Passage("notes", "Notes", meeting.notes, present)


def _reword_sheet(workspace: Workspace, id: str, field: str, text: str, now: datetime) -> None:
    meeting, (name, _, part) = workspace.require(Meeting, id), field.partition(".")
    if name == "research":
        workspace.change(meeting, research=meeting.research.replace(**{part: text}))
    elif name == "notes":
        workspace.change(meeting, notes=text)
    else:
        _reword_question(workspace, id, field, text, now)


SUBMITTABLES: Mapping[SubmissionKind, Submittable] = {
    SubmissionKind.PITCH: Submittable(
        "Pitch", _pitches, lambda workspace, id: pitches.label(workspace.require(Pitch, id)), _of_pitch, _reword_pitch
    ),
    SubmissionKind.QUESTION_SET: Submittable(
        "Question set",
        _question_sets,
        lambda workspace, id: _question_sets(workspace).get(id, "Question set"),
        _of_question_set,
        _reword_question,
    ),
    SubmissionKind.MESSAGE: Submittable(
        "Draft of a message",
        _drafts,
        lambda workspace, id: _kind_of_message(workspace.require(Message, id)),
        _of_message,
        _reword_message,
    ),
    SubmissionKind.TARGET_PLAN: Submittable(
        PLAN_TITLE,
        lambda workspace: {"": counted(len(active), "target")} if (active := _active(workspace)) else {},
        lambda _workspace, _id: PLAN_TITLE,
        _of_plan,
        _reword_target,
    ),
    SubmissionKind.PREP_SHEET: Submittable(
        "Prep sheet",
        _plans,
        lambda workspace, id: f"Prep sheet: {KIND_WORDS[workspace.require(Meeting, id).kind].lower()}",
        _of_sheet,
        _reword_sheet,
    ),
}
