"""Submissions and the comments on them: asked for, written, taken over, resolved, reopened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from netdash import profile, trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.feedback.desk import Desk
from netdash.feedback.masking import masked
from netdash.feedback.submittables import SUBMITTABLES, masked_passages
from netdash.records import Comment, Contact, Section, Submission, SubmissionKind
from netdash.store import Workspace
from netdash.wording import counted


class SubmissionStatus(StrEnum):
    """How far a submission is; the value is what a member reads."""

    WAITING = "Waiting for comments"
    COMMENTED = "Comments to read"
    RESOLVED = "Resolved"


def prepared(workspace: Workspace, kind: SubmissionKind, about: str) -> tuple[str, tuple[Section, ...]]:
    """Return the title and the sections that a submission of this would have: all that a coach gets to read of it.

    Raises GoneError where it is not there any more, InvalidRecordError where there is nothing in it.
    """
    passages = masked_passages(workspace, kind, about)
    sections = tuple(Section(field=passage.field, title=passage.title, text=text.text) for passage, text in passages)
    if not any(section.text for section in sections):
        raise InvalidRecordError("There is nothing written in it yet, so there is nothing to comment on.", "about")
    return without_people(workspace, SUBMITTABLES[kind].title(workspace, about)), sections


def without_people(workspace: Workspace, words: str) -> str:
    """Return words of the member's own without the names, addresses and numbers of people, as they are submitted."""
    return masked(words, workspace.all(Contact)).text


def submit(desk: Desk, submission: Submission, now: datetime) -> str:
    """Save a submission with the present wording of what it is about, and return its id; submitted twice, it is one.

    Raises as `prepared` does.
    """
    title, sections = prepared(desk.own, submission.kind, submission.about)
    question = without_people(desk.own, submission.question)
    by = {"author": profile.of(desk.own).name, "member": desk.address, "asked_at": now}
    return desk.new.save_once(submission.replace(title=title, sections=sections, question=question, **by))


def latest_first(submissions: Iterable[Submission]) -> tuple[Submission, ...]:
    """Sort submissions, the latest first."""
    return tuple(sorted(submissions, key=lambda submission: submission.asked_at, reverse=True))


def comments_on(comments: Iterable[Comment], submission: Submission) -> tuple[Comment, ...]:
    """Return the comments on a submission, section by section, in the order in which they were written."""
    order = {section.field: number for number, section in enumerate(submission.sections)}
    own = (comment for comment in comments if comment.submission == submission.id)
    return tuple(sorted(own, key=lambda one: (order.get(one.field, -1), one.start, one.written_at)))


def status(submission: Submission, comments: Sequence[Comment]) -> SubmissionStatus:
    """Return how far a submission with these comments is."""
    if submission.resolved_at is not None:
        return SubmissionStatus.RESOLVED
    return SubmissionStatus.COMMENTED if any(not one.resolved_at for one in comments) else SubmissionStatus.WAITING


def status_words(submission: Submission, comments: Sequence[Comment]) -> str:
    """Put in words how far a submission is: `2 comments to read`."""
    unread = sum(comment.resolved_at is None for comment in comments)
    state = status(submission, comments)
    return f"{counted(unread, 'comment')} to read" if state is SubmissionStatus.COMMENTED else state.value


def to_read(desk: Desk) -> int:
    """Count what waits for whoever is here: comments on their own requests, and others' requests without a comment."""
    waiting = {submission.id: submission for submission in desk.submissions() if submission.resolved_at is None}
    comments = [comment for comment in desk.comments() if comment.submission in waiting]
    unanswered = {id for id, submission in waiting.items() if submission.received}
    unread = sum(not waiting[one.submission].received and one.resolved_at is None for one in comments)
    return unread + len(unanswered - {comment.submission for comment in comments})


def present_texts(workspace: Workspace, submission: Submission) -> dict[str, str]:
    """Return how the sections of a submission read now, by field; nothing where what it is about is gone."""
    try:
        return {one.field: one.text for one in prepared(workspace, submission.kind, submission.about)[1]}
    except (GoneError, InvalidRecordError):
        return {}


def is_outdated(present: Mapping[str, str], submission: Submission) -> bool:
    """Tell whether any of it was worded anew since, or deleted; `present` is as `present_texts` returns it."""
    return present != {section.field: section.text for section in submission.sections}


def has_passage(present: Mapping[str, str], submission: Submission, comment: Comment) -> bool:
    """Tell whether the words that a comment is about are still there; of all of it, whether anything is."""
    if not comment.field:
        return bool(present)
    submitted = next((section.text for section in submission.sections if section.field == comment.field), "")
    return (comment.passage or submitted) in present.get(comment.field, "")


def passages_of(text: str) -> tuple[tuple[int, str], ...]:
    """Return the sentences of a text with where each begins, for a comment to be about one."""
    passages, start = list[tuple[int, str]](), 0
    for end in (*_ends(text), len(text)):
        sentence = text[start:end]
        if sentence.strip():
            passages.append((start + len(sentence) - len(sentence.lstrip()), sentence.strip()))
        start = end
    return tuple(passages)


def _ends(text: str) -> Iterable[int]:
    for number, (letter, following) in enumerate(pairwise(text), 1):
        if letter == "\n" or (letter in ".!?…" and following.isspace()):
            yield number


def add_comment(workspace: Workspace, written: Comment) -> str:
    """Save a comment and return its id; submitted twice, it is one.

    Raises GoneError where its submission is gone, InvalidRecordError where the passage is not in it.
    """
    with workspace.transaction():
        submission = workspace.require(Submission, written.submission)
        check(submission, written)
        return workspace.save_once(written)


def check(submission: Submission, written: Comment) -> None:
    """Raise InvalidRecordError where a comment is about what is not in its submission."""
    text = next((section.text for section in submission.sections if section.field == written.field), None)
    is_whole = not (written.field or written.passage)
    if not is_whole and (text is None or not text.startswith(written.passage, written.start)):
        raise InvalidRecordError("What this comment is about is not in the text.", "field")
    if written.suggestion and is_whole:
        raise InvalidRecordError("Choose the part that the suggested wording is for.", "field")


def take_over(workspace: Workspace, submission: Submission, comment: Comment, now: datetime) -> None:
    """Put the suggested wording of a comment where its passage stands in the workspace.

    Raises InvalidRecordError where the passage is not there any more, GoneError where what it is about is gone, and as
    the save of that does.
    """
    if submission.received:
        raise InvalidRecordError("Only whoever asked can take over a wording.")
    with workspace.transaction():
        passages = masked_passages(workspace, submission.kind, submission.about)
        text = next((text for passage, text in passages if passage.field == comment.field), None)
        section = next((one for one in submission.sections if one.field == comment.field), None)
        if text is None or section is None:
            raise GoneError("section")
        passage = comment.passage or section.text
        start = comment.start if text.text.startswith(passage, comment.start) else text.text.find(passage)
        if start < 0 or (text.text.count(passage) > 1 and text.text != section.text):
            raise InvalidRecordError(
                "These words have changed since the comment was written. Copy the suggestion and put it where it fits."
            )
        own = text.reword(start, passage, comment.suggestion)
        SUBMITTABLES[submission.kind].reword(workspace, submission.about, comment.field, own, now)


def settle(workspace: Workspace, kind: type[Submission] | type[Comment], id: str, resolved_at: datetime | None) -> None:
    """Resolve a submission or a comment, or with None reopen it."""
    with workspace.transaction():
        workspace.change(workspace.require(kind, id), resolved_at=resolved_at)


def delete(workspace: Workspace, id: str, now: datetime) -> str:
    """Move a submission with its comments to the trash, and return the id to restore it by."""
    comments = [comment for comment in workspace.all(Comment) if comment.submission == id]
    return trash.discard(workspace, Submission, id, lambda submission: submission.title, now, comments)
