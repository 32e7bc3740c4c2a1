"""Who is here: what the deployer decided, and what the connection says, put to `policy.decide`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from math import inf
from pathlib import Path

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitSecretNotFoundError

from netdash.access import policy, secrets_file, settings
from netdash.errors import NotInvitedError, SettingsError, SignInError
from netdash.records import new_id
from netdash.ui.cache import ServerCache

Admitted = policy.Owner | policy.Visitor | policy.Member

VISITORS_UPLOADS = 16 * 2**20
"""How many bytes a visitor may upload in one session: Streamlit keeps them in memory, and anybody may be one."""


def deployment() -> settings.Settings:
    """Read what the deployer decided."""
    return settings.load(os.environ, _secrets())


def decision(chosen: settings.Settings) -> Admitted:
    """Say who is let in. Raises SignInError or NotInvitedError where nobody is."""
    decided = policy.decide(st.context.ip_address, _headers(), st.user.to_dict(), chosen)
    if isinstance(decided, policy.Anonymous):
        raise SignInError("Sign in to open your workspace.")
    if isinstance(decided, policy.NotInvited):
        raise NotInvitedError(decided.sentence)
    return decided


def admitted(server: ServerCache) -> tuple[settings.Settings, Admitted]:
    """Return the settings and whom they let in; the server remembers the session for what is asked beside the pages."""

    def decide() -> tuple[settings.Settings, Admitted]:
        chosen = server.settings.checked(deployment())
        return chosen, decision(chosen)

    def may_upload(found: tuple[settings.Settings, Admitted]) -> float:
        return VISITORS_UPLOADS if isinstance(found[1], policy.Visitor) else inf

    return server.admitted_sessions.admitted(decide, may_upload)


def visitor() -> str:
    """Name a visitor by their browser's cookie; where the server sets none, by the session."""
    by_cookie = policy.visitor_id(st.context.cookies)
    if by_cookie:
        return by_cookie
    if "_visitor" not in st.session_state:
        st.session_state["_visitor"] = new_id()
    return str(st.session_state["_visitor"])


def _headers() -> dict[str, list[str]]:
    return {name: st.context.headers.get_all(name) for name in st.context.headers}


def _secrets() -> Mapping[str, object]:
    """Return the secrets as their files are now.

    Streamlit stops looking at a file once it could not be read: whom a list lets in would stand still until the
    next start. What it holds counts where there is no file, as the host gave it.
    """
    paths = [Path(place) for place in config.get_option("secrets.files")]
    secrets = secrets_file.read_all(paths, required=config.is_manually_set("secrets.files"))
    held = _held()
    return held if secrets is None else secrets


def _held() -> Mapping[str, object]:
    """Return what Streamlit holds; asking also puts what stands above the sections into the environment."""
    try:
        return {**st.secrets}
    except StreamlitSecretNotFoundError as error:
        if error.error_id == "no-secrets-found":  # the normal case at home
            return {}
        raise SettingsError(f"The secrets cannot be read, so nobody is let in. {secrets_file.HOW_TO_FIX}") from error
