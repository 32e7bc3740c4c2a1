"""The pitch in one piece while it is written: how long it takes to say, and what to look at."""

from __future__ import annotations

import streamlit as st

from netdash import profile, rules
from netdash.pitch import card, pitches
from netdash.pitch.checks import checks, open_checks
from netdash.pitch.screens.form import PitchForm
from netdash.pitch.screens.length_bar import length_bar
from netdash.records import Pitch
from netdash.ui.copy_button import copy_button
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.side_doors import for_this_browser
from netdash.ui.undo import reported
from netdash.wording import counted

PACE = "pitch_builder_pace"


def show(visit: Visit, drawn: PitchForm, pitch: Pitch | None) -> None:
    """Draw the joined pitch, its length, its checks, and the ways out of here."""
    text = pitches.joined(drawn.wording)
    with st.container(border=True):
        if text:
            st.text(text)
        else:
            st.caption("What you write appears here in one piece, with the time it takes to say.")
    _draw_length(visit, text)
    _draw_pace(visit)
    if text:
        _draw_checks(visit, drawn)
        _draw_ways_out(visit, drawn, pitch, text)


def _draw_length(visit: Visit, text: str) -> None:
    limits, words = rules.of(visit.workspace).pitch, pitches.count_words(text)
    seconds = pitches.spoken_seconds(words, visit.profile.pace)
    shortest, longest = limits.shortest_seconds, limits.longest_seconds
    shown = pitches.shown_seconds(seconds, shortest, longest)
    aim = f"{shortest}–{longest} s"
    if seconds < shortest:
        where = f":orange-badge[under {shortest} s]" if words else ""
    elif seconds > longest:
        where = f":orange-badge[:material/hourglass_bottom: over {longest} s]"
    else:
        where = f":green-badge[:material/check: within {aim}]"
    said = f"{counted(words, 'word')}, {shown} s spoken; aim for {aim}"
    with st.container(gap="xsmall"):
        st.markdown(f"**{shown} s** · {counted(words, 'word')} {where}" if words else f"Aim for {aim}")
        length_bar(seconds, shortest, longest, said, "pitch_builder_length")


def _draw_pace(visit: Visit) -> None:
    limits, own = rules.of(visit.workspace).pitch, visit.profile.pace
    st.session_state[PACE] = own
    st.number_input(
        "Your pace, words a minute",
        min(limits.slowest_pace, own),
        max(limits.fastest_pace, own),
        step=5,
        key=PACE,
        on_change=_keep_pace,
        help=f"{limits.slowest_pace} is calm, {limits.fastest_pace} is brisk. Kept for all your pitches.",
        width=200,
    )


def _keep_pace() -> None:
    reported(profile.set_pace, int(st.session_state[PACE]))


def _draw_checks(visit: Visit, drawn: PitchForm) -> None:
    found = checks(drawn.wording, visit.profile.pace, rules.of(visit.workspace).pitch)
    left = open_checks(found, drawn.dismissed)
    if not found:
        st.markdown(":small[:green[:material/check:] Nothing to mend: three parts, the right length, a clear ask.]")
    if left:
        st.markdown("**Worth a look**")
    for check in left:
        with st.container(horizontal=True, wrap=False, gap="small", key=drawn.form.key(f"check_{check.name}")):
            st.markdown(f":small[{escaped(check.sentence)}]")
            st.button(
                "Dismiss",
                key=drawn.form.key(f"dismiss_{check.name}"),
                type="tertiary",
                help=escaped(check.sentence),
                on_click=drawn.dismiss,
                args=(check.name,),
            )
    hidden = len(found) - len(left)
    if hidden:
        label = f"Show {counted(hidden, 'dismissed check')}"
        st.button(label, key=drawn.form.key("show_dismissed"), type="tertiary", on_click=drawn.show_dismissed)


def _draw_ways_out(visit: Visit, drawn: PitchForm, pitch: Pitch | None, text: str) -> None:
    named = pitch or Pitch(name="Pitch")
    wording, pace, limits = drawn.wording, visit.profile.pace, rules.of(visit.workspace).pitch
    with st.container(horizontal=True):
        copy_button("Copy", text, key=drawn.form.key("copy"))
        st.download_button(
            "Text",
            text,
            card.file_name(named, "txt"),
            "text/plain",
            key=drawn.form.key("text"),
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            "Card to print",
            for_this_browser(visit.workspace, lambda: card.export(named, wording, pace, limits)),
            card.file_name(named, "html"),
            "text/html",
            key=drawn.form.key("card"),
            help="A small web page (.html): open it and print",
            on_click="ignore",
            icon=":material/print:",
        )
