"""Members as they use netdash on one evening: they read their pages, log a conversation, and think in between."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable
from dataclasses import dataclass, field

from tests.bench.tab import Tab

THINK_S = 10.0
"""Seconds between two things that a member does, on average."""
TYPING_S = 2.0
LOGGING = 0.25
"""How many of the things they do are logging a conversation."""
READ = ("", "people", "meeting_log", "follow_up_tracker", "outreach", "target_plan", "question_bank", "insights")


@dataclass
class Evening:
    """What one member did and saw."""

    waits: list[float] = field(default_factory=list)
    """Seconds until a page was drawn, one for each time that the server was asked."""
    first: list[float] = field(default_factory=list)
    """The same for the page that opens the dashboard."""
    logged: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


async def spend(evening: Evening, tab: Tab, name: str, until: float, think: float) -> None:
    """Use netdash until a moment of the loop's clock, and note everything that goes wrong."""
    chance, clock = random.Random(name), asyncio.get_running_loop().time
    await asyncio.sleep(chance.uniform(0, think))  # nobody presses at the same moment
    async with tab:
        evening.first.append(await _seen(evening, tab, tab.opens("")))
        while clock() < until:
            await asyncio.sleep(min(chance.expovariate(1 / think), 3 * think))
            if chance.random() < LOGGING:
                await _log(evening, tab, name, chance, think)
            else:
                evening.waits.append(await _seen(evening, tab, tab.opens(chance.choice(READ))))


async def _seen(evening: Evening, tab: Tab, step: Awaitable[float]) -> float:
    """Take one step, note what went wrong in it, and return how long it took."""
    wait = await step
    evening.problems += tab.seen.problems
    return wait


async def _log(evening: Evening, tab: Tab, name: str, chance: random.Random, think: float) -> None:
    learned = f"{name} learned {len(evening.logged)}"
    evening.waits.append(await _seen(evening, tab, tab.opens("")))
    await asyncio.sleep(TYPING_S * think / THINK_S)
    if "today_people" not in tab.seen.widgets:
        evening.waits.append(await _seen(evening, tab, tab.unfolds("today_quick_log")))
    friends = [f"Friend {chance.randrange(1000)} of {name}"]
    evening.waits.append(await _seen(evening, tab, tab.picks("today_people", friends)))
    await asyncio.sleep(TYPING_S * think / THINK_S)
    evening.waits.append(await _seen(evening, tab, tab.types("today_learned", learned)))
    evening.waits.append(await _seen(evening, tab, tab.presses("today_save")))
    if any(said.startswith("Logged") for said in tab.seen.done):
        evening.logged.append(learned)
    else:
        evening.problems.append(f"Not logged: {tab.seen.done}")
