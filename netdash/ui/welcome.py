"""What a newcomer sees: the first steps with their state, and sample data to look around in."""

from __future__ import annotations

import streamlit as st

from netdash import first_steps, sample
from netdash.ui import flash
from netdash.ui.session import Visit


def show_steps(visit: Visit) -> None:
    """Draw the first steps, and offer the sample where the workspace is empty."""
    st.subheader("First steps")
    for number, step in enumerate(first_steps.steps(visit.workspace), start=1):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            mark = ":green[:material/check_circle:]" if step.done else ":material/radio_button_unchecked:"
            with st.container(gap=None):
                st.markdown(f"{mark} **{number}. {step.title}**")
                st.caption(step.why)
            if st.button("Again" if step.done else "Do it", key=f"today_step_{number}"):
                st.switch_page(step.page)
    st.subheader("Or look around first")
    st.caption("A made-up month of a job seeker: 25 people, 12 conversations, pitches, questions and promises.")
    if st.button("Load sample data", key="today_load_sample", icon=":material/science:"):
        with flash.errors_shown():
            sample.load(visit.workspace, visit.now, visit.zone)
            flash.say("Loaded the sample data. It is marked, and goes again in one click.")
            st.rerun()


def show_sample_notice(visit: Visit) -> None:
    """Say on every page that sample data is loaded, with the way to remove it."""
    if not visit.remember(lambda: sample.is_loaded(visit.workspace), "sample", *sample.SAMPLED):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="sample_notice"):
        st.caption(
            ":material/science: Sample data is loaded; whoever belongs to it is marked “(sample)”.", width="content"
        )
        if st.button("Remove sample data", key="sample_remove", type="tertiary", icon=":material/close:"):
            with flash.errors_shown():
                sample.remove(visit.workspace)
                flash.say("Removed the sample data. What is yours stayed.")
                st.rerun()
