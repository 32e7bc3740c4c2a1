"""The target plan: companies and who can introduce the member there, opportunities, branding, and weekly goals."""

from netdash.targets.screens import branding, goals, opportunities, parts, targets
from netdash.targets.screens.parts import PlanPart
from netdash.ui import deep_link, layout, session

visit = session.visit()
deep_link.follow(visit, targets.show_target, "target")
deep_link.follow(visit, opportunities.show_one, "opportunity")
deep_link.follow(visit, opportunities.show_from_meeting, "meeting")
deep_link.follow(visit, branding.show_item, "item")
actions = layout.title("Target plan", "Where you want to work, who can introduce you there, and your goals for a week.")
with actions:
    goals.show_page_for_coach(visit)
part = parts.choose()
if part is PlanPart.COMPANIES:
    targets.show(visit, actions)
elif part is PlanPart.OPPORTUNITIES:
    opportunities.show(visit, actions)
elif part is PlanPart.BRANDING:
    branding.show(visit, actions)
else:
    goals.show(visit)
