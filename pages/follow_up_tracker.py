"""The follow-up tracker: everything to do, what is snoozed, and what is done."""

from netdash.follow_up.screens import promise, queries, time_away, tracker
from netdash.meetings.meetings import thank_you_id
from netdash.thank_yous.screens import thank_you
from netdash.ui import deep_link, layout, session

visit = session.visit()
deep_link.follow(visit, thank_you.show, "meeting", "contact", about=thank_you_id)
deep_link.follow(visit, promise.show, "promise")
queue = queries.queue(visit)
with layout.title("Follow-up tracker", tracker.summary(queue)):
    tracker.show_start(visit, queue.actions)
    tracker.show_calendar(visit, queue.actions)
tracker.show_nothing_owed(visit)
time_away.show_start_over(visit, "follow_up_tracker")
tracker.show(visit)
tracker.show_snoozed(visit)
time_away.show_pause(visit)
