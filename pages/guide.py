"""The guide: the method, section by section, each with a link to its page."""

import streamlit as st

from netdash.shipped import read_shipped
from netdash.today.screens import welcome
from netdash.ui import session

visit = session.visit()
st.title("Guide")
st.caption("How to structure an informational interview or networking coffee, in ten short sections.")
method = read_shipped("guide")
for section in method["sections"]:
    st.header(section["title"])
    st.markdown(section["text"])
    st.page_link(section["page"], label=section["link"], icon=":material/arrow_forward:")
st.header("The talk")
st.markdown(f"The source is a talk by Cesar Ramirez, a career coach: [watch it on YouTube]({method['video']}).")
welcome.show_sample(visit, "guide")
