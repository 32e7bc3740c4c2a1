"""The follow-up tracker: everything owed in one place, what is put off, and what is done."""

import streamlit as st

from netdash import actions
from netdash.ui import (
    deep_link,
    follow_up_calendar,
    follow_up_filters,
    follow_up_history,
    follow_up_lists,
    follow_up_resting,
    pausing,
    promise_page,
    session,
    shell,
    thank_you_desk,
)

visit = session.visit()
deep_link.follow(visit, thank_you_desk.show, "meeting", "contact")
deep_link.follow(visit, promise_page.show, "promise")
st.title("Follow-up tracker")
follow_up_lists.show_calm(visit)
to_do = shell.to_do(visit)
done, wanted, selecting = follow_up_history.done(visit), actions.Wanted(), False
if to_do.queue or done:
    wanted, selecting = follow_up_filters.choose(visit, to_do.queue, done)
if to_do.queue:
    follow_up_lists.show(visit, shell.found_to_do(visit, wanted), selecting=selecting)
follow_up_lists.show_deleted(visit)
follow_up_resting.show(visit, to_do.resting)
pausing.show(visit)
follow_up_history.show(visit, done, wanted)
follow_up_calendar.show(visit, to_do.queue)
