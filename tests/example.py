"""A made-up month of one member, for pictures and for trying things out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from netdash import meetings, pitches, thank_yous
from netdash.pitch_parts import EXAMPLE
from netdash.records import Contact, Introduction, Meeting, MeetingKind, Message, Pitch, Profile, Promise, Stakeholder
from netdash.store import Workspace, open_file

NOW = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)

PEOPLE = {
    "priya": ("Priya Raman", "Staff engineer", "Northwind", Stakeholder.TECHNICAL),
    "tom": ("Tom Okafor", "Recruiter", "Contoso", Stakeholder.HR),
    "mei": ("Mei-Ling Chow", "Data lead", "Fabrikam", Stakeholder.TECHNICAL),
    "jonas": ("Jonas Weber", "CTO", "Adatum", Stakeholder.TECHNICAL),
    "sara": ("Sara Lind", "People partner", "Tailspin", Stakeholder.HR),
    "zoe": ("Zoë O’Brien", "VP Data", "Söderköping & Söner", Stakeholder.TECHNICAL),
    "luis": ("Luis Ortega", "Product manager", "Litware", Stakeholder.OTHER),
}

HELD = (
    # who, hours ago, minutes, kind, place, what was learned, help offered
    ("mei", 3, 20, "informational_interview", "Video call", "", ""),
    (
        "tom sara",
        15,
        45,
        "networking_coffee",
        "Café Blå",
        "Recruiters read the first two lines, then the last job.",
        "",
    ),
    (
        "priya",
        26,
        25,
        "informational_interview",
        "Video call",
        "Ask how the team decides what not to build.\nStaff engineers write more prose than code.",
        "send my notes on evaluation sets",
    ),
    ("jonas", 216, 40, "call", "Phone", "Small teams hire for range.", ""),
    ("luis", 290, 30, "networking_coffee", "Kafé 44", "A case study beats a certificate.", ""),
    ("sara", 410, 30, "informational_interview", "Tailspin office", "Say what you want in the first minute.", ""),
)


def fill(path: Path) -> dict[str, str]:
    """Fill a new workspace file as of NOW and return the ids that pictures need."""
    workspace = open_file(path)
    workspace.save(Profile(name="Ada Berg", zone="Europe/Berlin"))
    people = {nick: _contact(*said) for nick, said in PEOPLE.items()}
    for contact in people.values():
        workspace.save(contact)
    logged = {held[0]: _log(workspace, people, *held) for held in HELD}
    _plan(workspace, people["zoe"].id)
    for nick in ("jonas", "luis", "sara"):
        _thank(workspace, logged[nick])
    priya, mei = people["priya"].id, people["mei"].id
    workspace.save(Introduction(by_contact=priya, to_contact=mei, meeting=logged["priya"].id))
    workspace.save(Introduction(by_contact=mei, to_contact=people["zoe"].id, meeting=logged["mei"].id))
    today = NOW.date()
    article = Promise(
        contact=priya, what="Send the article on evaluation sets", due_on=today, meeting=logged["priya"].id
    )
    workspace.save(article)
    workspace.save(Promise(contact=people["tom"].id, what="Share my résumé", due_on=today + timedelta(days=2)))
    pitches.save_pitch(workspace, Pitch(name="From ward to query"), EXAMPLE, NOW - timedelta(days=9))
    return {"meeting": logged["priya"].id, "contact": priya}


def _contact(name: str, position: str, company: str, stakeholder: Stakeholder) -> Contact:
    address = f"{name.split()[0].lower().replace('ë', 'e')}@example.org"
    return Contact(name=name, position=position, company=company, stakeholder=stakeholder, emails=(address,))


def _log(
    workspace: Workspace,
    people: dict[str, Contact],
    who: str,
    hours_ago: int,
    minutes: int,
    kind: str,
    place: str,
    learned: str,
    offered: str,
) -> Meeting:
    ends_at = NOW - timedelta(hours=hours_ago)
    meeting = Meeting(
        contacts=tuple(people[nick].id for nick in who.split()),
        kind=MeetingKind(kind),
        starts_at=ends_at - timedelta(minutes=minutes),
        ends_at=ends_at,
        place=place,
        learnings=tuple(learned.splitlines()),
        help_offered=offered,
    )
    meetings.log_meeting(workspace, meeting, NOW)
    return meeting


def _plan(workspace: Workspace, contact: str) -> None:
    starts_at = NOW + timedelta(hours=29)
    meeting = Meeting(
        contacts=(contact,), starts_at=starts_at, ends_at=starts_at + timedelta(minutes=20), place="Video call"
    )
    meetings.log_meeting(workspace, meeting, NOW)


def _thank(workspace: Workspace, meeting: Meeting) -> None:
    for contact in meeting.contacts:
        sent_at = meeting.ends_at + timedelta(hours=5)
        note = Message(contact=contact, meeting=meeting.id, subject="Thank you", body="Thank you!", sent_at=sent_at)
        thank_yous.mark_sent(workspace, note, NOW)
