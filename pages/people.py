"""People: everybody a member knows, and one person's page."""

import streamlit as st

from netdash.people.screens import cadence, form, people, person
from netdash.records import Contact
from netdash.ui import deep_link, flash, session

visit = session.visit()
deep_link.follow(visit, person.show, "contact")
st.title("People")
everybody = visit.workspace.all(Contact)
is_open = not everybody or session.unfinished(visit, "people")
with st.expander("Add a person", expanded=is_open, icon=":material/person_add:", key="people_form"):
    new_person = form.PersonForm(visit)
    if new_person.form.submitted("Add the person"):
        with flash.errors_shown():
            form.save(visit, new_person)
if everybody:
    # The action "Try someone else at …" links here with a company.
    company, hint = st.query_params.get("company", ""), "Name, company, tag"
    text = st.text_input("Search", company, key="people_search", type="search", live=True, placeholder=hint)
    people.show(visit, people.found(visit, text or ""))
    cadence.show_tags(visit)
else:
    st.caption(":material/group: Nobody yet. People you log a conversation with appear here by themselves.")
