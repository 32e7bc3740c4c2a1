"""The three parts of a pitch, each with its purpose, questions to ask yourself, and an example."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PitchPart:
    """One part of a pitch; `field` is its name in a wording, the purpose is quoted from the method's source."""

    field: str
    title: str
    purpose: str
    prompts: tuple[str, ...]
    example: str


PAST = PitchPart(
    field="past",
    title="Past to present",
    purpose="A story that is yours alone: what sets you apart.",
    prompts=(
        "What did you do before, in words a neighbour would understand?",
        "Which moment made you change direction?",
        "What have you done since that proves it, with a number if there is one?",
    ),
    example=(
        "I was a ward nurse who fixed the shift plan nobody could read. My spreadsheet cut our overtime by a fifth. "
        "So I trained as an analyst, and my first project now predicts which appointments will be missed."
    ),
)

INTERESTS = PitchPart(
    field="interests",
    title="Professional interests",
    purpose="Let people picture where you want to go.",
    prompts=(
        "Which problem would you work on if you could choose?",
        "What kind of team, product or company is that in?",
        "What about it keeps you reading after hours?",
    ),
    example=(
        "I want health figures to reach the people on the floor. "
        "What draws me is the step from a good model to something a tired colleague trusts at four in the morning."
    ),
)

OUTCOME = PitchPart(
    field="outcome",
    title="Outcome",
    purpose="What makes you stand out: why you should be hired, and what you ask for.",
    prompts=(
        "What do they get with you that they would not get with the next person?",
        "What are you looking for, in one line?",
        "What is the one small thing this person could do next?",
    ),
    example=(
        "I am looking for an analyst role in health. I speak both languages, the ward's and the query's, so a team "
        "gets a translator as well. How does yours decide which figures matter, and who else should I talk to?"
    ),
)

PARTS = (PAST, INTERESTS, OUTCOME)
