"""The form in which a pitch is written, part by part."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from netdash.errors import GoneError
from netdash.moments import when_words
from netdash.pitch import pitches
from netdash.pitch.parts import PARTS, Part
from netdash.pitch.pitches import AUDIENCE_WORDS
from netdash.pitch.screens import used
from netdash.records import Audience, Pitch, Wording
from netdash.ui import flash, orphaned_drafts, session
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.record_form import Submission
from netdash.ui.session import Visit
from netdash.ui.undo import reported

WIDE = 400
"""The width of what pops up, in pixels."""


class PitchForm:
    """Draws the fields; `wording` is what they say, and `pitch` makes a record, raising what is wrong."""

    def __init__(self, visit: Visit, pitch: Pitch | None) -> None:
        self._visit, self._old = visit, pitch
        self.form = form = Form(visit, "pitch_builder", pitch)
        said = pitch.wording if pitch else Wording()
        with st.container(horizontal=True):
            audience = pitch.audience if pitch else Audience.GENERAL
            with st.container(width=150):
                self._audience = Audience(choose_audience(form, audience))
            suggested = pitches.free_name(visit.workspace, self._audience)
            self._name = form.line("Name", "name", pitch.name if pitch else "", placeholder=suggested)
        past, interests, outcome = (self._draw_part(part, getattr(said, part.field)) for part in PARTS)
        # Where there is no pitch yet to remember what was dismissed, the form does.
        self._dismissed = "" if pitch else form.unseen("dismissed", [], counts=False)
        # Not checked here: a text that is too long is still shown, and refused with a sentence when saved.
        self.wording = Wording.model_construct(past=past, interests=interests, outcome=outcome)
        form.keep()

    def pitch(self) -> Pitch:
        """Make the record, as yet without what it says. Raises ValidationError where a field cannot be as it is."""
        if self._old is None:
            name = self._name if self._name.strip() else pitches.free_name(self._visit.workspace, self._audience)
            return Pitch(id=self.form.token, name=name, audience=self._audience, dismissed=tuple(self.dismissed))
        return self._old.replace(updated_at=self.form.base, name=self._name, audience=self._audience)

    def repeats(self, stored: Pitch) -> bool:
        """Tell whether a pitch that is stored says all that is in the form: a second click, or the same draft again."""
        same_name = stored.name == " ".join(self._name.split()) or not self._name.strip()
        says_it = pitches.revised(stored, self.wording, self._visit.now) is stored
        return says_it and same_name and stored.audience is self._audience

    @property
    def dismissed(self) -> list[str]:
        """The checks that were dismissed."""
        return list(self._old.dismissed if self._old else st.session_state[self._dismissed])

    def dismiss(self, name: str) -> None:
        """Remember that a check was dismissed. A callback."""
        if self._old is None:
            st.session_state[self._dismissed] = [*self.dismissed, name]
        else:
            reported(lambda workspace, id: pitches.dismiss_check(workspace, id, name), self._old.id)

    def show_dismissed(self) -> None:
        """Forget what was dismissed. A callback."""
        if self._old is None:
            st.session_state[self._dismissed] = []
        else:
            reported(pitches.show_all_checks, self._old.id)

    def _draw_part(self, part: Part, start: str) -> str:
        with st.container(gap="xsmall"):
            text = self.form.area(part.title, part.field, start, height=125, placeholder=part.prompts[0])
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


def draw_save(visit: Visit, drawn: PitchForm, pitch: Pitch | None) -> None:
    """Draw the button that saves, and where the pitch stands."""
    with st.container(horizontal=True, vertical_alignment="center"):
        label = "Save this version" if pitch else "Save the pitch"
        pressed = st.button(label, key=drawn.form.key("save"), type="primary")
        st.caption(_standing(visit, drawn, pitch))
    if pressed:
        with drawn.form.submitting() as submission:
            _save(visit, drawn, pitch, submission)


def _standing(visit: Visit, drawn: PitchForm, pitch: Pitch | None) -> str:
    if not drawn.form.blank:
        return "Not saved yet; kept as a draft while you type."
    if pitch is None or not pitch.revisions:
        return "Nothing typed yet."
    return f"Version {len(pitch.revisions)}, saved {when_words(pitch.revisions[-1].saved_at, visit.now, visit.zone)}."


def _save(visit: Visit, drawn: PitchForm, old: Pitch | None, submission: Submission) -> None:
    twin = visit.workspace.get(Pitch, drawn.form.token)
    if twin is not None and not drawn.repeats(twin):
        drawn.form.renew_token(Pitch)
    pitch = drawn.pitch()
    id = pitches.save_pitch(visit.workspace, pitch, drawn.wording, visit.now)
    again = old is not None and pitches.same(old.wording, visit.workspace.require(Pitch, id).wording)
    submission.say(f"Saved {pitch.name}." if again or old is None else f"Saved {pitch.name} as a new version.")
    submission.then(lambda: _open(id))


NEW = "new"
KEY = "pitch_builder_pitch"
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def choose(visit: Visit) -> Pitch | None:
    """Draw the choice where there is one, and return the pitch to work on; None for a new one.

    The address says which, and from then on that it is a new one. Without a word there it is a new one that was
    begun, or else the one changed last.
    """
    mine = pitches.in_order(visit.workspace.all(Pitch))
    wanted = st.query_params.get("pitch", "")
    chosen = next((one for one in mine if one.id == wanted), None)
    words_left = False
    if wanted not in ("", NEW) and chosen is None:
        flash.show_error(GoneError(Pitch.noun))
        words_left = orphaned_drafts.show_of_gone(visit, [wanted])
        if not words_left:
            st.query_params.clear()
    if chosen is None and mine and wanted != NEW and not session.unfinished(visit, "pitch_builder"):
        chosen = max(mine, key=lambda one: one.updated_at or LONG_AGO)
    if chosen is None and wanted != NEW and not words_left:
        _open(NEW)  # so that this tab goes on writing it, whatever another one saves meanwhile
    if not mine:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _draw_choice(mine, chosen)
        if chosen is not None:
            st.button("New pitch", key="pitch_builder_new", icon=":material/add:", on_click=_open, args=(NEW,))
            _draw_derive(visit, chosen)
    if chosen is not None and chosen.base:
        _draw_base(visit, chosen.id, chosen.base)
    return chosen


def _draw_choice(mine: tuple[Pitch, ...], chosen: Pitch | None) -> None:
    labels = {one.id: pitches.label(one) for one in mine}
    st.session_state[KEY] = chosen.id if chosen else None
    st.selectbox(
        "Your pitches",
        list(labels),
        index=None,
        format_func=lambda id: labels.get(id, id),
        key=KEY,
        placeholder="A new pitch",
        on_change=_follow,
        width=420,
    )


def _follow() -> None:
    if st.session_state[KEY] is not None:  # Escape empties the choice; a new pitch has its own button
        _open(st.session_state[KEY])


def _open(pitch: str) -> None:
    st.query_params["pitch"] = pitch


def choose_audience(form: Form, start: Audience) -> str:
    """Draw the choice of an audience in a form and return what is chosen."""
    words = {audience.value: AUDIENCE_WORDS[audience] for audience in Audience}
    return form.choice("For", "audience", words, start.value, width=150)


def _draw_base(visit: Visit, id: str, base: str) -> None:
    label, icon = f"Derived from {escaped(used.named(visit, base))}", ":material/call_split:"
    if visit.workspace.get(Pitch, base) is None:
        st.caption(f"{icon} {label}")
    else:
        key = f"pitch_builder_base_{id}"
        st.button(label, key=key, type="tertiary", icon=icon, on_click=_open, args=(base,), help="Open that pitch")


def _draw_derive(visit: Visit, base: Pitch) -> None:
    """Offer a copy for another audience, which then goes its own way."""
    with (
        st.popover("Derive", icon=":material/call_split:", key=f"pitch_builder_derive_open_{base.id}"),
        st.container(width=360),
    ):
        st.caption("Starts a pitch for somebody else from this one’s last saved version. They then go their own ways.")
        form = Form(visit, "pitch_builder_derive", about=base.id)
        audience = Audience(choose_audience(form, _next_audience(base.audience)))
        suggested = pitches.free_name(visit.workspace, audience)
        name = form.line("Name", "name", placeholder=suggested) or suggested
        form.keep()
        if st.button("Derive it", key=form.key("save")):
            with form.submitting(Pitch) as submission:
                derived = form.made(Pitch, {"name": name, "audience": audience})
                id = pitches.derive(visit.workspace, base.id, derived, visit.now)
                submission.then(lambda: _open(id))
                submission.say(f"Derived {derived.name} from {base.name}.")


def _next_audience(audience: Audience) -> Audience:
    return Audience.HR if audience is Audience.TECHNICAL else Audience.TECHNICAL
