"""The ways a text leaves netdash, which sends nothing itself: copied, or opened in the member's own mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from netdash.outreach import mail
from netdash.outreach.channels import WayOut
from netdash.records import Contact
from netdash.ui.copy_button import copy_button
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped

LINKS = {
    WayOut.MAILTO: ("Open in mail", ":material/mail:", "mail"),
    WayOut.GMAIL: ("Gmail", None, "gmail"),
    WayOut.OUTLOOK: ("Outlook (work or school)", None, "outlook"),
    WayOut.OUTLOOK_PERSONAL: ("Outlook (personal)", None, "outlook_personal"),
}
"""What each link is called, its icon, and the field of its key."""


@dataclass(frozen=True)
class Outgoing:
    """What goes out to somebody, and what a file of it is called."""

    person: Contact
    subject: str
    body: str
    file: str


def show(form: Form, going: Outgoing, ways: Sequence[WayOut], copy_label: str = "Copy the text") -> None:
    """Draw a button for each of these ways, and below them what a link has to leave out."""
    to = going.person.emails[:1]
    links = mail.links(to, going.subject, going.body)
    with st.container(horizontal=True):
        copy_button(copy_label, going.body, key=form.key("copy"))
        for way in (way for way in ways if way in LINKS):
            label, icon, field = LINKS[way]
            st.link_button(label, links[way.value], icon=icon, key=form.key(field))
        if WayOut.EML in ways:
            _offer_file(form, going)
    if WayOut.MAILTO in ways:
        _draw_notes(going, to)


def _draw_notes(going: Outgoing, to: Sequence[str]) -> None:
    for sentence in mail.notes(to, going.subject, going.body):
        st.caption(f":material/info: {escaped(sentence)}")
    if mail.mailto(to, "", "").startswith("mailto:?"):
        label = f"No usable e-mail address of {escaped(going.person.name)} yet: add one on their page, under Change"
        st.page_link("people.py", label=label, icon=":material/person:", query_params={"contact": going.person.id})


def _offer_file(form: Form, going: Outgoing) -> None:
    st.download_button(
        "Mail file",
        mail.eml(going.person.emails[:1], going.subject, going.body),
        going.file,
        "message/rfc822",
        key=form.key("eml"),
        on_click="ignore",
        icon=":material/download:",
        help="A draft that Thunderbird and classic Outlook open, however long it is",
    )
