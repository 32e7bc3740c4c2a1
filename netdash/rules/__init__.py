"""The coaching rules as numbers, read from data/rules.toml, where each has its source; a member may change them.

`of(workspace)` has the values that apply; `all_rules()` lists the rules for the page that changes them.
"""

from __future__ import annotations

from netdash.rules.model import (
    Claim,
    MeetingRules,
    NoReplyRules,
    PitchRules,
    QuestionRules,
    Rules,
    StakeholderRules,
    StayInTouchRules,
)
from netdash.rules.rules import (
    AGENDA,
    Rule,
    all_rules,
    change,
    changed_values,
    find,
    of,
    reset,
    shipped,
    source_of,
    values,
)
