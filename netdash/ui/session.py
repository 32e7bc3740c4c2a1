"""Who is here and their workspace, decided anew on every run before anything is opened."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from netdash import access, contacts, drafts, profile, rules, settings, trash
from netdash.errors import NetdashError, SettingsError, StoreError, StoreUnreadableError
from netdash.moments import day_of, own_zone
from netdash.records import Contact, Profile, Record, Trashed, new_id
from netdash.store import Workspace
from netdash.ui import flash, rescue_desk
from netdash.ui.kept import Kept, Remembered

T = TypeVar("T")

LASTING = frozenset({"_owner_key", "_visitor", "_purged"})
"""What a session remembers of the person, whatever becomes of the records."""


@dataclass(frozen=True)
class Visit:
    """One run of one visitor: their workspace, the moment, and the zone they live in.

    `zone_known` is False where neither they nor their browser named one; `temporary` says that the
    workspace lasts only as long as this server runs; `owner_key` tells workspaces apart in the
    browser's storage.
    """

    workspace: Workspace
    now: datetime
    profile: Profile
    zone: ZoneInfo
    zone_known: bool
    browser_zone: str | None
    temporary: bool
    owner_key: str
    file: Path | None
    remembered: Remembered

    @property
    def today(self) -> date:
        """The day it is where the member lives."""
        return day_of(self.now, self.zone)

    @property
    def directory(self) -> contacts.Directory:
        """Everybody in the workspace, looked up once a change."""
        kept_for = rules.shipped().trash_kept_for
        return self.remember(
            lambda: contacts.directory(self.workspace, self.now, kept_for), "directory", Contact, Trashed
        )

    def remember(self, build: Callable[[], T], name: str, *kinds: type[Record], given: Hashable = ()) -> T:
        """Build something once for each version of these kinds, and for each `given`."""
        return self.remembered.value((name, self.workspace.version(*kinds), given), build)

    def remember_this_minute(self, build: Callable[[], T], name: str, *kinds: type[Record], given: Hashable = ()) -> T:
        """Build something once a minute, once a version of these kinds and once a `given`; only the latest is kept."""
        stamp = (self.workspace.version(*kinds), self.now.replace(second=0, microsecond=0), given)
        return self.remembered.latest((name, self.owner_key, self.zone.key), stamp, build)


def visit() -> Visit:
    """Open the workspace of whoever is here; show the reason and stop the page where that is not possible."""
    try:
        return _open()
    except StoreUnreadableError as error:
        rescue_desk.show(error, _check_owner)
        st.stop()
    except NetdashError as error:
        flash.show_error(error)
        st.stop()


def unfinished(visit: Visit, form: str) -> bool:
    """Tell whether something is typed into a form and not saved yet."""
    return drafts.unfinished(visit.workspace, form, form)[1] is not None


def try_visit() -> Visit | None:
    """Open the workspace for what surrounds the page; None where the page itself will say why not."""
    try:
        return _open()
    except NetdashError:
        return None


def opened() -> Visit:
    """Open the workspace for a callback. Raises NetdashError where that is not possible."""
    return _open()


def deployment() -> settings.Settings:
    """Read what the deployer decided."""
    return settings.load(os.environ, _secrets())


def _open() -> Visit:
    chosen = deployment()
    decision = _decide(chosen)
    if isinstance(decision, access.Refused):
        raise NetdashError(decision.sentence)
    owner = isinstance(decision, access.Owner)
    visitor = "" if owner else _visitor()
    owner_key = hashlib.sha256((str(chosen.file) if owner else visitor).encode()).hexdigest()[:16]
    _forget_others(owner_key)
    kept = _kept()
    workspace = kept.lasting(chosen).workspace() if owner else kept.memory.workspace(visitor)
    now = chosen.now or datetime.now(UTC)
    _purge_once(workspace, now)
    member = profile.of(workspace)
    zone = own_zone(member.zone, st.context.timezone)
    return Visit(
        workspace=workspace,
        now=now,
        profile=member,
        zone=zone or ZoneInfo("UTC"),
        zone_known=zone is not None,
        browser_zone=st.context.timezone,
        temporary=not owner,
        owner_key=owner_key,
        file=chosen.file if owner and chosen.database is None else None,
        remembered=kept.remembered,
    )


def _check_owner() -> None:
    """Raise unless whoever is here is the owner of the file."""
    if not isinstance(_decide(deployment()), access.Owner):
        raise NetdashError("Only the owner of this file can do that.")


def _decide(chosen: settings.Settings) -> access.Decision:
    return access.decide(st.context.ip_address, _headers(), settings=chosen)


def _forget_others(owner_key: str) -> None:
    """Empty a session that another person takes up: Streamlit resumes one for whoever knows its id."""
    if st.session_state.get("_owner_key", owner_key) != owner_key:
        st.session_state.clear()
    st.session_state["_owner_key"] = owner_key


def _headers() -> dict[str, list[str]]:
    return {name: st.context.headers.get_all(name) for name in st.context.headers}


def _secrets() -> Mapping[str, object]:
    try:
        return {**st.secrets}
    except StreamlitSecretNotFoundError as error:
        if error.error_id == "no-secrets-found":  # the normal case at home
            return {}
        raise SettingsError(
            "The secrets file cannot be read, so nobody is let in. "
            "Whoever deploys netdash: mend .streamlit/secrets.toml, then start it again."
        ) from error


def _visitor() -> str:
    """Name a visitor by their browser's cookie; where the server sets none, by the session."""
    by_cookie = access.visitor_id(st.context.cookies)
    if by_cookie:
        return by_cookie
    if "_visitor" not in st.session_state:
        st.session_state["_visitor"] = new_id()
    return str(st.session_state["_visitor"])


def _purge_once(workspace: Workspace, now: datetime) -> None:
    if "_purged" not in st.session_state:
        st.session_state["_purged"] = True
        with suppress(StoreError):  # where nothing can be written, all can still be read
            trash.purge(workspace, now, rules.shipped().trash_kept_for)


@st.cache_resource(show_spinner=False)
def _kept() -> Kept:
    return Kept()
