"""One target on a page of its own: why, who opens the door, what is known, and the opportunities there."""

from __future__ import annotations

import streamlit as st

from netdash import trash
from netdash.records import Opportunity, Target
from netdash.targets import opportunities, targets
from netdash.targets.screens import form as target_form
from netdash.targets.screens import opportunities as opportunity_list
from netdash.targets.screens import opportunity_form, people
from netdash.targets.screens.form import RESEARCH
from netdash.targets.screens.parts import PAGE, Part, address, back
from netdash.targets.targets import PRIORITY_WORDS
from netdash.ui import flash, session
from netdash.ui.forms import folded
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


def show(visit: Visit, id: str) -> None:
    """Draw the target. Raises GoneError where there is none with this id."""
    back(Part.COMPANIES, "All targets", "target_plan_back")
    target = visit.workspace.require(Target, id)
    st.title(escaped(targets.label(target)))
    _draw_facts(target)
    people.show(visit, target, st.query_params.get("stakeholder", ""))
    _draw_opportunities(visit, target)
    _draw_research(target)
    _draw_change(visit, target)
    with st.container(horizontal=True), flash.errors_shown():
        _draw_putting_away(visit, target)


def _draw_facts(target: Target) -> None:
    priority = f"{PRIORITY_WORDS[target.priority]} priority"
    st.caption(" · ".join([priority, *(["archived"] if target.archived else [])]))
    if target.why:
        st.text(target.why)
    link = targets.link(target)
    if link is not None:
        st.link_button("Open the posting", link, icon=":material/open_in_new:", type="tertiary")
    elif target.posting_url:
        st.text(target.posting_url)


def _draw_opportunities(visit: Visit, target: Target) -> None:
    st.subheader("Opportunities there")
    found = visit.remember(
        lambda: opportunities.at(target.company, visit.workspace.all(Opportunity)),
        "opportunities_at",
        Opportunity,
        given=target.company,
    )
    if not found:
        st.caption("None heard of yet.")
    opportunity_list.draw_rows(visit, found, f"target_plan_opportunities_{target.id}")
    start = Opportunity.model_construct(company=target.company, role=target.role, heard_on=visit.today)
    opportunity_form.draw_new(visit, start, about=target.id)


def _draw_research(target: Target) -> None:
    noted = [(label, getattr(target.research, field)) for field, (label, _) in RESEARCH.items()]
    said = [(label, text) for label, text in noted if text]
    st.subheader("What you found out")
    if not said:
        st.caption("Nothing noted yet. Look up the company, the people and the job description; notes go below.")
    for label, text in said:
        st.markdown(f"**{label}**")
        st.text(text)
    if target.posting:
        with st.expander("The posting, as you pasted it", icon=":material/description:"):
            st.text(target.posting)


def _draw_change(visit: Visit, target: Target) -> None:
    form, key = f"target_plan_{target.id}", f"target_plan_change_{target.id}"
    box = folded(visit, "Change the target and its notes", form, icon=":material/edit:", key=key)
    if not box.open:
        return
    with box:
        drawn = target_form.TargetForm(visit, target)
        if drawn.form.submitted("Save the changes"):
            with flash.errors_shown(drawn.form.settling(), drawn.form.key("conflict")):
                target_form.save(visit, drawn)


def _draw_putting_away(visit: Visit, target: Target) -> None:
    id, name = target.id, targets.label(target)
    words, icon = ("Bring back", "unarchive") if target.archived else ("Archive", "archive")
    if st.button(words, key=f"target_plan_archive_{id}", icon=f":material/{icon}:", type="tertiary"):
        targets.archive(visit.workspace, id, not target.archived)
        undo = lambda: targets.archive(session.opened().workspace, id, target.archived)  # noqa: E731
        flash.say(f"{'Brought back' if target.archived else 'Archived'}: {name}.", undo=undo)
        st.rerun()
    if st.button("Delete this target", key=f"target_plan_delete_{id}", icon=":material/delete:", type="tertiary"):
        gone = targets.delete(visit.workspace, id, visit.now)
        flash.say(f"Deleted {name}. The people there stay.", undo=undoing(trash.restore, gone))
        st.switch_page(PAGE, query_params=address(Part.COMPANIES))
