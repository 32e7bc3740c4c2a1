"""The opportunities heard of: the list, the page of one, and what was heard of in one conversation."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from netdash import rules, trash
from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS
from netdash.moments import day_words
from netdash.people.screens.directory import directory
from netdash.records import Meeting, Opportunity, Stage
from netdash.targets import opportunities
from netdash.targets.opportunities import STAGE_WORDS
from netdash.targets.screens import opportunity_form
from netdash.targets.screens.parts import PAGE, Part, address, back
from netdash.ui import flash, lists, session
from netdash.ui.forms import folded
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


def show(visit: Visit) -> None:
    """Draw the share that came through contacts, the form for a new one, and all of them, ten at a time."""
    found = visit.remember(
        lambda: opportunities.in_order(visit.workspace.all(Opportunity)), "opportunities", Opportunity
    )
    if found:
        claim = rules.of(visit.workspace).claim
        st.markdown(escaped(opportunities.share_words(found)))
        st.caption(
            f"Claimed for all jobs: {claim.lowest_percent}–{claim.highest_percent} % come through networking. "
            "The figure is disputed; yours is counted."
        )
    else:
        st.markdown(
            "Note each job you hear of, and who told you. Over time you see how much of your search "
            "comes through people, and which conversation it began in."
        )
    start = Opportunity.model_construct(company="", heard_on=visit.today)
    opportunity_form.draw_new(visit, start, unfolded=not found)
    draw_rows(visit, found, "target_plan_opportunities")


def draw_rows(visit: Visit, found: Sequence[Opportunity], key: str) -> None:
    """Draw opportunities, each with its stage to change and the way to its page."""
    for one in lists.paged(found, f"{key}_page"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"target_plan_row_{one.id}"):
            lists.about(f"**{escaped(opportunities.label(one))}**", escaped(came_from(visit, one)))
            with st.container(horizontal=True, width="content", wrap=False):  # so that both stay together on a phone
                choose_stage(one)
                opened = st.button("Open", key=f"target_plan_open_{one.id}")
        if opened:
            st.switch_page(PAGE, query_params={"opportunity": one.id})
    lists.pager(found, f"{key}_page")


def choose_stage(one: Opportunity, *, labelled: bool = False) -> None:
    """Draw the stage of an opportunity, changed as soon as another is chosen."""
    key, words = f"target_plan_stage_{one.id}", {stage.value: said for stage, said in STAGE_WORDS.items()}
    st.session_state[key] = one.stage.value
    st.selectbox(
        "Stage" if labelled else f"Stage of {escaped(opportunities.label(one))}",
        list(words),
        list(words).index(one.stage.value),
        format_func=words.__getitem__,
        key=key,
        label_visibility="visible" if labelled else "collapsed",
        width=150,
        on_change=_move,
        args=(one, key),
    )


def came_from(visit: Visit, one: Opportunity) -> str:
    """Say who told of an opportunity, or where else it was found, and when."""
    day = day_words(one.heard_on, visit.today)
    if one.contact is not None:
        return f"from {directory(visit).name(one.contact)}, {day}"
    return f"found: {one.source}, {day}" if one.source else f"found elsewhere, {day}"


def _move(one: Opportunity, key: str) -> None:
    wanted = Stage(st.session_state[key])

    def move() -> None:
        opportunities.move(session.opened().workspace, one.id, wanted)
        undo = lambda: opportunities.move(session.opened().workspace, one.id, one.stage)  # noqa: E731
        flash.say(f"Stage of {opportunities.label(one)}: {STAGE_WORDS[wanted].lower()}.", undo=undo)

    flash.saying_problems(move)


def show_one(visit: Visit, id: str) -> None:
    """Draw the opportunity. Raises GoneError where there is none with this id."""
    back(Part.OPPORTUNITIES, "All opportunities", "target_plan_back")
    one = visit.workspace.require(Opportunity, id)
    st.title(escaped(opportunities.label(one)))
    choose_stage(one, labelled=True)
    _draw_origin(visit, one)
    if one.notes:
        st.text(one.notes)
    _draw_change(visit, one)
    label, icon = "Delete this opportunity", ":material/delete:"
    if st.button(label, key=f"target_plan_delete_{id}", icon=icon, type="tertiary"):
        with flash.errors_shown():
            gone = opportunities.delete(visit.workspace, id, visit.now)
            flash.say(f"Deleted {opportunities.label(one)}.", undo=undoing(trash.restore, gone))
            st.switch_page(PAGE, query_params=address(Part.OPPORTUNITIES))


def show_heard_in(visit: Visit, meeting: str) -> None:
    """Draw what was heard of in a conversation, and the form for more. Raises GoneError where it is gone."""
    found = visit.workspace.require(Meeting, meeting)
    if st.button("The conversation", key="target_plan_back", type="tertiary", icon=":material/arrow_back:"):
        st.switch_page("meeting_log.py", query_params={"meeting": meeting})
    st.title("Heard of in a conversation")
    when = meetings.when(found, visit.now, visit.zone)
    st.caption(f"{escaped(directory(visit).names(found.contacts))} · {KIND_WORDS[found.kind]} {when}")
    heard = visit.remember(
        lambda: opportunities.heard_in(meeting, visit.workspace.all(Opportunity)),
        "heard_in",
        Opportunity,
        given=meeting,
    )
    draw_rows(visit, heard, f"target_plan_heard_{meeting}")
    person = directory(visit).find(found.contacts[0])
    start = Opportunity.model_construct(
        company=person.company if person else "",
        contact=found.contacts[0],
        meeting=meeting,
        heard_on=min(meetings.day(found, visit.zone), visit.today),
    )
    opportunity_form.draw_new(visit, start, about=meeting, unfolded=not heard)


def _draw_origin(visit: Visit, one: Opportunity) -> None:
    if one.contact is None:
        st.caption(escaped(came_from(visit, one)))
        return
    st.caption(f"You heard of it {escaped(came_from(visit, one))}")
    with st.container(horizontal=True):
        label = escaped(directory(visit).name(one.contact))
        st.page_link("people.py", label=label, icon=":material/person:", query_params={"contact": one.contact})
        meeting = visit.workspace.get(Meeting, one.meeting) if one.meeting else None
        if meeting is not None:
            label = f"{KIND_WORDS[meeting.kind]} {meetings.when(meeting, visit.now, visit.zone)}"
            asked = {"meeting": meeting.id}
            st.page_link("meeting_log.py", label=label, icon=":material/forum:", query_params=asked)


def _draw_change(visit: Visit, one: Opportunity) -> None:
    form, key = f"{opportunity_form.FORM}_{one.id}", f"target_plan_change_{one.id}"
    box = folded(visit, "Change", form, icon=":material/edit:", key=key)
    if not box.open:
        return
    with box:
        drawn = opportunity_form.OpportunityForm(visit, one, one)
        if drawn.form.submitted("Save the changes"):
            with flash.errors_shown():
                opportunity_form.save(visit, drawn)


def show_links(visit: Visit, meeting: Meeting) -> None:
    """Draw a link to each opportunity, and one to note another."""
    heard = opportunities.heard_in(meeting.id, visit.workspace.all(Opportunity))
    if heard:
        st.subheader("Opportunities you heard of")
    for one in heard:
        label = f"{escaped(opportunities.label(one))} · {STAGE_WORDS[one.stage].lower()}"
        st.page_link(PAGE, label=label, icon=":material/work:", query_params={"opportunity": one.id})
    label = "Note another opportunity" if heard else "Note an opportunity you heard of"
    st.page_link(PAGE, label=label, icon=":material/add:", query_params={"meeting": meeting.id})
