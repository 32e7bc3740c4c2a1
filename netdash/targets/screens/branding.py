"""The branding checklist by channel, and the page and form of one item."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.moments import day_of, day_words
from netdash.records import BrandingItem, Origin
from netdash.shipped import credit
from netdash.targets import branding
from netdash.targets.screens.parts import SCRIPT, PlanPart, part_query
from netdash.ui import layout, lists, part
from netdash.ui.archiving import offer_removal
from netdash.ui.forms import Form, form_box
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

FORM = "target_plan_branding"


def checklist(visit: Visit) -> tuple[BrandingItem, ...]:
    """Return the whole checklist, archived items too."""
    return visit.remember(lambda: branding.checklist(visit.workspace.all(BrandingItem)), "branding", BrandingItem)


def show(visit: Visit, actions: DeltaGenerator) -> None:
    """Draw the progress, the channels with their items, and the form that adds an item."""
    all_items = checklist(visit)
    progress = branding.progress(all_items)
    st.markdown("People look you up before they answer. Fix what they find, one channel at a time.")
    st.progress(progress.done / progress.total if progress.total else 0.0, text=f"{progress.words} in all")
    by_channel = branding.by_channel(all_items)
    open_channel = next((name for name, items in by_channel.items() if any(item.done_at is None for item in items)), "")
    columns, in_first = st.columns(2, gap="medium"), -(-len(by_channel) // 2)
    for number, (channel, items) in enumerate(by_channel.items()):
        with columns[number >= in_first]:
            _draw_channel(channel, items, unfolded=channel == open_channel)
    draw, icon, key = partial(_draw_form, visit, all_items), ":material/add:", "target_plan_branding_form"
    form_box(visit, "Add an item", FORM, draw, icon=icon, key=key, actions=actions)
    _draw_archived(visit, [item for item in all_items if item.archived])
    st.caption(f"Source: {escaped(credit('branding'))}.", width=layout.CAPTION_WIDTH)


def _draw_channel(channel: str, items: tuple[BrandingItem, ...], *, unfolded: bool) -> None:
    progress = branding.progress(items)
    icon = ":material/check_circle:" if progress.done == progress.total else ":material/radio_button_unchecked:"
    # By its first item: a channel has no id of its own.
    key = f"target_plan_channel_{items[0].id}"
    box = st.expander(f"{escaped(channel)} · {progress.words}", unfolded, icon=icon, key=key, on_change="rerun")
    if not box.open:
        return
    with box:
        if channel in branding.channel_notes():
            st.caption(escaped(branding.channel_notes()[channel]))
        for item in items:
            _draw_item(item)


def _draw_item(item: BrandingItem) -> None:
    key, is_done = f"target_plan_tick_{item.id}", item.done_at is not None
    tick = lambda opened, done: branding.tick(opened.workspace, item.id, opened.now, done=done)  # noqa: E731
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        lists.immediate_field(st.checkbox, escaped(item.text), key, is_done, tick, width="stretch", wrap=True)
        if st.button("Edit", key=f"target_plan_edit_{item.id}", type="tertiary"):
            st.switch_page(SCRIPT, query_params={"item": item.id})


def _draw_archived(visit: Visit, archived: list[BrandingItem]) -> None:
    if not archived:
        return
    key = "target_plan_branding_archived"

    def draw(_visit: Visit) -> None:
        for item in lists.paged(archived, f"{key}_page"):
            if lists.row(escaped(item.text), escaped(item.channel), "Open", key=f"target_plan_edit_{item.id}"):
                st.switch_page(SCRIPT, query_params={"item": item.id})

    part.folded_box(visit, f"Archived ({len(archived)})", "inventory_2", key, draw)


def _draw_form(visit: Visit, checklist: Iterable[BrandingItem], stored: BrandingItem | None = None) -> None:
    """Draw the form that adds an item, or changes the stored one, and save what is in it."""
    form, hint = Form(visit, FORM, stored), "Put the link to your portfolio on top"
    text = form.line("What is there to do?", "text", stored.text if stored else "", placeholder=hint)
    channels = (item.channel for item in checklist)
    channel = form.choice_or_new("Channel", "channel", channels, stored.channel if stored else "")
    form.keep()
    if not form.submitted("Save the changes" if stored else "Add the item"):
        return
    with form.submitting(BrandingItem) as submission:
        item = form.made(BrandingItem, {"text": text, "channel": channel})
        if stored:
            branding.edit(visit.workspace, item)
            submission.say("Saved the item.")
        else:
            branding.add(visit.workspace, item)
            submission.say(f"Added to your checklist: {item.text}")


def show_item(visit: Visit, id: str) -> None:
    """Draw the item with the form that changes it. Raises GoneError where there is none with this id."""
    lists.back("Branding checklist", SCRIPT, "target_plan_back", part_query(PlanPart.BRANDING))
    item = branding.find(visit.workspace, id)
    st.title(escaped(item.text))
    st.caption(_item_facts(visit, item))
    _draw_form(visit, checklist(visit), item)
    sentences = "Item reset to the original.", f"Deleted: {item.text}"
    query = part_query(PlanPart.BRANDING)
    offer_removal(visit, branding.CATALOGUE, item, "target_plan", item.text, *sentences, SCRIPT, query)


def _item_facts(visit: Visit, item: BrandingItem) -> str:
    done_words = f"done {day_words(day_of(item.done_at, visit.zone), visit.today)}" if item.done_at else "not done yet"
    origin = "your own" if item.origin is Origin.OWN else "came with netdash"
    return " · ".join([escaped(item.channel), done_words, origin, *(["archived"] if item.archived else [])])
