"""The list of targets with the contacts there at a glance, and the page of one target."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.follow_up.screens import queries, rows
from netdash.moments import day_of, day_words
from netdash.people import contacts
from netdash.people.screens import cadence, timeline
from netdash.people.screens.directory import directory
from netdash.people.screens.form import offer_namesake
from netdash.records import Contact, Opportunity, Priority, Stakeholder, Target
from netdash.targets import opportunities, targets
from netdash.targets.screens import form as target_form
from netdash.targets.screens import opportunities as opportunity_list
from netdash.targets.screens import opportunity_form, parts, people_there
from netdash.targets.screens.form import RESEARCH
from netdash.targets.screens.parts import SCRIPT, SIDES, PlanPart, part_query
from netdash.targets.targets import ANOTHER_WORDS, CONTACT_WORDS, DECIDING_SIDES, PRIORITY_WORDS, Coverage, Introducer
from netdash.ui import flash, layout, lists, part
from netdash.ui.archiving import offer_archiving
from netdash.ui.forms import Form, form_box
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out_deletion
from netdash.wording import counted

MARKS = {
    Priority.HIGH: " :orange-badge[high priority]",
    Priority.MEDIUM: "",
    Priority.LOW: " :gray-badge[low priority]",
}


PAGE, TO_DO_ROWS, TIMELINE_ROWS = "target_plan", 3, 5
CARD_WIDTH = 300
"""In pixels, at least."""


def show(visit: Visit, actions: DeltaGenerator) -> None:
    """Draw the form for a new target, and the targets in use as cards."""
    all_targets = parts.all_targets(visit)
    if not all_targets:
        st.markdown(
            "Name a company you would like to work for, and the role if you know it. netdash then shows whom you know "
            "there, which of the two decision-makers you still need (a technical and an HR contact), and who could "
            "introduce you.",
            width=layout.TEXT_WIDTH,
        )
    draw, icon, key = partial(target_form.draw, visit), ":material/add:", "target_plan_form"
    form_box(visit, "Add a target", "target_plan", draw, icon=icon, key=key, unfolded=not all_targets, actions=actions)
    _draw_cards(visit, [target for target in all_targets if not target.archived], "target_plan_page")
    _draw_archived(visit, [target for target in all_targets if target.archived])


def _draw_cards(visit: Visit, rows: list[Target], key: str) -> None:
    with st.grid(3, min_column_width=CARD_WIDTH):
        for target in lists.page_of(rows, key):
            coverage = parts.coverage(visit, target.company)
            with st.container(border=True, height="stretch"):
                title = f"**{escaped(targets.label(target))}**{MARKS[target.priority]}"
                facts = filter(None, (_last_contact(visit, coverage), _introducer_words(visit, coverage)))
                detail = " · ".join(facts)
                detail = detail[:1].upper() + detail[1:]
                lists.about(f"{title}  \n{parts.coverage_badges(coverage)}", detail)
                tip = escaped(targets.label(target))
                if st.button("Open", key=f"target_plan_open_{target.id}", help=tip, on_click=part.take_press):
                    st.switch_page(SCRIPT, query_params={"target": target.id})
    lists.pager(rows, key)


def _last_contact(visit: Visit, coverage: Coverage) -> str:
    """Say when the member was last in contact with somebody there."""
    last = cadence.last_contacts(visit)
    moment = max((last[id] for id in coverage.people if id in last), default=None)
    if moment is None:
        return "no contact yet" if coverage.people else ""
    return f"last contact {day_words(day_of(moment, visit.zone), visit.today)}"


def _introducer_words(visit: Visit, coverage: Coverage) -> str:
    """Say who could introduce the member to a side that is missing there."""
    if not coverage.missing:
        return ""
    if not coverage.introducers:
        return "nobody yet who could introduce you"
    first, *more = [escaped(directory(visit).name(introducer.contact)) for introducer in coverage.introducers]
    return f"ask {first}" + (f" or {counted(len(more), 'other')}" if more else "")


def _draw_archived(visit: Visit, archived: list[Target]) -> None:
    if not archived:
        return
    draw = lambda visit: _draw_cards(visit, archived, "target_plan_archived_page")  # noqa: E731
    part.folded_box(visit, f"Archived ({len(archived)})", "inventory_2", "target_plan_archived", draw)


def show_target(visit: Visit, id: str) -> None:
    """Draw the page of a target. Raises GoneError where there is none with this id."""
    lists.back("All targets", SCRIPT, "target_plan_back", part_query(PlanPart.COMPANIES))
    target = visit.workspace.require(Target, id)
    priority = f"{PRIORITY_WORDS[target.priority]} priority"
    note = " · ".join([priority, *(["archived"] if target.archived else [])])
    actions = layout.title(escaped(targets.label(target)), note)
    draw, key = partial(target_form.draw, visit, target), f"target_plan_change_{id}"
    form_box(visit, "Edit", f"target_plan_{id}", draw, key=key, actions=actions, primary=False)
    coverage = parts.coverage(visit, target.company)
    main, side = st.columns([3, 2], gap="medium")
    with main:
        _draw_to_do(visit, id, coverage)
        _draw_sides(visit, target, coverage, st.query_params.get("stakeholder", ""))
        _draw_introducers(visit, target, coverage)
    with side:
        _draw_facts(target)
        _draw_opportunities(visit, target)
        _draw_research(target)
    timeline.show(visit, coverage.people, PAGE, id, TIMELINE_ROWS)
    with st.container(horizontal=True):
        _draw_removal(visit, target)


def _draw_to_do(visit: Visit, id: str, coverage: Coverage) -> None:
    """Draw the open actions for the people there."""
    people = set(coverage.people)
    to_do = [action for action in queries.queue(visit).actions if action.person and action.person.id in people]
    if to_do:
        with layout.card("To do", len(to_do)):
            for action in lists.paged(to_do, f"{PAGE}_to_do_page_{id}", TO_DO_ROWS):
                rows.show(visit, action, PAGE, primary=action is to_do[0])


def _draw_facts(target: Target) -> None:
    link = targets.posting_link(target)
    if not (target.why or target.posting_url):
        return
    with layout.card("About"):
        if target.why:
            st.text(target.why, width=layout.TEXT_WIDTH)
        if link is not None:
            st.link_button("Open the posting", link, icon=":material/open_in_new:", type="tertiary")
        elif target.posting_url:
            st.text(target.posting_url)


def _draw_opportunities(visit: Visit, target: Target) -> None:
    find = lambda: opportunities.at_company(target.company, visit.workspace.all(Opportunity))  # noqa: E731
    noted = visit.remember(find, "opportunities_at", Opportunity, given=target.company)
    with layout.card("Opportunities there"):
        if not noted:
            st.caption("No opportunities yet.")
        opportunity_list.draw_rows(visit, noted, f"target_plan_opportunities_{target.id}")
        start = Opportunity.model_construct(company=target.company, role=target.role, heard_on=visit.today)
        opportunity_form.draw_new(visit, start, about=target.id)


def _draw_research(target: Target) -> None:
    notes = [(label, text) for field, (label, _) in RESEARCH.items() if (text := getattr(target.research, field))]
    with layout.card("What you found out"):
        if not notes:
            st.caption("Nothing noted yet: the company, the people, the job description.")
        for label, text in notes:
            st.markdown(f"**{label}**")
            st.text(text, width=layout.TEXT_WIDTH)
        if target.posting:
            with st.expander("The posting, as you pasted it", icon=":material/description:"):
                st.text(target.posting, width=layout.TEXT_WIDTH)


def _draw_removal(visit: Visit, target: Target) -> None:
    id, name = target.id, targets.label(target)
    key = f"target_plan_archive_{id}"
    offer_archiving(visit.workspace, targets.archive, id, f"{name}.", key, archived=target.archived)
    if lists.quiet_button("Delete this target", f"target_plan_delete_{id}", "delete"):
        said, query = f"Deleted {name}. The people there stay.", part_query(PlanPart.COMPANIES)
        carry_out_deletion(lambda: targets.delete(visit.workspace, id, visit.now), said, SCRIPT, query)


def _draw_sides(visit: Visit, target: Target, coverage: Coverage, first_side: str) -> None:
    """Draw the contacts there by side; `first_side` is the one that a link asks for."""
    with layout.card("People there"):
        st.caption(f"{escaped(coverage.words)}.")
        for side in sorted(DECIDING_SIDES, key=lambda side: side != first_side):
            _draw_side(visit, target, coverage, side, is_first=side == first_side)
        if coverage.others:
            st.markdown("**Others**")
            st.caption("Set their role in hiring on their page, and they count above.")
            people_there.draw(visit, coverage.others, coverage, f"target_plan_others_{target.id}")


def _draw_side(visit: Visit, target: Target, coverage: Coverage, side: Stakeholder, *, is_first: bool) -> None:
    people = coverage.technical if side is Stakeholder.TECHNICAL else coverage.hr
    st.markdown(
        f"**{SIDES[side]}**"
        + ("" if side not in coverage.missing else " :orange-badge[:material/person_search: missing]")
    )
    page = f"target_plan_{side}"
    people_there.draw(visit, people, coverage, f"{page}_page_{target.id}")
    form, key, is_unfolded = f"{page}_{target.id}", f"{page}_form_{target.id}", is_first and side in coverage.missing
    label = f"Add {ANOTHER_WORDS[side] if people else CONTACT_WORDS[side]}"
    draw, icon = partial(_draw_form, visit, target, side), ":material/person_add:"
    form_box(visit, label, form, draw, icon=icon, key=key, unfolded=is_unfolded)


def _draw_introducers(visit: Visit, target: Target, coverage: Coverage) -> None:
    with layout.card("Who could introduce you"):
        if not coverage.introducers:
            st.caption(
                "Nobody yet. People you met there, or who introduced you to somebody there, show up here. "
                "Ask in every conversation whom else you should meet."
            )
        for introducer in lists.paged(coverage.introducers, f"target_plan_doors_{target.id}"):
            label, params = escaped(directory(visit).name(introducer.contact)), {"contact": introducer.contact}
            with st.container(gap=None):
                st.page_link("people.py", label=label, icon=":material/handshake:", query_params=params)
                st.caption(_reason(visit, introducer))


def _reason(visit: Visit, introducer: Introducer) -> str:
    reasons = ["Works there, and you have met"] if introducer.inside else []
    if introducer.introduced:
        verb = "introduced" if reasons else "Introduced"
        reasons.append(f"{verb} you to {escaped(directory(visit).names(introducer.introduced))}")
    return "; ".join(reasons)


def _draw_form(visit: Visit, target: Target, side: Stakeholder) -> None:
    form = Form(visit, f"target_plan_{side}", about=target.id)
    with st.container(horizontal=True):
        name, position = form.line("Name", "name"), form.line("Position", "position")
    with st.container(horizontal=True):
        email, linkedin = form.line("E-mail", "email"), form.line("LinkedIn", "linkedin")
        form.stands_for("emails", "email")
    form.keep()
    offer_namesake(visit, name, "Say on their page that they work here, or go on to add another")
    if form.submitted("Add them", type="secondary"):
        with form.submitting(Contact) as submission:
            fields = {"name": name, "position": position, "linkedin": linkedin, "emails": [email] if email else []}
            person = form.made(Contact, {**fields, "company": target.company, "stakeholder": side})
            contacts.check_emails(person.emails)
            visit.workspace.save_once(person)
            then = flash.NextStep("Open their page", "people.py", {"contact": person.id})
            submission.say(f"Added {person.name}.", then=then)
