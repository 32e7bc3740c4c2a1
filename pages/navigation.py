"""Sets the page up, asks who is here, and declares the pages in the order of the journey."""

import sys
from pathlib import Path
from typing import Literal

import streamlit as st

# Where a host runs this script itself instead of app.py, only this folder is on the path.
root = str(Path(__file__).resolve().parent.parent)
if root not in sys.path:
    sys.path.insert(0, root)

from netdash.ui import flash, gate, newcomers, phone, session, shell, welcome  # noqa: E402

shell.set_up()
visit = session.try_visit()
today = st.Page(
    "today.py",
    title="Today",
    icon=":material/today:",
    help="Who is waiting, what comes next, and the quickest way to log a conversation",
    default=True,
)
pitch = st.Page(
    "pitch_builder.py",
    title="Pitch builder",
    icon=":material/record_voice_over:",
    help="Say who you are in 30–60 seconds: write it, time it, keep a version for each audience",
)
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
question_bank = st.Page(
    "question_bank.py",
    title="Question bank",
    icon=":material/quiz:",
    help="Good questions by topic; choose five to seven for your next conversation",
)
insights = st.Page(
    "insights.py",
    title="Insights",
    icon=":material/insights:",
    help="Where you stand: people met and thanked, your weekly rhythm, who introduced whom",
)
people = st.Page(
    "people.py",
    title="People",
    icon=":material/group:",
    help="Everybody you know, and who introduced whom",
)
guide = st.Page(
    "guide.py",
    title="Guide",
    icon=":material/menu_book:",
    help="The method, section by section, each with the screen that does it",
)
workspace = st.Page(
    "workspace.py",
    title="Workspace",
    icon=":material/settings:",
    help="Your name and time zone, backups, the trash",
)
newcomer = visit is not None and newcomers.is_new(visit)
# Where nobody is let in, or nothing can be read, there is nothing to navigate.
position: Literal["sidebar", "hidden"] = "sidebar" if visit and not newcomer else "hidden"
page = st.navigation(
    [today, pitch, question_bank, people, log, follow_ups, insights, workspace, guide], position=position
)
shell.name_tab(page.title)
phone.close_sidebar_after(page.url_path)
flash.show(page.url_path)
if visit and newcomer:
    newcomers.show(visit)
    gate.sign_out("welcome_sign_out")
    st.stop()
shell.show_notices(visit)
if visit:
    shell.show_member(visit)
    welcome.show_sample_notice(visit)
page.run()
