"""Feedback: ask for it, bring packets in, and read or write comments."""

from netdash.feedback.screens import feedback, submission
from netdash.ui import deep_link, layout, session

visit = session.visit()
deep_link.follow(visit, submission.show, "submission")
note = "Have your coach read your pitch, your questions, a draft, your plan or a prep sheet before it counts."
actions = layout.title("Feedback", note)
feedback.show_new(visit, actions)
feedback.show(visit)
