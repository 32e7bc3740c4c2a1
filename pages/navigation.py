"""Sets the page up, asks who is here, and declares the pages in the order of the journey."""

import sys
from pathlib import Path
from typing import Literal

import streamlit as st

# Where a host runs this script itself instead of app.py, only this folder is on the path.
root = str(Path(__file__).resolve().parent.parent)
if root not in sys.path:
    sys.path.insert(0, root)

from netdash.ui import flash, session, shell  # noqa: E402

shell.set_up()
visit = session.try_visit()
log = st.Page(
    "meeting_log.py",
    title="Meeting log",
    icon=":material/forum:",
    help="Log conversations, find one again, take the log along as CSV",
)
follow_ups = st.Page(
    "follow_up_tracker.py",
    title=shell.with_badge("Follow-up tracker", visit),
    icon=":material/mark_email_unread:",
    help="Thank-yous and promises, each with its clock",
)
people = st.Page(
    "people.py",
    title="People",
    icon=":material/group:",
    help="Everybody you know, and who introduced whom",
)
workspace = st.Page(
    "workspace.py",
    title="Workspace",
    icon=":material/settings:",
    help="Your name and time zone, backups, the trash",
)
# The root leads to the log, so that the log keeps its own address.
first = st.Page(lambda: st.switch_page(log), title="netdash", default=True, visibility="hidden")
# Where nobody is let in, or nothing can be read, there is nothing to navigate.
position: Literal["sidebar", "hidden"] = "sidebar" if visit else "hidden"
page = st.navigation([first, log, follow_ups, people, workspace], position=position)
flash.show()
shell.show_notices(visit)
page.run()
