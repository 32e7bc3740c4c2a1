"""Staying in touch with one person: the last contact, how often, why so often, and when next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from netdash import rules
from netdash.moments import day_words, when_words
from netdash.people import cadence, contacts
from netdash.people.cadence import Applied, last_contacts
from netdash.people.call_names import call_name
from netdash.people.contacts import ever_met
from netdash.records import Cadence, Contact, Meeting, Message, Promise, TagCadence
from netdash.ui import flash
from netdash.ui.forms import Form, folded
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit

FORM = "people_cadence"
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
        with form.submitting():
            days = {OWN: (ideal, latest), NEVER: (0, 0)}.get(chosen)
            own = None if days is None else Cadence(ideal_days=days[0], latest_days=days[1])
            contacts.save_contact(visit.workspace, form.made(Contact, {"cadence": own}))
            flash.say(f"Saved how often to be in touch with {person.name}.")


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
