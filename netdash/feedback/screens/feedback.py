"""Feedback: asking for it, the packets that come in, and the list of requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.errors import GoneError, InvalidRecordError, StoreError
from netdash.feedback import packet, submissions
from netdash.feedback.desk import Desk
from netdash.feedback.packet import Arrival, Packet
from netdash.feedback.submittables import SUBMITTABLES
from netdash.moments import day_of, day_words
from netdash.records import Comment, Submission, SubmissionKind
from netdash.store import Workspace
from netdash.ui import flash, layout, lists, session
from netdash.ui.forms import Form, form_box, placeholder
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoable
from netdash.wording import counted

PAGE = "feedback.py"
LEFT_OUT = "Names, e-mail addresses, links and phone numbers of people are left out."


def desk_of(visit: Visit) -> Desk:
    """Return what whoever is here may see of requests, as it is now."""
    if visit.common is not None:
        visit.common.begin_run()
    return Desk(visit.workspace, visit.common, visit.member.address if visit.member else "", visit.is_coach)


def with_badge(title: str, visit: Visit | None) -> str:
    """Return a page's title with the number of comments to read, and of requests that wait for a coach's."""
    number = 0
    with suppress(StoreError):  # the page itself says why nothing can be read
        number = submissions.to_read(desk_of(visit)) if visit else 0
    return f"{title} :orange-badge[{number}]" if number else title


def reopened(desk: Desk, place: Workspace) -> Callable[[], Workspace]:
    """Return what opens a place of requests anew, through the same gate, for the way back of a change there."""
    shared = place is not desk.own
    return lambda: desk_of(session.opened()).place(shared=shared)


def show_new(visit: Visit, actions: DeltaGenerator) -> None:
    """Draw the form that asks for feedback, in a box that starts folded."""
    icon, draw = ":material/rate_review:", partial(_draw_form, visit)
    looks: dict[str, Any] = {"icon": icon, "key": "feedback_form", "actions": actions, "width": layout.PAGE_WIDTH}
    form_box(visit, "Ask for feedback", "feedback", draw, **looks)


def _draw_form(visit: Visit) -> None:
    choices = {kind: what.choices(visit.workspace) for kind, what in SUBMITTABLES.items()}
    kinds = {kind.value: SUBMITTABLES[kind].words for kind, present in choices.items() if present}
    if not kinds:
        st.caption("There is nothing to submit yet. Begin with your pitch.")
        st.page_link("pitch_builder.py", label="Write your pitch", icon=":material/record_voice_over:")
        return
    form, (asking, reading) = Form(visit, "feedback"), st.columns(2, gap="medium")
    with asking:
        kind = SubmissionKind(form.choice("What", "kind", kinds, next(iter(kinds)), counts=False))
        present = choices[kind]
        with placeholder():
            about = next(iter(present))
            if about:
                about = form.choice("Which one", "about", present, about, counts=False)
        hint = "Does the story hold? Which part would you cut?"
        question = form.area("What would you like to know?", "question", placeholder=hint)
        form.keep()
    with reading:
        _draw_preview(visit, kind, about)
    with asking:
        is_submitted = form.submitted("Submit", "submit")
    if is_submitted:
        with form.submitting(Submission) as submission:
            fields = {"kind": kind, "about": about, "question": question}
            made = form.made(Submission, {**fields, "title": SUBMITTABLES[kind].words, "asked_at": visit.now})
            id = submissions.submit(desk_of(visit), made, visit.now)
            sent = "Your coaches can read it." if visit.common else "Download the packet and send it to your coach."
            submission.say(f"Submitted. {sent}")
            submission.then(lambda: st.switch_page(PAGE, query_params={"submission": id}))


def _draw_preview(visit: Visit, kind: SubmissionKind, about: str) -> None:
    try:
        title, sections = submissions.prepared(visit.workspace, kind, about)
    except (InvalidRecordError, GoneError) as error:
        st.caption(error.sentence)
        return
    with st.container(border=True):
        st.caption(f"This is all that your coach gets to read. {LEFT_OUT}")
        st.markdown(f"**{escaped(title)}**")
        for section in sections:
            st.markdown(f":small[:gray[{escaped(section.title)}]]  \n{escaped(section.text) or 'Nothing written yet.'}")


def show(visit: Visit) -> None:
    """Draw the requests, one's own and those of others, and what brings a packet in."""
    desk = desk_of(visit)
    every = submissions.latest_first(desk.submissions())
    left, right = st.columns(lists.BESIDE, gap="medium")
    with left:
        comments = desk.comments()
        _draw_list(visit, "To comment on", [one for one in every if one.received], comments, "feedback_received_page")
        _draw_list(visit, "Asked", [one for one in every if not one.received], comments, "feedback_page")
        if not every:
            _draw_start(visit)
    with right, layout.card("Bring in a packet"):
        st.caption("Comments from your coach, or somebody’s request for yours: the HTML file that netdash made.")
        _draw_upload(visit)


def _draw_start(visit: Visit) -> None:
    if visit.common:
        st.markdown(
            "Choose what you want looked at, and say what you would like to know. Your coaches read it here, and "
            "nobody else. A comment stands at the words that it is about; one press takes over a suggested wording.",
            width=layout.TEXT_WIDTH,
        )
        return
    st.markdown(
        "1. **Ask**: choose what you want looked at, and say what you would like to know.\n"
        "2. **Send** the packet, one file that any browser shows, to your coach. Your contacts are not in it.\n"
        "3. **Bring in** what comes back: a comment stands at the words that it is about, and one press takes over a "
        "suggested wording.",
        width=layout.TEXT_WIDTH,
    )


def _draw_list(
    visit: Visit, heading: str, requests: Sequence[Submission], comments: Sequence[Comment], key: str
) -> None:
    if not requests:
        return
    st.header(heading)
    for submission in lists.paged(requests, key):
        own = submissions.comments_on(comments, submission)
        theirs = counted(len(own), "comment") if own else "waits for your comment"
        words = theirs if submission.received else submissions.status_words(submission, own)
        detail = f"{words} · {day_words(day_of(submission.asked_at, visit.zone), visit.today)}"
        if submission.received and submission.author:
            detail = f"{escaped(submission.author)} · {detail}"
        if lists.row(f"**{escaped(submission.title)}**", detail, "Open", key=f"feedback_open_{submission.id}"):
            st.switch_page(PAGE, query_params={"submission": submission.id})


def _draw_upload(visit: Visit) -> None:
    most = packet.MOST_BYTES // 2**20
    file = st.file_uploader("A packet (.html)", type=["html", "htm"], max_upload_size=most, key="feedback_packet")
    if file is None:
        return
    with flash.errors_shown():
        arrived = packet.read(file.getvalue())
        st.markdown(_packet_words(arrived))
        if st.button("Bring it in", key="feedback_bring_in", type="primary"):
            _bring_in(visit, arrived)


def _packet_words(arrived: Packet) -> str:
    title = f"**{escaped(arrived.submission.title)}**"
    if arrived.comments:
        return f"{counted(len(arrived.comments), 'comment')} on {title}"
    return f"{title}, a request from {escaped(arrived.submission.author) or 'somebody'}"


def _bring_in(visit: Visit, arrived: Packet) -> None:
    desk, arrivals = desk_of(visit), list[Arrival]()
    place = desk.destination(arrived.submission.id)
    take_in = lambda: arrivals.append(packet.take_in(desk, arrived))  # noqa: E731
    undo = undoable(place, take_in, opened=reopened(desk, place))
    arrival = arrivals[-1]
    if arrival.is_request:
        sentence = "Brought in. Write your comments at the words that they are about."
    elif arrival.comments:
        sentence = f"Brought in {counted(arrival.comments, 'new comment')}."
    else:
        sentence = "There is nothing new in this packet: it is here already."
    flash.say(sentence, undo)
    st.switch_page(PAGE, query_params={"submission": arrival.submission})
