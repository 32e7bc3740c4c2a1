"""One conversation on a page of its own: its plan, how it went, and its results."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash import rules
from netdash.date_style import hour_words
from netdash.follow_up.screens import queries
from netdash.follow_up.screens.way_back import ALL_CONVERSATIONS, way_back_of_meeting
from netdash.meetings import live, meetings, preparation, results
from netdash.meetings.meetings import KIND_WORDS, MeetingStatus, thank_you_id
from netdash.meetings.results import HOW_IT_WENT_WORDS, HowItWent
from netdash.meetings.screens import live as live_screen
from netdash.meetings.screens import plan, record
from netdash.meetings.screens import results as results_screen
from netdash.meetings.screens.form import draw_change
from netdash.moments import day_words, when_words
from netdash.people.call_names import call_name
from netdash.people.screens.directory import directory
from netdash.pitch.screens import pitch_picker
from netdash.questions.screens import facts, question_picker
from netdash.records import Meeting, MeetingState
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
    way_back_of_meeting(visit, meeting, ALL_CONVERSATIONS).draw("meeting_log_back")
    actions = layout.title(escaped(names), _facts(visit, meeting))
    _draw_buttons(visit, meeting, actions)
    label, draw, key = "Edit", partial(draw_change, visit, meeting), f"meeting_log_change_{id}"
    form_box(visit, label, f"meeting_log_{id}", draw, key=key, actions=actions, primary=False)
    main, side = st.columns([2, 1], gap="medium")
    with main:
        _draw_status(visit, meeting)
        _draw_notes(meeting)
        question_picker.show(visit, meeting)
    with side:
        with layout.card("People"):
            _draw_people(visit, meeting)
        results_screen.show(visit, meeting)
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
        _draw_people(visit, meeting, beside=True)
        if meeting.learnings:
            learned = meeting.learnings[:LEARNED_BESIDE]
            st.markdown("\n".join(f"- {escaped(learning)}" for learning in learned))
        if status in (MeetingStatus.PLANNED, MeetingStatus.UNDER_WAY):
            with st.container(horizontal=True):
                _draw_plan_button("Plan", meeting, primary=False)
                if live.current(visit.workspace, meeting) is not None:
                    live_screen.draw_opening(visit, meeting, f"meeting_log_conversation_{id}")
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


def _draw_people(visit: Visit, meeting: Meeting, *, beside: bool = False) -> None:
    """Draw the people with their thank-yous; on its own page the first to write stands beside the title."""
    owed = _owed(visit, meeting)
    for contact in meeting.contacts:
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
                if beside or contact != owed[0]:
                    _offer_thanks(visit, meeting, contact, primary=False)


def _owed(visit: Visit, meeting: Meeting) -> list[str]:
    """Return the people whom a thank-you for this conversation is owed to, in the order of the conversation."""
    owed = {thank_you.contact for thank_you in queries.owed(visit) if thank_you.meeting.id == meeting.id}
    return [contact for contact in meeting.contacts if contact in owed]


def _offer_thanks(visit: Visit, meeting: Meeting, contact: str, *, primary: bool) -> None:
    person, key = directory(visit).find(contact), f"meeting_log_thank_{thank_you_id(meeting.id, contact)}"
    label = f"Thank {escaped(call_name(person))}" if person and len(meeting.contacts) > 1 else "Write the thank-you"
    if st.button(label, key=key, type="primary" if primary else "secondary"):
        st.switch_page("follow_up_tracker.py", query_params={"meeting": meeting.id, "contact": contact})


def _draw_notes(meeting: Meeting) -> None:
    if meeting.learnings or meeting.state is MeetingState.HELD:
        with layout.card("What you learned"):
            if meeting.learnings:
                learnings = "\n".join(f"- {escaped(learning)}" for learning in meeting.learnings)
                st.markdown(learnings, width=layout.TEXT_WIDTH)
            else:
                st.caption("Nothing noted yet. Add one thing you learned with Edit: the thank-you quotes it.")
    for title, text in (("Help you offered", meeting.help_offered), ("Notes", meeting.notes)):
        if text:
            with layout.card(title):
                st.text(text, width=layout.TEXT_WIDTH)


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
    """Draw what can be done with the conversation, the likely next one as the primary button."""
    status = live.as_seen(visit.workspace, meeting, visit.now)[1]
    conversation = live.current(visit.workspace, meeting)
    with actions:
        if status not in OPEN:
            if status is not MeetingStatus.HELD:
                _draw_plan_button("Reschedule", meeting, primary=True)
            elif owed := _owed(visit, meeting):
                _offer_thanks(visit, meeting, owed[0], primary=True)
            return
        is_over = status is MeetingStatus.TO_RECORD
        if not is_over:
            plan.show_sheet(visit, meeting)
        _draw_plan_button("Plan", meeting, primary=not is_over and conversation is None)
        if conversation is not None or not is_over:
            key, is_primary = f"meeting_log_conversation_{meeting.id}", conversation is not None and not is_over
            live_screen.draw_opening(visit, meeting, key, primary=is_primary)


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


def _draw_plan_button(label: str, meeting: Meeting, *, primary: bool) -> None:
    key, icon = f"meeting_log_plan_{meeting.id}", ":material/event_note:"
    if st.button(label, key=key, icon=icon, type="primary" if primary else "secondary"):
        st.switch_page("plan.py", query_params={"meeting": meeting.id})


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
        # At the bottom of the window, where “End” stood: what was noted may need nothing more.
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
    sentence = f"Recorded that nobody came: {directory(visit).names(meeting.contacts)}."
    carry_out(visit.workspace, lambda: results.record_no_show(visit.workspace, meeting.id, visit.now), sentence)
