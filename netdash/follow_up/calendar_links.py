"""The address that calendars subscribe to: made, found by its secret, renewed, ended. The secret is not kept."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from netdash import profile
from netdash.records import CalendarLink
from netdash.store import Store, Workspace

SECRET_BYTES = 32
_ID_LETTERS = 32


def make(workspace: Workspace, common: Workspace | None, member: str, now: datetime) -> str:
    """Make a new secret in place of the earlier one, which ends at once, and return it; it is kept as a hash alone.

    `common` is where a cohort keeps whose address is whose; None for the owner, whose `member` is empty.
    """
    end(workspace, common)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    hashed = _hashed(secret)
    if common is not None:
        common.save(CalendarLink(id=hashed[:_ID_LETTERS], member=member))
    profile.set_calendar_link(workspace, hashed, now)  # last, as the address counts from here on
    return secret


def end(workspace: Workspace, common: Workspace | None) -> None:
    """End the address, if there is one."""
    hashed = profile.of(workspace).calendar_link
    if not hashed:
        return
    profile.set_calendar_link(workspace, "", None)
    link = common.get(CalendarLink, hashed[:_ID_LETTERS]) if common is not None else None
    if common is not None and link is not None:
        common.delete(link)


def forget(common: Workspace, member: str) -> None:
    """Remove for good what is kept in common of a member's addresses."""
    with common.transaction():
        for link in common.all(CalendarLink):
            if link.member == member:
                common.delete(link)


def workspace_of(store: Store, secret: str, lets_in: Callable[[str], bool]) -> Workspace | None:
    """Return the workspace whose address has this secret; None where there is none, and for whoever is not let in.

    `lets_in` says so of a member's address, empty for the owner.
    """
    hashed = _hashed(secret)
    link = None if lets_in("") else store.common().get(CalendarLink, hashed[:_ID_LETTERS])
    member = "" if link is None else link.member
    if not lets_in(member):
        return None
    workspace = store.workspace(member or None)
    return workspace if hmac.compare_digest(profile.of(workspace).calendar_link, hashed) else None


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
