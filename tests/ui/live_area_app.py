"""A page with two live areas, for the tests: what is typed is drafted to a file, and Save appends to another."""

import os
from pathlib import Path

import streamlit as st

from netdash.ui.live_area import live_area, offer_text, set_text

folder = Path(os.environ["LIVE_AREA_FOLDER"], st.query_params.get("in", ""))
draft, saved = folder / "draft.txt", folder / "saved.txt"
runs = st.session_state.setdefault("runs", [0])
runs[0] += 1

st.title("Notes")
if "busy" in st.query_params:
    # Runs the page again and again, with something new to draw each time.
    @st.fragment(run_every=0.3)
    def ticking() -> None:
        if st.session_state.setdefault("ticked", 0) < runs[0]:
            st.session_state["ticked"] = runs[0]
            return
        st.rerun()

    ticking()
kept = draft.read_text("utf-8") if draft.exists() else ""
notes = live_area(
    "What you learned",
    "notes",
    value=kept,
    placeholder="In their words",
    help=f"Quote them. {runs[0] if 'busy' in st.query_params else ''}",
    copy_as="w",
)
other = live_area("Help you offered", "other", copy_as="w")
draft.write_text(notes, "utf-8")
if st.button("Save"):
    with saved.open("a", encoding="utf-8") as file:
        file.write(f"{notes}|{other}\n")
    draft.unlink()
    set_text("notes", "")
    set_text("other", "")
    st.rerun()
if st.button("Fill"):
    set_text("notes", "From the server")
    st.rerun()
if st.button("Offer"):
    offer_text("notes", "From the template")
    st.rerun()
st.text(f"heard: {notes}")
st.text(f"other: {other}")
st.caption(f"run {runs[0]}")
