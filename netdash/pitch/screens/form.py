"""The form in which a pitch is written, part by part, and the choice of the pitch to work on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.errors import GoneError
from netdash.moments import when_words
from netdash.pitch import pitches
from netdash.pitch.parts import PARTS, PitchPart
from netdash.pitch.pitches import AUDIENCE_WORDS
from netdash.pitch.screens import pitch_picker
from netdash.records import Audience, Pitch, Wording
from netdash.ui import flash, orphaned_drafts, session
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.record_form import Submission
from netdash.ui.session import Visit, reported

WIDE = 400
"""The width of a popover, in pixels."""


class PitchForm:
    """The form of a pitch: draws its fields when made; `wording` is their text, and `pitch` builds the record."""

    def __init__(self, visit: Visit, pitch: Pitch | None) -> None:
        self._visit, self._stored = visit, pitch
        self.form = form = Form(visit, "pitch_builder", pitch)
        wording = pitch.wording if pitch else Wording()
        with st.container(horizontal=True):
            audience = pitch.audience if pitch else Audience.GENERAL
            self._audience = Audience(choose_audience(form, audience))
            suggested = pitches.free_name(visit.workspace, self._audience)
            self._name = form.line("Name", "name", pitch.name if pitch else "", placeholder=suggested)
        past, interests, outcome = (self._draw_part(part, getattr(wording, part.field)) for part in PARTS)
        # Where there is no pitch yet to remember what was dismissed, the form does.
        self._dismissed = "" if pitch else form.unseen("dismissed", [], counts=False)
        self.dismissed = list(pitch.dismissed if pitch else st.session_state[self._dismissed])
        # Not checked here: a text that is too long is still shown, and refused with a sentence when saved.
        self.wording = Wording.model_construct(past=past, interests=interests, outcome=outcome)
        form.keep()

    @property
    def is_saved(self) -> bool:
        """Whether all that is in the form is saved."""
        return self._stored is not None and self.form.blank

    def pitch(self) -> Pitch:
        """Make the record without its wording. Raises ValidationError where a field is not valid."""
        if self._stored is None:
            name = self._name if self._name.strip() else pitches.free_name(self._visit.workspace, self._audience)
            return Pitch(id=self.form.token, name=name, audience=self._audience, dismissed=tuple(self.dismissed))
        return self._stored.replace(updated_at=self.form.base, name=self._name, audience=self._audience)

    def is_repeat_of(self, stored: Pitch) -> bool:
        """Tell whether a stored pitch has all that is in the form: a second click, or the same draft again."""
        same_name = stored.name == " ".join(self._name.split()) or not self._name.strip()
        same_wording = pitches.with_version(stored, self.wording, self._visit.now) is stored
        return same_wording and same_name and stored.audience is self._audience

    def dismiss(self, name: str) -> None:
        """Store that a check was dismissed. A callback."""
        if self._stored is None:
            st.session_state[self._dismissed] = [*st.session_state[self._dismissed], name]
        else:
            reported(pitches.dismiss_check, self._stored.id, name)

    def show_dismissed(self) -> None:
        """Show all checks again. A callback."""
        if self._stored is None:
            st.session_state[self._dismissed] = []
        else:
            reported(pitches.clear_dismissed_checks, self._stored.id)

    def _draw_part(self, part: PitchPart, start: str) -> str:
        with st.container(gap="xsmall"):
            text = self.form.area(part.title, part.field, start, height=105, placeholder=part.prompts[0])
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.caption(part.purpose)
                key = self.form.key(f"prompts_{part.field}")
                with (
                    st.popover("Ideas", icon=":material/lightbulb:", type="tertiary", key=key),
                    st.container(width=WIDE),
                ):
                    st.markdown("**Ask yourself**\n\n" + "\n".join(f"- {prompt}" for prompt in part.prompts))
                    st.markdown(f"**An example**\n\n> {part.example}")
        return text


def draw_save(visit: Visit, pitch_form: PitchForm, pitch: Pitch | None) -> None:
    """Draw the button that saves, which comes first while anything is unsaved, and the status of the pitch."""
    with st.container(horizontal=True, vertical_alignment="center"):
        label = "Save this version" if pitch else "Save the pitch"
        kind: Literal["primary", "secondary"] = "secondary" if pitch_form.is_saved else "primary"
        pressed = st.button(label, key=pitch_form.form.key("save"), type=kind)
        st.caption(_status(visit, pitch_form, pitch))
    if pressed:
        with pitch_form.form.submitting(Pitch, repeats=pitch_form.is_repeat_of) as submission:
            _save(visit, pitch_form, pitch, submission)


def _status(visit: Visit, pitch_form: PitchForm, pitch: Pitch | None) -> str:
    if not pitch_form.form.blank:
        return "Not saved yet; kept as a draft while you type."
    if pitch is None or not pitch.revisions:
        return "Nothing typed yet."
    return f"Version {len(pitch.revisions)}, saved {when_words(pitch.revisions[-1].saved_at, visit.now, visit.zone)}."


def _save(visit: Visit, pitch_form: PitchForm, stored: Pitch | None, submission: Submission) -> None:
    pitch = pitch_form.pitch()
    id = pitches.save_pitch(visit.workspace, pitch, pitch_form.wording, visit.now)
    unchanged = stored is not None and pitches.is_same(stored.wording, visit.workspace.require(Pitch, id).wording)
    submission.say(f"Saved {pitch.name}." if unchanged or stored is None else f"Saved {pitch.name} as a new version.")
    submission.then(lambda: _open(id))


NEW = "new"
CHOICE_KEY = "pitch_builder_pitch"
SHOWN = "_pitch_builder_shown"
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def choose(visit: Visit, actions: DeltaGenerator) -> Pitch | None:
    """Draw among the actions the choice of a pitch, where there are any; return the one to work on, None for a new one.

    The page's address names it, a new one too. Where the address names none, it is the new one with a draft,
    else the one changed last.
    """
    all_pitches = pitches.in_order(visit.workspace.all(Pitch))
    pitch = _find(visit, all_pitches)
    if not all_pitches:
        return None
    with actions:
        _draw_choice(all_pitches, pitch)
        if pitch is not None:
            st.button("New pitch", key="pitch_builder_new", icon=":material/add:", on_click=_open, args=(NEW,))
            _draw_derive(visit, pitch)
    return pitch


def _find(visit: Visit, all_pitches: tuple[Pitch, ...]) -> Pitch | None:
    address, shown = st.query_params.get("pitch", ""), st.session_state.pop(SHOWN, "")
    pitch = next((candidate for candidate in all_pitches if candidate.id == address), None)
    words_left = False
    if address not in ("", NEW) and pitch is None:
        flash.show_error(GoneError(Pitch.noun))
        words_left = orphaned_drafts.show_of_gone(visit, [address])
        if not words_left:
            st.query_params.clear()
    elif shown and all(candidate.id != shown for candidate in all_pitches):  # another tab has deleted it
        words_left = orphaned_drafts.show_of_gone(visit, [shown])
    if pitch is None and all_pitches and address != NEW and not session.unfinished(visit, "pitch_builder"):
        pitch = max(all_pitches, key=lambda candidate: candidate.updated_at or LONG_AGO)
    if pitch is None and address != NEW and not words_left:
        _open(NEW)  # so that this tab goes on writing it, whatever another one saves meanwhile
    if words_left or pitch is not None:
        st.session_state[SHOWN] = shown if words_left else pitch and pitch.id
    return pitch


def _draw_choice(all_pitches: tuple[Pitch, ...], pitch: Pitch | None) -> None:
    labels = {pitch.id: pitches.label(pitch) for pitch in all_pitches}
    st.session_state[CHOICE_KEY] = pitch.id if pitch else None
    st.selectbox(
        "Your pitches",
        list(labels),
        index=None,
        format_func=lambda id: labels.get(id, id),
        key=CHOICE_KEY,
        placeholder="A new pitch",
        on_change=_open_choice,
        label_visibility="collapsed",
        width=280,
    )


def _open_choice() -> None:
    if st.session_state[CHOICE_KEY] is not None:  # Escape empties the choice; a new pitch has its own button
        _open(st.session_state[CHOICE_KEY])


def _open(pitch: str) -> None:
    st.query_params["pitch"] = pitch


def choose_audience(form: Form, start: Audience) -> str:
    """Draw the choice of an audience in a form and return its value."""
    words = {audience.value: AUDIENCE_WORDS[audience] for audience in Audience}
    return form.choice("Audience", "audience", words, start.value, width=150)


def draw_base(visit: Visit, pitch: Pitch) -> None:
    """Draw which pitch this one was duplicated from, with the way to it where it is still there."""
    if not pitch.base:
        return
    label, icon = f"Duplicated from {escaped(pitch_picker.pitch_label(visit, pitch.base))}", ":material/call_split:"
    if visit.workspace.get(Pitch, pitch.base) is None:
        st.caption(f"{icon} {label}")
    else:
        key, tip = f"pitch_builder_base_{pitch.id}", "Open that pitch"
        st.button(label, key=key, type="tertiary", icon=icon, on_click=_open, args=(pitch.base,), help=tip)


def _draw_derive(visit: Visit, base: Pitch) -> None:
    """Offer a copy for another audience, independent from then on."""
    label = "Duplicate for another audience"
    with (
        st.popover(label, icon=":material/call_split:", key=f"pitch_builder_derive_open_{base.id}"),
        st.container(width=360),
    ):
        st.caption("Starts from the last saved version. A change in one does not change the other.")
        form = Form(visit, "pitch_builder_derive", about=base.id)
        audience = Audience(choose_audience(form, _next_audience(base.audience)))
        default = pitches.free_name(visit.workspace, audience)
        name = form.line("Name", "name", placeholder=default) or default
        form.keep()
        if st.button("Duplicate", key=form.key("save")):
            with form.submitting(Pitch) as submission:
                pitch = form.made(Pitch, {"name": name, "audience": audience})
                id = pitches.derive(visit.workspace, base.id, pitch, visit.now)
                submission.then(lambda: _open(id))
                submission.say(f"Duplicated {base.name} as {pitch.name}.")


def _next_audience(audience: Audience) -> Audience:
    return Audience.HR if audience is Audience.TECHNICAL else Audience.TECHNICAL
