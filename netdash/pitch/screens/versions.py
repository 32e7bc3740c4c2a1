"""What becomes of a written pitch: its shorter cuts, its history with differences, and deleting it."""

from __future__ import annotations

import streamlit as st

from netdash import rules, trash
from netdash.moments import when_words
from netdash.pitch import pitches
from netdash.pitch.cuts import Cut, cuts
from netdash.pitch.diff import Change, Segment, differences
from netdash.pitch.parts import PARTS
from netdash.pitch.screens.form import PitchForm
from netdash.records import Meeting, Pitch, Wording
from netdash.ui import flash
from netdash.ui.copy_button import copy_button
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing
from netdash.wording import counted, listed

TITLES = {part.field: part.title for part in PARTS}
MARKS = {Change.SAME: "{}", Change.ADDED: ":green[**{}**]", Change.REMOVED: ":red[~~{}~~]"}


def show_cuts(visit: Visit, wording: Wording) -> None:
    """Draw what of the pitch fits shorter times, side by side, once there is anything to cut."""
    made = cuts(wording, rules.shipped().pitch.cuts_seconds, visit.profile.pace)
    if made[0].sentences == made[-1].sentences and not made[0].missing:
        return
    st.subheader("Shorter cuts")
    st.caption("What fits when there is less time, in whole sentences: the opening of every part first.")
    told: set[tuple[str, ...]] = set()
    for column, one in zip(st.columns(len(made), gap="medium"), made, strict=True):
        with column, st.container(gap="small"):
            _draw_cut(one, again=one.sentences in told)
        told.add(one.sentences)


def _draw_cut(one: Cut, *, again: bool) -> None:
    st.markdown(f"**{one.limit} s** :gray[· {counted(one.words, 'word')}]")
    if again:
        st.caption("The same as the shorter cut.")
        return
    if one.sentences:
        st.markdown(f":small[{escaped(one.text)}]")
        copy_button("Copy", one.text, key=f"pitch_builder_copy_{one.limit}")
    if one.missing:
        parts = listed([TITLES[name].lower() for name in one.missing])
        st.caption(f"No room for {parts}. Shorten the first sentences, and it fits.")


def show_history(visit: Visit, drawn: PitchForm, pitch: Pitch) -> None:
    """Draw the saved versions, if any, behind a fold: what differs from the text above, and the way back to one."""
    if not pitch.revisions:
        return
    label = f"History: {counted(len(pitch.revisions), 'version')}"
    box = st.expander(label, icon=":material/history:", key=drawn.form.key("history"), on_change="rerun")
    if box.open:
        with box:
            _draw_history(visit, drawn, pitch)


def _draw_history(visit: Visit, drawn: PitchForm, pitch: Pitch) -> None:
    version = _draw_choice(visit, drawn, pitch)
    chosen = pitch.revisions[version]
    if pitches.same(chosen, _tidied(drawn.wording)):
        st.caption("This is what the pitch says now.")
        return
    st.markdown(":small[From that version to the text above: :green[**added**], :red[~~removed~~].]")
    for part in PARTS:
        old, new = getattr(chosen, part.field), getattr(drawn.wording, part.field).strip()
        if old != new:
            st.markdown(f"**{part.title}**  \n{marked(differences(old, new))}")
    if st.button("Restore that version", key=drawn.form.key("restore"), icon=":material/restore:"):
        with drawn.form.submitting() as submission:
            opened = pitch.replace(updated_at=drawn.form.base)
            pitches.restore_version(visit.workspace, opened, version, visit.now, drawn.wording)
            submission.say(f"Restored version {version + 1} of {pitch.name}. The others stay in its history.")


def _draw_choice(visit: Visit, drawn: PitchForm, pitch: Pitch) -> int:
    key, last = drawn.form.key("version"), len(pitch.revisions) - 1
    if st.session_state.get(key, last + 1) > last:
        st.session_state[key] = max(0, last - drawn.form.blank)  # the saved one where something is typed over it

    def named(version: int) -> str:
        saved = when_words(pitch.revisions[version].saved_at, visit.now, visit.zone)
        words = pitches.count_words(pitches.joined(pitch.revisions[version]))
        return f"Version {version + 1}, {saved}, {counted(words, 'word')}"

    return st.selectbox("Compare with", list(range(last, -1, -1)), format_func=named, key=key)


def _tidied(wording: Wording) -> Wording:
    return Wording.model_construct(**{name: getattr(wording, name).strip() for name in pitches.FIELDS})


def marked(segments: tuple[Segment, ...]) -> str:
    """Write differences as Markdown: bold for what was added, struck through for what was removed."""
    shown = ""
    for segment in segments:
        if segment.change is Change.ADDED and shown and not shown[-1].isspace() and not segment.text[0].isspace():
            shown += " "  # apart from what it replaces
        shown += "".join(_marked(segment, line) for line in segment.text.splitlines(keepends=True))
    return shown


def _marked(segment: Segment, line: str) -> str:
    """Mark one line of a segment, its white space outside the marks, where Markdown wants it."""
    words = " ".join(line.split())
    end = "  \n" if line.splitlines() != [line] else " " * (line != line.rstrip())
    if not words:
        return end or " "
    said = MARKS[segment.change].format(escaped(words))
    return f"{' ' * (line != line.lstrip())}{said}{end}"


def show_delete(visit: Visit, pitch: Pitch) -> None:
    """Draw the button that deletes, with undo."""
    if st.button(
        "Delete this pitch", key=f"pitch_builder_delete_{pitch.id}", icon=":material/delete:", type="tertiary"
    ):
        with flash.errors_shown():
            gone = pitches.delete_pitch(visit.workspace, pitch.id, visit.now)
            st.query_params.clear()
            used = any(one.pitch == pitch.id for one in visit.workspace.all(Meeting))
            also = " Conversations still name it." if used else ""
            flash.say(f"Deleted {pitch.name}.{also}", undo=undoing(trash.restore, gone))
            st.rerun()
