"""One planned conversation: its checklist, its plan, its files, and moving or cancelling it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from netdash import profile, rules
from netdash.date_style import date_words
from netdash.follow_up import calendar_files
from netdash.follow_up.screens import queries
from netdash.follow_up.screens.way_back import conversation, way_back_of_meeting
from netdash.meetings import agenda, live, meetings, plans, prep_sheet, preparation
from netdash.meetings.meetings import KIND_WORDS, MeetingStatus
from netdash.meetings.prep_sheet import Sheet
from netdash.meetings.preparation import ChecklistStep
from netdash.meetings.screens import live as live_screen
from netdash.meetings.screens import plan_form
from netdash.meetings.screens.form import draw_hours
from netdash.moments import DAY, check_time, day_of, moment_at, span_words
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.pitch.screens import pitch_picker
from netdash.questions import question_sets
from netdash.questions.screens import facts
from netdash.records import Meeting, MeetingState, Pitch
from netdash.shipped import credit
from netdash.ui import flash, layout, lists, orphaned_drafts
from netdash.ui.forms import Form, form_box, is_open, placeholder
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
    way_back_of_meeting(visit, meeting, conversation(id)).draw("plan_back")
    actions = layout.title(f"Plan: {escaped(directory(visit).names(meeting.contacts))}", _facts(visit, meeting))
    if status is MeetingStatus.HELD or status in ENDED_WORDS:
        sentence = "You typed this before it was settled in another tab or window. Copy what you want to keep."
        orphaned_drafts.show(visit, "plan", meeting.id, sentence)
    if status is MeetingStatus.HELD:
        st.caption(":material/check: This conversation was held. Its outcome is on its own page.")
        return
    if status in ENDED_WORDS:
        st.caption(f":material/event_busy: {ENDED_WORDS[status]}")
        show_calendar(visit, meeting)
        show_moving(visit, meeting, "Reschedule")
        return
    opens, edits = _comes_first(visit, meeting)
    with actions:
        live_screen.draw_opening(visit, meeting, f"plan_hold_{meeting.id}", primary=opens)
    draw, form, key = partial(plan_form.draw, visit, meeting), f"plan_{id}", f"plan_edit_{id}"
    form_box(visit, "Edit the plan", form, draw, key=key, actions=actions, primary=edits, width=layout.PAGE_WIDTH)
    plan, preparing = st.columns([2, 1], gap="medium")
    with plan:
        _draw_plan(visit, meeting)
    with preparing:
        _draw_status(visit, meeting)
        _draw_checklist(visit, meeting)
    _draw_cancel(visit, meeting)


def _comes_first(visit: Visit, meeting: Meeting) -> tuple[bool, bool]:
    """Tell whether to open the conversation comes first, or to edit its plan.

    It does once it is on or at hand, or the plan is complete: then its agenda is there to practise with.
    """
    if is_open(f"plan_edit_{meeting.id}", f"plan_{meeting.id}"):  # then saving it does
        return False, False
    is_near = meeting.id in queries.under_way(visit) or meetings.is_at_hand(meeting, visit.now)
    edits = not is_near and not preparation.is_planned(_checklist(visit, meeting))
    return not edits, edits


def _checklist(visit: Visit, meeting: Meeting) -> tuple[ChecklistStep, ...]:
    return preparation.steps(meeting, rules.of(visit.workspace).questions, facts.bank(visit))


def _facts(visit: Visit, meeting: Meeting) -> str:
    theirs = meetings.their_time(meeting, visit.zone)
    lines = [f"{KIND_WORDS[meeting.kind]} · {meetings.own_time(meeting, visit.zone)}"]
    return "  \n".join([*lines, *([f"For them: {theirs}"] if theirs else [])])


def _draw_plan(visit: Visit, meeting: Meeting) -> None:
    """Draw the questions and what was prepared, to read."""
    with layout.card("Your questions"):
        texts = [f"{number}. {escaped(text)}" for number, text in enumerate(_question_texts(visit, meeting), 1)]
        st.markdown("\n".join(texts) or "None chosen yet.", width=layout.TEXT_WIDTH)
    research = {label: getattr(meeting.research, part) for part, (label, _hint) in plan_form.RESEARCH.items()}
    prepared = {label: text for label, text in (research | {"Notes": meeting.notes}).items() if text}
    with layout.card("Your research"):
        if not prepared:
            st.caption("Nothing noted yet: the company, the person, the job description.")
        for label, text in prepared.items():
            st.markdown(f"**{label}**  \n{escaped(text)}", width=layout.TEXT_WIDTH)


def _draw_status(visit: Visit, meeting: Meeting) -> None:
    """Draw the time left, what one brings, and the controls to confirm and download it."""
    status = live.as_seen(visit.workspace, meeting, visit.now)[1]
    with placeholder():
        if status is MeetingStatus.TO_RECORD:
            icon, query = ":material/rate_review:", {"meeting": meeting.id}
            st.page_link("meeting_log.py", label="Record the conversation", icon=icon, query_params=query)
    with layout.card(_heading(visit, meeting, status)):
        pitch = pitch_picker.pitch_label(visit, meeting.pitch) if meeting.pitch else "not chosen yet"
        resume = plan_form.RESUME_WORDS[meeting.resume.value if meeting.resume else ""].lower()
        facts = {"Place": meeting.place or "not set", "Pitch": pitch, "Résumé": resume}
        st.markdown("  \n".join(f":gray[{label}:] {escaped(value)}" for label, value in facts.items()))
        key, is_confirmed = f"plan_confirmed_{meeting.id}", meeting.confirmed_at is not None
        lists.immediate_field(st.checkbox, "Confirmed", key, is_confirmed, partial(_confirm, meeting.id))
        with st.container(horizontal=True):
            show_sheet(visit, meeting)
            show_calendar(visit, meeting)


def _heading(visit: Visit, meeting: Meeting, status: MeetingStatus) -> str:
    """Say how far off it is, or that it is on, or over."""
    if status is not MeetingStatus.PLANNED:
        return status.value
    return f"In {span_words(meeting.starts_at - visit.now)}" if meeting.starts_at > visit.now else "Starting now"


def _confirm(id: str, opened: Visit, confirmed: bool) -> None:
    change = partial(plans.confirm, now=opened.now) if confirmed else plans.unconfirm
    change(opened.workspace, id)


def _draw_checklist(visit: Visit, meeting: Meeting) -> None:
    checklist = _checklist(visit, meeting)
    done, total = preparation.progress(checklist)
    with layout.card("Preparation"):
        st.progress(done / total, text=preparation.progress_words(checklist))
        for step in checklist:
            key, tick = f"plan_ready_{step.name}_{meeting.id}", partial(_tick, meeting.id, step.name)
            with st.container(gap=None):  # a label is read out as it stands, marks and all
                lists.immediate_field(st.checkbox, step.title, key, step.done, tick, disabled=step.derived)
                st.caption(step.advice)
        st.caption(" · ".join(preparation.reminders()), help=f"Source: {credit('preparation')}")


def _tick(id: str, step: str, opened: Visit, done: bool) -> None:
    preparation.tick(opened.workspace, id, step, done)


def _draw_cancel(visit: Visit, meeting: Meeting) -> None:
    if lists.quiet_button("Cancel the conversation", f"plan_cancel_{meeting.id}", "event_busy"):
        cancel(visit, meeting)


def cancel(visit: Visit, meeting: Meeting) -> None:
    """Cancel a conversation, say so with Undo, and rerun the page."""
    sentence = f"Cancelled the conversation with {directory(visit).names(meeting.contacts)}."
    then = flash.NextStep("Remove it from your calendar", "plan.py", {"meeting": meeting.id})
    carry_out(visit.workspace, lambda: plans.cancel(visit.workspace, meeting.id), sentence, then)


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
            moved = f"Moved it to {date_words(day, weekday='%A')}. Confirm the new time with them."
            submission.say(moved if undo else "It is planned for that time already, so nothing was changed.", undo)


CANCELLED = (
    "Calendars differ: after you open the file, the entry may say “Cancelled”, stay as it was, or appear twice. If so, "
    "delete it by hand in Google Calendar, Outlook or Apple Calendar."
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
