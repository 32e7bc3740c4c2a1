"""Sets the page up, asks who is here, and declares the pages in the order of the journey."""

import sys
from pathlib import Path
from typing import Literal

import streamlit as st

# Where a host runs this script itself instead of app.py, only this folder is on the path.
root = str(Path(__file__).resolve().parent.parent)
if root not in sys.path:
    sys.path.insert(0, root)

from netdash.ui import flash, phone, session, shell, trouble, welcome  # noqa: E402

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
plan = st.Page(
    "plan.py",
    title="Plan a conversation",
    icon=":material/event_note:",
    help="Whom, when, what you will ask, and how far you are prepared",
    visibility="hidden",
)
conversation = st.Page(
    "conversation.py",
    title="Conversation",
    icon=":material/record_voice_over:",
    help="Hold a conversation: its clock, its questions, your notes",
    visibility="hidden",
)
follow_ups = st.Page(
    "follow_up_tracker.py",
    title=shell.with_badge("Follow-up tracker", visit),
    icon=":material/mark_email_unread:",
    help="Everything you owe somebody, each with its clock: do it, put it off, see what is done",
)
question_bank = st.Page(
    "question_bank.py",
    title="Question bank",
    icon=":material/quiz:",
    help="Good questions by topic; choose five to seven for your next conversation",
)
target_plan = st.Page(
    "target_plan.py",
    title="Target plan",
    icon=":material/target:",
    help="Companies to work for and who opens their doors, opportunities, branding, goals for a week",
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
outreach = st.Page(
    "outreach.py",
    title="Outreach",
    icon=":material/send:",
    help="Write to people from a template, see who answered, and who is where",
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
rules = st.Page(
    "rules.py",
    title="Rules",
    icon=":material/rule:",
    help="The numbers behind clocks, nudges and checks, each with its source, to change or reset",
)
# Where nobody is let in, or nothing can be read, there is nothing to navigate.
position: Literal["sidebar", "hidden"] = "sidebar" if visit else "hidden"
prepare = [today, pitch, question_bank, target_plan, people, outreach]
talk = [log, plan, conversation, follow_ups, insights]
page = st.navigation([*prepare, *talk, workspace, rules, guide], position=position)
shell.name_tab(page.title)
phone.close_sidebar_after(page.url_path)
flash.show(page.url_path)
trouble.show(visit)
shell.show_notices(visit)
if visit:
    welcome.show_sample_notice(visit)
page.run()
