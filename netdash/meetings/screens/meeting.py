"""One conversation on a page of its own: its plan, how it went, and its results."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash import rules
from netdash.date_style import hour_words
from netdash.follow_up import promises
from netdash.follow_up.screens import queries
from netdash.follow_up.screens.origin import ALL_CONVERSATIONS, origin_of_meeting
from netdash.meetings import live, meetings, preparation, results
from netdash.meetings.meetings import KIND_WORDS, MeetingStatus, thank_you_id
from netdash.meetings.results import HOW_IT_WENT_WORDS, HowItWent
from netdash.meetings.screens import live as live_screen
from netdash.meetings.screens import plan, record
from netdash.meetings.screens.form import draw_change
from netdash.moments import day_words, when_words
from netdash.people import introductions
from netdash.people.screens.directory import directory
from netdash.pitch.screens import pitch_picker
from netdash.questions.screens import facts, question_picker
from netdash.records import Introduction, Meeting, MeetingState, Promise
from netdash.targets.screens import opportunities
from netdash.thank_yous import thank_yous
from netdash.ui import layout, lists, orphaned_drafts
from netdash.ui.forms import form_box
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out, carry_out_deletion
from netdash.wording import counted

OPEN = (MeetingStatus.PLANNED, MeetingStatus.UNDER_WAY, MeetingStatus.TO_RECORD)


def show(visit: Visit, id: str) -> None:
    """Draw the conversation with its next step, its people and its results.

    Raises GoneError if there is none with this id.
    """
    meeting = visit.workspace.require(Meeting, id)
    names = directory(visit).names(meeting.contacts)
    origin_of_meeting(visit, meeting, ALL_CONVERSATIONS).draw("meeting_log_back")
    actions = layout.title(escaped(names), _facts(visit, meeting))
    _draw_buttons(visit, meeting, actions)
    label, draw, key = "Edit", partial(draw_change, visit, meeting), f"meeting_log_change_{id}"
    form_box(visit, label, f"meeting_log_{id}", draw, key=key, actions=actions, primary=False)
    main, side = st.columns([2, 1], gap="medium")
    with main:
        _draw_status(visit, meeting)
        with st.container(width=layout.TEXT_WIDTH):
            _draw_notes(meeting)
            question_picker.show(visit, meeting)
    with side:
        with layout.card("People"):
            _draw_people(visit, meeting)
        _draw_recommended(visit, meeting)
        _draw_promised(visit, meeting)
        pitch_picker.show(visit, meeting)
        opportunities.show_links(visit, meeting)
    if lists.quiet_button("Delete the conversation", f"meeting_log_delete_{id}", "delete"):
        deletion = partial(meetings.delete_meeting, visit.workspace, id, f"Conversation with {names}", visit.now)
        carry_out_deletion(deletion, f"Deleted the conversation with {names}.", "meeting_log.py")


LEARNED_BESIDE = 3
"""How many lines of what was learned stand beside the log."""


def show_beside(visit: Visit, id: str) -> None:
    """Draw a conversation beside the log: its people, what is to do, what was learned, and the way to its page."""
    meeting = visit.workspace.require(Meeting, id)
    status = live.as_seen(visit.workspace, meeting, visit.now)[1]
    with layout.card(escaped(directory(visit).names(meeting.contacts))):
        st.caption(_facts(visit, meeting))
        _draw_people(visit, meeting, primary=False)
        if meeting.learnings:
            learned = meeting.learnings[:LEARNED_BESIDE]
            st.markdown("\n".join(f"- {escaped(learning)}" for learning in learned))
        if status in (MeetingStatus.PLANNED, MeetingStatus.UNDER_WAY):
            with st.container(horizontal=True):
                _draw_button("Plan", "plan", meeting, primary=False)
                is_begun = live.current(visit.workspace, meeting) is not None
                label = "Resume" if is_begun else "Start conversation"
                _draw_button(label, "conversation", meeting, primary=False)
        label = "Record how it went" if status is MeetingStatus.TO_RECORD else "Open the conversation"
        if lists.quiet_button(label, f"meeting_log_beside_{id}", "arrow_forward"):
            st.switch_page("meeting_log.py", query_params={"meeting": id})


def _facts(visit: Visit, meeting: Meeting) -> str:
    held, status = live.as_seen(visit.workspace, meeting, visit.now)
    day = day_words(meetings.day(held, visit.zone), visit.today)
    start, end = (moment.astimezone(visit.zone) for moment in (held.starts_at, held.ends_at))
    parts = [
        KIND_WORDS[meeting.kind],
        f"{day[:1].upper()}{day[1:]}, {hour_words(start)}–{hour_words(end)}",
        counted(held.minutes, "minute"),
    ]
    if status is not MeetingStatus.HELD:
        parts.append(status.lower())
    return " · ".join([*parts, *([escaped(meeting.place)] if meeting.place else [])])


def _draw_people(visit: Visit, meeting: Meeting, *, primary: bool = True) -> None:
    owed = {thank_you.contact for thank_you in queries.owed(visit) if thank_you.meeting.id == meeting.id}
    for number, contact in enumerate(meeting.contacts):
        thanks = queries.thanked(visit).get((meeting.id, contact))
        with st.container(horizontal=True, vertical_alignment="center", key=f"meeting_log_with_{contact}"):
            label = escaped(directory(visit).name(contact))
            st.page_link("people.py", label=label, icon=":material/person:", query_params={"contact": contact})
            if thanks is not None and thanks.sent_at is not None:
                st.markdown(
                    f":green-badge[:material/check: thanked {when_words(thanks.sent_at, visit.now, visit.zone)}]",
                    width="content",
                )
            elif contact in owed:
                st.markdown(
                    badge(thank_yous.deadline_of(meeting.ends_at, visit.now, rules.of(visit.workspace))),
                    width="content",
                )
                key = f"meeting_log_thank_{thank_you_id(meeting.id, contact)}"
                if st.button("Write the thank-you", key=key, type="primary" if primary and not number else "secondary"):
                    st.switch_page("follow_up_tracker.py", query_params={"meeting": meeting.id, "contact": contact})


def _draw_notes(meeting: Meeting) -> None:
    if meeting.learnings or meeting.state is MeetingState.HELD:
        st.header("What you learned")
    if meeting.learnings:
        st.markdown("\n".join(f"- {escaped(learning)}" for learning in meeting.learnings))
    elif meeting.state is MeetingState.HELD:
        st.caption("Nothing noted yet. Add one thing you learned with Edit: the thank-you quotes it.")
    for title, text in (("Help you offered", meeting.help_offered), ("Notes", meeting.notes)):
        if text:
            st.header(title)
            st.text(text)


def _draw_recommended(visit: Visit, meeting: Meeting) -> None:
    """Draw the people recommended, each with a button to remove them."""
    every = visit.workspace.all(Introduction)
    recommended = [introduction for introduction in every if introduction.meeting == meeting.id]
    if not recommended:
        return
    with layout.card("People they recommended"):
        for introduction in recommended:
            _draw_introduction(visit, introduction)


def _draw_introduction(visit: Visit, introduction: Introduction) -> None:
    name, by = directory(visit).name(introduction.to_contact), directory(visit).name(introduction.by_contact)
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        with st.container(gap=None):
            query = {"contact": introduction.to_contact}
            st.page_link("people.py", label=escaped(name), icon=":material/person_add:", query_params=query)
        if st.button("Remove", key=f"meeting_log_unrecommend_{introduction.id}", type="tertiary"):
            label, delete = f"{by} introduced {name}", introductions.delete_introduction
            deletion = partial(delete, visit.workspace, introduction, label, visit.now)
            carry_out_deletion(deletion, f"Removed: {label}.")


def _draw_promised(visit: Visit, meeting: Meeting) -> None:
    """Draw the promises with their status, each with a button to remove it."""
    promised = [promise for promise in visit.workspace.all(Promise) if promise.meeting == meeting.id]
    if not promised:
        return
    with layout.card("What you promised"):
        for promise in promised:
            title = f"{escaped(promise.what)} {_state(visit, promise)}"
            detail = f"to {escaped(directory(visit).name(promise.contact))}" if len(meeting.contacts) > 1 else ""
            if lists.row(title, detail, "Remove", key=f"meeting_log_unpromise_{promise.id}", quiet=True):
                deletion = partial(promises.delete_promise, visit.workspace, promise.id, visit.now)
                carry_out_deletion(deletion, f"Removed the promise: {promise.what}.")
        icon = ":material/arrow_forward:"
        st.page_link("follow_up_tracker.py", label="Mark promises done", icon=icon)


def _state(visit: Visit, promise: Promise) -> str:
    if promise.settled_at is None:
        return badge(promises.deadline_of(promise, visit.today))
    return ":green-badge[:material/check: kept]" if promise.kept else ":gray-badge[not kept]"


def _draw_status(visit: Visit, meeting: Meeting) -> None:
    """Draw the preparation of a planned conversation, its buttons, and the question how it went."""
    status = live.as_seen(visit.workspace, meeting, visit.now)[1]
    if status in OPEN:
        _draw_open(visit, meeting, status)
        return
    _draw_orphaned_text(visit, meeting)
    if status is not MeetingStatus.HELD:
        plan.show_calendar(visit, meeting)


def _draw_buttons(visit: Visit, meeting: Meeting, actions: DeltaGenerator) -> None:
    """Draw what can be done with a planned conversation, the likely next one as the primary button."""
    status = live.as_seen(visit.workspace, meeting, visit.now)[1]
    conversation = live.current(visit.workspace, meeting)
    with actions:
        if status not in OPEN:
            if status is not MeetingStatus.HELD:
                _draw_button("Reschedule", "plan", meeting, primary=True)
            return
        is_over = status is MeetingStatus.TO_RECORD
        if not is_over:
            plan.show_sheet(visit, meeting)
        _draw_button("Plan", "plan", meeting, primary=not is_over and conversation is None)
        if conversation is not None:
            _draw_button("Resume", "conversation", meeting, primary=not is_over)
        elif not is_over:
            _draw_button("Start conversation", "conversation", meeting, primary=False)


def _draw_open(visit: Visit, meeting: Meeting, status: MeetingStatus) -> None:
    conversation, is_over = live.current(visit.workspace, meeting), status is MeetingStatus.TO_RECORD
    if status is MeetingStatus.PLANNED:
        _draw_plan(visit, meeting)
    if is_over or (conversation is None and meeting.starts_at < visit.now):
        _draw_question(visit, meeting)
        return
    later = "You typed this to say how it went. It is kept, and in the form again when netdash asks."
    orphaned_drafts.show(visit, record.FORM, meeting.id, later)
    if conversation is None:
        live_screen.show_kept_notes(visit, meeting)


def _draw_orphaned_text(visit: Visit, meeting: Meeting) -> None:
    """Show text typed to record it, or notes, that are not in it because another tab settled it first."""
    sentence = "You typed this before another tab or window settled how it went. Copy what is missing."
    orphaned_drafts.show(visit, record.FORM, meeting.id, sentence)
    live_screen.show_kept_notes(visit, meeting)


def _draw_plan(visit: Visit, meeting: Meeting) -> None:
    theirs = meetings.their_time(meeting, visit.zone)
    if theirs:
        st.caption(f":material/public: For them: {theirs}")
    checklist = preparation.steps(meeting, rules.of(visit.workspace).questions, facts.bank(visit))
    done, total = preparation.progress(checklist)
    confirmed = "green-badge[:material/check: confirmed]" if meeting.confirmed_at else "gray-badge[not confirmed yet]"
    st.progress(done / total, text=f"{preparation.progress_words(checklist)} :{confirmed}")


def _draw_button(label: str, page: str, meeting: Meeting, *, primary: bool) -> None:
    icon = ":material/event_note:" if page == "plan" else ":material/play_arrow:"
    key = f"meeting_log_{page}_{meeting.id}"
    if st.button(label, key=key, icon=icon, type="primary" if primary else "secondary"):
        st.switch_page(f"{page}.py", query_params={"meeting": meeting.id})


def _draw_question(visit: Visit, meeting: Meeting) -> None:
    """Ask how it went, and draw the form for the answer."""
    st.header("How did it go?")
    labels = {answer.value: label for answer, label in HOW_IT_WENT_WORDS.items()}
    key = f"meeting_log_went_{meeting.id}"
    answer = HowItWent(
        st.radio(
            "How did it go?",
            list(labels),
            format_func=labels.__getitem__,
            key=key,
            horizontal=True,
            label_visibility="collapsed",
        )
    )
    if answer is HowItWent.HELD:
        recording_form = record.RecordingForm(visit, meeting, live.stored(visit.workspace, meeting.id))
        # At the bottom of the window, where “End conversation” stood: what was noted may need nothing more.
        with st.bottom, layout.page():
            if recording_form.form.submitted("Record the conversation"):
                record.save(visit, recording_form)
    elif answer is HowItWent.MOVED:
        plan.show_moving(visit, meeting, "Move it", "meeting_log_move")
    elif st.button("Record", key=f"meeting_log_not_held_{meeting.id}", type="primary"):
        _record_not_held(visit, meeting, answer)


def _record_not_held(visit: Visit, meeting: Meeting, answer: HowItWent) -> None:
    if answer is HowItWent.CANCELLED:
        plan.cancel(visit, meeting)
        return
    said = f"Recorded that nobody came: {directory(visit).names(meeting.contacts)}."
    carry_out(visit.workspace, lambda: results.record_no_show(visit.workspace, meeting.id, visit.now), said)
