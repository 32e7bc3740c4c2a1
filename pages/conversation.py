"""Hold a conversation: its clock, the questions to tick, and notes that save themselves."""

from netdash.follow_up.screens.way_back import ALL_CONVERSATIONS
from netdash.meetings.screens import live
from netdash.ui import deep_link, layout, session

visit = session.visit()
deep_link.follow(visit, live.show, "meeting")
ALL_CONVERSATIONS.draw("conversation_back")
layout.title("Hold a conversation")
live.show_planned(visit)
