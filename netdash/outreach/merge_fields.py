"""Merge fields such as `{first_name}`: filled with known values, and left visible otherwise.

`{{` stands for a literal brace, so that `{{first_name}` reaches the reader as `{first_name}`. Whoever writes reads
`[first name]` for a field that is open (see `readable`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from netdash.date_style import date_words, hour_words
from netdash.moments import DAY, day_of, zone_named
from netdash.outreach import channels
from netdash.people.call_names import call_name
from netdash.pitch.pitches import full_text
from netdash.records import Contact, Goals, Meeting, Message, Pitch, Profile, Target
from netdash.shipped import read_shipped
from netdash.wording import as_sentence, counted, listed

_FIELD = r"\{(\s?[^\W\d_][^{}\n]{0,40})\}"
_TOKEN = re.compile(rf"\{{\{{|{_FIELD}")
_FILLING = re.compile(rf"{_TOKEN.pattern}|\{{[^{{}}\n]{{0,41}}(?={_FIELD})")
"""The third is a lone brace before a field, which the filled field could turn into a field: `{my_{goal}}`."""
_BLANK = re.compile(r"\{\{|(\{?)(\[[^\[\]{}\n]{1,40}\])")
"""A literal brace, or what may be a field as `readable` shows it, with a lone brace before it."""


@dataclass(frozen=True)
class MergeField:
    """One field, and what it stands for in words. `by_hand`: only the member can fill it in."""

    name: str
    words: str
    by_hand: bool = False

    @property
    def blank(self) -> str:
        """The field as a person reads it while it is open: `[first name]`."""
        return f"[{self.name.replace('_', ' ').replace(' i ', ' I ')}]"


@dataclass(frozen=True)
class Sources:
    """The records that fill the fields; None: not known. `person` is whom the message is about.

    `role` is what the member looks for where the target does not say; empty: not known.
    """

    contact: Contact
    profile: Profile
    pitch: Pitch | None = None
    target: Target | None = None
    goals: Goals | None = None
    meeting: Meeting | None = None
    introducer: Contact | None = None
    person: Contact | None = None
    role: str = ""


@cache
def fields() -> tuple[MergeField, ...]:
    """Return all fields, in the order in which they are listed."""
    return tuple(MergeField(**row) for row in read_shipped("merge_fields")["fields"])


@cache
def _blanks() -> Mapping[str, str]:
    """Return the blank of each field by its name."""
    return {field.name: field.blank for field in fields()}


def values(sources: Sources, zone: ZoneInfo) -> dict[str, str]:
    """Return the value of each field by its name, without fields that have none.

    Days and times are those of the member's zone.
    """
    contact, member, wording = sources.contact, sources.profile, sources.pitch.wording if sources.pitch else None
    texts = {
        "first_name": call_name(contact),
        "full_name": contact.name,
        "company": contact.company,
        "position": contact.position,
        **own_names(member.name),
        "my_pitch": full_text(wording) if wording else "",
        "my_past": wording.past if wording else "",
        "my_interests": wording.interests if wording else "",
        "my_outcome": wording.outcome if wording else "",
        "target_role": (sources.target.role if sources.target else "") or sources.role,
        "target_company": sources.target.company if sources.target else "",
        "goal": _goal(sources.goals),
        "introducer": sources.introducer.name if sources.introducer else "",
        "person": sources.person.name if sources.person else "",
        **(_of_meeting(sources.meeting, zone) if sources.meeting else {}),
    }
    return {name: text.strip() for name, text in texts.items() if text.strip()}


@lru_cache(maxsize=256)
def own_names(name: str) -> Mapping[str, str]:
    """Return the fields that the member's own name fills."""
    return {"my_name": name, "my_first_name": call_name(Contact(name=name)) if name else ""}


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill in the fields that have a value; all other text stays as it is.

    Braces inside a value are doubled, so that filling again changes nothing; `plain` undoubles them.
    """

    def replacement(match: re.Match[str]) -> str:
        value = values.get(name_of(match[1] or match[2] or ""))
        return match[0] if value is None else literal(match[0] if match[2] else value)

    return _FILLING.sub(replacement, text)


def name_of(field: str) -> str:
    """Return the name of a field however it is written: `{First name}` and `{ first-name }` are `first_name`."""
    return re.sub(r"[\s-]+", "_", field.strip("{}").strip()).lower()


def literal(text: str) -> str:
    """Return a text with its braces doubled, so that none opens a field; `plain` undoes that."""
    return text.replace("{", "{{")


def plain(text: str) -> str:
    """Return a text as its reader gets it, with `{{` as one brace: for copying, links, files and counting."""
    return _TOKEN.sub(lambda match: "{" if match[1] is None else match[0], text)


def readable(text: str) -> str:
    """Return a text with its open fields as a person reads them: `{first_name}` as `[first name]`.

    What looks like a field but is none stays as it was typed.
    """
    return _TOKEN.sub(lambda match: _blanks().get(name_of(match[1] or ""), match[0]), text)


def with_fields(text: str, values: Mapping[str, str] | None = None) -> str:
    """Return a text with the fields that `readable` shows as blanks: `[first name]` as `{first_name}`.

    What it was filled with stays as it is, though somebody noted “Write [goal] on the board”.
    """
    names = {blank: name for name, blank in _blanks().items()}
    filled = sorted({literal(value) for value in (values or {}).values() if "[" in value}, key=len, reverse=True)
    pattern = re.compile("|".join((*map(re.escape, filled), _BLANK.pattern))) if filled else _BLANK

    def field(match: re.Match[str]) -> str:
        name = names.get(match[2] or "")
        return f"{literal(match[1])}{{{name}}}" if name else match[0]

    return pattern.sub(field, text)


def unfilled(text: str) -> tuple[str, ...]:
    """Return the fields that are left in a text, with their braces, each once.

    Any short text in braces that begins with a letter of any script counts: `{their topic}`, `{имя}`.
    """
    return tuple(dict.fromkeys(match[0] for match in _TOKEN.finditer(text) if match[1] is not None))


def unknown(text: str) -> tuple[str, ...]:
    """Return what looks like a field but is none, with its braces: most likely a typo."""
    return tuple(field for field in unfilled(text) if name_of(field) not in _blanks())


def _goal(goals: Goals | None) -> str:
    return f"{counted(goals.conversations, 'conversation')} a week" if goals and goals.conversations else ""


def _of_meeting(meeting: Meeting, zone: ZoneInfo) -> dict[str, str]:
    local = meeting.starts_at.astimezone(zone)
    return {
        "meeting_day": _day(local),
        "meeting_time": _times(meeting, zone),
        "meeting_minutes": str(meeting.minutes),
        "meeting_place": meeting.place,
        "learned": as_sentence(meeting.learnings[0]) if meeting.learnings else "",
    }


def _times(meeting: Meeting, zone: ZoneInfo) -> str:
    """Put the time in the member's zone in words, and in theirs if it differs: `15:00 (Berlin time, …)`."""
    local = meeting.starts_at.astimezone(zone)
    other = zone_named(meeting.their_zone) if meeting.their_zone else None
    words = _time(local, zone)
    if other is None or (remote := meeting.starts_at.astimezone(other)).utcoffset() == local.utcoffset():
        return words
    day = "" if abs(day_of(meeting.starts_at, other) - local.date()) < DAY else f"{_day(remote)} at "
    return f"{words}, which is {day}{_time(remote, other)} for you"


def _day(local: datetime) -> str:
    return date_words(local, weekday="%A")


def _time(local: datetime, zone: ZoneInfo) -> str:
    offset = f"{local:%z}"
    offset_words = f"UTC{offset[0]}{int(offset[1:3])}{f':{offset[3:5]}' if offset[3:5] != '00' else ''}"
    area, _, city = zone.key.rpartition("/")
    if not area or area == "Etc":
        return f"{hour_words(local)} {'UTC' if offset_words in ('UTC+0', 'UTC-0') else offset_words}"
    return f"{hour_words(local)} ({city.replace('_', ' ')} time, {offset_words})"


_BRACES = r"\{{1,2}\s*[^\W\d_][^{}\n]{0,60}\}{1,2}"
_BRACKETS = r"(?<![\w\]\)])\[\s*[^\W\d_][^\[\]\n]{0,60}\](?!\()"  # but no index, data[i], and no [link](…)
_ANGLES = r"<\s*[^\W\d_][^<>@/:.=\n]{2,40}>"  # but no <b> or <i>
_MARKS = r"(?<!\w)(?:TODO|TBD|XXX+)(?!\w)|_{3,}"
_PLACE = re.compile(f"{_BRACES}|{_BRACKETS}|{_ANGLES}|{_MARKS}")


def open_places(text: str) -> tuple[str, ...]:
    """Return the places that look left open in a text as its reader gets it, each once, in order."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def open_fields(message: Message) -> tuple[str, ...]:
    """Return the open fields of a message, with which it cannot be sent.

    Other tools write `{{name}}`: a literal brace to netdash, and still an open field to the reader.
    """
    subject = message.subject if channels.has_subject(message.channel) else ""
    text = f"{subject}\n{message.body}"
    doubled = (place for place in open_places(text) if place.startswith("{{") and place.endswith("}}"))
    return tuple(dict.fromkeys((*unfilled(text), *doubled)))


def without_places(text: str) -> str:
    """Return a text with a space for each place that is left open."""
    return _PLACE.sub(" ", text)


def listed_places(places: tuple[str, ...]) -> str:
    """List places for a sentence: `“[name]” and “[topic]”`."""
    return listed([f"“{readable(place)}”" for place in places])
