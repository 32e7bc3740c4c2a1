"""What the deployer writes into the secrets: read whole, or refused in a sentence that says what to mend."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from secrets import token_hex
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash.access.secrets_file import DATABASE_SECRET
from netdash.access.settings import PROJECT, load
from netdash.access.sign_in import KEYS, SIGN_IN_KEY, AllowList, SignIn, read_sign_in
from netdash.errors import SettingsError

PROVIDER = {"client_id": "id", "client_secret": "secret", "server_metadata_url": "https://provider.test/"}
TENANT = "https://login.microsoftonline.com/{}/v2.0/.well-known/openid-configuration"
WHOLE: dict[str, Any] = {
    "auth": {
        "redirect_uri": "https://netdash.test/oauth2callback",
        "cookie_secret": token_hex(32),
        "google": PROVIDER,
        "microsoft": PROVIDER | {"server_metadata_url": TENANT.format("00000000-1111-2222-3333-444444444444")},
    },
    "netdash": {"members": ["Ann@Example.com", "@example.org"], "coaches": ["example.net"]},
}


BEGIN = "Signing in is not set up right, so nobody is let in. Whoever deploys netdash: in the secrets, "


def changed(section: str, **fields: object) -> dict[str, Any]:
    """Return the whole secrets with fields of a section changed; None removes one."""
    secrets = deepcopy(WHOLE)
    secrets[section] = {name: value for name, value in (secrets[section] | fields).items() if value is not None}
    return secrets


def reason(secrets: dict[str, Any]) -> str:
    """Return what is said to be wrong with the secrets."""
    with pytest.raises(SettingsError) as caught:
        load({}, secrets)
    text = caught.value.sentence
    assert text.startswith(BEGIN)
    assert WHOLE["auth"]["cookie_secret"] not in text
    return text.removeprefix(BEGIN)


def test_whole_secrets_are_read():
    members = AllowList(frozenset({"ann@example.com"}), frozenset({"example.org"}))
    coaches = AllowList(domains=frozenset({"example.net"}))
    assert load({}, WHOLE).sign_in == SignIn(("google", "microsoft"), members, coaches)


@pytest.mark.parametrize("secrets", [{}, {"other": {"auth": {}}}, {"netdash": {}}, {"database": "x"}])
def test_without_sections_of_ours_nobody_has_to_sign_in(secrets):
    assert load({}, secrets).sign_in is None


def test_one_provider_may_stand_in_auth_itself():
    secrets = {
        "auth": {
            **PROVIDER,
            "redirect_uri": "http://localhost:{port}/oauth2callback",
            "cookie_secret": "x" * 32,
            "client_kwargs": {"prompt": "select_account"},
        }
    }
    sign_in = read_sign_in(secrets | {"netdash": {"members": ["ann@example.com"]}})
    assert sign_in
    assert sign_in.providers == ("default",)


def test_the_example_lets_nobody_in_as_it_is_and_is_whole_once_it_is_filled_in():
    text = (PROJECT / ".streamlit" / "secrets.toml.example").read_text("utf-8")
    example = tomllib.loads(text)
    assert "cookie_secret is missing" in reason(example)
    example["auth"]["cookie_secret"] = token_hex(32)
    for name in ("google", "microsoft"):
        assert f"client_id is missing in [auth.{name}]" in reason(example)
        example["auth"][name] |= {"client_id": "x", "client_secret": "x"}
    assert "put your tenant's id" in reason(example)
    microsoft = example["auth"]["microsoft"]
    microsoft["server_metadata_url"] = TENANT.format("00000000-1111-2222-3333-444444444444")
    sign_in = read_sign_in(example)
    assert sign_in
    assert sign_in.providers == ("google", "microsoft")
    assert sign_in.verified == {"microsoft"}
    assert set(example["netdash"]) | {SIGN_IN_KEY, DATABASE_SECRET} == set(KEYS)
    assert f"# {DATABASE_SECRET} = " in text
    assert f"# {SIGN_IN_KEY} = false" in text


@pytest.mark.parametrize("no", [False, "false"])
def test_nobody_has_to_sign_in_where_that_is_said_and_where_nothing_is(no):
    """A folder of secrets holds texts alone."""
    assert read_sign_in({}) is read_sign_in({"netdash": {}}) is None
    assert read_sign_in({"netdash": {"sign_in": no}}) is None
    assert read_sign_in({"netdash": {"sign_in": no, "database_url": "postgresql://somewhere/netdash"}}) is None


@pytest.mark.parametrize(
    "more", [{}, {"members": ["ann@example.com"]}, {"sign_in": True}, {"coaches": [], "sign_in": False}]
)
def test_secrets_that_were_cut_off_before_auth_let_nobody_in(more):
    assert reason({"netdash": {"database_url": "postgresql://somewhere/netdash", **more}}) == (
        "there is no [auth] section to sign in with beside [netdash]; where nobody has to sign in, "
        "[netdash] lists nobody and says sign_in = false."
    )


def test_no_sign_in_beside_providers_is_refused_and_a_word_that_is_neither():
    beside = "[netdash] says sign_in = false, yet there is an [auth] section; take one of them out."
    assert reason(changed("netdash", sign_in=False)) == beside
    for yes in (True, "true"):
        assert read_sign_in(changed("netdash", sign_in=yes)) == read_sign_in(WHOLE)
    for odd in ("no", 0.5, 0):
        assert reason(changed("netdash", sign_in=odd)) == "sign_in in [netdash] is neither true nor false."


@pytest.mark.parametrize("tokens", ["id", "access", ["id", "access"], []])
def test_a_token_that_streamlit_can_expose_may_be_asked_for(tokens):
    assert read_sign_in(changed("auth", expose_tokens=tokens)) == read_sign_in(WHOLE)


def test_providers_whose_addresses_are_always_verified_are_read():
    sign_in = read_sign_in(changed("netdash", verified_providers=["microsoft"]))
    assert sign_in
    assert sign_in.verified == {"microsoft"}


@pytest.mark.parametrize(
    "url",
    [
        *(TENANT.format(tenant) for tenant in ("common", "organizations", "consumers", "COMMON", "", "/common")),
        *(TENANT.format(tenant) for tenant in ("%63ommon", "v2.0/../common", "./common", "common?x=y", "TENANT")),
        TENANT.format("contoso.com/../common"),
        TENANT.format("9188040d-6c67-4c5b-b112-36a304b66dad"),
        " " + TENANT.format("common"),
        TENANT.format("common").replace("https", "HTTPS").replace("login", "LOGIN"),
        TENANT.format("common").replace("login.microsoftonline.com", "login.microsoftonline.com."),
        TENANT.format("common").replace("https://", "https://x@"),
        "https://login.windows.net/common/.well-known/openid-configuration",
        "https://sts.windows.net/common/",
        "https://sts.windows.net./common/",
        "https://login.microsoftonline.us/organizations/v2.0/.well-known/openid-configuration",
        "https://login.live.com/.well-known/openid-configuration",
        "https://live.com/.well-known/openid-configuration",
        "https://login.microsoftonline.com",
        r"https:\\login.microsoftonline.com\common",
    ],
)
def test_a_provider_that_takes_accounts_of_any_organisation_is_never_always_verified(url):
    secrets = changed("netdash", verified_providers=["microsoft"])
    secrets["auth"]["microsoft"]["server_metadata_url"] = url
    assert "any organisation, each with whatever e-mail address its administrator chose" in reason(secrets)


@pytest.mark.parametrize(
    "url",
    [
        TENANT.format("00000000-1111-2222-3333-444444444444"),
        TENANT.format("00000000-AAAA-2222-3333-44444444444F"),
        TENANT.format("contoso.onmicrosoft.com"),
        "https://sts.windows.net/00000000-1111-2222-3333-444444444444/.well-known/openid-configuration",
        "https://contoso.okta.com/.well-known/openid-configuration",
        "http://127.0.0.1:9/realms/netdash/.well-known/openid-configuration",
    ],
)
def test_a_provider_of_one_organisation_may_be_always_verified(url):
    secrets = changed("netdash", verified_providers=["microsoft"])
    secrets["auth"]["microsoft"]["server_metadata_url"] = url
    sign_in = read_sign_in(secrets)
    assert sign_in
    assert sign_in.verified == {"microsoft"}


@pytest.mark.parametrize(
    ("secrets", "said"),
    [
        (changed("auth", cookie_secret=None), "cookie_secret is missing in [auth]"),
        (changed("auth", cookie_secret=""), "cookie_secret is missing in [auth]"),
        (
            changed("auth", redirect_uri="https://NAME.streamlit.app/oauth2callback"),
            "redirect_uri in [auth] is still",
        ),
        (changed("auth", google=PROVIDER | {"client_secret": "…"}), "client_secret in [auth.google] is still what the"),
        (changed("auth", cookie_secret=5), "cookie_secret is missing in [auth]"),
        (changed("auth", cookie_secret="xxx"), "cookie_secret in [auth] is shorter than 32"),
        (changed("auth", redirect_uri=None), "redirect_uri is missing in [auth]"),
        (
            changed("auth", redirect_uri="https://netdash.test/"),
            "redirect_uri in [auth] is not this dashboard's address",
        ),
        (
            changed("auth", redirect_uri="netdash.test/oauth2callback"),
            "redirect_uri in [auth] is not this dashboard's address",
        ),
        (changed("auth", google=None, microsoft=None), "[auth] names no provider"),
        (changed("auth", google={}), "client_id is missing in [auth.google]"),
        (changed("auth", google=PROVIDER | {"client_secret": ""}), "client_secret is missing in [auth.google]"),
        (changed("auth", client_id="x"), "client_secret is missing in [auth]"),
        (changed("auth", my_own=PROVIDER), "[auth.my_own] has an underscore"),
        (changed("auth", expose_tokens="nonsense"), "expose_tokens in [auth]"),
        (changed("auth", expose_tokens=["id", 5]), "expose_tokens in [auth]"),
        (changed("netdash", members=None, coaches=None), "[netdash] lists nobody"),
        (changed("netdash", members=[], coaches=[]), "[netdash] lists nobody"),
        (changed("netdash", members="ann@example.com"), "members in [netdash] is not a list"),
        (changed("netdash", members=[5]), "members in [netdash] is not a list"),
        (changed("netdash", coaches=["*"]), "coaches in [netdash] has “*”"),
        (changed("netdash", members=["*.example.com"]), "members in [netdash] has “*.example.com”, which is neither"),
        (changed("netdash", members=["com"]), "members in [netdash] has “com”, which is neither an address nor a"),
        (changed("netdash", members=[""]), "members in [netdash] has “”, which is neither an address nor a domain"),
        (changed("netdash", members=["\u212aim@example.com"]), "members in [netdash] has “\u212aim@example.com”"),
        (changed("netdash", members=["gmail.com"]), "members in [netdash] has gmail.com, where anybody gets"),
        (changed("netdash", coaches=["@Outlook.com"]), "coaches in [netdash] has outlook.com, where anybody"),
        (
            changed("netdash", member=["ann@example.com"]),
            "[netdash] has member, which netdash does not know; it knows members, coaches, verified_providers, sign_in",
        ),
        (
            changed("netdash", verified_providers=["okta"]),
            "verified_providers in [netdash] has okta, but there is no [auth.okta]",
        ),
        ({"auth": {}}, "redirect_uri is missing in [auth]"),
        ({"auth": {"client_id": "x"}}, "redirect_uri is missing in [auth]"),
        ({"auth": "yes"}, "auth in the secrets is not a section"),
        ({"netdash": "yes"}, "netdash in the secrets is not a section"),
        ({"auth": WHOLE["auth"]}, "[netdash] lists nobody"),
        ({"netdash": WHOLE["netdash"]}, "there is no [auth] section"),
    ],
)
def test_a_misconfiguration_is_a_sentence_for_the_deployer(secrets, said):
    assert reason(secrets).startswith(said)


@given(st.text().filter(lambda key: key not in KEYS), st.booleans())
def test_no_unknown_key_is_passed_over(key, with_auth):
    secrets = {"netdash": {key: "x"}} | ({"auth": WHOLE["auth"]} if with_auth else {})
    with pytest.raises(SettingsError):
        read_sign_in(secrets)


@given(st.text())
def test_no_entry_of_a_list_raises_anything_else_and_none_lets_in_more_than_it_says(entry):
    try:
        sign_in = read_sign_in(changed("netdash", members=[entry], coaches=[]))
    except SettingsError:
        return
    assert sign_in
    assert len(sign_in.members.addresses) + len(sign_in.members.domains) == 1
    assert entry.isascii() or entry.strip().isascii()
    assert {*sign_in.members.addresses, *sign_in.members.domains} == {entry.strip().lower().removeprefix("@")}


def test_a_domain_is_not_its_subdomains_nor_what_ends_like_it():
    allowed = AllowList(domains=frozenset({"example.org"}))
    assert "x@example.org" in allowed
    assert all(address not in allowed for address in ("x@a.example.org", "x@notexample.org", "example.org"))
    assert not AllowList()
