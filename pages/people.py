"""People: everybody a member knows, and one person's page."""

from functools import partial

import streamlit as st

from netdash.people.screens import cadence, form, people, person
from netdash.records import Contact
from netdash.ui import deep_link, layout, session
from netdash.ui.forms import form_box

visit = session.visit()
deep_link.follow(visit, person.show, "contact")
actions = layout.title("People")
everybody = visit.workspace.all(Contact)
draw, key, icon = partial(form.draw, visit, "Add the person"), "people_form", ":material/person_add:"
form_box(visit, "Add a person", "people", draw, icon=icon, key=key, unfolded=not everybody, actions=actions)
if everybody:
    people.show(visit)
    cadence.show_tags(visit)
else:
    st.caption(":material/group: Nobody yet. People you log a conversation with appear here by themselves.")
