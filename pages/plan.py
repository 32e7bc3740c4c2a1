"""Plan a conversation: with whom, when, its questions and preparation."""

from netdash.follow_up.screens.way_back import ALL_CONVERSATIONS, way_back_of
from netdash.meetings.screens import plan, plan_form
from netdash.people.screens.directory import contact_in_address
from netdash.ui import deep_link, layout, session

visit = session.visit()
deep_link.follow(visit, plan.show, "meeting")
contact = contact_in_address(visit)
way_back_of(visit, contact, ALL_CONVERSATIONS).draw("plan_back")
layout.title("Plan a conversation", "Who, when, and what you will ask. The preparation can follow.")
plan_form.draw(visit, contact=contact)
