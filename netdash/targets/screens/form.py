"""The form that adds a target, or changes one."""

from __future__ import annotations

import streamlit as st

from netdash.records import Target
from netdash.targets import targets
from netdash.targets.screens.parts import SCRIPT
from netdash.targets.targets import PRIORITY_WORDS
from netdash.ui import flash
from netdash.ui.forms import Form
from netdash.ui.session import Visit

RESEARCH = {
    "company": ("What the company does", "Its products and money, what it is proud of, what changes there now"),
    "person": ("Who you would meet", "Who leads the team, what they write and talk about, who you both know"),
    "job": ("The job description", "What it asks for, which of it you have done, and what to ask about"),
}
"""The three things to research, from the method's source: for each field its label and an idea."""

WHY = "Their tools save nurses an hour a day, and the team writes about how it works"


def draw(visit: Visit, stored: Target | None = None) -> None:
    """Draw the form that adds a target, or changes the stored one, and save what is in it."""
    start = stored or Target.model_construct(company="")
    form = Form(visit, "target_plan", stored)
    fields = _draw_fields(form, start)
    with form.more("Posting and research notes", "posting", "research_"):
        fields |= _draw_posting(form, start)
        research = _draw_research(form, start)
    form.keep()
    if not form.submitted("Save the changes" if stored else "Add the target"):
        return
    with form.submitting(Target) as submission:
        target = form.made(Target, {**fields, "research": start.research.replace(**research)})
        id = targets.save(visit.workspace, target)
        if stored:
            submission.say(f"Saved {targets.label(target)}.")
        else:
            then = flash.NextStep("See who could open the door", SCRIPT, {"target": id})
            submission.say(f"Added {targets.label(target)} to your targets.", then=then)


def _draw_fields(form: Form, start: Target) -> dict[str, str]:
    with st.container(horizontal=True):
        company = form.line("Company", "company", start.company, placeholder="Northwind")
        role = form.line("Role", "role", start.role, placeholder="If you know it")
        words = {priority.value: name for priority, name in PRIORITY_WORDS.items()}
        priority = form.choice("Priority", "priority", words, start.priority.value, width=120)
    why = form.area("Why you want to work there", "why", start.why, height=90, placeholder=WHY)
    return {"company": company, "role": role, "priority": priority, "why": why}


def _draw_posting(form: Form, start: Target) -> dict[str, str]:
    url = form.line("Link to the posting", "posting_url", start.posting_url)
    hint = "Postings go offline: what you paste here stays"
    text = form.area("The posting's text", "posting", start.posting, height=150, help=hint)
    return {"posting_url": url, "posting": text}


def _draw_research(form: Form, start: Target) -> dict[str, str]:
    return {
        field: form.area(label, f"research_{field}", getattr(start.research, field), height=90, placeholder=idea)
        for field, (label, idea) in RESEARCH.items()
    }
