"""The guide: the method, section by section, each with a link to its page."""

import streamlit as st

from netdash.shipped import read_shipped
from netdash.today.screens import welcome
from netdash.ui import layout, session

visit = session.visit()
layout.title("Guide", "How to structure an informational interview or networking coffee, in ten short sections.")
method = read_shipped("guide")
columns = st.columns(2, gap="medium")
for number, section in enumerate(method["sections"]):
    with columns[number * 2 // len(method["sections"])], layout.card(section["title"]):
        st.markdown(section["text"])
        st.page_link(section["page"], label=section["link"], icon=":material/arrow_forward:")
with columns[-1]:
    with layout.card("The talk"):
        st.markdown(f"The source is a talk by Cesar Ramirez, a career coach: [watch it on YouTube]({method['video']}).")
    with layout.card("Sample data"):
        welcome.show_sample(visit, "guide")
