"""One opportunity on a page of its own, and noting one from the conversation in which it was heard of."""

from __future__ import annotations

import streamlit as st

from netdash import trash
from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS
from netdash.people.screens.directory import directory
from netdash.records import Meeting, Opportunity
from netdash.targets import opportunities
from netdash.targets.opportunities import STAGE_WORDS
from netdash.targets.screens import opportunities as opportunity_list
from netdash.targets.screens import opportunity_form
from netdash.targets.screens.parts import PAGE, Part, address, back
from netdash.ui import flash
from netdash.ui.forms import folded
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


def show(visit: Visit, id: str) -> None:
    """Draw the opportunity. Raises GoneError where there is none with this id."""
    back(Part.OPPORTUNITIES, "All opportunities", "target_plan_back")
    one = visit.workspace.require(Opportunity, id)
    st.title(escaped(opportunities.label(one)))
    opportunity_list.choose_stage(one, labelled=True)
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
    opportunity_list.draw_rows(visit, heard, f"target_plan_heard_{meeting}")
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
        st.caption(escaped(opportunity_list.came_from(visit, one)))
        return
    st.caption(f"You heard of it {escaped(opportunity_list.came_from(visit, one))}")
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
