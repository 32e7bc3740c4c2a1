"""Choosing which pitch to work on, beginning a new one, and deriving one from another."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from netdash.errors import GoneError
from netdash.pitch import pitches
from netdash.pitch.pitches import AUDIENCE_WORDS
from netdash.pitch.screens import used
from netdash.records import Audience, Pitch
from netdash.ui import flash, session
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

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
    if wanted not in ("", NEW) and chosen is None:
        flash.show_error(GoneError(Pitch.noun))
        st.query_params.clear()
    if chosen is None and mine and wanted != NEW and not session.unfinished(visit, "pitch_builder"):
        chosen = max(mine, key=lambda one: one.updated_at or LONG_AGO)
    if chosen is None and wanted != NEW:
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
            form.answer_second_click()
            form.give_way(Pitch)
            with flash.errors_shown():
                derived = Pitch(id=form.token, name=name, audience=audience)
                with form.saving():
                    id = pitches.derive(visit.workspace, base.id, derived, visit.now)
                _open(id)
                flash.say(f"Derived {derived.name} from {base.name}.")
                st.rerun()


def _next_audience(audience: Audience) -> Audience:
    return Audience.HR if audience is Audience.TECHNICAL else Audience.TECHNICAL
