"""The first steps of a newcomer, and loading and removing the sample data."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import streamlit as st

from netdash import profile
from netdash.records import Draft, Meeting, Message, Pitch, Question, QuestionSet, RuleChanges, Target
from netdash.today import first_steps
from netdash.today.first_steps import FirstStep
from netdash.ui import flash, form_draft, layout, lists, session
from netdash.ui.session import Visit
from netdash.ui.undo import undoable
from netdash.workspace import sample

WHAT_IT_IS = (
    "netdash takes you from a cold message to a warm introduction: prepare, reach out, meet people, thank them within "
    "a day, follow what they recommend."
)
STEP_WIDTH = 280
"""In pixels, at least."""


def show_newcomer(visit: Visit, *, primary: bool) -> None:
    """Draw where to begin: with one's own, or with sample data, and the first steps as cards."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    steps = _steps(visit)
    following = next((step for step in steps if not step.done), steps[-1])
    with st.container(horizontal=True):
        if st.button("Start with mine", key="today_start", type=kind, icon=":material/arrow_forward:"):
            st.switch_page(following.page)
        _offer_sample(visit, "Look around with sample data", "today_load_sample")
    st.header("First steps")
    with st.grid(3, min_column_width=STEP_WIDTH):
        for number, step in enumerate(steps, start=1):
            _draw_step(number, step)


IN_THE_MIDDLE = frozenset({"contact", "message", "meeting"})
"""The parameters of pages about one person or one conversation, which lead on by themselves."""


def next_step(visit: Visit, page: str) -> flash.NextStep | None:
    """Return the next of the first steps, on the page of one that is done.

    A logged conversation itself leads to its thank-you.
    """
    if visit.profile.first_steps_hidden or not IN_THE_MIDDLE.isdisjoint(st.query_params):
        return None
    for step, following in pairwise(_steps(visit)[:-1]):
        if step.done and not following.done and step.page == f"{page}.py":
            return flash.NextStep(f"Next step: {following.title}", following.page, {})
    return None


def show_next_step(step: flash.NextStep) -> None:
    """Draw the link to the next of the first steps above the page, where no message leads there."""
    st.page_link(step.page, label=step.label, icon=":material/flag:")


def show_open_steps(visit: Visit) -> None:
    """Draw the first steps in short form, until all are done or the member hides them."""
    if not has_open_steps(visit):
        return
    steps = _steps(visit)
    with layout.card(":material/flag: First steps"), st.container(key="today_steps", gap="xsmall"):
        done = sum(step.done for step in steps)
        st.progress(done / len(steps), f"{done} of {len(steps)} done")
        for number, step in enumerate(steps, start=1):
            _draw_short(number, step)
        st.button("Hide", key="today_steps_hide", on_click=flash.attempt, args=(_hide_steps,))


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
    flash.say("First steps hidden. The guide has the whole method.")


def _draw_step(number: int, step: FirstStep) -> None:
    mark = ":green[:material/check_circle:]" if step.done else ":material/radio_button_unchecked:"
    with st.container(border=True, height="stretch"):
        lists.about(f"{mark} **{number}. {step.title}**{' · done' if step.done else ''}", step.why)
        if st.button("Edit" if step.done else "Start", key=f"today_step_{number}", help=step.title):
            st.switch_page(step.page)


def _draw_short(number: int, step: FirstStep) -> None:
    icon = ":material/check_circle:" if step.done else ":material/radio_button_unchecked:"
    label = f"{number}. {step.title}{' · done' if step.done else ''}"
    if st.button(label, key=f"today_step_{number}", type="tertiary", icon=icon, help=step.why):
        st.switch_page(step.page)


def _offer_sample(visit: Visit, label: str, key: str) -> None:
    tip = "Two made-up months of a job seeker: 33 people, 19 conversations, pitches, questions and promises"
    if st.button(label, key=key, icon=":material/science:", help=tip):
        with flash.errors_shown():
            sample.load(visit.workspace, visit.now, visit.zone)
            flash.say("Sample data loaded. Remove it any time.")
            st.rerun()


def show_sample(visit: Visit, page: str) -> None:
    """Draw the button that loads sample data, or that it is loaded."""
    if _is_loaded(visit):
        st.caption("Loaded, beside what is yours. “Remove sample data” above every page removes it.")
    else:
        st.caption("Two made-up months of a job seeker, to look around in.")
        _offer_sample(visit, "Load sample data", f"{page}_load_sample")


def _is_loaded(visit: Visit) -> bool:
    return visit.remember(lambda: sample.is_loaded(visit.workspace), "sample", *sample.SAMPLE_KINDS)


def show_sample_notice(visit: Visit) -> None:
    """Draw the notice that sample data is loaded, with the button that removes it."""
    if not _is_loaded(visit):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="sample_notice"):
        about = "It is marked “(sample)”. What you change in it becomes yours."
        st.caption(":material/science: Sample data is loaded.", width="content", help=about)
        place = st.empty()
        with place:
            pressed = lists.quiet_button("Remove sample data", "sample_remove", "close")
        if pressed:
            with place, st.spinner("Removing the sample data…"):  # in the button's place, so that none is pressed again
                flash.succeeds(lambda: _remove_sample(visit))
            st.rerun()


def _remove_sample(visit: Visit) -> None:
    drafts = {draft.form for draft in visit.workspace.all(Draft)}
    undo = undoable(visit.workspace, lambda: sample.remove(visit.workspace))
    gone = drafts - {draft.form for draft in visit.workspace.all(Draft)}
    sentence = "Removed the sample data. What is yours stayed."
    flash.complete([lambda: form_draft.forget(gone), lambda: flash.say(sentence, undo)])
