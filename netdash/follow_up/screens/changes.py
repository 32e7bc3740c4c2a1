"""What is done to follow-ups, one or several: snoozed until a day, or dismissed; each is said with its Undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from netdash.follow_up.actions import BACK_A_DAY, Action, dismiss_all, snooze_all
from netdash.meetings import live
from netdash.moments import day_of, day_words
from netdash.records import Meeting, MeetingState
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out
from netdash.wording import counted


def snooze(visit: Visit, actions: Sequence[Action], until: date) -> None:
    """Snooze actions until a day, say so, and draw anew; say too where a conversation that they are for is before."""
    days = f", then {BACK_A_DAY} a day" if len(actions) > BACK_A_DAY else ""
    meets = any(_is_after_meeting(visit, action, until) for action in actions)
    warning = f" {'The' if len(actions) == 1 else 'A'} conversation is before that." if meets else ""
    sentence = f"Snoozed until {day_words(until, visit.today)}{days}: {words(actions)}.{warning}"
    change = lambda: snooze_all(visit.workspace, [action.key for action in actions], until, visit.today)  # noqa: E731
    carry_out(visit.workspace, change, sentence)


def dismiss(visit: Visit, actions: Sequence[Action], reason: str, reason_key: str) -> None:
    """Dismiss actions for a reason, say so, and draw anew; the Undo puts the reason back under this key."""
    fill = lambda: st.session_state.update({reason_key: reason})  # noqa: E731
    change = lambda: dismiss_all(visit.workspace, [action.key for action in actions], reason)  # noqa: E731
    carry_out(visit.workspace, change, f"Dismissed: {words(actions)}.", also=fill)


def words(actions: Sequence[Action]) -> str:
    """Say which action, or how many."""
    return actions[0].what if len(actions) == 1 else counted(len(actions), "follow-up")


def _is_after_meeting(visit: Visit, action: Action, day: date) -> bool:
    """Tell whether an action is for a planned conversation that takes place before a day."""
    meeting = visit.workspace.get(Meeting, action.where.parameters.get("meeting", ""))
    if meeting is None or meeting.state is not MeetingState.PLANNED:
        return False
    starts_at = live.as_held(visit.workspace, meeting, visit.now).starts_at
    return starts_at > visit.now and day_of(starts_at, visit.zone) < day
