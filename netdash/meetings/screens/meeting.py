"""One conversation on a page of its own: its plan, how it went, and what came of it."""

from __future__ import annotations

import streamlit as st

from netdash import rules, trash
from netdash.follow_up import promises
from netdash.follow_up.screens import queries
from netdash.meetings import live, meetings, preparation, results
from netdash.meetings.meetings import KIND_WORDS, MeetingStatus
from netdash.meetings.results import HOW_IT_WENT_WORDS, HowItWent
from netdash.meetings.screens import form as meeting_form
from netdash.meetings.screens import live as live_screen
from netdash.meetings.screens import plan, record
from netdash.moments import day_words, when_words
from netdash.outreach import thank_you_messages
from netdash.people import introductions
from netdash.people.screens.directory import directory
from netdash.pitch.screens import used
from netdash.questions.screens import facts, question_picker
from netdash.records import Introduction, Meeting, MeetingState, Promise
from netdash.targets.screens import opportunities
from netdash.thank_yous import thank_yous
from netdash.ui import flash, lists, orphaned_drafts
from netdash.ui.forms import folded
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing
from netdash.wording import counted

OPEN = (MeetingStatus.PLANNED, MeetingStatus.TO_RECORD)


def show(visit: Visit, id: str) -> None:
    """Draw the conversation with its next step, its people and what came of it.

    Raises GoneError where there is none with this id.
    """
    meeting = visit.workspace.require(Meeting, id)
    names = directory(visit).names(meeting.contacts)
    lists.back("All conversations", "meeting_log.py", "meeting_log_back")
    st.title(escaped(names))
    st.caption(_facts(visit, meeting))
    _draw_people(visit, meeting)
    _draw_standing(visit, meeting)
    _draw_notes(meeting)
    question_picker.show(visit, meeting)
    used.show(visit, meeting)
    show_recommended(visit, meeting)
    show_promised(visit, meeting)
    opportunities.show_links(visit, meeting)
    _draw_change(visit, meeting)
    if st.button("Delete the conversation", key=f"meeting_log_delete_{id}", icon=":material/delete:", type="tertiary"):
        with flash.errors_shown():
            gone = meetings.delete_meeting(visit.workspace, id, f"Conversation with {names}", visit.now)
            flash.say(f"Deleted the conversation with {names}.", undo=undoing(trash.restore, gone))
            st.switch_page("meeting_log.py")


def _facts(visit: Visit, meeting: Meeting) -> str:
    day = day_words(meetings.day(meeting, visit.zone), visit.today)
    start, end = (moment.astimezone(visit.zone) for moment in (meeting.starts_at, meeting.ends_at))
    parts = [
        KIND_WORDS[meeting.kind],
        f"{day[:1].upper()}{day[1:]}, {start:%H:%M}–{end:%H:%M}",
        counted(meeting.minutes, "minute"),
    ]
    stands = meetings.status(meeting, visit.now)
    if stands is not MeetingStatus.HELD:
        parts.append(
            "its time has passed: say how it went below" if stands is MeetingStatus.TO_RECORD else stands.lower()
        )
    return " · ".join([*parts, *([escaped(meeting.place)] if meeting.place else [])])


def _draw_people(visit: Visit, meeting: Meeting) -> None:
    settled = queries.thanked(visit)
    for number, contact in enumerate(meeting.contacts):
        person, thanks = directory(visit).find(contact), settled.get((meeting.id, contact))
        with st.container(horizontal=True, vertical_alignment="center", key=f"meeting_log_with_{contact}"):
            label = escaped(directory(visit).name(contact))
            st.page_link("people.py", label=label, icon=":material/person:", query_params={"contact": contact})
            if thanks is not None and thanks.sent_at is not None:
                st.markdown(
                    f":green-badge[:material/check: thanked {when_words(thanks.sent_at, visit.now, visit.zone)}]",
                    width="content",
                )
            elif meetings.status(meeting, visit.now) is MeetingStatus.HELD:
                st.markdown(
                    badge(thank_yous.clock(meeting.ends_at, visit.now, rules.of(visit.workspace))), width="content"
                )
                key = f"meeting_log_thank_{thank_you_messages.thank_you_id(meeting.id, contact)}"
                if person is not None and st.button(
                    "Write the thank-you", key=key, type="secondary" if number else "primary"
                ):
                    st.switch_page("follow_up_tracker.py", query_params={"meeting": meeting.id, "contact": contact})


def _draw_notes(meeting: Meeting) -> None:
    if meeting.learnings or meeting.state is MeetingState.HELD:
        st.subheader("What you learned")
    if meeting.learnings:
        st.markdown("\n".join(f"- {escaped(learning)}" for learning in meeting.learnings))
    elif meeting.state is MeetingState.HELD:
        st.caption("Nothing noted yet. Add one thing below: the thank-you will quote it.")
    for title, text in (("Help you offered", meeting.help_offered), ("Notes", meeting.notes)):
        if text:
            st.subheader(title)
            st.text(text)


def _draw_change(visit: Visit, meeting: Meeting) -> None:
    form, key = f"meeting_log_{meeting.id}", f"meeting_log_change_{meeting.id}"
    box = folded(visit, "Change this conversation", form, icon=":material/edit:", key=key)
    if not box.open:
        return
    with box:
        drawn = meeting_form.MeetingForm(visit, meeting)
        if drawn.form.submitted("Save the changes"):
            with flash.errors_shown():
                meeting_form.save_changes(visit, drawn)


def show_recommended(visit: Visit, meeting: Meeting) -> None:
    """Draw who was recommended, with the way to take one out."""
    made = [one for one in visit.workspace.all(Introduction) if one.meeting == meeting.id]
    if made:
        st.subheader("People they recommended")
    for one in made:
        name, by = directory(visit).name(one.to_contact), directory(visit).name(one.by_contact)
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            with st.container(gap=None):
                where = {"contact": one.to_contact}
                st.page_link("people.py", label=escaped(name), icon=":material/person_add:", query_params=where)
            if st.button("Remove", key=f"meeting_log_unrecommend_{one.id}", type="tertiary"):
                with flash.errors_shown():
                    label = f"{by} introduced {name}"
                    gone = introductions.delete_introduction(visit.workspace, one, label, visit.now)
                    flash.say(f"Removed: {label}.", undo=undoing(trash.restore, gone))
                    st.rerun()


def show_promised(visit: Visit, meeting: Meeting) -> None:
    """Draw what was promised and how it stands, with the way to take one out."""
    made = [one for one in visit.workspace.all(Promise) if one.meeting == meeting.id]
    if made:
        st.subheader("What you promised")
    for one in made:
        title = f"{escaped(one.what)} {_state(visit, one)}"
        to = f"to {escaped(directory(visit).name(one.contact))}" if len(meeting.contacts) > 1 else ""
        if lists.row(title, to, "Remove", key=f"meeting_log_unpromise_{one.id}", quiet=True):
            with flash.errors_shown():
                gone = promises.delete_promise(visit.workspace, one.id, visit.now)
                flash.say(f"Removed the promise: {one.what}.", undo=undoing(trash.restore, gone))
                st.rerun()
    if made:
        label = "Settle promises in the follow-up tracker"
        st.page_link("follow_up_tracker.py", label=label, icon=":material/arrow_forward:")


def _state(visit: Visit, promise: Promise) -> str:
    if promise.settled_at is None:
        return badge(promises.clock(promise, visit.today))
    return ":green-badge[:material/check: kept]" if promise.kept else ":gray-badge[not kept]"


def _draw_standing(visit: Visit, meeting: Meeting) -> None:
    """Draw how far a planned conversation is prepared, the ways on, and the question how it went."""
    stands = meetings.status(meeting, visit.now)
    if stands not in OPEN:
        _draw_left(visit, meeting)
    if stands is MeetingStatus.HELD:
        return
    if stands not in OPEN:
        _draw_button("Plan it anew", "plan", meeting, primary=True)
        plan.show_calendar(visit, meeting)
        return
    under_way = live.current(visit.workspace, meeting)
    asks = stands is MeetingStatus.TO_RECORD or (under_way is not None and under_way.done_at is not None)
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
        live_screen.show_kept_notes(visit, meeting)


def _draw_left(visit: Visit, meeting: Meeting) -> None:
    """Show what was typed to record it, or noted while it was held, and is not in it: another tab was first."""
    sentence = "You typed this before another tab or window settled how it went. Copy what is missing."
    orphaned_drafts.show(visit, record.PAGE, meeting.id, sentence)
    live_screen.show_kept_notes(visit, meeting)


def _draw_plan(visit: Visit, meeting: Meeting) -> None:
    theirs = meetings.their_time(meeting, visit.zone)
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
    words = {went.value: said for went, said in HOW_IT_WENT_WORDS.items()}
    key = f"meeting_log_went_{meeting.id}"
    went = HowItWent(
        st.radio(
            "How did it go?",
            list(words),
            format_func=words.__getitem__,
            key=key,
            horizontal=True,
            label_visibility="collapsed",
        )
    )
    if went is HowItWent.HELD:
        drawn = record.RecordingForm(visit, meeting, live.stored(visit.workspace, meeting.id))
        if drawn.form.submitted("Record the conversation"):
            with flash.errors_shown():
                record.save(visit, drawn)
    elif went is HowItWent.MOVED:
        plan.show_moving(visit, meeting, "Move it", "meeting_log_move")
    elif st.button("Record it", key=f"meeting_log_not_held_{meeting.id}", type="primary"):
        with flash.errors_shown():
            _record_not_held(visit, meeting, went)


def _record_not_held(visit: Visit, meeting: Meeting, went: HowItWent) -> None:
    if went is HowItWent.CANCELLED:
        plan.cancel(visit, meeting)
    results.record_no_show(visit.workspace, meeting.id, visit.now)
    names = directory(visit).names(meeting.contacts)
    flash.say(f"Recorded that nobody came: {names}.", undo=undoing(results.reopen, meeting.id))
    st.rerun()
