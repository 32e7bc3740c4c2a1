"""What a button does later, on another run, an Undo above all: it opens the workspace anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from netdash import promises, thank_yous, trash
from netdash.actions import put_back, wake_all
from netdash.exchange import backup
from netdash.records import Snooze
from netdash.store import Workspace
from netdash.ui import flash, form_memory, session

T = TypeVar("T")


def reported(change: Callable[[Workspace, T], None], to: T) -> None:
    """Make a change in a callback, and say on the next run what went wrong with it."""
    flash.saying_problems(lambda: change(session.opened().workspace, to))


def restoring(id: str) -> Callable[[], None]:
    """Return the way back from a deletion."""
    return lambda: trash.restore(session.opened().workspace, id)


def unsending(id: str) -> Callable[[], None]:
    """Return the way back from marking a thank-you as sent."""
    return lambda: thank_yous.unsend(session.opened().workspace, id)


def waking(keys: Sequence[str]) -> Callable[[], None]:
    """Return the way back from putting actions off or dismissing them."""
    return lambda: wake_all(session.opened().workspace, keys)


def laying_to_rest(snooze: Snooze) -> Callable[[], None]:
    """Return the way back from waking an action."""
    return lambda: put_back(session.opened().workspace, snooze)


def reopening(id: str) -> Callable[[], None]:
    """Return the way back from settling a promise."""
    return lambda: promises.reopen(session.opened().workspace, id)


def putting_back(content: bytes) -> Callable[[], None]:
    """Return the way back from restoring a backup: what was there before."""

    def put_back() -> None:
        backup.restore(content, session.opened().workspace)
        form_memory.forget_all()
        st.session_state["_workspace_before"] = ("", b"")
        flash.say("Put back what was here before the restore.")

    return put_back
