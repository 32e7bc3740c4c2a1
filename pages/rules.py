"""The rules: the numbers behind clocks, nudges and checks, each with its source, for the member to change."""

from netdash.rules.screens import rules
from netdash.ui import layout, session

visit = session.visit()
layout.title(
    "Rules", "The numbers that say what is due, late or too long, from career coaches. Change what does not suit you."
)
rules.show(visit)
