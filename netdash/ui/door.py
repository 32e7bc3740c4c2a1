"""Who is at the door: what the deployer decided, and what the connection says, put to `access.decide`."""

from __future__ import annotations

import os
from collections.abc import Mapping

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from netdash import access, settings
from netdash.errors import NotInvitedError, SettingsError, SignInError
from netdash.records import new_id

LetIn = access.Owner | access.Visitor | access.Member


def deployment() -> settings.Settings:
    """Read what the deployer decided."""
    return settings.load(os.environ, _secrets())


def decision(chosen: settings.Settings) -> LetIn:
    """Say who is let in. Raises SignInError or NotInvitedError where nobody is."""
    decided = access.decide(st.context.ip_address, _headers(), st.user.to_dict(), chosen)
    if isinstance(decided, access.Anonymous):
        raise SignInError("Sign in to open your workspace.")
    if isinstance(decided, access.NotInvited):
        raise NotInvitedError(decided.sentence)
    return decided


def visitor() -> str:
    """Name a visitor by their browser's cookie; where the server sets none, by the session."""
    by_cookie = access.visitor_id(st.context.cookies)
    if by_cookie:
        return by_cookie
    if "_visitor" not in st.session_state:
        st.session_state["_visitor"] = new_id()
    return str(st.session_state["_visitor"])


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
