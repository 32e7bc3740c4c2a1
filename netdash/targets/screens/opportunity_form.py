"""The form that notes an opportunity, or changes one."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS
from netdash.moments import day_words
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.records import Meeting, Opportunity, Stage
from netdash.targets import opportunities
from netdash.targets.opportunities import STAGE_WORDS
from netdash.targets.screens.parts import PAGE
from netdash.ui import flash
from netdash.ui.forms import Form, folded
from netdash.ui.session import Visit

FORM = "target_plan_opportunity"
NOBODY = "Nobody: I found it elsewhere"
NO_MEETING = "None in particular"


class OpportunityForm:
    """The form of an opportunity: draws its fields when made; `opportunity` then builds the record.

    `start` is the opportunity to change, or what a new one starts with; `about` is the id of the meeting or target
    that a new one is noted from.
    """

    def __init__(self, visit: Visit, start: Opportunity, stored: Opportunity | None = None, about: str = "") -> None:
        self._visit = visit
        self.form = form = Form(visit, FORM, stored, about=stored.id if stored else about)
        with st.container(horizontal=True):
            self._company = form.line("Company", "company", start.company)
            self._role = form.line("Role", "role", start.role)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            # A stored opportunity has its stage above the form, where a change is saved at once.
            self._stage = start.stage if stored else self._choose_stage()
            self._heard_on: date = form.day("Heard of on", "heard_on", start.heard_on, counts=stored is not None)
        self._contact = form.choice("Who told you?", "contact", self._people(start), start.contact or "")
        self._meeting, self._source = "", ""
        if self._contact:
            self._meeting = self._choose_meeting(start)
        else:
            hint = "A job board, their website, an event"
            self._source = form.line("Where did you find it?", "source", start.source, placeholder=hint)
        self._notes = form.area("Notes on it", "notes", start.notes, height=90)
        form.keep()

    def opportunity(self) -> Opportunity:
        """Make the record of what is in the form. Raises ValidationError where a field cannot be as it is."""
        fields = {
            "company": self._company,
            "role": self._role,
            "stage": self._stage,
            "heard_on": self._heard_on,
            "contact": self._contact or None,
            "meeting": self._meeting or None,
            "source": self._source,
            "notes": self._notes,
        }
        return self.form.made(Opportunity, fields)

    def _choose_stage(self) -> Stage:
        words = {stage.value: name for stage, name in STAGE_WORDS.items()}
        return Stage(self.form.choice("Stage", "stage", words, Stage.HEARD.value, counts=False, width=150))

    def _people(self, start: Opportunity) -> dict[str, str]:
        """Return the names to choose from, with whoever told the member even where they were deleted since."""
        source = {start.contact: directory(self._visit).name(start.contact)} if start.contact else {}
        return {"": NOBODY, **source, **people_picker.labels(self._visit)}

    def _choose_meeting(self, start: Opportunity) -> str:
        """Draw the choice of a conversation with the contact, where there were any."""
        visit, contact = self._visit, self._contact
        words = visit.remember(lambda: _conversations(visit, contact), "told_in", Meeting, given=(contact, visit.today))
        default = start.meeting if start.meeting in words and start.contact == contact else ""
        if not words:
            return (start.meeting or "") if start.contact == contact else ""
        return self.form.choice("In which conversation?", "meeting", {"": NO_MEETING, **words}, default or "")


def _conversations(visit: Visit, contact: str) -> dict[str, str]:
    matches = (meeting for meeting in visit.workspace.all(Meeting) if contact in meeting.contacts)
    by_end = sorted(matches, key=lambda meeting: meeting.ends_at)
    return {
        meeting.id: f"{KIND_WORDS[meeting.kind]}, {day_words(meetings.day(meeting, visit.zone), visit.today)}"
        for meeting in reversed(by_end)
    }


def draw_new(visit: Visit, start: Opportunity, about: str = "", *, unfolded: bool = False) -> None:
    """Draw the form for a new opportunity, in a box that starts folded unless `unfolded`."""
    draw, icon, key = partial(_draw_new, visit, start, about), ":material/add:", f"{FORM}_form"
    form, key = (f"{FORM}_{about}", f"{key}_{about}") if about else (FORM, key)
    folded(visit, "Note an opportunity", form, draw, icon=icon, key=key, unfolded=unfolded)


def _draw_new(visit: Visit, start: Opportunity, about: str) -> None:
    opportunity_form = OpportunityForm(visit, start, about=about)
    if opportunity_form.form.submitted("Note the opportunity", type="secondary" if about else "primary"):
        with opportunity_form.form.submitting(Opportunity) as submission:
            opportunity = opportunity_form.opportunity()
            then = flash.NextStep("Open it", PAGE, {"opportunity": opportunities.add(visit.workspace, opportunity)})
            submission.say(f"Noted {opportunities.label(opportunity)}.", then=then)


def draw_change(visit: Visit, stored: Opportunity) -> None:
    """Draw the form that changes an opportunity, and save what is in it."""
    opportunity_form = OpportunityForm(visit, stored, stored)
    if not opportunity_form.form.submitted("Save the changes"):
        return
    with opportunity_form.form.submitting(name=lambda id: directory(visit).name_or_text(id)) as submission:
        opportunity = opportunity_form.opportunity()
        opportunities.edit(visit.workspace, opportunity)
        submission.say(f"Saved {opportunities.label(opportunity)}.")
