"""Who is here and their workspace, decided anew on every run before anything is opened."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

import streamlit as st

from netdash import date_style, drafts, profile, rules, trash
from netdash.access import policy
from netdash.access.settings import Settings
from netdash.errors import NetdashError, NotInvitedError, SignInError, StoreError, StoreUnreadableError
from netdash.moments import day_of, own_zone
from netdash.records import Profile, Record
from netdash.store import Workspace
from netdash.ui import flash, identity, recovery, sign_in_screen, tab
from netdash.ui.cache import OneAtATime, ServerCache, VersionedCache, of_server

T = TypeVar("T")
P = ParamSpec("P")

RUN = "_run"


@dataclass(frozen=True)
class Visit:
    """One run of one visitor: their workspace, the moment, and the zone they live in.

    `zone_known` is False where neither they nor their browser named one. `in_memory` says that the workspace is a
    visitor's, which ends with this server; `ephemeral_disk`, that its host throws the disk away. `owner_key` tells
    workspaces apart in the browser's storage, `member` and what all have in `common` are there where somebody signed
    in, and `reading` lets one backup at a time be read.
    """

    workspace: Workspace
    now: datetime
    profile: Profile
    zone: ZoneInfo
    zone_known: bool
    browser_zone: str | None
    browser_locale: str | None
    in_memory: bool
    ephemeral_disk: bool
    owner_key: str
    file: Path | None
    remembered: VersionedCache
    reading: OneAtATime
    member: policy.Member | None = None
    common: Workspace | None = None

    @property
    def is_coach(self) -> bool:
        """Tell whether a coach is here."""
        return self.member is not None and self.member.coach

    @cached_property
    def today(self) -> date:
        """The day it is where the member lives."""
        return day_of(self.now, self.zone)

    def remember(self, build: Callable[[], T], name: str, *kinds: type[Record], given: Hashable = ()) -> T:
        """Build something once for each version of these kinds, and for each `given`."""
        return self.remembered.value(self._place(name), self.workspace.version(*kinds), given, build)

    def remember_this_minute(self, build: Callable[[], T], name: str, *kinds: type[Record], given: Hashable = ()) -> T:
        """Build something once a minute, once a version of these kinds and once a `given`; an earlier minute's goes."""
        version = (self.workspace.version(*kinds), self.now.replace(second=0, microsecond=0))
        return self.remembered.value((self._place(name), self.zone.key), version, given, build)

    def _place(self, name: str) -> Hashable:
        return name, self.owner_key, date_style.current()  # most of what is remembered has dates in words


def begin() -> Visit | None:
    """Open the workspace for a run, before its page; None where the page itself will say why not."""
    visit = try_visit()
    st.session_state["_visit"] = visit
    st.session_state[RUN] = run_number() + 1
    return visit


def run_number() -> int:
    """Return how many runs this session has had, this one included."""
    number: int = st.session_state.get(RUN, 0)
    return number


def visit() -> Visit:
    """Return what the run began with; where it could not be opened, show the reason and stop the page."""
    begun: Visit | None = st.session_state.pop("_visit", None)
    if begun is not None:
        return begun
    try:
        return _open(tab.take_up)
    except StoreUnreadableError as error:
        unreadable = error.path
        recovery.show_rescue(error, lambda: _check_own(unreadable))
    except SignInError as error:
        sign_in_screen.show_providers(error, identity.deployment())
    except NotInvitedError as error:
        sign_in_screen.show_refusal(error)
    except NetdashError as error:
        flash.show_error(error)
        if recovery.is_away(error):
            recovery.wait_for(lambda: try_visit() is not None)
    return st.stop()


def unfinished(visit: Visit, form: str) -> bool:
    """Tell whether something is typed into a form and not saved yet."""
    return drafts.unfinished(visit.workspace, form, form)[1] is not None


def try_visit() -> Visit | None:
    """Open the workspace; None where that is not possible."""
    try:
        return _open(tab.take_up)
    except NetdashError:
        return None


def opened() -> Visit:
    """Open the workspace for a callback, which comes before the run that draws the page.

    Raises NetdashError where that is not possible, and where somebody else has taken up the session: whatever the
    callback holds, a backup above all, is then another person's.
    """
    return _open(tab.check)


def reported(change: Callable[Concatenate[Workspace, P], object], *given: P.args, **named: P.kwargs) -> None:
    """Make a change of the workspace in a callback; an error is shown on the next run."""
    flash.attempt(lambda: change(opened().workspace, *given, **named))


def _open(check: Callable[[str], None]) -> Visit:
    server = of_server()
    chosen, decision = identity.admitted(server)
    flash.remember_owner(isinstance(decision, policy.Owner))
    owner_key = _key_of(decision, chosen)
    check(owner_key)
    workspace = _workspace(server, decision, chosen)
    workspace.begin_run()
    now = chosen.now or datetime.now(UTC)
    common = server.lasting(chosen).common() if isinstance(decision, policy.Member) else None
    _purge_once(now, *filter(None, (workspace, common)))
    own_profile = profile.of(workspace)
    date_style.adopt(date_style.own_style(own_profile.locale, st.context.locale))
    zone = own_zone(own_profile.zone, st.context.timezone)
    return Visit(
        workspace=workspace,
        now=now,
        profile=own_profile,
        zone=zone or ZoneInfo("UTC"),
        zone_known=zone is not None,
        browser_zone=st.context.timezone,
        browser_locale=st.context.locale,
        in_memory=isinstance(decision, policy.Visitor),
        ephemeral_disk=not chosen.is_durable,
        owner_key=owner_key,
        file=chosen.file if isinstance(decision, policy.Owner) and chosen.database is None else None,
        remembered=server.remembered,
        reading=server.reading,
        member=decision if isinstance(decision, policy.Member) else None,
        common=common,
    )


def _key_of(decision: identity.Admitted, chosen: Settings) -> str:
    # Never made of the database's address: its password could be guessed by the key.
    place = str(chosen.file) if chosen.database is None else "the database"
    match decision:
        case policy.Owner():
            name = place
        case policy.Member():
            name = f"{place} {decision.address}"
        case policy.Visitor():
            name = identity.visitor()
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _workspace(server: ServerCache, decision: identity.Admitted, chosen: Settings) -> Workspace:
    match decision:
        case policy.Owner():
            return server.lasting(chosen).workspace()
        case policy.Member():
            return server.lasting(chosen).workspace(decision.address)
        case policy.Visitor():
            return server.memory.workspace(identity.visitor())


def _check_own(file: Path) -> None:
    """Raise unless the workspace of whoever is here is this file, and it still cannot be read."""
    try:
        opened()
    except StoreUnreadableError as error:
        if error.path == file:
            return
    raise NetdashError("Only the owner of this file can do that.")


def _purge_once(now: datetime, *workspaces: Workspace) -> None:
    if "_purged" not in st.session_state:
        st.session_state["_purged"] = True
        for workspace in workspaces:
            with suppress(StoreError):  # where nothing can be written, all can still be read
                trash.purge(workspace, now, rules.shipped().trash.kept_for)
