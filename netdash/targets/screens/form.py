"""The form that adds a target, or changes one."""

from __future__ import annotations

import streamlit as st

from netdash.records import Priority, Research, Target
from netdash.targets import targets
from netdash.targets.screens.parts import PAGE
from netdash.targets.targets import PRIORITY_WORDS
from netdash.ui import flash
from netdash.ui.forms import Form
from netdash.ui.session import Visit

RESEARCH = {
    "company": ("What the company does", "Its products and money, what it is proud of, what changes there now"),
    "person": ("Whom you would meet", "Who leads the team, what they write and talk about, whom you both know"),
    "job": ("The job description", "What it asks for, which of it you have done, and what to ask about"),
}
"""The three things to research, from the method's source: for each field its label and an idea."""


class TargetForm:
    """The form of a target: draws its fields when made; `target` then builds the record."""

    def __init__(self, visit: Visit, target: Target | None = None) -> None:
        self._stored = target
        self.form = form = Form(visit, "target_plan", target)
        start = target or Target.model_construct(company="")
        with st.container(horizontal=True):
            self._company = form.line("Company", "company", start.company)
            self._role = form.line("Role", "role", start.role, placeholder="Leave empty where you know none yet")
            words = {priority.value: name for priority, name in PRIORITY_WORDS.items()}
            self._priority = form.choice("Priority", "priority", words, start.priority.value, width=120)
        self._why = form.area("Why you want to work there", "why", start.why, height=90)
        with form.more("Posting and research notes", "posting", "research_"):
            self._posting_url = form.line("Link to the posting", "posting_url", start.posting_url)
            hint = "Postings go offline: what you paste here stays"
            self._posting = form.area("The posting's text", "posting", start.posting, height=150, help=hint)
            self._research = {
                field: form.area(
                    label, f"research_{field}", getattr(start.research, field), height=90, placeholder=idea
                )
                for field, (label, idea) in RESEARCH.items()
            }
        form.keep()

    def target(self) -> Target:
        """Make the record of what is in the form. Raises ValidationError where a field cannot be as it is."""
        fields = {
            "company": self._company,
            "role": self._role,
            "priority": Priority(self._priority),
            "why": self._why,
            "posting_url": self._posting_url,
            "posting": self._posting,
        }
        research = self._stored.research if self._stored else Research()
        return self.form.made(Target, {**fields, "research": research.replace(**self._research)})


def draw_new(visit: Visit) -> None:
    """Draw the form of a new target, and add what is in it."""
    target_form = TargetForm(visit)
    if not target_form.form.submitted("Add the target"):
        return
    with target_form.form.submitting(Target) as submission:
        target = target_form.target()
        id = targets.add(visit.workspace, target)
        then = flash.NextStep("See who could open the door", PAGE, {"target": id})
        submission.say(f"Added {targets.label(target)} to your targets.", then=then)


def draw_change(visit: Visit, stored: Target) -> None:
    """Draw the form that changes a target, and save what is in it."""
    target_form = TargetForm(visit, stored)
    if not target_form.form.submitted("Save the changes"):
        return
    with target_form.form.submitting() as submission:
        target = target_form.target()
        targets.edit(visit.workspace, target)
        submission.say(f"Saved {targets.label(target)}.")
