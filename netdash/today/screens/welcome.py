"""The first steps of a newcomer, and loading and removing the sample data."""

from __future__ import annotations

import streamlit as st

from netdash import profile
from netdash.records import Draft, Meeting, Message, Pitch, Question, QuestionSet, RuleChanges, Target
from netdash.today import first_steps
from netdash.today.first_steps import FirstStep
from netdash.ui import flash, form_draft, lists, session
from netdash.ui.session import Visit
from netdash.ui.undo import undoable
from netdash.workspace import sample


def show_steps(visit: Visit) -> None:
    """Draw the first steps, and the offer of sample data where the workspace is empty."""
    st.subheader("First steps")
    _draw_steps(_steps(visit))
    if visit.remember(lambda: sample.is_workspace_empty(visit.workspace), "empty", *sample.SAMPLE_KINDS, Question):
        _offer_sample(visit)


def show_open_steps(visit: Visit) -> None:
    """Draw the first steps in short form, until all are done or the member hides them."""
    if not has_open_steps(visit):
        return
    steps = _steps(visit)
    st.subheader("First steps")
    with st.container(key="today_steps", gap="xsmall"):
        st.caption(f"{sum(step.done for step in steps)} of {len(steps)} done")
        for number, step in enumerate(steps, start=1):
            _draw_short(number, step)
        st.button("Put these away", key="today_steps_hide", on_click=flash.attempt, args=(_hide_steps,))


def has_open_steps(visit: Visit) -> bool:
    """Tell whether Today shows the first steps; then it needs no rows for the pitch and the questions."""
    if not visit.workspace.all(Meeting):
        return True
    return not visit.profile.first_steps_hidden and not all(step.done for step in _steps(visit))


def _steps(visit: Visit) -> tuple[FirstStep, ...]:
    kinds = (Pitch, Question, QuestionSet, Target, Meeting, Message, RuleChanges)
    return visit.remember(lambda: first_steps.steps(visit.workspace), "first_steps", *kinds)


def _hide_steps() -> None:
    profile.hide_first_steps(session.opened().workspace)
    flash.say("Put the first steps away. The guide has the whole method.")


def _draw_steps(steps: tuple[FirstStep, ...]) -> None:
    for number, step in enumerate(steps, start=1):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            mark = ":green[:material/check_circle:]" if step.done else ":material/radio_button_unchecked:"
            with st.container(gap=None):
                st.markdown(f"{mark} **{number}. {step.title}**{' · done' if step.done else ''}")
                st.caption(step.why)
            if st.button("Again" if step.done else "Do it", key=f"today_step_{number}", help=step.title):
                st.switch_page(step.page)


def _draw_short(number: int, step: FirstStep) -> None:
    icon = ":material/check_circle:" if step.done else ":material/radio_button_unchecked:"
    label = f"{number}. {step.title}{' · done' if step.done else ''}"
    if st.button(label, key=f"today_step_{number}", type="tertiary", icon=icon, help=step.why):
        st.switch_page(step.page)


def _offer_sample(visit: Visit) -> None:
    st.subheader("Or look around first")
    show_load_sample(visit, "today_load_sample")


def show_load_sample(visit: Visit, key: str) -> None:
    """Draw the button that loads the sample; nothing where it is loaded, as a notice on every page says so."""
    if visit.remember(lambda: sample.is_loaded(visit.workspace), "sample", *sample.SAMPLE_KINDS):
        return
    st.caption("A made-up month of a job seeker: 25 people, 13 conversations, pitches, questions and promises.")
    if st.button("Load sample data", key=key, icon=":material/science:"):
        with flash.errors_shown():
            sample.load(visit.workspace, visit.now, visit.zone)
            flash.say("Loaded the sample data. It is marked, and goes again in one click.")
            st.rerun()


def show_sample(visit: Visit) -> None:
    """Draw the section about sample data: the button that loads it, or that it is loaded."""
    st.subheader("Sample data")
    if sample.is_loaded(visit.workspace):
        st.caption("It is loaded, beside what is yours. “Remove sample data” above every page takes it away again.")
    show_load_sample(visit, "workspace_load_sample")


def show_sample_notice(visit: Visit) -> None:
    """Draw the notice that sample data is loaded, with the button that removes it."""
    if not visit.remember(lambda: sample.is_loaded(visit.workspace), "sample", *sample.SAMPLE_KINDS):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="sample_notice"):
        st.caption(
            ":material/science: Sample data is loaded, marked “(sample)”. What you change in it becomes yours.",
            width="content",
        )
        if lists.quiet_button("Remove sample data", "sample_remove", "close"):
            with flash.errors_shown():
                drafts = {draft.form for draft in visit.workspace.all(Draft)}
                undo = undoable(visit.workspace, lambda: sample.remove(visit.workspace))
                form_draft.forget(drafts - {draft.form for draft in visit.workspace.all(Draft)})
                flash.say("Removed the sample data. What is yours stayed.", undo)
                st.rerun()
