"""Finding questions in the bank, and laying them out by topic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from netdash.records import Origin, Question
from netdash.text_search import mentions


@dataclass(frozen=True)
class Filter:
    """Which questions are shown. `topic` None is any topic; archived ones are shown only by themselves."""

    text: str = ""
    topic: str | None = None
    starred: bool = False
    own: bool = False
    archived: bool = False


def filtered(bank: Iterable[Question], wanted: Filter) -> tuple[Question, ...]:
    """Return the questions that a filter lets through, in their order."""
    return tuple(
        one
        for one in bank
        if one.archived == wanted.archived
        and (wanted.topic is None or one.topic == wanted.topic)
        and (not wanted.starred or one.starred)
        and (not wanted.own or one.origin is Origin.OWN)
        and mentions((one.text, one.topic), wanted.text)
    )


def topics(questions: Iterable[Question]) -> tuple[str, ...]:
    """Return the topics in the order in which they come up; questions without one come last."""
    found = dict.fromkeys(one.topic for one in questions)
    return tuple(sorted(found, key=lambda topic: not topic))


def by_topic(questions: Iterable[Question]) -> dict[str, tuple[Question, ...]]:
    """Return the questions of each topic, in order."""
    every = tuple(questions)
    return {topic: tuple(one for one in every if one.topic == topic) for topic in topics(every)}
