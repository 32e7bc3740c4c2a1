"""How often to be in touch: with one person on their page, and with everybody who carries a tag."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from netdash import rules, trash
from netdash.moments import day_words, when_words
from netdash.people import cadence, contacts
from netdash.people.cadence import Applied, last_contacts
from netdash.people.call_names import call_name
from netdash.people.contacts import ever_met
from netdash.records import Cadence, Contact, Meeting, Message, Promise, TagCadence
from netdash.ui import flash, lists
from netdash.ui.forms import Form, folded
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing
from netdash.wording import counted

FORM, TAG_FORM = "people_cadence", "people_tag"
AS_RULED, OWN, NEVER = "", "own", "never"
MOST_DAYS = 3650


def show(visit: Visit, person: Contact) -> None:
    """Draw when you were last in contact, when to be next, and the way to change how often."""
    st.subheader("Staying in touch")
    often = cadence.applied(person, _by_tag(visit), rules.of(visit.workspace).stay_in_touch)
    last = _last_contacts(visit).get(person.id)
    said = f"Last contact {when_words(last, visit.now, visit.zone)}." if last else "You have not been in contact yet."
    st.markdown(f"{said} {_next(visit, person, often, last)}")
    st.caption(f"{cadence.words(often.cadence).capitalize()}, {_why(person, often)}.")
    form, key = f"{FORM}_{person.id}", f"{FORM}_change_{person.id}"
    box = folded(visit, "Change how often", form, icon=":material/event_repeat:", key=key)
    if box.open:
        with box:
            _draw_form(visit, person, often)


def _next(visit: Visit, person: Contact, often: Applied, last: datetime | None) -> str:
    if not often.cadence.ideal_days:
        return "netdash does not remind you."
    met = visit.remember(lambda: ever_met(visit.workspace.all(Meeting)), "ever_met", Meeting)
    if last is None or person.id not in met:
        return "Reminders begin once you have talked."
    turn = cadence.turn(last, often.cadence, visit.zone)
    ideal, latest = (day_words(day, visit.today) for day in (turn.ideal_on, turn.latest_on))
    return f"Next ideally {ideal}, at the latest {latest}. {badge(cadence.clock(turn, visit.today))}"


def _why(person: Contact, often: Applied) -> str:
    if often.own:
        return f"as you chose for {escaped(call_name(person))}"
    if often.tag:
        return f"as you chose for the tag {escaped(often.tag)}"
    return "as the rule says for everybody"


def _draw_form(visit: Visit, person: Contact, often: Applied) -> None:
    form, old = Form(visit, FORM, person), person.cadence
    others = cadence.applied(person.replace(cadence=None), _by_tag(visit), rules.of(visit.workspace).stay_in_touch)
    words = {
        AS_RULED: f"{'As the tag says' if others.tag else 'As the rule says'}: {cadence.words(others.cadence)}",
        OWN: "After days of my own choice",
        NEVER: "Not at all",
    }
    start = AS_RULED if old is None else OWN if old.ideal_days else NEVER
    chosen = form.choice("Be in touch again", "how", words, start)
    usual = often.cadence if often.cadence.ideal_days else Cadence(ideal_days=90, latest_days=120)
    ideal, latest = usual.ideal_days, usual.latest_days
    if chosen == OWN:
        with st.container(horizontal=True):
            ideal = form.number("Ideally after, in days", "ideal", ideal, 1, MOST_DAYS)
            latest = form.number("At the latest after", "latest", latest, 1, MOST_DAYS)
    form.keep()
    if form.submitted("Save how often", type="secondary"):
        with form.submitting() as submission:
            days = {OWN: (ideal, latest), NEVER: (0, 0)}.get(chosen)
            own = None if days is None else Cadence(ideal_days=days[0], latest_days=days[1])
            contacts.save_contact(visit.workspace, form.made(Contact, {"cadence": own}))
            submission.say(f"Saved how often to be in touch with {person.name}.")


def _by_tag(visit: Visit) -> Mapping[str, Cadence]:
    return visit.remember(lambda: cadence.by_tag(visit.workspace.all(TagCadence)), "cadence_by_tag", TagCadence)


def _last_contacts(visit: Visit) -> Mapping[str, datetime]:
    workspace = visit.workspace
    return visit.remember(
        lambda: last_contacts(workspace.all(Meeting), workspace.all(Message), workspace.all(Promise)),
        "last_contacts",
        Meeting,
        Message,
        Promise,
    )


def show_tags(visit: Visit) -> None:
    """Draw the tags with a cadence, folded away until they are wanted."""
    label, icon = "Staying in touch, by tag", ":material/event_repeat:"
    box = folded(visit, label, TAG_FORM, icon=icon, key="people_cadences")
    if box.open:
        with box:
            _draw_tags(visit)


def _draw_tags(visit: Visit) -> None:
    rule = rules.of(visit.workspace).stay_in_touch
    usual = cadence.words(Cadence(ideal_days=rule.ideal_days, latest_days=rule.latest_days))
    st.caption(
        f"netdash reminds you of everybody you have met {usual}. Give a tag a pace of its own here; "
        "one person's own, on their page, comes first."
    )
    carried = visit.remember(lambda: cadence.tags(visit.workspace.all(Contact)), "tags", Contact)
    found = cadence.in_order(visit.workspace.all(TagCadence))
    for one in lists.paged(found, "people_cadences_page"):
        _draw_tag(visit, one, carried)
    lists.pager(found, "people_cadences_page")
    taken = {one.tag.casefold() for one in found}
    _draw_tag_form(visit, None, [tag for tag in carried if tag.casefold() not in taken])


def _draw_tag(visit: Visit, one: TagCadence, carried: Mapping[str, int]) -> None:
    number = next((count for tag, count in carried.items() if tag.casefold() == one.tag.casefold()), 0)
    detail = f"{cadence.words(one.cadence)} · {counted(number, 'person', 'people')}"
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        lists.about(f"**{escaped(one.tag)}**", detail)
        change = st.popover("Change", key=f"people_tag_change_{one.id}", on_change="rerun")
        removed = st.button("Remove", key=f"people_tag_remove_{one.id}", type="tertiary")
    if change.open:
        with change:
            _draw_tag_form(visit, one, [])
    if removed:
        with flash.errors_shown():
            gone = cadence.delete(visit.workspace, one, visit.now)
            flash.say(f"Removed the pace of the tag {one.tag}.", undo=undoing(trash.restore, gone))
            st.rerun()


def _draw_tag_form(visit: Visit, old: TagCadence | None, offered: list[str]) -> None:
    form = Form(visit, TAG_FORM, old)
    start = old.cadence if old else Cadence(ideal_days=30, latest_days=45)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        tag = form.choice_or_new("Tag", "tag", offered) if old is None else old.tag
        ideal = form.number("Ideally after, in days", "ideal", start.ideal_days, 0, MOST_DAYS, counts=old is not None)
        latest = form.number("At the latest after", "latest", start.latest_days, 0, MOST_DAYS, counts=old is not None)
    form.keep()
    st.caption("Zero days: no reminders for this tag.")
    if form.submitted("Save the pace" if old else "Set the pace of this tag", type="secondary"):
        with form.submitting(TagCadence) as submission:
            days = Cadence.model_validate({"ideal_days": ideal, "latest_days": latest})
            save = cadence.edit if old else cadence.add
            save(visit.workspace, form.made(TagCadence, {"tag": tag, "cadence": days}))
            submission.say(f"Everybody tagged {tag}: {cadence.words(days)}.")
