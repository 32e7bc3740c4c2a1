"""One planned conversation: its checklist, its plan, its files, and moving or cancelling it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from netdash import profile, rules
from netdash.follow_up import calendar_files
from netdash.meetings import agenda, live, meetings, plans, prep_sheet, preparation
from netdash.meetings.meetings import KIND_WORDS, MeetingStatus
from netdash.meetings.prep_sheet import Sheet
from netdash.meetings.screens import plan_form
from netdash.meetings.screens.form import draw_hours
from netdash.moments import DAY, check_time, day_of, moment_at, span_words
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.questions import question_sets
from netdash.questions.screens import facts
from netdash.records import Meeting, MeetingState, Pitch
from netdash.shipped import credit
from netdash.ui import flash, lists, orphaned_drafts
from netdash.ui.forms import Form, placeholder
from netdash.ui.markdown import escaped
from netdash.ui.request_guard import download_button
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out, undoable

ENDED_WORDS = {
    MeetingStatus.CANCELLED: "This conversation was cancelled. Its plan is kept.",
    MeetingStatus.NO_SHOW: "Nobody came to this conversation. Its plan is kept.",
}


def show(visit: Visit, id: str) -> None:
    """Draw the plan of a conversation.

    Raises GoneError if there is none with this id.
    """
    meeting = visit.workspace.require(Meeting, id)
    status = meetings.status(meeting, visit.now)
    lists.back("The conversation", "meeting_log.py", "plan_back", {"meeting": id})
    st.title(f"Plan: {escaped(directory(visit).names(meeting.contacts))}")
    st.caption(_facts(visit, meeting))
    if status is MeetingStatus.HELD or status in ENDED_WORDS:
        sentence = "You typed this before it was settled in another tab or window. Copy what you want to keep."
        orphaned_drafts.show(visit, "plan", meeting.id, sentence)
    if status is MeetingStatus.HELD:
        st.caption(":material/check: This conversation was held. What came of it is on its own page.")
        return
    if status in ENDED_WORDS:
        st.caption(f":material/event_busy: {ENDED_WORDS[status]}")
        show_calendar(visit, meeting)
        show_moving(visit, meeting, "Arrange it anew")
        return
    _draw_status(visit, meeting, status)
    _draw_checklist(visit, meeting)
    plan_form.draw(visit, meeting)
    _draw_cancel(visit, meeting)


def _facts(visit: Visit, meeting: Meeting) -> str:
    theirs = meetings.their_time(meeting, visit.zone)
    lines = [f"{KIND_WORDS[meeting.kind]} · {meetings.own_time(meeting, visit.zone)}"]
    return "  \n".join([*lines, *([f"For them: {theirs}"] if theirs else [])])


def _draw_status(visit: Visit, meeting: Meeting, status: MeetingStatus) -> None:
    """Draw the time left, and the controls to confirm, hold and download it."""
    with placeholder():
        if status is MeetingStatus.TO_RECORD:
            label, query = "Its time has passed: say how it went", {"meeting": meeting.id}
            st.page_link("meeting_log.py", label=label, icon=":material/rate_review:", query_params=query)
    with st.container(horizontal=True, vertical_alignment="center"):
        if status is MeetingStatus.PLANNED and meeting.starts_at > visit.now:
            st.markdown(
                f":gray-badge[:material/schedule: in {span_words(meeting.starts_at - visit.now)}]", width="content"
            )
        key, is_confirmed = f"plan_confirmed_{meeting.id}", meeting.confirmed_at is not None
        lists.immediate_field(st.checkbox, "Confirmed", key, is_confirmed, partial(_confirm, meeting.id))
    with st.container(horizontal=True):
        has_begun = live.current(visit.workspace, meeting) is not None
        if st.button(
            "Go on" if has_begun else "Hold it now", key=f"plan_hold_{meeting.id}", icon=":material/play_arrow:"
        ):
            st.switch_page("conversation.py", query_params={"meeting": meeting.id})
        show_sheet(visit, meeting)
        show_calendar(visit, meeting)


def _confirm(id: str, opened: Visit, confirmed: bool) -> None:
    change = partial(plans.confirm, now=opened.now) if confirmed else plans.unconfirm
    change(opened.workspace, id)


def _draw_checklist(visit: Visit, meeting: Meeting) -> None:
    checklist = preparation.steps(meeting, rules.of(visit.workspace).questions, facts.bank(visit))
    done, total = preparation.progress(checklist)
    st.progress(done / total, text=preparation.progress_words(checklist))
    with st.expander("Checklist", icon=":material/checklist:", key=f"plan_checklist_{meeting.id}"):
        for step in checklist:
            key, label = f"plan_ready_{step.name}_{meeting.id}", f"{step.title}  \n:small[:gray[{step.advice}]]"
            tick = partial(_tick, meeting.id, step.name)
            lists.immediate_field(st.checkbox, label, key, step.done, tick, disabled=step.derived)
        st.caption(" · ".join(preparation.reminders()), help=f"Source: {credit('preparation')}")


def _tick(id: str, step: str, opened: Visit, done: bool) -> None:
    preparation.tick(opened.workspace, id, step, done)


def _draw_cancel(visit: Visit, meeting: Meeting) -> None:
    if lists.quiet_button("Cancel the conversation", f"plan_cancel_{meeting.id}", "event_busy"):
        cancel(visit, meeting)


def cancel(visit: Visit, meeting: Meeting) -> None:
    """Cancel a conversation, say so with Undo, and rerun the page."""
    said = f"Cancelled the conversation with {directory(visit).names(meeting.contacts)}."
    then = flash.NextStep("Take it out of your calendar", "plan.py", {"meeting": meeting.id})
    carry_out(visit.workspace, lambda: plans.cancel(visit.workspace, meeting.id), said, then)


def show_moving(visit: Visit, meeting: Meeting, label: str, page: str = "plan_move") -> None:
    """Draw the fields that give a conversation another time."""
    form = Form(visit, page, about=meeting.id)
    local = meeting.starts_at.astimezone(form.zone)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        at = datetime.combine(max(local.date(), day_of(visit.now + DAY, form.zone)), local.timetz())
        day, start, minutes = draw_hours(form, "Starts at", "start", at, meeting.minutes, counts=False)
        pressed = st.button(label, key=form.key("save"), type="primary")
    form.mind_clock(day, start)
    form.keep()
    if pressed:
        with form.submitting() as submission:
            check_time(day, start, form.zone)
            starts_at = moment_at(day, start, form.zone)
            move = lambda: plans.move(visit.workspace, meeting.id, starts_at, minutes, visit.now)  # noqa: E731
            undo = undoable(visit.workspace, move, whole=True)
            moved = f"Moved it to {day:%A} {day.day} {day:%B}. Confirm the new time with them."
            submission.say(moved if undo else "It is planned for that time already, so nothing was changed.", undo)


CANCELLED = (
    "Calendars differ: after you open the file the entry says “Cancelled”, or stays as it was, or stands there twice. "
    "Delete it by hand in Google Calendar, Outlook or Apple Calendar."
)


def show_sheet(visit: Visit, meeting: Meeting) -> None:
    """Draw the download of the prep sheet."""
    download_button(
        visit.workspace,
        "Prep sheet",
        lambda: _sheet(visit, meeting),
        prep_sheet.file_name(day_of(meeting.starts_at, visit.zone), directory(visit).names(meeting.contacts)),
        "text/html",
        f"plan_sheet_{meeting.id}",
        "description",
        help="One page to print, or to read on a phone beside the call",
    )


def show_calendar(visit: Visit, meeting: Meeting) -> None:
    """Draw the calendar download; for a cancelled conversation, its cancellation and what to do by hand."""
    cancelled = meeting.state is MeetingState.CANCELLED
    download_button(
        visit.workspace,
        "Cancellation (.ics)" if cancelled else "Calendar (.ics)",
        lambda: _calendar(visit, meeting),
        "netdash-cancellation.ics" if cancelled else "netdash-conversation.ics",
        "text/calendar",
        f"plan_ics_{meeting.id}",
        "event_busy" if cancelled else "event",
        help=None if cancelled else "A second download updates the entry in your calendar",
    )
    if cancelled:
        st.caption(CANCELLED)


def _question_texts(visit: Visit, meeting: Meeting) -> list[str]:
    return [question.text for question in question_sets.members(meeting.questions, facts.bank(visit))]


def _sheet(visit: Visit, meeting: Meeting) -> bytes:
    contacts = directory(visit)
    people = [person for person in map(contacts.find, meeting.contacts) if person is not None]
    pitch = visit.workspace.get(Pitch, meeting.pitch) if meeting.pitch else None
    sheet = Sheet(
        names=contacts.names(meeting.contacts),
        people=[", ".join(filter(None, (person.name, position_words(person)))) for person in people],
        pitch=pitch.wording if pitch else None,
        questions=_question_texts(visit, meeting),
        agenda=agenda.agenda(max(1, meeting.minutes), rules.of(visit.workspace).meeting),
    )
    return prep_sheet.export(meeting, sheet, visit.zone).encode()


def _calendar(visit: Visit, meeting: Meeting) -> bytes:
    names = directory(visit).names(meeting.contacts)
    owner = profile.calendar_id(visit.workspace)
    return calendar_files.meeting_file(meeting, names, _question_texts(visit, meeting), visit.zone, visit.now, owner)
