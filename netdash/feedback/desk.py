"""Where requests are kept: in one's own workspace, or in what a cohort has in common, where its coaches read them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property

from netdash.errors import GoneError
from netdash.records import Comment, Submission, Trashed, TrashedRecord
from netdash.store import Workspace


@dataclass(frozen=True)
class Desk:
    """What one person may see: their own requests, those that came to them as files, and for a coach everybody's.

    `common` is None where nobody signs in; `address` is then empty. It says what there was when it was first asked.
    """

    own: Workspace
    common: Workspace | None = None
    address: str = ""
    is_coach: bool = False

    @property
    def new(self) -> Workspace:
        """Where a new request is kept: where coaches read it, if there are any."""
        return self.common or self.own

    def submissions(self) -> tuple[Submission, ...]:
        """Return every request that is theirs to see; another member's is `received`."""
        return tuple(self._seen.values())

    def comments(self) -> tuple[Comment, ...]:
        """Return every comment on these requests."""
        shared = self.common.all(Comment) if self.common else ()
        return (*self.own.all(Comment), *(comment for comment in shared if comment.submission in self._seen))

    def submission(self, id: str) -> Submission:
        """Return a request that is theirs to see. Raises GoneError where there is none with this id."""
        if id not in self._seen:
            raise GoneError(Submission.noun)
        return self._seen[id]

    def holder(self, submission: str) -> Workspace:
        """Return where a request and its comments are kept. Raises GoneError where it is not theirs to see."""
        self.submission(submission)
        return self.own if self.own.get(Submission, submission) is not None or self.common is None else self.common

    def destination(self, submission: str) -> Workspace:
        """Return where a packet about this request is taken in: where that is kept, or with one's own."""
        return self.holder(submission) if submission in self._seen else self.own

    def place(self, *, shared: bool) -> Workspace:
        """Return where requests are kept, those `shared` with a cohort or others. Raises GoneError where nowhere."""
        if not shared:
            return self.own
        if self.common is None:
            raise GoneError(Submission.noun)
        return self.common

    @cached_property
    def _seen(self) -> Mapping[str, Submission]:
        shared = self.common.all(Submission) if self.common else ()
        theirs = (one for one in shared if self.is_coach or one.member == self.address)
        # A copy that is not checked again, as there may be thousands.
        marked = (one.model_copy(update={"received": one.member != self.address}) for one in theirs)
        return {submission.id: submission for submission in (*marked, *self.own.all(Submission))}


def forget(common: Workspace, address: str) -> None:
    """Remove for good what a member submitted, with every comment on it, in the trash too."""
    with common.transaction():
        own = {submission.id for submission in common.all(Submission) if submission.member == address}
        deleted = [item for item in common.all(Trashed) if any(_is_by(record, address, own) for record in item.records)]
        comments = [comment for comment in common.all(Comment) if comment.submission in own]
        for record in (*deleted, *comments, *(common.require(Submission, id) for id in own)):
            common.delete(record)


def _is_by(deleted: TrashedRecord, address: str, submissions: Container[str]) -> bool:
    return deleted.fields.get("member") == address or deleted.fields.get("submission") in submissions
