"""Checks of a pitch: each says in one sentence what is wrong and what to do about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from netdash.pitch.pitches import full_text, spoken_seconds, whole_seconds
from netdash.records import Wording
from netdash.rules import PitchRules
from netdash.text_search import folded, pattern
from netdash.wording import count_words, counted

MOST_LISTED = 3
"""So many words at most are listed in one sentence."""

_EMPTY_SENTENCES = {
    "past": "Past to present is empty: tell in a sentence or two where you come from and what sets you apart.",
    "interests": "Professional interests is empty: say where you want to go, so that people can picture you there.",
    "outcome": "Outcome is empty: without it nobody knows why to hire you, or what they can do for you.",
}


@dataclass(frozen=True)
class Check:
    """Something to look at; a dismissal is stored by the name."""

    name: str
    sentence: str


def checks(wording: Wording, pace: int, rules: PitchRules) -> tuple[Check, ...]:
    """Check a pitch spoken at this pace (words a minute); an empty pitch passes."""
    if not full_text(wording):
        return ()
    return (*_empty_parts(wording), *_length(wording, pace, rules), *_ask(wording, rules), *_words(wording, rules))


def open_checks(checks: Sequence[Check], dismissed: Collection[str]) -> tuple[Check, ...]:
    """Return the checks that were not dismissed."""
    return tuple(check for check in checks if check.name not in dismissed)


def _empty_parts(wording: Wording) -> Iterator[Check]:
    for name, sentence in _EMPTY_SENTENCES.items():
        if not getattr(wording, name).strip():
            yield Check(f"empty_{name}", sentence)


def _length(wording: Wording, pace: int, rules: PitchRules) -> Iterator[Check]:
    words = count_words(full_text(wording))
    seconds, shortest, longest = spoken_seconds(words, pace), rules.shortest_seconds, rules.longest_seconds
    whole = whole_seconds(seconds, shortest, longest)
    if seconds < shortest:
        shortfall = ceil(shortest * pace / 60) - words
        yield Check(
            "too_short",
            f"At {pace} words a minute this takes {whole} s: "
            f"with about {counted(shortfall, 'word')} more it reaches {shortest} s, enough to be remembered.",
        )
    if seconds > longest:
        excess = words - longest * pace // 60
        yield Check(
            "too_long",
            f"At {pace} words a minute this takes {whole} s: "
            f"take out about {counted(excess, 'word')} to stay within {longest} s, while they still listen.",
        )


def _ask(wording: Wording, rules: PitchRules) -> Iterator[Check]:
    outcome = folded(wording.outcome)
    if outcome and "?" not in outcome and not pattern(rules.asks.phrases).search(outcome):
        yield Check(
            "no_ask",
            "The outcome asks for nothing yet: end on one thing they can do, such as telling you about "
            "their team or naming somebody to talk to.",
        )


def _words(wording: Wording, rules: PitchRules) -> Iterator[Check]:
    text = folded(full_text(wording))
    fillers = Counter(pattern(rules.fillers.phrases).findall(text))
    if fillers:
        yield Check("fillers", f"Filler words to leave out: {_word_list(fillers)}. A pause sounds surer.")
    counts = Counter(re.findall(rf"[^\W\d_]{{{rules.repeats.letters},}}", text))
    repeats = Counter({w: n for w, n in counts.items() if n >= rules.repeats.times and w not in rules.repeats.common})
    if repeats:
        yield Check("repeats", f"Said again and again: {_word_list(repeats)}. Try another word, or drop one.")


def _word_list(counts: Counter[str]) -> str:
    """Return words with how often they occur, the most frequent first: `“really” (twice), “just”`."""
    times = {1: "", 2: " (twice)"}
    quoted = [f"“{word}”{times.get(count, f' ({count} times)')}" for word, count in counts.most_common(MOST_LISTED)]
    return ", ".join(quoted) + (" and others" if len(counts) > MOST_LISTED else "")
