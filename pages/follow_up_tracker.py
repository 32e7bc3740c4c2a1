"""The follow-up tracker: everything owed in one place, what is put off, and what is done."""

import streamlit as st

from netdash.follow_up import actions
from netdash.follow_up.screens import history, pause, promise, queries, tracker
from netdash.outreach.thank_you_messages import thank_you_id
from netdash.thank_yous.screens import thank_you
from netdash.ui import deep_link, session

visit = session.visit()
deep_link.follow(visit, thank_you.show, "meeting", "contact", about=thank_you_id)
deep_link.follow(visit, promise.show, "promise")
st.title("Follow-up tracker")
tracker.show_calm(visit)
to_do = queries.to_do(visit)
done, wanted, selecting = history.done(visit), actions.Wanted(), False
if to_do.queue or done:
    wanted, selecting = tracker.choose(visit, to_do.queue, done)
if to_do.queue:
    tracker.show(visit, queries.found_to_do(visit, wanted), selecting=selecting)
tracker.show_deleted(visit)
tracker.show_resting(visit, to_do.resting)
pause.show(visit)
history.show(visit, done, wanted)
history.show_calendar(visit, to_do.queue)
