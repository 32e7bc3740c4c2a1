"""Plain checks of a pitch: each says in one sentence what it saw and what to do about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

from netdash.pitch.pitches import count_words, joined, shown_seconds, spoken_seconds
from netdash.records import Wording
from netdash.rules import PitchRules

MOST_NAMED = 3
"""A sentence that lists more words than this is not read."""

_EMPTY = {
    "past": "Past to present is empty: tell in a sentence or two where you come from and what sets you apart.",
    "interests": "Professional interests is empty: say where you want to go, so that people can picture you there.",
    "outcome": "Outcome is empty: without it nobody knows why to hire you, or what they can do for you.",
}


@dataclass(frozen=True)
class Check:
    """Something to look at. A dismissal is remembered by the name."""

    name: str
    sentence: str


def checks(wording: Wording, pace: int, rules: PitchRules) -> tuple[Check, ...]:
    """Look at a pitch that is spoken at this pace, in words a minute. A pitch that says nothing yet has no faults."""
    if not joined(wording):
        return ()
    found = (_empty(wording), _length(wording, pace, rules), _ask(wording, rules), _words(wording, rules))
    return tuple(check for checks in found for check in checks)


def open_checks(found: Sequence[Check], dismissed: Collection[str]) -> tuple[Check, ...]:
    """Return the checks that were not dismissed."""
    return tuple(check for check in found if check.name not in dismissed)


def _empty(wording: Wording) -> Iterator[Check]:
    for name, sentence in _EMPTY.items():
        if not getattr(wording, name).strip():
            yield Check(f"empty_{name}", sentence)


def _length(wording: Wording, pace: int, rules: PitchRules) -> Iterator[Check]:
    words = count_words(joined(wording))
    seconds, shortest, longest = spoken_seconds(words, pace), rules.shortest_seconds, rules.longest_seconds
    shown = shown_seconds(seconds, shortest, longest)
    if seconds < shortest:
        missing = ceil(shortest * pace / 60) - words
        yield Check(
            "too_short",
            f"At {pace} words a minute this takes {shown} s: "
            f"with about {_counted(missing)} more it reaches {shortest} s, enough to be remembered.",
        )
    if seconds > longest:
        over = words - longest * pace // 60
        yield Check(
            "too_long",
            f"At {pace} words a minute this takes {shown} s: "
            f"take out about {_counted(over)} to stay within {longest} s, while they still listen.",
        )


def _counted(words: int) -> str:
    return f"{words} word{'' if words == 1 else 's'}"


def _ask(wording: Wording, rules: PitchRules) -> Iterator[Check]:
    outcome = _folded(wording.outcome)
    if outcome and "?" not in outcome and not _phrases(rules.asks.phrases).search(outcome):
        yield Check(
            "no_ask",
            "The outcome asks for nothing yet: end on one thing they can do, such as telling you about "
            "their team or naming somebody to talk to.",
        )


def _words(wording: Wording, rules: PitchRules) -> Iterator[Check]:
    text = _folded(joined(wording))
    fillers = Counter(_phrases(rules.fillers.phrases).findall(text))
    if fillers:
        yield Check("fillers", f"Filler words to leave out: {_listed(fillers)}. A pause sounds surer.")
    repeats = Counter(re.findall(rf"[^\W\d_]{{{rules.repeats.letters},}}", text))
    often = Counter({w: n for w, n in repeats.items() if n >= rules.repeats.times and w not in rules.repeats.common})
    if often:
        yield Check("repeats", f"Said again and again: {_listed(often)}. Try another word, or drop one.")


def _listed(counted: Counter[str]) -> str:
    """Return words with how often they occur, the most frequent first: `“really” (twice), “just”`."""
    times = {1: "", 2: " (twice)"}
    said = [f"“{word}”{times.get(count, f' ({count} times)')}" for word, count in counted.most_common(MOST_NAMED)]
    return ", ".join(said) + (" and others" if len(counted) > MOST_NAMED else "")


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


@cache
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
