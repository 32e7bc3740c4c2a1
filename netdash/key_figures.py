"""Key figures: a number or a share as it is shown, with what it rests on and its history."""

from __future__ import annotations

from dataclasses import dataclass

from netdash.wording import FEW, in_percent, percent


@dataclass(frozen=True)
class Part:
    """How many of a whole: replies of messages, thank-yous in time, opportunities through people."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """The share in percent; None of nothing."""
        return in_percent(self.part / self.whole) if self.whole else None

    @property
    def rate(self) -> int | None:
        """The share in percent; None where it would rest on fewer than five."""
        return self.percent if self.whole >= FEW else None

    @property
    def words(self) -> str:
        """The share, or the two numbers where they are too few for one."""
        if self.whole >= FEW:
            return percent(self.part / self.whole)
        return f"{self.part} of {self.whole}" if self.whole else "–"


@dataclass(frozen=True)
class KeyFigure:
    """One figure: its name, its value, its change or what it rests on, and its history, the earliest first.

    In the history None is a moment of which there is nothing to say; `alt` puts it in words. `goal` is 0 where there
    is none.
    """

    label: str
    words: str
    note: str
    history: tuple[int | None, ...]
    alt: str
    goal: int = 0
