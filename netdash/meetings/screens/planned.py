"""What a conversation's own page says of its plan, and where it asks how it went."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.meetings import live, meetings, preparation, results
from netdash.meetings.meetings import Standing
from netdash.meetings.results import WENT_WORDS, Went
from netdash.meetings.screens import live as live_screen
from netdash.meetings.screens import plan, record
from netdash.people.screens.directory import directory
from netdash.questions.screens import facts
from netdash.records import Meeting
from netdash.ui import flash, orphaned_drafts
from netdash.ui.session import Visit
from netdash.ui.undo import undoing

OPEN = (Standing.PLANNED, Standing.TO_RECORD)


def show(visit: Visit, meeting: Meeting) -> None:
    """Draw how far a planned conversation is prepared, the ways on, and the question how it went."""
    stands = meetings.standing(meeting, visit.now)
    if stands not in OPEN:
        _draw_left(visit, meeting)
    if stands is Standing.HELD:
        return
    if stands not in OPEN:
        _draw_button("Plan it anew", "plan", meeting, primary=True)
        plan.show_calendar(visit, meeting)
        return
    under_way = live.under_way(visit.workspace, meeting)
    asks = stands is Standing.TO_RECORD or (under_way is not None and under_way.done_at is not None)
    _draw_plan(visit, meeting)
    with st.container(horizontal=True):
        # One thing at a time: what is to be recorded comes before what was to be prepared.
        _draw_button("Plan", "plan", meeting, primary=not asks and under_way is None)
        running = under_way is not None and under_way.done_at is None
        _draw_button(
            "Go on holding it" if running else "Hold it now", "conversation", meeting, primary=running and not asks
        )
        if not asks:
            plan.show_sheet(visit, meeting)
    if asks or (under_way is None and meeting.starts_at < visit.now):
        _draw_question(visit, meeting)
    elif under_way is None:
        live_screen.show_left(visit, meeting)


def _draw_left(visit: Visit, meeting: Meeting) -> None:
    """Show what was typed to record it, or noted while it was held, and is not in it: another tab was first."""
    sentence = "You typed this before another tab or window settled how it went. Copy what is missing."
    orphaned_drafts.show(visit, record.PAGE, meeting.id, sentence)
    live_screen.show_left(visit, meeting)


def _draw_plan(visit: Visit, meeting: Meeting) -> None:
    theirs = meetings.theirs(meeting, visit.zone)
    if theirs:
        st.caption(f":material/public: For them: {theirs}")
    checklist = preparation.steps(meeting, rules.of(visit.workspace).questions, facts.bank(visit))
    done, of = preparation.progress(checklist)
    confirmed = "green-badge[:material/check: confirmed]" if meeting.confirmed_at else "gray-badge[not confirmed yet]"
    st.progress(done / of, text=f"{preparation.progress_words(checklist)} :{confirmed}")


def _draw_button(label: str, page: str, meeting: Meeting, *, primary: bool) -> None:
    icon = ":material/event_note:" if page == "plan" else ":material/play_arrow:"
    key = f"meeting_log_{page}_{meeting.id}"
    if st.button(label, key=key, icon=icon, type="primary" if primary else "secondary"):
        st.switch_page(f"{page}.py", query_params={"meeting": meeting.id})


def _draw_question(visit: Visit, meeting: Meeting) -> None:
    """Ask how it went, and draw what goes with the answer."""
    st.subheader("How did it go?")
    words = {went.value: said for went, said in WENT_WORDS.items()}
    key = f"meeting_log_went_{meeting.id}"
    went = Went(
        st.radio(
            "How did it go?",
            list(words),
            format_func=words.__getitem__,
            key=key,
            horizontal=True,
            label_visibility="collapsed",
        )
    )
    if went is Went.HELD:
        drawn = record.RecordingForm(visit, meeting, live.kept(visit.workspace, meeting.id))
        if drawn.form.submitted("Record the conversation"):
            with flash.errors_shown():
                record.save(visit, drawn)
    elif went is Went.MOVED:
        plan.show_moving(visit, meeting, "Move it", "meeting_log_move")
    elif st.button("Record it", key=f"meeting_log_not_held_{meeting.id}", type="primary"):
        with flash.errors_shown():
            _record_not_held(visit, meeting, went)


def _record_not_held(visit: Visit, meeting: Meeting, went: Went) -> None:
    if went is Went.CANCELLED:
        plan.cancel(visit, meeting)
    results.record_no_show(visit.workspace, meeting.id, visit.now)
    names = directory(visit).names(meeting.contacts)
    flash.say(f"Recorded that nobody came: {names}.", undo=undoing(results.reopen, meeting.id))
    st.rerun()
