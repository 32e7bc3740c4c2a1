"""One request for feedback: what was submitted, and the comments at the words that they are about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from netdash import profile, trash
from netdash.feedback import packet, rubrics, submissions
from netdash.feedback.screens.feedback import PAGE
from netdash.feedback.submissions import SubmissionStatus
from netdash.moments import day_of, day_words
from netdash.records import Comment, Section, Submission
from netdash.ui import layout, lists
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.request_guard import download_button
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out, carry_out_deletion
from netdash.wording import shortened

PASSAGE_LETTERS = 80
COLOURS = {
    SubmissionStatus.WAITING: "blue",
    SubmissionStatus.COMMENTED: "orange",
    SubmissionStatus.RESOLVED: "green",
}


def show(visit: Visit, id: str) -> None:
    """Draw a request with its comments.

    Raises GoneError where there is none with this id.
    """
    lists.back("All feedback", PAGE, "feedback_back")
    submission = visit.workspace.require(Submission, id)
    comments = submissions.comments_on(visit.workspace.all(Comment), submission)
    asked = day_words(day_of(submission.asked_at, visit.zone), visit.today)
    author = f"{escaped(submission.author)}, " if submission.received and submission.author else ""
    actions = layout.title(escaped(submission.title), f"{author}{asked}")
    with actions:
        _draw_actions(visit, submission, comments)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _draw_question(submission, comments)
        if not submission.received and submissions.is_outdated(visit.workspace, submission):
            st.caption(":material/history: You have changed it since. This is the wording that you submitted.")
        _draw_comments(visit, submission, [one for one in comments if not one.field])
        for section in submission.sections:
            _draw_section(visit, submission, section, [one for one in comments if one.field == section.field])
    with right:
        if submission.received:
            with layout.card("Comment"):
                _draw_form(visit, submission)
        with layout.card("What to look for"):
            st.markdown("\n".join(f"- {point}" for point in rubrics.points(submission.kind)))
            st.caption(f"From {rubrics.source()}.")
    delete = partial(submissions.delete, visit.workspace, id, visit.now)
    if lists.quiet_button("Delete", f"feedback_delete_{id}", "delete"):
        carry_out_deletion(delete, f"Deleted the request about “{submission.title}”.", PAGE)


def _draw_actions(visit: Visit, submission: Submission, comments: Sequence[Comment]) -> None:
    build = lambda: packet.export(submission, comments, visit.zone).encode()  # noqa: E731
    state = submissions.status(submission, comments)
    is_next = bool(comments) if submission.received else state is SubmissionStatus.WAITING
    label = "Packet with your comments" if submission.received else "Download the packet"
    name, key = packet.file_name(submission), f"feedback_download_{submission.id}"
    download_button(visit.workspace, label, build, name, "text/html", key, type="primary" if is_next else "secondary")
    if not submission.received:
        _draw_settle(visit, submission, "request")


def _draw_question(submission: Submission, comments: Sequence[Comment]) -> None:
    state = submissions.status(submission, comments)
    words = submissions.status_words(submission, comments)
    badge = "" if submission.received else f" :{COLOURS[state]}-badge[{words}]"
    with st.container(border=True):
        st.markdown(f":small[:gray[The question]]{badge}  \n**{escaped(submission.question)}**")


def _draw_section(visit: Visit, submission: Submission, section: Section, comments: Sequence[Comment]) -> None:
    st.header(escaped(section.title), anchor=False)
    st.text(section.text or "Nothing written yet.", width=layout.TEXT_WIDTH)
    _draw_comments(visit, submission, comments)


def _draw_comments(visit: Visit, submission: Submission, comments: Sequence[Comment]) -> None:
    for comment in comments:
        with st.container(border=True, key=f"feedback_comment_{comment.id}"):
            _draw_comment(visit, submission, comment)


def _draw_comment(visit: Visit, submission: Submission, comment: Comment) -> None:
    about = f":small[:gray[About “{escaped(comment.passage)}”]]  \n" if comment.passage else ""
    mark = " :green-badge[Resolved]" if comment.resolved_at else ""
    st.markdown(f"{about}{escaped(comment.text)}{mark}")
    if comment.suggestion:
        st.markdown(f":small[:gray[Suggested wording]]  \n*{escaped(comment.suggestion)}*")
    written = day_words(day_of(comment.written_at, visit.zone), visit.today)
    st.caption(", ".join(filter(None, (escaped(comment.author), written))))
    with st.container(horizontal=True):
        if submission.received:
            if lists.quiet_button("Delete", f"feedback_remove_{comment.id}", "delete"):
                discard = partial(trash.discard, visit.workspace, Comment, comment.id, comment.text, visit.now)
                carry_out_deletion(discard, "Deleted the comment.", PAGE, {"submission": submission.id})
            return
        if comment.suggestion and not comment.resolved_at:
            label, key = "Take over the wording", f"feedback_take_over_{comment.id}"
            if st.button(label, key=key, icon=":material/check:"):
                change = partial(submissions.take_over, visit.workspace, comment.id, visit.now)
                carry_out(visit.workspace, change, "Took over the suggested wording.")
        _draw_settle(visit, comment, "comment")


def _draw_settle(visit: Visit, record: Submission | Comment, noun: str) -> None:
    """Draw the button that resolves a request or a comment, or reopens it."""
    is_open, key = record.resolved_at is None, f"feedback_settle_{record.id}"
    label, icon = ("Resolve", "done_all") if is_open else ("Reopen", "undo")
    if lists.quiet_button(label, key, icon):
        at = visit.now if is_open else None
        change = partial(submissions.settle, visit.workspace, type(record), record.id, at)
        carry_out(visit.workspace, change, f"{'Resolved' if is_open else 'Reopened'} the {noun}.")


def _draw_form(visit: Visit, submission: Submission) -> None:
    places = {"": ("", 0, "")}
    words = {"": "All of it"}
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
            author = profile.of(visit.workspace).name
            rest = {"submission": submission.id, "author": author, "written_at": visit.now}
            submissions.add_comment(visit.workspace, form.made(Comment, fields | rest))
            writing.say("Added the comment. Send the packet back once you are through.")
