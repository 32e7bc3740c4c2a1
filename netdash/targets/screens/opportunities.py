"""Opportunities: the list, the page of one, and those heard of in one conversation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash import date_style, rules
from netdash.meetings import meetings
from netdash.moments import day_words
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, Opportunity, Stage, Trashed
from netdash.targets import opportunities, targets
from netdash.targets.opportunities import STAGE_WORDS
from netdash.targets.screens import opportunity_form, parts, people_there
from netdash.targets.screens.parts import SCRIPT, PlanPart, part_query
from netdash.ui import flash, layout, lists, part, selections
from netdash.ui.forms import form_box
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out_deletion, undoable
from netdash.wording import counted

if TYPE_CHECKING:
    import pyarrow as pa


def show(visit: Visit, actions: DeltaGenerator) -> None:
    """Draw the share that came through contacts, the form for a new opportunity, and all of them in a table."""
    all_opportunities = _in_order(visit)
    if all_opportunities:
        claim = rules.of(visit.workspace).claim
        st.markdown(escaped(opportunities.share_words(all_opportunities)))
        st.caption(
            f"For comparison: {claim.lowest_percent}–{claim.highest_percent} % of all jobs are said to come through "
            "networking. The figure is disputed; yours is counted.",
            width=layout.CAPTION_WIDTH,
        )
    else:
        st.markdown(
            "Note each job you hear of, and who told you. Over time you see how much of your search "
            "comes through people, and which conversation it began in."
        )
    start = Opportunity.model_construct(company="", heard_on=visit.today)
    opportunity_form.draw_new(visit, start, unfolded=not all_opportunities, actions=actions)
    if not all_opportunities:
        return
    table, beside = lists.columns()
    with table:
        part.part(visit, _draw_list)
    selections.draw_beside(TABLE, beside, partial(_show_beside, visit))


TABLE, ROWS = "target_plan_opportunities", 15
LABEL_WIDTH, STAGE_WIDTH, FROM_WIDTH, DAY_WIDTH = 245, 110, 165, 110
"""In pixels, so that a phone shows the first two columns."""
STATES = {stage: lists.state(str(number), words) for number, (stage, words) in enumerate(STAGE_WORDS.items(), 1)}
COLOURS = {
    Stage.HEARD: "gray",
    Stage.APPLIED: "blue",
    Stage.INTERVIEWING: "orange",
    Stage.OFFERED: "green",
    Stage.ACCEPTED: "green",
    Stage.CLOSED: "gray",
}


def _in_order(visit: Visit) -> tuple[Opportunity, ...]:
    find = lambda: opportunities.in_order(visit.workspace.all(Opportunity))  # noqa: E731
    return visit.remember(find, "opportunities", Opportunity)


def _draw_list(visit: Visit) -> None:
    """Draw the filter by stage, and the opportunities at those chosen."""
    with lists.filter_bar("target_plan_stages", ("target_plan_stages",), "Show all stages"):
        chosen = lists.pills("Stage", "target_plan_stages", {stage.value: STAGE_WORDS[stage] for stage in Stage})
    matches = [opportunity for opportunity in _in_order(visit) if not chosen or opportunity.stage in chosen]
    ids = [opportunity.id for opportunity in matches]
    selections.choose_beside(TABLE, tuple(chosen), ids, lambda: ids[0], partial(visit.workspace.get, Opportunity))
    # The line gives the table's toolbar room, which would lie over the stages on a phone.
    st.caption(counted(len(matches), "opportunity", "opportunities") if matches else "None at this stage.")
    if matches:
        _draw_table(visit, matches)


def _show_beside(visit: Visit, id: str) -> None:
    """Draw an opportunity beside the table: its stage to change, where it came from, and the way to its page."""
    opportunity = visit.workspace.require(Opportunity, id)
    with layout.card(escaped(targets.label(opportunity))):
        choose_stage(opportunity)
        _draw_origin(visit, opportunity)
        if opportunity.notes:
            st.text(opportunity.notes)
        if lists.quiet_button("Open the opportunity", f"target_plan_beside_{id}", "arrow_forward"):
            st.switch_page(SCRIPT, query_params={"opportunity": id})


def _draw_table(visit: Visit, matches: Sequence[Opportunity]) -> None:
    """Draw the opportunities in a table, to sort by its heads; a press on one opens it."""
    key, column = "target_plan_opportunities_page", st.column_config
    page = lists.page_of(matches, key, ROWS)
    opened = lists.table(
        TABLE,
        _table(visit, page),
        [opportunity.id for opportunity in page],
        LABEL_WIDTH,
        "Opportunities: what, stage, who told of it or where it was found, since when. Press one to open it.",
        {
            "Stage": lists.state_column({STATES[stage]: COLOURS[stage] for stage in Stage}, STAGE_WIDTH),
            "From": column.TextColumn(width=FROM_WIDTH),
            "First heard": column.DateColumn(width=DAY_WIDTH, format=date_style.current().column),
        },
        selection_mode="single-cell",
        height="content",
    )
    if opened is not None:
        st.switch_page(SCRIPT, query_params={"opportunity": opened})
    lists.pager(matches, key, ROWS)


def _table(visit: Visit, page: Sequence[Opportunity]) -> pa.Table:
    """Return the rows of these opportunities, built once a change."""

    def build() -> pa.Table:
        return lists.table_of(
            {
                "Opportunity": [targets.label(opportunity) for opportunity in page],
                "Stage": [[STATES[opportunity.stage]] for opportunity in page],
                "From": [_source(visit, opportunity) for opportunity in page],
                "First heard": [opportunity.heard_on for opportunity in page],
            }
        )

    ids = tuple(opportunity.id for opportunity in page)
    return visit.remember(build, "opportunity_table", Opportunity, Contact, Trashed, given=ids)


def _source(visit: Visit, opportunity: Opportunity) -> str:
    """Return who told of an opportunity, or where else it was found."""
    return directory(visit).name(opportunity.contact) if opportunity.contact else opportunity.source


def draw_rows(visit: Visit, rows: Sequence[Opportunity], key: str) -> None:
    """Draw opportunities in rows, each with its stage to change and a link to its page."""
    for opportunity in lists.paged(rows, f"{key}_page"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"target_plan_row_{opportunity.id}"):
            lists.about(f"**{escaped(targets.label(opportunity))}**", escaped(origin_words(visit, opportunity)))
            with st.container(horizontal=True, width="content", wrap=False):  # so that both stay together on a phone
                choose_stage(opportunity)
                pressed = st.button("Open", key=f"target_plan_open_{opportunity.id}")
        if pressed:
            st.switch_page(SCRIPT, query_params={"opportunity": opportunity.id})


def choose_stage(opportunity: Opportunity, *, with_label: bool = False) -> None:
    """Draw the choice of a stage, saved as soon as another is chosen."""
    key, words = f"target_plan_stage_{opportunity.id}", {stage.value: name for stage, name in STAGE_WORDS.items()}
    lists.immediate_field(
        st.selectbox,
        # Read aloud alone, so not as Markdown.
        "Stage" if with_label else f"Stage of {targets.label(opportunity)}",
        key,
        opportunity.stage.value,
        partial(_set_stage, opportunity),
        options=list(words),
        index=list(words).index(opportunity.stage.value),
        format_func=words.__getitem__,
        label_visibility="visible" if with_label else "collapsed",
        width=150,
    )


def origin_words(visit: Visit, opportunity: Opportunity) -> str:
    """Say who told of an opportunity, or where else it was found, and when."""
    day = day_words(opportunity.heard_on, visit.today)
    if opportunity.contact is not None:
        return f"from {directory(visit).name(opportunity.contact)}, {day}"
    return f"found: {opportunity.source}, {day}" if opportunity.source else f"found elsewhere, {day}"


def _set_stage(opportunity: Opportunity, opened: Visit, value: str) -> None:
    stage = Stage(value)
    undo = undoable(opened.workspace, lambda: opportunities.set_stage(opened.workspace, opportunity.id, stage))
    flash.say(f"Stage of {targets.label(opportunity)}: {STAGE_WORDS[stage].lower()}.", undo)


def show_one(visit: Visit, id: str) -> None:
    """Draw the opportunity. Raises GoneError where there is none with this id."""
    lists.back("All opportunities", SCRIPT, "target_plan_back", part_query(PlanPart.OPPORTUNITIES))
    opportunity = visit.workspace.require(Opportunity, id)
    actions = layout.title(escaped(targets.label(opportunity)))
    draw, key = partial(opportunity_form.draw_change, visit, opportunity), f"target_plan_change_{id}"
    form_box(visit, "Edit", f"{opportunity_form.FORM}_{id}", draw, key=key, actions=actions, primary=False)
    main, side = st.columns(2, gap="medium")
    with main, layout.card("Where it stands"):
        choose_stage(opportunity, with_label=True)
        if opportunity.notes:
            st.text(opportunity.notes, width=layout.TEXT_WIDTH)
    with main, layout.card("How you heard of it"):
        _draw_origin(visit, opportunity)
    with side:
        _draw_company(visit, opportunity)
    if lists.quiet_button("Delete this opportunity", f"target_plan_delete_{id}", "delete"):
        said, query = f"Deleted {targets.label(opportunity)}.", part_query(PlanPart.OPPORTUNITIES)
        carry_out_deletion(lambda: opportunities.delete(visit.workspace, id, visit.now), said, SCRIPT, query)


def show_from_meeting(visit: Visit, meeting_id: str) -> None:
    """Draw the opportunities heard of in a conversation, and the form for more. Raises GoneError where it is gone."""
    meeting = visit.workspace.require(Meeting, meeting_id)
    lists.back("The conversation", "meeting_log.py", "target_plan_back", {"meeting": meeting_id})
    st.title("Opportunities from a conversation")
    occasion = meetings.occasion(meeting, visit.now, visit.zone)
    st.caption(f"{escaped(directory(visit).names(meeting.contacts))} · {occasion}")
    find = lambda: opportunities.from_meeting(meeting_id, visit.workspace.all(Opportunity))  # noqa: E731
    rows = visit.remember(find, "heard_in", Opportunity, given=meeting_id)
    draw_rows(visit, rows, f"target_plan_heard_{meeting_id}")
    person = directory(visit).find(meeting.contacts[0])
    start = Opportunity.model_construct(
        company=person.company if person else "",
        contact=meeting.contacts[0],
        meeting=meeting_id,
        heard_on=min(meetings.day(meeting, visit.zone), visit.today),
    )
    opportunity_form.draw_new(visit, start, about=meeting_id, unfolded=not rows)


def _draw_origin(visit: Visit, opportunity: Opportunity) -> None:
    if opportunity.contact is None:
        words = origin_words(visit, opportunity)
        st.caption(escaped(f"{words[:1].upper()}{words[1:]}"))
        return
    st.caption(f"You heard of it {escaped(origin_words(visit, opportunity))}")
    with st.container(horizontal=True):
        label = escaped(directory(visit).name(opportunity.contact))
        st.page_link("people.py", label=label, icon=":material/person:", query_params={"contact": opportunity.contact})
        meeting = visit.workspace.get(Meeting, opportunity.meeting) if opportunity.meeting else None
        if meeting is not None:
            label = meetings.occasion(meeting, visit.now, visit.zone)
            params = {"meeting": meeting.id}
            st.page_link("meeting_log.py", label=label, icon=":material/forum:", query_params=params)


def _draw_company(visit: Visit, opportunity: Opportunity) -> None:
    """Draw whom the member knows at the company of an opportunity, and the way to the target that it is, if it is."""
    coverage = parts.coverage(visit, opportunity.company)
    with layout.card(f"People at {escaped(opportunity.company)}"):
        st.markdown(parts.coverage_badges(coverage))
        if coverage.missing:
            st.caption(f"{coverage.words}.")
        people_there.draw(visit, coverage.people, coverage, f"target_plan_people_{opportunity.id}")
        if target := targets.at_company(opportunity.company, parts.all_targets(visit)):
            label, query = f"Your target: {escaped(targets.label(target))}", {"target": target.id}
            st.page_link(SCRIPT, label=label, icon=":material/target:", query_params=query)


def show_links(visit: Visit, meeting: Meeting) -> None:
    """Draw a link to each opportunity heard of in a conversation, and one to note another."""
    noted = opportunities.from_meeting(meeting.id, visit.workspace.all(Opportunity))
    with layout.card("Opportunities"):
        for opportunity in noted:
            label = f"{escaped(targets.label(opportunity))} · {STAGE_WORDS[opportunity.stage].lower()}"
            st.page_link(SCRIPT, label=label, icon=":material/work:", query_params={"opportunity": opportunity.id})
        label = "Note another opportunity" if noted else "Note an opportunity you heard of"
        st.page_link(SCRIPT, label=label, icon=":material/add:", query_params={"meeting": meeting.id})
