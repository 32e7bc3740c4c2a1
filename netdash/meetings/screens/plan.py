"""One planned conversation: how far it is prepared, its plan, and moving or cancelling it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from netdash import rules
from netdash.meetings import live, meetings, plans, preparation, times
from netdash.meetings.meetings import KIND_WORDS, Standing
from netdash.meetings.screens import plan_files, plan_form, plan_moves
from netdash.moments import span_words
from netdash.people.screens.directory import directory
from netdash.questions.screens import facts
from netdash.records import Meeting
from netdash.ui import flash, orphaned_drafts, session
from netdash.ui.forms import room
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

OVER = {
    Standing.CANCELLED: "This conversation was cancelled. Its plan is kept.",
    Standing.NO_SHOW: "Nobody came to this conversation. Its plan is kept.",
}


def show(visit: Visit, id: str) -> None:
    """Draw the plan of a conversation.

    Raises GoneError where there is none with this id.
    """
    meeting = visit.workspace.require(Meeting, id)
    stands = meetings.standing(meeting, visit.now)
    if st.button("The conversation", key="plan_back", type="tertiary", icon=":material/arrow_back:"):
        st.switch_page("meeting_log.py", query_params={"meeting": id})
    st.title(f"Plan: {escaped(directory(visit).names(meeting.contacts))}")
    st.caption(_facts(visit, meeting))
    if stands is Standing.HELD or stands in OVER:
        sentence = "You typed this before it was settled in another tab or window. Copy what you want to keep."
        orphaned_drafts.show(visit, "plan", meeting.id, sentence)
    if stands is Standing.HELD:
        st.caption(":material/check: This conversation was held. What came of it is on its own page.")
        return
    if stands in OVER:
        st.caption(f":material/event_busy: {OVER[stands]}")
        plan_files.show_calendar(visit, meeting)
        plan_moves.show_moving(visit, meeting, "Arrange it anew")
        return
    _draw_standing(visit, meeting, stands)
    _draw_checklist(visit, meeting)
    drawn = plan_form.PlanForm(visit, meeting)
    if drawn.form.submitted("Save the plan"):
        with flash.errors_shown():
            plan_form.save_changes(visit, drawn, meeting)
    _draw_cancel(visit, meeting)


def _facts(visit: Visit, meeting: Meeting) -> str:
    theirs = times.theirs(meeting, visit.zone)
    lines = [f"{KIND_WORDS[meeting.kind]} · {times.own(meeting, visit.zone)}"]
    return "  \n".join([*lines, *([f"For them: {theirs}"] if theirs else [])])


def _draw_standing(visit: Visit, meeting: Meeting, stands: Standing) -> None:
    """Say how far away it is, and draw what leads on: confirming, the files, holding it."""
    with room():
        if stands is Standing.TO_RECORD:
            label, where = "Its time has passed: say how it went", {"meeting": meeting.id}
            st.page_link("meeting_log.py", label=label, icon=":material/rate_review:", query_params=where)
    with st.container(horizontal=True, vertical_alignment="center"):
        if stands is Standing.PLANNED and meeting.starts_at > visit.now:
            st.markdown(
                f":gray-badge[:material/schedule: in {span_words(meeting.starts_at - visit.now)}]", width="content"
            )
        key = f"plan_confirmed_{meeting.id}"
        st.session_state[key] = meeting.confirmed_at is not None
        st.checkbox("Confirmed", key=key, on_change=_confirm, args=(meeting.id, key))
    with st.container(horizontal=True):
        begun = live.under_way(visit.workspace, meeting) is not None
        if st.button("Go on" if begun else "Hold it now", key=f"plan_hold_{meeting.id}", icon=":material/play_arrow:"):
            st.switch_page("conversation.py", query_params={"meeting": meeting.id})
        plan_files.show_sheet(visit, meeting)
        plan_files.show_calendar(visit, meeting)


def _confirm(id: str, key: str) -> None:
    confirmed = bool(st.session_state[key])

    def confirm() -> None:
        visit = session.opened()
        act = partial(plans.confirm, now=visit.now) if confirmed else plans.unconfirm
        act(visit.workspace, id)

    flash.saying_problems(confirm)


def _draw_checklist(visit: Visit, meeting: Meeting) -> None:
    checklist = preparation.steps(meeting, rules.of(visit.workspace).questions, facts.bank(visit))
    done, of = preparation.progress(checklist)
    st.progress(done / of, text=preparation.progress_words(checklist))
    with st.expander("Checklist", icon=":material/checklist:", key=f"plan_checklist_{meeting.id}"):
        for step in checklist:
            key = f"plan_ready_{step.name}_{meeting.id}"
            st.session_state[key] = step.done
            st.checkbox(
                f"{step.title}  \n:small[:gray[{step.advice}]]",
                key=key,
                disabled=step.derived,
                on_change=_tick,
                args=(meeting.id, step.name, key),
            )
        st.caption(" · ".join(preparation.reminders()), help=f"Source: {preparation.source()}")


def _tick(id: str, step: str, key: str) -> None:
    done = bool(st.session_state[key])
    flash.saying_problems(lambda: preparation.tick(session.opened().workspace, id, step, done))


def _draw_cancel(visit: Visit, meeting: Meeting) -> None:
    label = "Cancel the conversation"
    if st.button(label, key=f"plan_cancel_{meeting.id}", type="tertiary", icon=":material/event_busy:"):
        with flash.errors_shown():
            plan_moves.cancel(visit, meeting)
