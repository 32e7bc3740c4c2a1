"""The page of a live conversation: its clock, its questions to tick, and notes that save themselves."""

from __future__ import annotations

from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash import rules
from netdash.errors import GoneError
from netdash.follow_up.screens import queries, way_back
from netdash.meetings import agenda, live, live_merge, meetings
from netdash.meetings.agenda import AgendaPosition, Slot, clock_words, minutes_words
from netdash.meetings.live import LiveConversation
from netdash.meetings.meetings import MeetingStatus
from netdash.meetings.screens import live_notes
from netdash.moments import when_words
from netdash.people.screens.directory import directory
from netdash.questions import question_sets
from netdash.questions.screens import facts
from netdash.records import Meeting, MeetingState
from netdash.rules import MeetingRules
from netdash.ui import flash, layout, lists, orphaned_drafts, session
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit, reported
from netdash.wording import counted

ENDED_WORDS = {
    MeetingStatus.HELD: "This conversation was held. Its outcome is on its own page.",
    MeetingStatus.CANCELLED: "This conversation was cancelled.",
    MeetingStatus.NO_SHOW: "Nobody came to this conversation.",
}


def show(visit: Visit, id: str) -> None:
    """Draw the conversation: before it begins, while it is held, or done and waiting to be recorded.

    Raises GoneError if there is none with this id.
    """
    meeting = visit.workspace.require(Meeting, id)
    status, conversation = meetings.status(meeting, visit.now), live.current(visit.workspace, meeting)
    way_back.way_back_of_meeting(visit, meeting, way_back.conversation(id)).draw("conversation_back")
    actions = layout.title(escaped(directory(visit).names(meeting.contacts)))
    if status in ENDED_WORDS:
        st.caption(ENDED_WORDS[status])
        label = "Reschedule" if status is not MeetingStatus.HELD else "Plan another one"
        query = {"meeting": id} if status is not MeetingStatus.HELD else {"contact": meeting.contacts[0]}
        st.page_link("plan.py", label=label, icon=":material/event_note:", query_params=query)
        show_kept_notes(visit, meeting)
    elif conversation is None:
        show_kept_notes(visit, meeting)
        _draw_beginning(visit, meeting)
    elif conversation.done_at is not None:
        live_notes.keep_late_notes(visit, meeting, conversation)
        _draw_done(visit, meeting, conversation, actions)
    else:
        _draw_running(visit, meeting, conversation, actions)


def show_planned(visit: Visit) -> None:
    """Draw the planned conversations, the next one first."""
    under_way = queries.under_way(visit)
    open_ones = (MeetingStatus.UNDER_WAY, MeetingStatus.PLANNED)
    planned = [one for one in queries.planned(visit) if meetings.status(one, visit.now, under_way) in open_ones]
    if not planned:
        st.caption("Nothing scheduled. Plan a conversation first.")
    for meeting in lists.paged(planned, "conversation_page"):
        title = f"**{escaped(directory(visit).names(meeting.contacts))}**"
        when = when_words(meeting.starts_at, visit.now, visit.zone)
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            lists.about(title, when)
            draw_opening(visit, meeting, f"conversation_open_{meeting.id}")
    st.page_link("plan.py", label="Plan a conversation", icon=":material/event_note:")


def draw_opening(visit: Visit, meeting: Meeting, key: str, *, primary: bool = False, **query: str) -> None:
    """Draw the button that opens a conversation: one at hand starts its clock, one farther ahead shows its agenda."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    label, icon = _opening_words(visit, meeting)
    if st.button(label, key=key, icon=f":material/{icon}:", type=kind, on_click=_note_words, args=(label,)):
        _open(visit, meeting, **query)


def _opening_words(visit: Visit, meeting: Meeting) -> tuple[str, str]:
    """Return what the button that opens a conversation says, and the name of its icon."""
    if live.current(visit.workspace, meeting) is not None:
        return "Resume", "play_arrow"
    return (START, "play_arrow") if meetings.is_at_hand(meeting, visit.now) else ("See the agenda", "list_alt")


def _note_words(label: str) -> None:
    # What the button said when it was pressed: it may say something else in the run that hears of it.
    st.session_state[PRESSED_WORDS] = label


def _open(visit: Visit, meeting: Meeting, **query: str) -> None:
    with flash.errors_shown():
        is_to_start = st.session_state.pop(PRESSED_WORDS) == START and meetings.is_at_hand(meeting, visit.now)
        if is_to_start and live.current(visit.workspace, meeting) is None:
            _start(visit, meeting)
        st.switch_page("conversation.py", query_params={"meeting": meeting.id, **query})


def _start(visit: Visit, meeting: Meeting) -> None:
    live_notes.clear_boxes(meeting)
    live_merge.start(visit.workspace, meeting.id, visit.now)


def _draw_beginning(visit: Visit, meeting: Meeting) -> None:
    st.caption(f"{counted(meeting.minutes, 'minute')}, {when_words(meeting.starts_at, visit.now, visit.zone)}")
    starting, asking = st.columns(2, gap="medium")
    with starting:
        if st.button(START, key=f"conversation_begin_{meeting.id}", type="primary", width="stretch"):
            with flash.errors_shown():
                _start(visit, meeting)
                st.rerun()
        st.caption("This starts the clock. Your notes are saved as you type.")
        with layout.card("Agenda"):
            _draw_agenda(visit, meeting)
    with asking, layout.card("Your questions"):
        _draw_questions(visit, meeting)


def _draw_agenda(visit: Visit, meeting: Meeting) -> None:
    slots = agenda.agenda(max(1, meeting.minutes), rules.of(visit.workspace).meeting)
    rows = (
        f"{clock_words(slot.starts)} **{slot.part.title}** :small[{minutes_words(slot.lasts)}]  \n"
        f":small[:gray[{slot.part.advice}]]"
        for slot in slots
    )
    st.markdown("\n\n".join(rows))


def _draw_questions(visit: Visit, meeting: Meeting) -> None:
    questions = question_sets.members(meeting.questions, facts.bank(visit))
    if questions:
        texts = (f"{number}. {escaped(question.text)}" for number, question in enumerate(questions, 1))
        st.markdown("\n".join(texts), width=layout.TEXT_WIDTH)
    else:
        st.caption("None chosen yet.")
        query = {"meeting": meeting.id}
        st.page_link("plan.py", label="Choose questions first", icon=":material/quiz:", query_params=query)


def _draw_running(visit: Visit, meeting: Meeting, conversation: LiveConversation, actions: DeltaGenerator) -> None:
    is_mistaken = _draw_mistaken(meeting, actions)
    live_notes.show_prepared(visit, meeting)
    is_kept = live_notes.show(visit, meeting, conversation)
    st.caption(":material/cloud_done: Saved as you type.")
    if is_mistaken and is_kept:
        _lay_aside(visit, meeting)
    # At the bottom of the window, where both are in sight while one types.
    with st.bottom, layout.page(), st.container(horizontal=True, vertical_alignment="center", wrap=False):
        show_clock(meeting.id)
        is_ended = st.button("End", key=f"conversation_done_{meeting.id}", type="primary")
    if is_ended and is_kept:
        with flash.errors_shown():
            live_merge.stop(visit.workspace, meeting, visit.now)
            st.switch_page("meeting_log.py", query_params={"meeting": meeting.id})


def _draw_mistaken(meeting: Meeting, actions: DeltaGenerator) -> bool:
    """Draw the button that undoes the beginning, among the page's actions; tell whether it is pressed."""
    label, key = "I pressed Start by mistake", f"conversation_unbegin_{meeting.id}"
    with actions:
        return lists.quiet_button(label, key, "undo")


def _lay_aside(visit: Visit, meeting: Meeting) -> None:
    with flash.errors_shown():
        live_merge.lay_aside(visit.workspace, meeting.id)
        flash.say("Not started. Your notes are kept.")
        st.rerun()


def _draw_done(visit: Visit, meeting: Meeting, conversation: LiveConversation, actions: DeltaGenerator) -> None:
    ended_words = when_words(live.ended_at(conversation, meeting, visit.now), visit.now, visit.zone)
    st.caption(f":material/check: Ended {ended_words}. Your notes are kept.")
    if st.button("Record the outcome", key=f"conversation_record_{meeting.id}", type="primary", width="stretch"):
        st.switch_page("meeting_log.py", query_params={"meeting": meeting.id})
    if st.button("Resume", key=f"conversation_go_on_{meeting.id}", type="tertiary", width="stretch"):
        with flash.errors_shown():
            live_merge.go_on(visit.workspace, meeting.id)
            st.rerun()
    if _draw_mistaken(meeting, actions):
        _lay_aside(visit, meeting)


def show_kept_notes(visit: Visit, meeting: Meeting) -> None:
    """Draw the notes that were not recorded, and those typed on another screen after it was settled."""
    live_notes.keep_late_notes(visit, meeting, live.stored(visit.workspace, meeting.id))
    conversation = live.stored(visit.workspace, meeting.id)
    notes = live_notes.labelled_notes(visit, conversation) if conversation is not None else {}
    if notes:
        planned = meeting.state is MeetingState.PLANNED
        next_step = (
            " They are there again when it starts." if planned else " They are there again when you reschedule it."
        )
        sentence_end = "" if meeting.state is MeetingState.HELD else next_step
        orphaned_drafts.draw(
            f"Your notes are kept, but not recorded.{sentence_end}", notes, f"conversation_kept_{meeting.id}"
        )
    sentence = "You typed this after it was settled on another screen. Copy what is missing."
    orphaned_drafts.show(visit, live_notes.FORM, meeting.id, sentence)


EVERY_S = 5
START = "Start conversation"
PRESSED_WORDS = "_live_pressed_words"
DIGITS = (
    "font-size: clamp(2.25rem, 9vw, 3.25rem); line-height: 1; font-weight: 600; "
    "font-variant-numeric: tabular-nums; white-space: nowrap"
)
"""How the time left is written: as the largest thing on the page, to be read at arm's length; a phone has less room."""


@st.fragment(run_every=EVERY_S)
def show_clock(id: str) -> None:
    """Draw how far the conversation has come, in its part and in all, and the offer to extend it."""
    with flash.errors_shown():
        visit = session.opened()
        meeting, rule = visit.workspace.require(Meeting, id), rules.of(visit.workspace).meeting
        conversation = live.current(visit.workspace, meeting)
        if conversation is None:
            raise GoneError("clock")
        minutes, granted = max(1, meeting.minutes), conversation.granted
        position = agenda.position_at(conversation.began_at, visit.now, minutes, rule, granted)
        slots = agenda.agenda(minutes, rule, granted)
        _draw(position, slots)
        if position.ask_for_more:
            _ask_for_more(id, rule)


def _draw(position: AgendaPosition, slots: tuple[Slot, ...]) -> None:
    whole, over, part = agenda.length(slots), position.over, position.slot.part
    digits = f"+{clock_words(over)}" if over else clock_words(position.total_remaining)
    words = f"**{part.title}**" + ("" if over else f" · {clock_words(position.remaining)} left")
    later = (f"then {slot.part.title}" for slot in slots if slot.starts > position.slot.starts)
    total = f":red[over {minutes_words(whole)}]" if over else f"left of {minutes_words(whole)}"
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
            # A timer, as a screen reader reads it out when asked, and not every few seconds.
            st.html(f'<div role="timer" style="{DIGITS}">{digits}</div>', width="content")
            st.markdown(f"{total}  \n:small[:gray[{next(later, 'the last part')}]]", help=part.advice)
        st.progress((whole - position.total_remaining) / whole, words)


def _ask_for_more(id: str, rule: MeetingRules) -> None:
    # Smaller than an info box, as on a phone it stands beside “End”, above which one goes on noting.
    st.markdown(f":small[:material/timer: “{agenda.limit_words(rule)}”]")
    st.button(
        f"They have {rule.more} more minutes",
        key=f"conversation_more_{id}",
        icon=":material/more_time:",
        on_click=reported,
        args=(live_merge.grant_more, id),
        width="stretch",
    )
