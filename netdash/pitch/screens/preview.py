"""The pitch in one piece while it is written: how long it takes to say, and what to look at."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from netdash import profile, rules
from netdash.pitch import card, pitches
from netdash.pitch.checks import checks, open_checks
from netdash.pitch.parts import PARTS
from netdash.pitch.screens.form import PitchForm
from netdash.records import Pitch
from netdash.ui import layout, lists
from netdash.ui.components import component, plain_inputs
from netdash.ui.copy_button import copy_button
from netdash.ui.forms import placeholder
from netdash.ui.markdown import escaped
from netdash.ui.request_guard import download_button
from netdash.ui.session import Visit
from netdash.wording import count_words, counted

PACE = "pitch_builder_pace"


def show(visit: Visit, pitch_form: PitchForm, pitch: Pitch | None) -> None:
    """Draw in a card the text of the pitch, its length and pace, its checks, and its exports."""
    text = pitches.full_text(pitch_form.wording)
    with layout.card(":material/record_voice_over: As you will say it"):
        with placeholder():
            if text:
                st.text(text, width=layout.TEXT_WIDTH)
            else:
                st.caption("What you write appears here, with the time it takes to say. For example:")
                st.caption("\n\n".join(f"*{part.example}*" for part in PARTS), width=layout.CAPTION_WIDTH)
        _draw_length(visit, text)
        if text:
            _draw_exports(visit, pitch_form, pitch, text)
            _draw_checks(visit, pitch_form)


def _draw_length(visit: Visit, text: str) -> None:
    limits, words = rules.of(visit.workspace).pitch, count_words(text)
    seconds = pitches.spoken_seconds(words, visit.profile.pace)
    shortest, longest = limits.shortest_seconds, limits.longest_seconds
    whole = pitches.whole_seconds(seconds, shortest, longest)
    aim = f"{shortest}–{longest} s"
    if seconds < shortest:
        badge = f":orange-badge[under {shortest} s]" if words else ""
    elif seconds > longest:
        badge = f":orange-badge[:material/hourglass_bottom: over {longest} s]"
    else:
        badge = f":green-badge[:material/check: within {aim}]"
    words_spoken = f"{counted(words, 'word')}, {whole} s spoken; aim for {aim}"
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            line = f"**{whole} s** · {counted(words, 'word')} {badge}" if words else f"Aim for {aim}"
            st.markdown(line, width="stretch")
            with st.popover("Pace", icon=":material/speed:", type="tertiary", key="pitch_builder_pace_open"):
                _draw_pace(visit)
        _draw_bar(seconds, shortest, longest, words_spoken, "pitch_builder_length")


def _draw_pace(visit: Visit) -> None:
    limits, pace = rules.of(visit.workspace).pitch, visit.profile.pace
    lists.immediate_field(
        st.number_input,
        "Words a minute",
        PACE,
        pace,
        lambda opened, pace: profile.set_pace(opened.workspace, pace),
        min_value=min(limits.slowest_pace, pace),
        max_value=max(limits.fastest_pace, pace),
        step=5,
        help=f"{limits.slowest_pace} is calm, {limits.fastest_pace} is brisk. For all your pitches.",
        width=200,
    )


def _draw_checks(visit: Visit, pitch_form: PitchForm) -> None:
    all_checks = checks(pitch_form.wording, visit.profile.pace, rules.of(visit.workspace).pitch)
    visible = open_checks(all_checks, pitch_form.dismissed)
    if not all_checks:
        st.markdown(":small[:green[:material/check: Looks good: three parts, the right length, a clear ask.]]")
    if visible:
        st.markdown("**Worth a look**")
    for check in visible:
        with st.container(horizontal=True, wrap=False, gap="small", key=pitch_form.form.key(f"check_{check.name}")):
            st.markdown(f":small[{escaped(check.sentence)}]")
            st.button(
                "Dismiss",
                key=pitch_form.form.key(f"dismiss_{check.name}"),
                type="tertiary",
                help=escaped(check.sentence),
                on_click=pitch_form.dismiss,
                args=(check.name,),
            )
    dismissed_count = len(all_checks) - len(visible)
    if dismissed_count:
        label = f"Show {counted(dismissed_count, 'dismissed check')}"
        st.button(label, key=pitch_form.form.key("show_dismissed"), type="tertiary", on_click=pitch_form.show_dismissed)


def _draw_exports(visit: Visit, pitch_form: PitchForm, pitch: Pitch | None, text: str) -> None:
    card_pitch = pitch or Pitch(name="Pitch")
    wording, pace, limits = pitch_form.wording, visit.profile.pace, rules.of(visit.workspace).pitch
    with st.container(horizontal=True):
        copy_button("Copy", text, key=pitch_form.form.key("copy"), primary=pitch_form.is_saved)
        file, key = card.file_name(card_pitch, "txt"), pitch_form.form.key("text")
        download_button(visit.workspace, "Text", text, file, "text/plain", key)
        download_button(
            visit.workspace,
            "Card to print",
            lambda: card.export(card_pitch, wording, pace, limits),
            card.file_name(card_pitch, "html"),
            "text/html",
            pitch_form.form.key("card"),
            "print",
            help="A small web page (.html): open it and print",
        )


_HTML = """
<div class="bar" role="img"><div class="band"></div><div class="fill"></div></div>
<div class="ticks" aria-hidden="true"><span></span><span></span></div>
"""


def _draw_bar(seconds: float, shortest: int, longest: int, words: str, key: str) -> None:
    """Draw the bar with the range from `shortest` to `longest` marked, in seconds; `words` say the same."""
    whole = longest * 1.5
    if plain_inputs():
        st.progress(min(1.0, seconds / whole), text=words)
        return
    fits = shortest <= seconds <= longest
    values = {"seconds": seconds, "shortest": shortest, "longest": longest, "whole": whole, "words": words}
    component(Path(__file__).with_name("length_bar"), _HTML)(key=key, data={**values, "right": fits}, height="content")
