"""Outreach: write a message, see the outcome of each, the journey, and the templates."""

from netdash.outreach.screens import compose
from netdash.outreach.screens import journey as outreach_journey
from netdash.outreach.screens import messages as outreach_list
from netdash.outreach.screens import templates as template_list
from netdash.ui import deep_link, layout, session

visit = session.visit()
deep_link.follow(visit, compose.show_to, "contact")
deep_link.follow(visit, compose.show_one, "message")
deep_link.follow(visit, template_list.show_one, "template")
actions = layout.title("Outreach", "netdash drafts. You send, and mark each message as sent.")
compose.show_new(visit, actions)
messages, journey, templates = outreach_list.choose_view("Messages", "Journey", "Templates")
if messages.open:
    with messages:
        outreach_list.show(visit)
if journey.open:
    with journey:
        outreach_journey.show(visit)
if templates.open:
    with templates:
        template_list.show(visit)
