"""The opportunities heard of in a conversation, on its page, and the way to noting one."""

from __future__ import annotations

import streamlit as st

from netdash.records import Meeting, Opportunity
from netdash.targets import opportunities
from netdash.targets.opportunities import STAGE_WORDS
from netdash.targets.screens.parts import PAGE
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


def show(visit: Visit, meeting: Meeting) -> None:
    """Draw a link to each opportunity, and one to note another."""
    heard = opportunities.heard_in(meeting.id, visit.workspace.all(Opportunity))
    if heard:
        st.subheader("Opportunities you heard of")
    for one in heard:
        label = f"{escaped(opportunities.label(one))} · {STAGE_WORDS[one.stage].lower()}"
        st.page_link(PAGE, label=label, icon=":material/work:", query_params={"opportunity": one.id})
    label = "Note another opportunity" if heard else "Note an opportunity you heard of"
    st.page_link(PAGE, label=label, icon=":material/add:", query_params={"meeting": meeting.id})
