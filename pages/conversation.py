"""Hold a conversation: its clock, the questions to tick, and notes that save themselves."""

from netdash.meetings.screens import live
from netdash.ui import deep_link, layout, lists, session

visit = session.visit()
deep_link.follow(visit, live.show, "meeting")
lists.back("All conversations", "meeting_log.py", "conversation_back")
layout.title("Hold a conversation")
live.show_planned(visit)
