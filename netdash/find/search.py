"""Finding anything by words: what matches, the best kind first, each with the words that it was found by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain
from unicodedata import normalize

from netdash.find.findables import FINDABLES, FindableKind, Names, Scene
from netdash.follow_up.actions import Destination
from netdash.people import contacts
from netdash.records import Contact
from netdash.store import Workspace
from netdash.text_search import SearchWord, has_word, places, search_words, searchable

MOST, MOST_OF_MANY, MANY = 10, 5, 3
"""How many results of a kind are shown; how many where there are at least so many kinds."""
TITLE_LETTERS, EXCERPT_LETTERS = 80, 100
PIECE = 200
"""How many letters of a long text are looked through at once; each piece overlaps with the next."""
LEAD = 24
"""How many letters of an excerpt stand before the word, so that a narrow screen shows it."""


class Rank(IntEnum):
    """How well something matches, the best first: its title begins so, words of it do, it has them; its texts do."""

    BEGINS = 0
    WORDS = 1
    TITLE = 2
    TEXT = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may be found, with its searchable title, behind a line break, and its searchable texts."""

    thing: object
    title: str
    texts: str


Candidates = tuple[Candidate, ...]


@dataclass(frozen=True)
class Hit:
    """One result as it is shown: `excerpt` quotes the text with the words that the title and the facts lack."""

    id: str
    title: str
    facts: str
    excerpt: str
    where: Destination


@dataclass(frozen=True)
class Group:
    """The results of one kind, the best first, and how many there are in all."""

    kind: FindableKind
    hits: tuple[Hit, ...]
    total: int
    is_guess: bool = False
    """Whether nothing was found, and these are people with a name like it."""


@dataclass(frozen=True)
class Query:
    """The words to look for, the same with what stands before them at the start of a word, and all in one piece."""

    words: tuple[SearchWord, ...]
    starts: tuple[SearchWord, ...]
    beginning: str

    @classmethod
    def of(cls, text: str) -> Query:
        """Make the query of what was typed."""
        words = search_words(text)
        starts = tuple(tuple(f"{before}{form}" for form in word for before in "\n ") for word in words)
        return cls(words, starts, "\n" + " ".join(word[0] for word in words))

    def rank(self, candidate: Candidate) -> Rank | None:
        """Return how well a candidate matches; None where one of the words is missing."""
        title, is_titled = candidate.title, True
        for word in self.words:
            if not has_word(title, word):
                is_titled = False
                if not has_word(candidate.texts, word):
                    return None
        if not is_titled:
            return Rank.TEXT
        if title.startswith(self.beginning):
            return Rank.BEGINS
        return Rank.WORDS if all(has_word(title, start) for start in self.starts) else Rank.TITLE


def candidates(workspace: Workspace, kind: FindableKind, name: Names) -> Candidates:
    """Return everything of a kind in the order in which it is shown; `name` gives a contact's name."""
    findable = FINDABLES[kind]
    return tuple(
        Candidate(thing, "\n" + searchable(findable.title(thing, name)), searchable(findable.texts(thing, name)))
        for thing in findable.things(workspace)
    )


def search(everything: Callable[[FindableKind], Candidates], text: str, scene: Scene) -> tuple[Group, ...]:
    """Return what every word of a text occurs in, by kind: the kind with the best match first.

    `everything` gives the candidates of a kind. No words find nothing.
    """
    query = Query.of(text)
    if not query.words:
        return ()
    scored = {kind: ranked for kind in FindableKind if (ranked := _by_rank(everything(kind), query))}
    if not scored:
        return _similar_names(everything(FindableKind.PERSON), text, scene)
    most = MOST_OF_MANY if len(scored) >= MANY else MOST
    return tuple(
        Group(kind, tuple(_hit(kind, item, query.words, scene) for item in ranked[:most]), len(ranked))
        for kind, (_, ranked) in sorted(scored.items(), key=lambda match: match[1][0])
    )


def _similar_names(people: Candidates, text: str, scene: Scene) -> tuple[Group, ...]:
    """Return people with a name like this one; the spelling may be wrong."""
    by_person = {person: candidate for candidate in people if isinstance(person := candidate.thing, Contact)}
    lookalikes = contacts.lookalikes(text, [*by_person])
    hits = tuple(_hit(FindableKind.PERSON, by_person[person], (), scene) for person in lookalikes)
    return (Group(FindableKind.PERSON, hits, len(hits), is_guess=True),) if hits else ()


def _by_rank(everything: Candidates, query: Query) -> tuple[Rank, Candidates] | None:
    """Return the best rank and the candidates that match, the best first; None where none does."""
    by_rank: dict[Rank, list[Candidate]] = {rank: [] for rank in Rank}
    for candidate in everything:
        rank = query.rank(candidate)
        if rank is not None:
            by_rank[rank].append(candidate)
    best = next((rank for rank in Rank if by_rank[rank]), None)
    return None if best is None else (best, tuple(chain.from_iterable(by_rank.values())))


def _hit(kind: FindableKind, candidate: Candidate, words: Sequence[SearchWord], scene: Scene) -> Hit:
    findable, thing = FINDABLES[kind], candidate.thing
    title, *more = findable.title(thing, scene.name)
    facts = " · ".join(filter(None, (*more, findable.facts(thing, scene))))
    seen = searchable((title, facts))
    unseen = [word for word in words if not has_word(seen, word)]
    quoted = next((text for text in findable.texts(thing, scene.name) if _has_any(text, unseen)), "")
    return Hit(
        findable.id(thing),
        excerpt(title, words, TITLE_LETTERS),
        excerpt(facts, words, EXCERPT_LETTERS),
        excerpt(quoted, unseen, EXCERPT_LETTERS),
        findable.where(thing),
    )


def _has_any(text: str, words: Iterable[SearchWord]) -> bool:
    return any(has_word(searchable([text]), word) for word in words)


def excerpt(text: str, words: Sequence[SearchWord], most: int) -> str:
    """Return a text on one line; of one with more than `most` letters, those around the first of the words in it."""
    line = normalize("NFC", " ".join(text.split()))
    if len(line) <= most:
        return line
    start = max(0, _first_place(line, words) - LEAD)
    if start:
        start = line.rfind(" ", 0, start) + 1 or start
    end = start + most
    return f"{'…' if start else ''}{line[start:end].rstrip()}{'…' if end < len(line) else ''}"


def _first_place(line: str, words: Sequence[SearchWord]) -> int:
    """Return where the first of these words stands, 0 where none does; looked for in one piece after the other."""
    for start in range(0, len(line), PIECE):
        if found := places(line[start : start + 2 * PIECE], words):
            return start + found[0][0]
    return 0
