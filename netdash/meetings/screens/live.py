"""A conversation while it is held: its clock, its questions to tick, and notes that keep themselves."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.errors import GoneError
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
from netdash.ui import flash, lists, orphaned_drafts, session
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.wording import counted

OVER = {
    MeetingStatus.HELD: "This conversation was held. What came of it is on its own page.",
    MeetingStatus.CANCELLED: "This conversation was cancelled.",
    MeetingStatus.NO_SHOW: "Nobody came to this conversation.",
}


def show(visit: Visit, id: str) -> None:
    """Draw the conversation: before it begins, under way, or done and waiting to be recorded.

    Raises GoneError where there is none with this id.
    """
    meeting = visit.workspace.require(Meeting, id)
    stands, under_way = meetings.status(meeting, visit.now), live.current(visit.workspace, meeting)
    if st.button("The conversation", key="conversation_back", type="tertiary", icon=":material/arrow_back:"):
        st.switch_page("meeting_log.py", query_params={"meeting": id})
    st.title(escaped(directory(visit).names(meeting.contacts)))
    if stands in OVER:
        st.caption(OVER[stands])
        label = "Plan it anew" if stands is not MeetingStatus.HELD else "Plan another one"
        to = {"meeting": id} if stands is not MeetingStatus.HELD else {"contact": meeting.contacts[0]}
        st.page_link("plan.py", label=label, icon=":material/event_note:", query_params=to)
        show_kept_notes(visit, meeting)
    elif under_way is None:
        show_kept_notes(visit, meeting)
        _draw_beginning(visit, meeting)
    elif under_way.done_at is not None:
        live_notes.keep_late_notes(visit, meeting, under_way)
        _draw_done(visit, meeting, under_way)
    else:
        _draw_under_way(visit, meeting, under_way)


def show_planned(visit: Visit) -> None:
    """Draw the conversations that may be held: those planned, the next one first."""
    ahead = [one for one in visit.workspace.all(Meeting) if meetings.status(one, visit.now) is MeetingStatus.PLANNED]
    if not ahead:
        st.caption("None is planned. Plan one first: whom, when, and what you will ask.")
    for one in lists.paged(sorted(ahead, key=lambda one: one.starts_at), "conversation_page"):
        title = f"**{escaped(directory(visit).names(one.contacts))}**"
        when = when_words(one.starts_at, visit.now, visit.zone)
        if lists.row(title, when, "Hold it", key=f"conversation_open_{one.id}"):
            st.switch_page("conversation.py", query_params={"meeting": one.id})
    lists.pager(ahead, "conversation_page")
    st.page_link("plan.py", label="Plan a conversation", icon=":material/event_note:")


def _draw_beginning(visit: Visit, meeting: Meeting) -> None:
    slots = agenda.agenda(max(1, meeting.minutes), rules.of(visit.workspace).meeting)
    st.caption(f"{counted(meeting.minutes, 'minute')}, {when_words(meeting.starts_at, visit.now, visit.zone)}")
    if st.button("Begin", key=f"conversation_begin_{meeting.id}", type="primary", width="stretch"):
        with flash.errors_shown():
            live_notes.clear_boxes(meeting)
            live_merge.start(visit.workspace, meeting.id, visit.now)
            st.rerun()
    st.caption("The clock starts when you press it. What you note from then on keeps itself.")
    rows = (
        f"{clock_words(slot.starts)} **{slot.part.title}** :small[{minutes_words(slot.lasts)}]  \n"
        f":small[:gray[{slot.part.advice}]]"
        for slot in slots
    )
    st.markdown("\n\n".join(rows))
    asked = question_sets.members(meeting.questions, facts.bank(visit))
    if asked:
        st.subheader("Your questions")
        st.markdown("\n".join(f"{number}. {escaped(one.text)}" for number, one in enumerate(asked, 1)))
    else:
        where = {"meeting": meeting.id}
        st.page_link("plan.py", label="Choose questions first", icon=":material/quiz:", query_params=where)


def _draw_under_way(visit: Visit, meeting: Meeting, under_way: LiveConversation) -> None:
    show_clock(meeting.id)
    live_notes.show_prepared(visit, meeting)
    kept = live_notes.show(visit, meeting, under_way)
    st.caption(":material/cloud_done: All of it is kept as you type.")
    if st.button("We are done", key=f"conversation_done_{meeting.id}", type="primary", width="stretch") and kept:
        with flash.errors_shown():
            live_merge.stop(visit.workspace, meeting, visit.now)
            st.switch_page("meeting_log.py", query_params={"meeting": meeting.id})
    _draw_way_back(visit, meeting, kept=kept)


def _draw_way_back(visit: Visit, meeting: Meeting, *, kept: bool) -> None:
    """Draw the way back from a beginning that was none."""
    label, key = "Not started after all", f"conversation_unbegin_{meeting.id}"
    if st.button(label, key=key, type="tertiary", width="stretch", icon=":material/undo:") and kept:
        with flash.errors_shown():
            live_merge.lay_aside(visit.workspace, meeting.id)
            flash.say("It has not begun. What you noted is kept.")
            st.rerun()


def _draw_done(visit: Visit, meeting: Meeting, under_way: LiveConversation) -> None:
    ended = when_words(live.ended_at(under_way, meeting, visit.now), visit.now, visit.zone)
    st.caption(f":material/check: You were done {ended}. All you noted is kept.")
    if st.button("Record how it went", key=f"conversation_record_{meeting.id}", type="primary", width="stretch"):
        st.switch_page("meeting_log.py", query_params={"meeting": meeting.id})
    if st.button("Go on talking", key=f"conversation_go_on_{meeting.id}", type="tertiary", width="stretch"):
        with flash.errors_shown():
            live.keep(visit.workspace, meeting.id, live.go_on(under_way))
            st.rerun()
    _draw_way_back(visit, meeting, kept=True)


def show_kept_notes(visit: Visit, meeting: Meeting) -> None:
    """Draw the notes that are kept, and those typed on another screen after it was settled."""
    live_notes.keep_late_notes(visit, meeting, live.stored(visit.workspace, meeting.id))
    under_way = live.stored(visit.workspace, meeting.id)
    words = live_notes.labelled_notes(visit, under_way) if under_way is not None else {}
    if words:
        planned = meeting.state is MeetingState.PLANNED
        on = " They go along when it begins." if planned else " They go on when you plan it anew."
        again = "" if meeting.state is MeetingState.HELD else on
        orphaned_drafts.draw(
            f"Your notes of it are kept, and not recorded.{again}", words, f"conversation_kept_{meeting.id}"
        )
    late = "You typed this after it was settled on another screen. Copy what is missing."
    orphaned_drafts.show(visit, live_notes.PAGE, meeting.id, late)


EVERY_S = 5


@st.fragment(run_every=EVERY_S)
def show_clock(id: str) -> None:
    """Draw where the conversation is: in its part, and in the whole of the time asked for."""
    with flash.errors_shown():
        visit = session.opened()
        meeting, rule = visit.workspace.require(Meeting, id), rules.of(visit.workspace).meeting
        under_way = live.current(visit.workspace, meeting)
        if under_way is None:
            raise GoneError("clock")
        place = live.position(under_way, meeting, visit.now, rule)
        slots = agenda.agenda(max(1, meeting.minutes), rule, under_way.granted)
        _draw(place, slots)
        if place.ask_for_more:
            _ask_for_more(id, rule)


def _draw(place: AgendaPosition, slots: tuple[Slot, ...]) -> None:
    whole = agenda.length(slots)
    part = place.slot.part
    with st.grid(2, min_column_width=140):
        into = f"{clock_words(place.elapsed)} of {clock_words(place.slot.lasts)} gone"
        st.metric(part.title, clock_words(place.remaining), into, delta_color="off", delta_arrow="off", border=True)
        gone = f"{clock_words(whole - place.total_remaining + place.over)} of {clock_words(whole)} gone"
        left = f"+{clock_words(place.over)}" if place.over else clock_words(place.total_remaining)
        label = "Over the time" if place.over else "Left in all"
        st.metric(label, left, gone, delta_color="off", delta_arrow="off", border=True)
    steps = (_step(slot, place) for slot in slots)
    st.markdown(f":small[{' · '.join(steps)}]")
    st.caption(part.advice)


def _step(slot: Slot, place: AgendaPosition) -> str:
    if slot == place.slot:
        return f"**{slot.part.title}**"
    return f":gray[✓ {slot.part.title}]" if slot.starts < place.slot.starts else slot.part.title


def _ask_for_more(id: str, rule: MeetingRules) -> None:
    st.info(f"“{agenda.limit_words(rule)}”", icon=":material/timer:")
    st.button(
        f"They have {rule.more} more minutes",
        key=f"conversation_more_{id}",
        icon=":material/more_time:",
        on_click=_grant,
        args=(id,),
        width="stretch",
    )


def _grant(id: str) -> None:
    def grant() -> None:
        workspace = session.opened().workspace
        under_way = live.stored(workspace, id)
        if under_way is not None:
            live.keep(workspace, id, live.extend(under_way, rules.of(workspace).meeting))

    flash.saying_problems(grant)
