"""How often to be in touch: with one person on their page, and with everybody who has a tag."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

import streamlit as st

from netdash import rules
from netdash.moments import day_words, when_words
from netdash.people import cadence
from netdash.people.cadence import AppliedCadence
from netdash.people.call_names import call_name
from netdash.people.contacts import met_ids
from netdash.records import Cadence, Contact, Meeting, Message, Promise, TagCadence
from netdash.ui import layout, lists
from netdash.ui.forms import Form, form_box
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out_deletion
from netdash.wording import counted

FORM, TAG_FORM = "people_cadence", "people_tag"
DEFAULT, OWN, NEVER = "", "own", "never"
MOST_DAYS = 3650


def show(visit: Visit, person: Contact) -> None:
    """Draw the last contact with a person, the next one due, and the form that changes how often."""
    applied = _applied(visit, person)
    last = last_contacts(visit).get(person.id)
    words = f"Last contact: {when_words(last, visit.now, visit.zone)}." if last else "No contact yet."
    form, key, draw = f"{FORM}_{person.id}", f"{FORM}_change_{person.id}", partial(_draw_form, visit, person, applied)
    with layout.card("Check-in"):
        st.markdown(f"{words} {_next_words(visit, person, applied, last)}")
        st.caption(f"{_reminder_words(person, applied)}: {cadence.words(applied.cadence)}")
        form_box(visit, "Edit reminder", form, draw, icon=":material/event_repeat:", key=key)


def _next_words(visit: Visit, person: Contact, applied: AppliedCadence, last_at: datetime | None) -> str:
    if not applied.cadence.ideal_days:
        return "No check-in is due."
    met_people = visit.remember(lambda: met_ids(visit.workspace.all(Meeting)), "ever_met", Meeting)
    if last_at is None or person.id not in met_people:
        return "Reminders start after your first conversation."
    check_in = cadence.check_in(last_at, applied.cadence, visit.zone)
    ideal, latest = (day_words(day, visit.today) for day in (check_in.ideal_on, check_in.latest_on))
    return f"Next: by {ideal}, no later than {latest}. {badge(cadence.deadline_of(check_in, visit.today))}"


def _reminder_words(person: Contact, applied: AppliedCadence) -> str:
    if applied.own:
        return f"Reminder for {escaped(call_name(person))}"
    return f"Reminder for the tag {escaped(applied.tag)}" if applied.tag else "Default reminder"


def _draw_form(visit: Visit, person: Contact, applied: AppliedCadence) -> None:
    form, current = Form(visit, FORM, person), person.cadence
    default = _applied(visit, person.replace(cadence=None))
    words = {
        DEFAULT: f"{'Like the tag' if default.tag else 'Default'}: {cadence.words(default.cadence)}",
        OWN: "My own number of days",
        NEVER: "No reminders",
    }
    start = DEFAULT if current is None else OWN if current.ideal_days else NEVER
    choice = form.choice("Remind me after", "how", words, start)
    start_days = applied.cadence if applied.cadence.ideal_days else cadence.of_rule(rules.shipped().stay_in_touch)
    ideal, latest = start_days.ideal_days, start_days.latest_days
    if choice == OWN:
        with st.container(horizontal=True):
            ideal = form.number("Days", "ideal", ideal, 1, MOST_DAYS)
            latest = form.number("At most", "latest", latest, 1, MOST_DAYS)
            form.stands_for("latest_days", "latest")
    form.keep()
    if form.submitted("Save", type="secondary"):
        with form.submitting() as submission:
            days = {OWN: (ideal, latest), NEVER: (0, 0)}.get(choice)
            own = None if days is None else Cadence(ideal_days=days[0], latest_days=days[1])
            visit.workspace.save_once(form.made(Contact, {"cadence": own}))
            submission.say(f"Saved the reminder for {person.name}.")


def _applied(visit: Visit, person: Contact) -> AppliedCadence:
    of_tags = visit.remember(lambda: cadence.by_tag(visit.workspace.all(TagCadence)), "cadence_by_tag", TagCadence)
    by_rule = cadence.of_rule(rules.of(visit.workspace).stay_in_touch)
    return cadence.applied_cadence(person, of_tags, by_rule)


def last_contacts(visit: Visit) -> Mapping[str, datetime]:
    """Return the moment of the last contact with each person, by contact id, looked up once a change."""

    def build() -> Mapping[str, datetime]:
        workspace = visit.workspace
        return cadence.last_contacts(workspace.all(Meeting), workspace.all(Message), workspace.all(Promise))

    return visit.remember(build, "last_contacts", Meeting, Message, Promise, given=visit.zone.key)


def show_tags(visit: Visit) -> None:
    """Draw the tags with a cadence, in a box that starts folded."""
    label, icon = "Reminders by tag", ":material/event_repeat:"
    form_box(visit, label, TAG_FORM, partial(_draw_tags, visit), icon=icon, key="people_cadences")


def _draw_tags(visit: Visit) -> None:
    usual = cadence.words(cadence.of_rule(rules.of(visit.workspace).stay_in_touch))
    st.caption(
        f"Default reminder: {usual} after the last contact. A tag can have its own; "
        "a reminder on one person's page comes first."
    )
    counts = visit.remember(lambda: cadence.tag_counts(visit.workspace.all(Contact)), "tags", Contact)
    cadences = cadence.in_order(visit.workspace.all(TagCadence))
    for tag_cadence in lists.paged(cadences, "people_cadences_page"):
        _draw_tag(visit, tag_cadence, counts)
    used_tags = {tag_cadence.tag.casefold() for tag_cadence in cadences}
    _draw_tag_form(visit, None, [tag for tag in counts if tag.casefold() not in used_tags])


def _draw_tag(visit: Visit, tag_cadence: TagCadence, counts: Mapping[str, int]) -> None:
    number = next((count for tag, count in counts.items() if tag.casefold() == tag_cadence.tag.casefold()), 0)
    detail = f"{cadence.words(tag_cadence.cadence)} · {counted(number, 'person', 'people')}"
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        lists.about(f"**{escaped(tag_cadence.tag)}**", detail)
        popover = st.popover("Edit", key=f"people_tag_change_{tag_cadence.id}", on_change="rerun")
        pressed = st.button("Remove", key=f"people_tag_remove_{tag_cadence.id}", type="tertiary")
    if popover.open:
        with popover:
            _draw_tag_form(visit, tag_cadence, [])
    if pressed:
        sentence = f"Removed the reminder for the tag {tag_cadence.tag}."
        carry_out_deletion(lambda: cadence.delete(visit.workspace, tag_cadence, visit.now), sentence)


def _draw_tag_form(visit: Visit, old: TagCadence | None, tags: list[str]) -> None:
    form = Form(visit, TAG_FORM, old)
    start = old.cadence if old else cadence.start_of_tag(rules.shipped().stay_in_touch)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        tag = form.choice_or_new("Tag", "tag", tags) if old is None else old.tag
        ideal = form.number("Days", "ideal", start.ideal_days, 0, MOST_DAYS, counts=old is not None)
        latest = form.number("At most", "latest", start.latest_days, 0, MOST_DAYS, counts=old is not None)
        form.stands_for("latest_days", "latest")
    form.keep()
    st.caption("0 days: no reminders for this tag.")
    if form.submitted("Save" if old else "Add reminder", type="secondary"):
        with form.submitting(TagCadence) as submission:
            pace = Cadence.model_validate({"ideal_days": ideal, "latest_days": latest})
            cadence.save(visit.workspace, form.made(TagCadence, {"tag": tag, "cadence": pace}))
            submission.say(f"Everybody tagged {tag}: {cadence.words(pace)}.")
