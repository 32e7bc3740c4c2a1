"""The meeting log that anyone would write first, which pages are measured against; STOCK_FILE names its TinyDB file."""

import os

import pandas as pd
import streamlit as st
from tinydb import TinyDB

db = TinyDB(os.environ["STOCK_FILE"])
meetings = db.table("meetings")

st.title("Meeting log")
with st.form("meeting", clear_on_submit=True):
    who = st.text_input("Who did you talk to?")
    day = st.date_input("Day")
    minutes = st.number_input("Minutes", 1, 240, 30)
    learned = st.text_area("What did you learn?")
    notes = st.text_area("Notes")
    if st.form_submit_button("Log the conversation"):
        meetings.insert({"who": who, "day": str(day), "minutes": minutes, "learned": learned, "notes": notes})

log = pd.DataFrame(meetings.all())
search = st.text_input("Search")
if search:
    log = log[log.apply(lambda row: search.lower() in str(row.to_dict()).lower(), axis=1)]
st.dataframe(log)
st.download_button("Download CSV", log.to_csv(index=False).encode(), "meetings.csv", "text/csv")
