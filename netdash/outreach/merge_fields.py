"""Merge fields: `{first_name}` and its like, filled with what is known, and left to be seen where nothing is.

`{{` stands for a brace that is meant as one, so that `{{first_name}` reaches the reader as `{first_name}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from netdash.moments import DAY, day_of, zone_named
from netdash.outreach import channels
from netdash.people.call_names import call_name
from netdash.pitch.pitches import ended, joined
from netdash.records import Contact, Goals, Meeting, Message, Pitch, Profile, Target
from netdash.shipped import read_shipped
from netdash.wording import counted, listed

_FIELD = r"\{(\s?[^\W\d_][^{}\n]{0,40})\}"
_TOKEN = re.compile(rf"\{{\{{|{_FIELD}")
_FILLING = re.compile(rf"{_TOKEN.pattern}|\{{[^{{}}\n]{{0,41}}(?={_FIELD})")
"""The third is a brace alone before a field: with the field filled, the two could read as one: `{my_{goal}}`."""


@dataclass(frozen=True)
class MergeField:
    """One field, and in words what it stands for. `by_hand`: only the member can fill it in."""

    name: str
    words: str
    by_hand: bool = False


@dataclass(frozen=True)
class Sources:
    """What the fields are filled from; None: not known. `person` is whom the message is about."""

    contact: Contact
    profile: Profile
    pitch: Pitch | None = None
    target: Target | None = None
    goals: Goals | None = None
    meeting: Meeting | None = None
    introducer: Contact | None = None
    person: Contact | None = None


@cache
def fields() -> tuple[MergeField, ...]:
    """Return every field there is, in the order in which an editor lists them."""
    return tuple(MergeField(**row) for row in read_shipped("merge_fields")["fields"])


def values(sources: Sources, zone: ZoneInfo) -> dict[str, str]:
    """Return what each field is filled with, by its name; a field that nothing is known for is left out.

    Days and times are those of the member's zone.
    """
    contact, me, wording = sources.contact, sources.profile, sources.pitch.wording if sources.pitch else None
    found = {
        "first_name": call_name(contact),
        "full_name": contact.name,
        "company": contact.company,
        "position": contact.position,
        **own_names(me.name),
        "my_pitch": joined(wording) if wording else "",
        "my_past": wording.past if wording else "",
        "my_interests": wording.interests if wording else "",
        "my_outcome": wording.outcome if wording else "",
        "target_role": sources.target.role if sources.target else "",
        "target_company": sources.target.company if sources.target else "",
        "goal": _goal(sources.goals),
        "introducer": sources.introducer.name if sources.introducer else "",
        "person": sources.person.name if sources.person else "",
        **(_of_meeting(sources.meeting, zone) if sources.meeting else {}),
    }
    return {name: text.strip() for name, text in found.items() if text.strip()}


def own_names(name: str) -> dict[str, str]:
    """Return the fields that the member's own name fills."""
    return {"my_name": name, "my_first_name": call_name(Contact(name=name)) if name else ""}


def fill(text: str, known: Mapping[str, str]) -> str:
    """Fill in the fields that are known; the others stay as they are, and so does all other text.

    Braces inside a value are doubled, so that filling again changes nothing. `plain` ends it.
    """

    def filled(found: re.Match[str]) -> str:
        value = known.get(name_of(found[1] or found[2] or ""))
        return found[0] if value is None else literal(found[0] if found[2] else value)

    return _FILLING.sub(filled, text)


def name_of(field: str) -> str:
    """Return the name that a field has however it is written: `{First name}` and `{ first-name }` are `first_name`."""
    return re.sub(r"[\s-]+", "_", field.strip("{}").strip()).lower()


def literal(text: str) -> str:
    """Return text in which no brace opens a field: what `plain` turns back into it."""
    return text.replace("{", "{{")


def plain(text: str) -> str:
    """Return the text as its reader gets it, where `{{` is one brace: for copying, links, files and counting."""
    return _TOKEN.sub(lambda found: "{" if found[1] is None else found[0], text)


def unfilled(text: str) -> tuple[str, ...]:
    """Return the fields that still stand in a text, with their braces, each once; none: it is ready to go.

    Anything short in braces counts that begins with a letter, whatever its script: `{their topic}`, `{имя}`.
    """
    return tuple(dict.fromkeys(found[0] for found in _TOKEN.finditer(text) if found[1] is not None))


def unknown(text: str) -> tuple[str, ...]:
    """Return what looks like a field in a template and is none, with its braces: a slip, most likely."""
    names = {one.name for one in fields()}
    return tuple(found for found in unfilled(text) if name_of(found) not in names)


def _goal(goals: Goals | None) -> str:
    return f"{counted(goals.conversations, 'conversation')} a week" if goals and goals.conversations else ""


def _of_meeting(meeting: Meeting, zone: ZoneInfo) -> dict[str, str]:
    local = meeting.starts_at.astimezone(zone)
    return {
        "meeting_day": _day(local),
        "meeting_time": _times(meeting, zone),
        "meeting_minutes": str(meeting.minutes),
        "meeting_place": meeting.place,
        "learned": ended(meeting.learnings[0]) if meeting.learnings else "",
    }


def _times(meeting: Meeting, zone: ZoneInfo) -> str:
    """Return the time in the member's zone, and in theirs where their clocks show another: `15:00 (Berlin time, …)`."""
    mine, theirs = meeting.starts_at.astimezone(zone), zone_named(meeting.their_zone) if meeting.their_zone else None
    said = _time(mine, zone)
    if theirs is None or (there := meeting.starts_at.astimezone(theirs)).utcoffset() == mine.utcoffset():
        return said
    day = "" if abs(day_of(meeting.starts_at, theirs) - mine.date()) < DAY else f"{_day(there)} at "
    return f"{said}, which is {day}{_time(there, theirs)} for you"


def _day(local: datetime) -> str:
    return f"{local:%A} {local.day} {local:%B}"


def _time(local: datetime, zone: ZoneInfo) -> str:
    offset = f"{local:%z}"
    ahead = f"UTC{offset[0]}{int(offset[1:3])}{f':{offset[3:5]}' if offset[3:5] != '00' else ''}"
    area, _, city = zone.key.rpartition("/")
    if not area or area == "Etc":
        return f"{local:%H:%M} {'UTC' if ahead in ('UTC+0', 'UTC-0') else ahead}"
    return f"{local:%H:%M} ({city.replace('_', ' ')} time, {ahead})"


_BRACES = r"\{{1,2}\s*[^\W\d_][^{}\n]{0,60}\}{1,2}"
_BRACKETS = r"(?<![\w\]\)])\[\s*[^\W\d_][^\[\]\n]{0,60}\](?!\()"  # a place in a list, data[i], and a [link](…) are none
_ANGLES = r"<\s*[^\W\d_][^<>@/:.=\n]{2,40}>"  # <b> and <i> are how somebody writes, and not what is left open
_MARKS = r"(?<!\w)(?:TODO|TBD|XXX+)(?!\w)|_{3,}"
_PLACE = re.compile(f"{_BRACES}|{_BRACKETS}|{_ANGLES}|{_MARKS}")


def open_places(text: str) -> tuple[str, ...]:
    """Return what looks left open in a text as its reader gets it, each once, in order."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def open_fields(message: Message) -> tuple[str, ...]:
    """Return the fields of a message that are open: nobody's words, so that it cannot have gone out with them.

    Other tools write `{{name}}`; to netdash that is a brace meant as one, to the reader an open field all the same.
    """
    subject = message.subject if channels.has_subject(message.channel) else ""
    text = f"{subject}\n{message.body}"
    doubled = (one for one in open_places(text) if one.startswith("{{") and one.endswith("}}"))
    return tuple(dict.fromkeys((*unfilled(text), *doubled)))


def without_places(text: str) -> str:
    """Return the text with a blank for each place that is left open."""
    return _PLACE.sub(" ", text)


def listed_places(places: tuple[str, ...]) -> str:
    """Name places in a sentence: `“{name}” and “[topic]”`."""
    return listed([f"“{one}”" for one in places])
