"""One request for feedback: what was submitted, and the comments at the words that they are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

import streamlit as st

from netdash import profile, trash
from netdash.feedback import packet, rubrics, submissions
from netdash.feedback.screens.feedback import PAGE, desk_of, reopened
from netdash.feedback.submissions import SubmissionStatus
from netdash.moments import day_of, day_words
from netdash.records import Comment, Section, Submission
from netdash.store import Workspace
from netdash.ui import flash, layout, lists
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.request_guard import download_button
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out, carry_out_deletion, undoable
from netdash.wording import shortened

PASSAGE_LETTERS = 80
COLOURS = {
    SubmissionStatus.WAITING: "blue",
    SubmissionStatus.COMMENTED: "orange",
    SubmissionStatus.RESOLVED: "green",
}


@dataclass(frozen=True)
class _Request:
    """A request as it is shown: to whom, where it is kept with its comments, and what opens that anew for an Undo."""

    visit: Visit
    submission: Submission
    place: Workspace
    opened: Callable[[], Workspace]

    @cached_property
    def present(self) -> dict[str, str]:
        """How it reads now in the workspace of whoever asked."""
        return submissions.present_texts(self.visit.workspace, self.submission)

    def day_words(self, moment: datetime) -> str:
        return day_words(day_of(moment, self.visit.zone), self.visit.today)


def show(visit: Visit, id: str) -> None:
    """Draw a request with its comments.

    Raises GoneError where there is none with this id that is theirs to see.
    """
    lists.back("All feedback", PAGE, "feedback_back")
    desk = desk_of(visit)
    submission, place = desk.submission(id), desk.holder(id)
    comments = submissions.comments_on(desk.comments(), submission)
    request = _Request(visit, submission, place, reopened(desk, place))
    author = f"{escaped(submission.author or submission.member)}, " if submission.received else ""
    actions = layout.title(escaped(submission.title), f"{author}{request.day_words(submission.asked_at)}")
    with actions:
        _draw_actions(request, comments)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _draw_question(submission, comments)
        if not submission.received and submissions.is_outdated(request.present, submission):
            st.caption(":material/history: You have changed it since. This is the wording that you submitted.")
        _draw_comments(request, [comment for comment in comments if not comment.field])
        for section in submission.sections:
            _draw_section(request, section, [comment for comment in comments if comment.field == section.field])
    with right:
        if submission.received:
            with layout.card("Comment"):
                _draw_form(request)
        with layout.card("What to look for"):
            st.markdown("\n".join(f"- {point}" for point in rubrics.points(submission.kind)))
            st.caption(f"From {rubrics.source()}.")
    _draw_deletion(request)


def _draw_actions(request: _Request, comments: Sequence[Comment]) -> None:
    visit, submission = request.visit, request.submission
    build = lambda: packet.export(submission, comments, visit.zone).encode()  # noqa: E731
    is_waiting = submissions.status(submission, comments) is SubmissionStatus.WAITING
    is_next = request.place is visit.workspace and (bool(comments) if submission.received else is_waiting)
    label = "Packet with your comments" if submission.received else "Download the packet"
    name, key = packet.file_name(submission), f"feedback_download_{submission.id}"
    download_button(visit.workspace, label, build, name, "text/html", key, type="primary" if is_next else "secondary")
    if not submission.received:
        _draw_settle(request, submission, "request")


def _draw_question(submission: Submission, comments: Sequence[Comment]) -> None:
    state = submissions.status(submission, comments)
    words = submissions.status_words(submission, comments)
    badge = "" if submission.received else f" :{COLOURS[state]}-badge[{words}]"
    with st.container(border=True):
        st.markdown(f":small[:gray[The question]]{badge}  \n**{escaped(submission.question)}**")


def _draw_section(request: _Request, section: Section, comments: Sequence[Comment]) -> None:
    st.header(escaped(section.title), anchor=False)
    st.text(section.text or "Nothing written yet.", width=layout.TEXT_WIDTH)
    _draw_comments(request, comments)


def _draw_comments(request: _Request, comments: Sequence[Comment]) -> None:
    for comment in comments:
        with st.container(border=True, key=f"feedback_comment_{comment.id}"):
            about = f":small[:gray[About “{escaped(comment.passage)}”]]  \n" if comment.passage else ""
            mark = " :green-badge[Resolved]" if comment.resolved_at else ""
            st.markdown(f"{about}{escaped(comment.text)}{mark}")
            if comment.suggestion:
                st.markdown(f":small[:gray[Suggested wording]]  \n*{escaped(comment.suggestion)}*")
            st.caption(", ".join(filter(None, (escaped(comment.author), request.day_words(comment.written_at)))))
            with st.container(horizontal=True):
                _draw_choices(request, comment)


def _draw_choices(request: _Request, comment: Comment) -> None:
    """Draw what can be done with a comment: by whoever asked, or by whoever wrote it."""
    visit, submission = request.visit, request.submission
    if not submission.received:
        is_open, is_there = not comment.resolved_at, submissions.has_passage(request.present, submission, comment)
        if is_open and not is_there:
            st.caption(":material/history: These words have changed since.")
        if is_open and is_there and comment.suggestion:
            label, key = "Take over the wording", f"feedback_take_over_{comment.id}"
            if st.button(label, key=key, icon=":material/check:"):
                _take_over(request, comment)
        _draw_settle(request, comment, "comment")
        return
    is_own = comment.member == (visit.member.address if visit.member else "")
    if is_own and lists.quiet_button("Delete", f"feedback_remove_{comment.id}", "delete"):
        discard = partial(trash.discard, request.place, Comment, comment.id, comment.text, visit.now)
        query = {"submission": submission.id}
        carry_out_deletion(discard, "Deleted the comment.", PAGE, query, opened=request.opened)


def _take_over(request: _Request, comment: Comment) -> None:
    """Put the suggested wording in, and resolve its comment, which may be kept elsewhere; the Undo reopens it."""
    visit, settle = request.visit, submissions.settle
    take_over = partial(submissions.take_over, visit.workspace, request.submission, comment, visit.now)
    with flash.errors_shown():
        reopen = lambda: settle(request.opened(), Comment, comment.id, None)  # noqa: E731
        undo = undoable(visit.workspace, take_over, also=reopen)
        settle(request.place, Comment, comment.id, visit.now)
        flash.say("Took over the suggested wording.", undo)
        st.rerun()


def _draw_settle(request: _Request, record: Submission | Comment, noun: str) -> None:
    """Draw the button that resolves a request or a comment, or reopens it."""
    is_open, key = record.resolved_at is None, f"feedback_settle_{record.id}"
    label, icon = ("Resolve", "done_all") if is_open else ("Reopen", "undo")
    if lists.quiet_button(label, key, icon):
        at = request.visit.now if is_open else None
        change = partial(submissions.settle, request.place, type(record), record.id, at)
        carry_out(request.place, change, f"{'Resolved' if is_open else 'Reopened'} the {noun}.", opened=request.opened)


def _draw_deletion(request: _Request) -> None:
    """Draw the button that deletes a request; what somebody else keeps in common is theirs to delete."""
    submission, is_shared = request.submission, request.place is not request.visit.workspace
    if submission.received and is_shared:
        return
    delete = partial(submissions.delete, request.place, submission.id, request.visit.now)
    if lists.quiet_button("Delete", f"feedback_delete_{submission.id}", "delete"):
        words = f"Deleted the request about “{submission.title}”."
        carry_out_deletion(delete, words, PAGE, opened=request.opened)


def _draw_form(request: _Request) -> None:
    submission, visit = request.submission, request.visit
    places, words = {"": ("", 0, "")}, {"": "All of it"}
    for section in submission.sections:
        if section.text:
            places[section.field], words[section.field] = (section.field, 0, ""), section.title
            for start, passage in submissions.passages_of(section.text):
                place = f"{section.field}@{start}"
                places[place] = (section.field, start, passage)
                words[place] = f"{section.title}: “{shortened(passage, PASSAGE_LETTERS)}”"
    form = Form(visit, "feedback_comment", about=submission.id)
    place = form.choice("About", "field", words, "", counts=False)
    text = form.area("Your comment", "text", placeholder="What works, what does not, and why")
    suggestion = form.area("A wording you suggest", "suggestion", help="It is taken over with one press.")
    form.keep()
    if form.submitted("Add the comment", "add"):
        with form.submitting(Comment) as writing:
            field, start, passage = places[place]
            fields = {"field": field, "start": start, "passage": passage, "text": text, "suggestion": suggestion}
            by = {"author": profile.of(visit.workspace).name, "member": visit.member.address if visit.member else ""}
            rest = {"submission": submission.id, "written_at": visit.now, **by}
            submissions.add_comment(request.place, form.made(Comment, fields | rest))
            sent = "" if visit.common else " Send the packet back once you are through."
            writing.say(f"Added the comment.{sent}")
