"""The form that notes an opportunity, or changes one."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS
from netdash.moments import day_words
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.records import Meeting, Opportunity, Stage
from netdash.targets import targets
from netdash.targets.opportunities import STAGE_WORDS
from netdash.targets.screens.parts import SCRIPT
from netdash.ui import flash
from netdash.ui.forms import Form, form_box
from netdash.ui.session import Visit

FORM = "target_plan_opportunity"
NOBODY = "Nobody: found elsewhere"
NO_MEETING = "None in particular"


def draw_new(
    visit: Visit,
    start: Opportunity,
    about: str = "",
    *,
    unfolded: bool = False,
    actions: DeltaGenerator | None = None,
) -> None:
    """Draw the form for a new opportunity, in a box that starts folded unless `unfolded`.

    `start` is what it starts with; `about` is the id of the meeting or target that it is noted from.
    """
    draw, icon, key = partial(_draw, visit, start, about=about), ":material/add:", f"{FORM}_form"
    form, key = (f"{FORM}_{about}", f"{key}_{about}") if about else (FORM, key)
    form_box(visit, "Note an opportunity", form, draw, icon=icon, key=key, unfolded=unfolded, actions=actions)


def draw_change(visit: Visit, stored: Opportunity) -> None:
    """Draw the form that changes an opportunity, and save what is in it."""
    _draw(visit, stored, stored)


def _draw(visit: Visit, start: Opportunity, stored: Opportunity | None = None, about: str = "") -> None:
    form = Form(visit, FORM, stored, about or None)
    fields = _draw_fields(visit, form, start)
    form.keep()
    label = "Save the changes" if stored else "Note the opportunity"
    if not form.submitted(label, type="secondary" if about else "primary"):
        return
    with form.submitting(Opportunity, lambda id: directory(visit).name_or_text(id)) as submission:
        opportunity = form.made(Opportunity, fields)
        id, label = visit.workspace.save_once(opportunity), targets.label(opportunity)
        if stored:
            submission.say(f"Saved {label}.")
        else:
            submission.say(f"Noted {label}.", then=flash.NextStep("Open", SCRIPT, {"opportunity": id}))


def _draw_fields(visit: Visit, form: Form, start: Opportunity) -> dict[str, object]:
    with st.container(horizontal=True):
        company = form.line("Company", "company", start.company)
        role = form.line("Role", "role", start.role)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        # A stored opportunity has its stage above the form, where a change is saved at once.
        stage = start.stage if form.changes else _choose_stage(form)
        heard_on = form.day("First heard", "heard_on", start.heard_on, counts=form.changes)
    source = _draw_source(visit, form, start)
    notes = form.area("Notes on it", "notes", start.notes, height=90)
    return {"company": company, "role": role, "stage": stage, "heard_on": heard_on, **source, "notes": notes}


def _choose_stage(form: Form) -> str:
    words = {stage.value: name for stage, name in STAGE_WORDS.items()}
    return form.choice("Stage", "stage", words, Stage.HEARD.value, counts=False, width=150)


def _draw_source(visit: Visit, form: Form, start: Opportunity) -> dict[str, str | None]:
    contact = form.choice("Who told you?", "contact", _people(visit, start), start.contact or "")
    if contact:
        return {"contact": contact, "meeting": _choose_meeting(visit, form, start, contact) or None, "source": ""}
    hint = "A job board, their website, an event"
    source = form.line("Where did you find it?", "source", start.source, placeholder=hint)
    return {"contact": None, "meeting": None, "source": source}


def _people(visit: Visit, start: Opportunity) -> dict[str, str]:
    """Return the names to choose from, with whoever told the member even where they were deleted since."""
    source = {start.contact: directory(visit).name(start.contact)} if start.contact else {}
    return {"": NOBODY, **source, **people_picker.labels(visit)}


def _choose_meeting(visit: Visit, form: Form, start: Opportunity, contact: str) -> str:
    """Draw the choice of a conversation with the contact, where there were any."""
    words = visit.remember(lambda: _conversations(visit, contact), "told_in", Meeting, given=(contact, visit.today))
    default = (start.meeting or "") if start.contact == contact else ""
    if not words:
        return default
    choices = {"": NO_MEETING, **words}
    return form.choice("In which conversation?", "meeting", choices, default if default in words else "")


def _conversations(visit: Visit, contact: str) -> dict[str, str]:
    matches = (meeting for meeting in visit.workspace.all(Meeting) if contact in meeting.contacts)
    by_end = sorted(matches, key=lambda meeting: meeting.ends_at)
    return {
        meeting.id: f"{KIND_WORDS[meeting.kind]}, {day_words(meetings.day(meeting, visit.zone), visit.today)}"
        for meeting in reversed(by_end)
    }
