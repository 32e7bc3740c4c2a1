"""The branding checklist, channel by channel: what to set right before people look the member up."""

from __future__ import annotations

import streamlit as st

from netdash.records import BrandingItem
from netdash.targets import branding
from netdash.targets.screens import branding_form
from netdash.targets.screens.parts import PAGE
from netdash.ui import flash, lists, session
from netdash.ui.forms import folded
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


def items(visit: Visit) -> tuple[BrandingItem, ...]:
    """Return the whole checklist, archived items too, put together once a change."""
    return visit.remember(lambda: branding.checklist(visit.workspace.all(BrandingItem)), "branding", BrandingItem)


def show(visit: Visit) -> None:
    """Draw how far it has come, the channels with their items, and the form for one of one's own."""
    found = items(visit)
    whole = branding.progress(found)
    st.markdown("People look you up before they answer. Set right what they find, one channel at a time.")
    st.progress(whole.done / whole.total if whole.total else 0.0, text=f"{whole.words} in all")
    groups = branding.by_channel(found)
    first = next((name for name, of in groups.items() if any(one.done_at is None for one in of)), "")
    for channel, of in groups.items():
        _draw_channel(channel, of, unfolded=channel == first)
    form, key = branding_form.FORM, "target_plan_branding_form"
    box = folded(visit, "Add an item of your own", form, icon=":material/add:", key=key)
    if box.open:
        with box:
            drawn = branding_form.BrandingForm(visit, found)
            if drawn.form.submitted("Add the item"):
                with flash.errors_shown():
                    branding_form.add(visit, drawn)
    _draw_archived([one for one in found if one.archived])
    st.caption(f"Source: {escaped(branding.source())}.")


def _draw_channel(channel: str, of: tuple[BrandingItem, ...], *, unfolded: bool) -> None:
    done = branding.progress(of)
    icon = ":material/check_circle:" if done.done == done.total else ":material/radio_button_unchecked:"
    # By its first item: a channel has no id of its own.
    key = f"target_plan_channel_{of[0].id}"
    box = st.expander(f"{escaped(channel)} · {done.words}", unfolded, icon=icon, key=key, on_change="rerun")
    if not box.open:
        return
    with box:
        if channel in branding.notes():
            st.caption(escaped(branding.notes()[channel]))
        for one in of:
            _draw_item(one)


def _draw_item(one: BrandingItem) -> None:
    key = f"target_plan_tick_{one.id}"
    st.session_state[key] = one.done_at is not None
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.checkbox(escaped(one.text), key=key, on_change=_tick, args=(one.id, key), width="stretch", wrap=True)
        if st.button("Edit", key=f"target_plan_edit_{one.id}", type="tertiary"):
            st.switch_page(PAGE, query_params={"item": one.id})


def _draw_archived(archived: list[BrandingItem]) -> None:
    if not archived:
        return
    label, key = f"Archived ({len(archived)})", "target_plan_branding_archived"
    box = st.expander(label, icon=":material/inventory_2:", key=key, on_change="rerun")
    if not box.open:
        return
    with box:
        for one in lists.paged(archived, f"{key}_page"):
            if lists.row(escaped(one.text), escaped(one.channel), "Open", key=f"target_plan_edit_{one.id}"):
                st.switch_page(PAGE, query_params={"item": one.id})
        lists.pager(archived, f"{key}_page")


def _tick(id: str, key: str) -> None:
    done = bool(st.session_state[key])

    def tick() -> None:
        visit = session.opened()
        branding.tick(visit.workspace, id, visit.now, done=done)

    flash.saying_problems(tick)
