"""The opportunities heard of: how far each has come, who told of it, and what share came through people."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from netdash import rules
from netdash.moments import day_words
from netdash.people.screens.directory import directory
from netdash.records import Opportunity, Stage
from netdash.targets import opportunities
from netdash.targets.opportunities import STAGE_WORDS
from netdash.targets.screens import opportunity_form
from netdash.targets.screens.parts import PAGE
from netdash.ui import flash, lists, session
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


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
