"""Set up the page, find out who is here, and declare the pages in the order of the method."""

import sys
from pathlib import Path
from typing import Literal

import streamlit as st

# Where a host runs this script itself instead of app.py, only this folder is on the path.
if "netdash" not in sys.modules:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from netdash.access.screens import members
from netdash.feedback.screens import feedback
from netdash.find.screens import opener
from netdash.follow_up.screens import queries
from netdash.today.screens import welcome
from netdash.ui import chrome, flash, selections, session, sign_in_screen, tab
from netdash.ui.forms import placeholder
from netdash.workspace.screens import workspace as workspace_screen

chrome.set_up()
visit = session.begin()
linked = {"plan", "conversation"}
hidden = linked if visit and visit.is_coach else {*linked, "coach"}
rows = (
    ("today", "Today", "today", "Who is waiting, what comes next, and the quickest way to log a conversation"),
    (
        "pitch_builder",
        "Pitch builder",
        "record_voice_over",
        "Say who you are in a few sentences: write it, time it, keep a version for each audience",
    ),
    ("question_bank", "Question bank", "quiz", "Good questions by topic; choose some for your next conversation"),
    (
        "target_plan",
        "Target plan",
        "target",
        "Companies to work for and who opens their doors, opportunities, branding, goals for a week",
    ),
    ("people", "People", "group", "Everybody you know, and who introduced whom"),
    ("outreach", "Outreach", "send", "Write to people from a template, see who answered, and who is where"),
    ("meeting_log", "Meeting log", "forum", "Log conversations, find one again, take the log along as CSV"),
    ("plan", "Plan a conversation", "event_note", "Who, when, what you will ask, and how far you are prepared"),
    (
        "conversation",
        "Conversation",
        "record_voice_over",
        "Hold a conversation: its clock, its questions, your notes",
    ),
    (
        "follow_up_tracker",
        queries.with_badge("Follow-up tracker", visit),
        "mark_email_unread",
        "Everything to do for somebody, with its deadline: do it, snooze it, see what is done",
    ),
    (
        "insights",
        "Insights",
        "insights",
        "Where you stand: people met and thanked, your weekly rhythm, who introduced whom",
    ),
    (
        "feedback",
        feedback.with_badge("Feedback", visit),
        "rate_review",
        "Have your coach read what you prepared, and comment on what others ask you to read",
    ),
    ("coach", "Coach", "groups", "Who may come in here; for coaches alone"),
    ("workspace", "Workspace", "settings", "Your name and time zone, backups, the trash"),
    (
        "rules",
        "Rules",
        "rule",
        "The numbers behind clocks, nudges and checks, each with its source, to change or reset",
    ),
    ("guide", "Guide", "menu_book", "The method, section by section, each with the screen that does it"),
)
newcomer = visit is not None and members.is_new(visit)
# Without a visit nobody is signed in or nothing can be read, and there are no pages to choose from.
position: Literal["sidebar", "hidden"] = "sidebar" if visit and not newcomer else "hidden"
page = st.navigation(chrome.pages(hidden, *rows), position=position, expanded=True)
if page.url_path in linked:  # what only links open stands in the sidebar, marked, while one is there
    page = st.navigation(chrome.pages(hidden - {page.url_path}, *rows), position=position, expanded=True)
chrome.name_tab(page.title)
tab.mend(page.url_path)
selections.forget_elsewhere(page.url_path)
step = welcome.next_step(visit, page.url_path) if visit and not newcomer else None
tab.draw_style()
with placeholder():
    leads_on = flash.show(page.url_path, step)
    chrome.show_offline(visit)
if visit:
    tab.keep_apart("a visitor" if visit.in_memory else visit.owner_key)
if visit and newcomer:
    members.show_welcome(visit)
    sign_in_screen.sign_out("welcome_sign_out")
    st.stop()
with placeholder():
    workspace_screen.show_notices(visit)
    if visit:
        opener.show(visit, page.url_path)
        chrome.show_member(visit)
        welcome.show_sample_notice(visit)
        if step and not leads_on:
            welcome.show_next_step(step)
page.run()
