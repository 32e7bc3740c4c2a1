"""People: everybody a member knows, and one person's page."""

from functools import partial

import streamlit as st

from netdash.people.screens import cadence, form, people
from netdash.records import Contact
from netdash.ui import deep_link, session
from netdash.ui.forms import form_box

visit = session.visit()
deep_link.follow(visit, people.show_person, "contact")
st.title("People")
everybody = visit.workspace.all(Contact)
draw, icon = partial(form.draw, visit, "Add the person"), ":material/person_add:"
form_box(visit, "Add a person", "people", draw, icon=icon, key="people_form", unfolded=not everybody)
if everybody:
    people.show(visit, people.draw_search())
    cadence.show_tags(visit)
else:
    st.caption(":material/group: Nobody yet. People you log a conversation with appear here by themselves.")
