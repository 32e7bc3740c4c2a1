"""The review packet: one HTML file that any browser shows, with what netdash reads inside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from netdash import printing
from netdash.date_style import date_words
from netdash.errors import InvalidRecordError
from netdash.feedback import rubrics, submissions
from netdash.feedback.desk import Desk
from netdash.moments import day_of
from netdash.records import Comment, Section, Submission
from netdash.store import Workspace
from netdash.wording import counted

MARK = "netdash-review-packet"
VERSION = 1
MOST_BYTES = 2 * 2**20
MOST_SECTIONS, MOST_COMMENTS = 200, 500
_SUBMISSION_FIELDS = {"id", "kind", "about", "title", "question", "author", "asked_at"}
_COMMENT_FIELDS = {"id", "field", "passage", "start", "text", "suggestion", "author", "written_at"}
_DAMAGED = "This packet is damaged: netdash cannot read what is in it. Ask for the file again."


@dataclass(frozen=True)
class Packet:
    """A submission and the comments on it, as they came."""

    submission: Submission
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class Arrival:
    """What a packet has brought: the submission that it is about, and how many comments are new."""

    submission: str
    comments: int
    is_request: bool


def export(submission: Submission, comments: Sequence[Comment], zone: ZoneInfo) -> str:
    """Return the packet of a submission: a page to read, and the same for netdash. Days are those of the zone."""
    inside = {
        "netdash": VERSION,
        "submission": submission.model_dump(mode="json", include=_SUBMISSION_FIELDS)
        | {"sections": [_only(section, "field", "title", "text") for section in submission.sections]},
        "comments": [comment.model_dump(mode="json", include=_COMMENT_FIELDS) for comment in comments],
    }
    return printing.page(
        "feedback/packet.html",
        title=f"{submission.title}: a request for feedback",
        mark=MARK,
        inside=inside,
        submission=submission,
        day=date_words(day_of(submission.asked_at, zone), year=True),
        sections=[
            (section, [one for one in comments if one.field == section.field]) for section in submission.sections
        ],
        about_all=[comment for comment in comments if not comment.field],
        points=rubrics.points(submission.kind),
        source=rubrics.source(),
    )


def _only(section: Section, *fields: str) -> dict[str, Any]:
    return section.model_dump(mode="json", include=set(fields))


def file_name(submission: Submission) -> str:
    """Return the name of a packet's file: `feedback-general-pitch.html`."""
    return printing.file_name("feedback", submission.title)


def read(content: bytes) -> Packet:
    """Return what is in a packet. Raises InvalidRecordError, with a sentence, for anything else."""
    if len(content) > MOST_BYTES:
        raise InvalidRecordError(f"This file is larger than any packet: {MOST_BYTES // 2**20} MB are the most.")
    try:
        inside = _Inside.of(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        inside = ""
    if not inside:
        is_cut_off = MARK.encode() in content
        sentence = "This is not a packet from netdash: choose the HTML file that netdash made."
        raise InvalidRecordError(_DAMAGED if is_cut_off else sentence)
    try:
        return _parsed(json.loads(inside))
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InvalidRecordError(_DAMAGED) from error


def _parsed(inside: Any) -> Packet:
    if inside["netdash"] != VERSION:
        raise InvalidRecordError("This packet is from a newer netdash: bring yours up to date, then try again.")
    fields, rows = inside["submission"], inside["comments"]
    if len(fields["sections"]) > MOST_SECTIONS or len(rows) > MOST_COMMENTS:
        raise InvalidRecordError(
            f"This packet holds more than {counted(MOST_SECTIONS, 'section')} or {counted(MOST_COMMENTS, 'comment')}."
        )
    sections = [{name: section[name] for name in ("field", "title", "text")} for section in fields["sections"]]
    known = {name: fields[name] for name in _SUBMISSION_FIELDS}
    submission = Submission.model_validate({**known, "sections": sections, "received": True})
    comments = TypeAdapter(tuple[Comment, ...]).validate_python(
        [{**{name: row[name] for name in _COMMENT_FIELDS}, "submission": submission.id} for row in rows]
    )
    for comment in comments:
        submissions.check(submission, comment)
    return Packet(submission, comments)


def take_in(desk: Desk, packet: Packet) -> Arrival:
    """Store what a packet brings: a request from somebody else, or the comments on one of the member's own.

    Comments attach only where the member's own submission says the same, word for word. Raises InvalidRecordError,
    with a sentence, where it does not, and where there is nothing to attach them to; then nothing is stored.
    """
    submission = packet.submission
    workspace = desk.destination(submission.id)
    with workspace.transaction():
        own = workspace.get(Submission, submission.id)
        if own is None and packet.comments:
            raise InvalidRecordError(
                "The comments in this packet are about a request that is not here. Open it in the netdash, and in the "
                "workspace, in which the request was made; if you deleted it, restore it from the trash first."
            )
        if own is None:
            workspace.save(submission)
            return Arrival(submission.id, 0, is_request=True)
        if (own.kind, own.about, own.sections) != (submission.kind, submission.about, submission.sections):
            raise InvalidRecordError(
                "This packet is about another wording than what was submitted here: its comments are not attached."
            )
        return Arrival(own.id, sum(_attach(workspace, comment) for comment in packet.comments), is_request=False)


def _attach(workspace: Workspace, comment: Comment) -> bool:
    """Store a comment, or the new words of one that is there; tell whether there is anything new."""
    here = workspace.get(Comment, comment.id)
    if here is None:
        workspace.save(comment)
        return True
    if here.submission != comment.submission:
        raise InvalidRecordError(_DAMAGED)
    newer = here.replace(**comment.model_dump(include=_COMMENT_FIELDS - {"id"}))
    if newer == here:
        return False
    workspace.save(newer.replace(resolved_at=None))
    return True


class _Inside(HTMLParser):
    """Finds what netdash reads in a packet; nothing in the page is run or followed."""

    def __init__(self) -> None:
        super().__init__()
        self._is_inside = False
        self.text = ""

    @classmethod
    def of(cls, page: str) -> str:
        """Return the JSON in a packet's page; empty where there is none."""
        parser = cls()
        parser.feed(page)
        parser.close()
        return parser.text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notice where it begins."""
        self._is_inside = tag == "script" and ("id", MARK) in attrs

    def handle_endtag(self, tag: str) -> None:
        """Notice where it ends."""
        self._is_inside = self._is_inside and tag != "script"

    def handle_data(self, data: str) -> None:
        """Take what is in it."""
        if self._is_inside:
            self.text += data
