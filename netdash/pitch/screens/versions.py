"""Below the pitch: its shorter versions, its history with differences, and the button that deletes it."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.moments import when_words
from netdash.pitch import pitches
from netdash.pitch.cuts import Cut, cuts
from netdash.pitch.diff import Segment, SegmentKind, differences
from netdash.pitch.parts import PARTS
from netdash.pitch.screens.form import SHOWN, PitchForm
from netdash.records import Meeting, Pitch, Wording
from netdash.ui import lists
from netdash.ui.copy_button import copy_button
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out_deletion
from netdash.wording import count_words, counted, listed

CUT_WIDTH = 260
"""In pixels, at least."""

TITLES = {part.field: part.title for part in PARTS}
MARKS = {SegmentKind.SAME: "{}", SegmentKind.ADDED: ":green[**{}**]", SegmentKind.REMOVED: ":red[~~{}~~]"}


def show_cuts(visit: Visit, wording: Wording) -> None:
    """Draw the shorter versions side by side, once there is anything to shorten."""
    all_cuts = cuts(wording, rules.shipped().pitch.cuts_seconds, visit.profile.pace)
    if all_cuts[0].sentences == all_cuts[-1].sentences and not all_cuts[0].missing:
        return
    st.header("Shorter versions")
    st.caption("For when there is less time: whole sentences, the start of every part first.")
    whole, seen = count_words(pitches.full_text(wording)), set[tuple[str, ...]]()
    with st.grid(len(all_cuts), min_column_width=CUT_WIDTH):
        for cut in all_cuts:
            with st.container(border=True, gap="small", height="stretch"):
                _draw_cut(cut, is_whole=cut.words == whole, is_repeat=cut.sentences in seen)
            seen.add(cut.sentences)


def _draw_cut(cut: Cut, *, is_whole: bool, is_repeat: bool) -> None:
    st.markdown(f"**{cut.limit} s** :gray[· {counted(cut.words, 'word')}]")
    if is_whole or is_repeat:
        st.caption("The whole pitch fits." if is_whole else "Same as the shorter version.")
        return
    if cut.sentences:
        st.markdown(f":small[{escaped(cut.text)}]")
        copy_button("Copy", cut.text, key=f"pitch_builder_copy_{cut.limit}")
    if cut.missing:
        parts = listed([TITLES[name] for name in cut.missing]).capitalize()
        st.caption(f"{parts} didn’t fit; shorten the first sentences.")


def show_history(visit: Visit, pitch_form: PitchForm, pitch: Pitch) -> None:
    """Draw the saved versions in a folded box: how each differs from the form, and the button that restores it."""
    if not pitch.revisions:
        return
    label = f"History: {counted(len(pitch.revisions), 'version')}"
    box = st.expander(label, icon=":material/history:", key=pitch_form.form.key("history"), on_change="rerun")
    if box.open:
        with box:
            _draw_history(visit, pitch_form, pitch)


def _draw_history(visit: Visit, pitch_form: PitchForm, pitch: Pitch) -> None:
    version = _draw_choice(visit, pitch_form, pitch)
    wording = pitch.revisions[version]
    if pitches.is_same(wording, _stripped(pitch_form.wording)):
        st.caption("Same as the current text.")
        return
    st.markdown(":small[Changes since that version: :green[**added**], :red[~~removed~~].]")
    for part in PARTS:
        old, new = getattr(wording, part.field), getattr(pitch_form.wording, part.field).strip()
        if old != new:
            st.markdown(f"**{part.title}**  \n{diff_markdown(differences(old, new))}")
    if st.button("Restore this version", key=pitch_form.form.key("restore"), icon=":material/restore:"):
        with pitch_form.form.submitting(command="restore") as submission:
            base = pitch.replace(updated_at=pitch_form.form.base)
            pitches.restore_version(visit.workspace, base, version, visit.now, pitch_form.wording)
            submission.say(f"Restored version {version + 1} of {pitch.name}. The others stay in its history.")


def _draw_choice(visit: Visit, pitch_form: PitchForm, pitch: Pitch) -> int:
    key, last = pitch_form.form.key("version"), len(pitch.revisions) - 1
    if st.session_state.get(key, last + 1) > last:
        st.session_state[key] = max(0, last - pitch_form.form.blank)  # the saved one where something is typed over it

    def label(version: int) -> str:
        when = when_words(pitch.revisions[version].saved_at, visit.now, visit.zone)
        words = count_words(pitches.full_text(pitch.revisions[version]))
        return f"Version {version + 1}, {when}, {counted(words, 'word')}"

    return st.selectbox("Compare with", list(range(last, -1, -1)), format_func=label, key=key)


def _stripped(wording: Wording) -> Wording:
    return Wording.model_construct(**{name: getattr(wording, name).strip() for name in pitches.FIELDS})


def diff_markdown(segments: tuple[Segment, ...]) -> str:
    """Return differences as Markdown: bold for what was added, struck through for what was removed."""
    text = ""
    for segment in segments:
        if segment.kind is SegmentKind.ADDED and text and not text[-1].isspace() and not segment.text[0].isspace():
            text += " "  # apart from what it replaces
        text += "".join(_mark(segment, line) for line in segment.text.splitlines(keepends=True))
    return text


def _mark(segment: Segment, line: str) -> str:
    """Return one line of a segment as Markdown, which wants white space outside the marks."""
    words = " ".join(line.split())
    ending = "  \n" if line.splitlines() != [line] else " " * (line != line.rstrip())
    if not words:
        return ending or " "
    markdown = MARKS[segment.kind].format(escaped(words))
    return f"{' ' * (line != line.lstrip())}{markdown}{ending}"


def show_delete(visit: Visit, pitch: Pitch) -> None:
    """Draw the button that deletes, with undo."""
    if lists.quiet_button("Delete this pitch", f"pitch_builder_delete_{pitch.id}", "delete"):
        is_used = any(meeting.pitch == pitch.id for meeting in visit.workspace.all(Meeting))
        sentence = f"Deleted {pitch.name}.{' Conversations still name it.' if is_used else ''}"
        carry_out_deletion(lambda: _delete(visit, pitch.id), sentence)


def _delete(visit: Visit, id: str) -> str:
    """Delete a pitch, let go of what names it, and return its id in the trash."""
    trash_id = pitches.delete_pitch(visit.workspace, id, visit.now)
    st.query_params.clear()
    st.session_state.pop(SHOWN, None)
    return trash_id
