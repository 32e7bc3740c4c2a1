"""The sign-in screen: the providers, the refusal, and the button that signs out."""

from __future__ import annotations

import streamlit as st
from streamlit.errors import StreamlitAuthError, StreamlitMissingAuthlibError

from netdash.access import return_path
from netdash.access.settings import Settings
from netdash.access.sign_in import DEFAULT_PROVIDER
from netdash.errors import NetdashError, SettingsError
from netdash.ui import flash, layout

FAILED = (
    "Signing in did not work: it was given up, or the provider’s answer about your account could not be used. Try "
    "again, or with another account; if that does not help either, tell whoever runs this netdash."
)
"""What was wrong stands in the server's log alone, as it says something of the deployment."""


def show_providers(error: NetdashError, chosen: Settings) -> None:
    """Offer each provider as a button; the page and its query are kept through signing in."""
    st.title("Welcome to netdash")
    st.text(f"{error.sentence} It is private: nobody else who signs in here sees it.", width=layout.TEXT_WIDTH)
    if return_path.just_failed(st.context.cookies):
        st.warning(FAILED, icon=":material/warning:", width=layout.TEXT_WIDTH)
    names = chosen.sign_in.providers if chosen.sign_in else ()
    for name in names:
        pressed = st.button(
            _label(name), key=f"sign_in_{name}", width=280, type="primary" if len(names) == 1 else "secondary"
        )
        if pressed:
            with flash.errors_shown():
                _go(name)
    st.caption("netdash learns your name and e-mail address from the account, never its password.")


def show_refusal(error: NetdashError) -> None:
    """Say why somebody who signed in may not come in, with the button to sign out."""
    st.title("This account cannot come in")
    st.text(error.sentence, width=layout.TEXT_WIDTH)  # Markdown would make the address a link
    sign_out("refused_sign_out")


def sign_out(key: str) -> None:
    """Draw the button that signs out."""
    if st.button("Sign out", key=key, icon=":material/logout:"):
        st.logout()
        st.stop()


def _go(provider: str) -> None:
    try:
        st.login(provider)
    except (StreamlitAuthError, StreamlitMissingAuthlibError) as error:
        raise SettingsError(
            "Signing in does not work on this server. Whoever deploys netdash: install what requirements.txt lists, "
            "and look at [auth] in the secrets."
        ) from error


def _label(provider: str) -> str:
    return "Sign in" if provider == DEFAULT_PROVIDER else f"Continue with {provider[:1].upper()}{provider[1:]}"
