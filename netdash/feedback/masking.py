"""Texts without the people in them: names, addresses and numbers give way to what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from netdash.people.call_names import call_name
from netdash.records import Contact
from netdash.text_search import plain

NAME, FIRST_NAME = "[name]", "[first name]"
_PATTERNS = {
    "e_mail": (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", "[e-mail address]"),
    "link": (r"(?:https?://|www\.)[^\s<>\"]+|\b(?:[a-z]{2,3}\.)?linkedin\.com/[^\s<>\"]+", "[link]"),
    "phone": (r"(?<![\w+])\+?\(?\d[\d\s()./-]{5,}\d(?!\w)", "[phone number]"),
}


@dataclass(frozen=True)
class Masked:
    """A text without people, in pieces: each as it is read, and as it stands in the member's own text."""

    pieces: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The text as it is read."""
        return "".join(shown for shown, _ in self.pieces)

    def reword(self, start: int, passage: str, suggestion: str) -> str:
        """Return the member's own text with a passage of the masked one worded as suggested.

        A mark such as `[name]` in the suggestion stands for whom the same mark stands for in the passage.
        """
        end, at = start + len(passage), 0
        before, inside, after = list[str](), list[tuple[str, str]](), list[str]()
        for shown, own in self.pieces:
            first, last = max(start - at, 0), min(end - at, len(shown))
            is_whole = shown != own
            if last <= first and not (first == last == 0 and start == end):
                (before if at + len(shown) <= start else after).append(own)
            elif is_whole:
                inside.append((shown, own))
            else:
                before.append(own[:first])
                inside.append((shown[first:last], own[first:last]))
                after.append(own[last:])
            at += len(shown)
        return "".join((*before, _unmasked(suggestion, inside), *after))


def masked(text: str, people: Iterable[Contact], present: Iterable[Contact] = ()) -> Masked:
    """Return a text without the names of all these people, and without any word of the names of those `present`.

    A single word of anybody else's name is left alone, as Will, May and Mark are words too. A name is found as it is
    written, without its accents, and with other apostrophes and hyphens.
    """
    folded = plain(text)
    whole = {person.name for person in people if " " in person.name and plain(person.name) in folded}
    whole |= {person.name for person in present}
    called = {call_name(person) for person in present} - whole
    whole |= {
        word for person in present for word in person.name.split() if len(word) > 2 and word[0].isupper()
    } - called
    groups = {**_PATTERNS, "name": (_any_of(whole), NAME), "called": (_any_of(called), FIRST_NAME)}
    pattern = "|".join(f"(?P<{group}>{words})" for group, (words, _) in groups.items() if words)
    pieces, at = list[tuple[str, str]](), 0
    for match in re.finditer(pattern, text, re.IGNORECASE):
        pieces += [(text[at : match.start()],) * 2, (groups[str(match.lastgroup)][1], match[0])]
        at = match.end()
    return Masked((*pieces, (text[at:],) * 2))


def _any_of(names: Iterable[str]) -> str:
    spelled = {spelling for name in names for spelling in (name, plain(name))}
    longest_first = sorted(filter(str.strip, spelled), key=len, reverse=True)
    patterns = [re.sub(r"['’`´]", "['’`´]", re.sub(r"\\?[-‐‑–]", "[-‐‑–]", re.escape(name))) for name in longest_first]
    return rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)" if patterns else ""


def _unmasked(suggestion: str, pieces: Iterable[tuple[str, str]]) -> str:
    for shown, own in pieces:
        if shown != own:
            suggestion = suggestion.replace(shown, own, 1)
    return suggestion
