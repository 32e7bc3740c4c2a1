"""Who is let in after signing in, as a pure question: nobody who is not on a list, whatever their claims say."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netdash.access.policy import Anonymous, Member, NotInvited, decide
from netdash.access.settings import Settings, Trust
from netdash.access.sign_in import AllowList, SignIn, address_of

SIGN_IN = SignIn(
    providers=("google", "work"),
    members=AllowList(frozenset({"kim@example.com"}), frozenset({"example.org"})),
    coaches=AllowList(frozenset({"coach@example.com", "both@example.org"})),
    verified=frozenset({"work"}),
)
KIM = {"is_logged_in": True, "provider": "google", "email": "kim@example.com", "email_verified": True}

NEARLY = [
    "kim@example.com ", " kim@example.com", "kim@example.com\n", "kim@example.com\0", "\u212aim@example.com",
    "k\u0131m@example.com", "kim@example.com.", "kim@EXAMPLE.COM.evil.test", "kim@example.com@evil.test",
    "evil@kim@example.com", "kim+x@example.com", "k.im@example.com", "kim@sub.example.com", "x@sub.example.org",
    "x@notexample.org", "x@example.org.evil.test", "example.org", "@example.org", "x@", "", "kim", "*",
    "<kim@example.com>", "kim@example.com,x@evil.test", "x@example.org/../kim", "../x@example.org",
    "x@e\u0445ample.org", ".@example.org", "a..b@example.org", "a/b@example.org",
    "\uff4bim@example.com", "kim\uff20example.com", '"kim"@example.com',
]  # fmt: skip

anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary()),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.text(), inner, max_size=2)),
    max_leaves=4,
)
address = st.one_of(
    st.sampled_from(["kim@example.com", "KIM@Example.com", "x@example.org", "coach@example.com", *NEARLY]),
    st.emails(), st.builds("{}@example.org".format, st.text(max_size=8)), anything,
)  # fmt: skip
claims = st.fixed_dictionaries(
    {},
    optional={
        "is_logged_in": st.one_of(st.just(True), anything),
        "provider": st.one_of(st.sampled_from(["google", "work", "default", "Google", "gone"]), anything),
        "email": address,
        "email_verified": st.one_of(st.sampled_from([True, False, "true", "false", "True", 1, "1"]), anything),
        "preferred_username": address, "upn": address, "name": anything, "emails": st.lists(address, max_size=2),
    },
)  # fmt: skip


def asked(user: dict[str, object], sign_in: SignIn = SIGN_IN, trust: Trust = Trust.LOCAL) -> object:
    return decide(None, {"Host": ["localhost"]}, user, Settings(trust=trust, sign_in=sign_in))


@given(claims, st.sampled_from(Trust))
@example(KIM | {"email": "\u212aim@example.com"}, Trust.NETWORK)
def test_nobody_who_is_not_on_a_list_is_ever_let_in_whatever_they_claim(user, trust):
    decision = asked(user, trust=trust)
    if not isinstance(decision, Member):
        assert isinstance(decision, (Anonymous, NotInvited))
        return
    email = user["email"]
    assert isinstance(email, str)
    assert decision.address == email.lower()
    assert email.isascii()
    addresses = {"kim@example.com", "coach@example.com", "both@example.org"}
    assert decision.address in addresses or decision.address.endswith("@example.org")
    assert decision.address.count("@") == 1
    assert user["is_logged_in"] is True
    assert user["provider"] in ("google", "work")
    assert user.get("email_verified") in (True, "true") or (
        user["provider"] == "work" and user.get("email_verified") is None
    )


@given(claims)
def test_with_empty_lists_no_claim_lets_anybody_in(user):
    nobody = SignIn(("google", "work"), AllowList(), AllowList(), frozenset({"google", "work"}))
    assert not isinstance(asked(user, nobody), Member)


@given(claims, claims)
def test_two_users_share_a_workspace_only_under_the_same_address(user, other_user):
    member, other_member = asked(user), asked(other_user)
    if isinstance(member, Member) and isinstance(other_member, Member) and member.address == other_member.address:
        assert str(user["email"]).lower() == str(other_user["email"]).lower()


@pytest.mark.parametrize("email", NEARLY)
def test_an_address_that_only_looks_like_a_listed_one_is_not_let_in(email):
    assert isinstance(asked(KIM | {"email": email}), NotInvited)


@pytest.mark.parametrize("email", ["kim@example.com", "KIM@example.com", "Kim@Example.Com"])
@pytest.mark.parametrize("provider", ["google", "work"])
def test_the_lower_cased_address_is_one_workspace_whichever_provider(email, provider):
    assert asked(KIM | {"email": email, "provider": provider}) == Member("kim@example.com")


def test_a_coach_is_a_member_with_a_flag_also_where_the_domain_is_listed_for_members():
    assert asked(KIM | {"email": "coach@example.com"}) == Member("coach@example.com", coach=True)
    assert asked(KIM | {"email": "both@example.org"}) == Member("both@example.org", coach=True)
    assert asked(KIM | {"email": "other@example.org"}) == Member("other@example.org")


@pytest.mark.parametrize(
    ("provider", "claim", "let_in"),
    [("google", True, True), ("google", "true", True), ("google", None, False), ("google", False, False),
     ("google", "false", False), ("google", 1, False), ("work", None, True), ("work", False, False),
     ("work", "no", False), ("work", True, True)],
)  # fmt: skip
def test_an_address_counts_when_the_provider_says_it_is_verified_or_always_has_verified_ones(provider, claim, let_in):
    user = KIM | {"provider": provider, "email_verified": claim}
    assert isinstance(asked(user), Member) == let_in
    assert let_in or "verified" in asked(user).sentence  # type: ignore[attr-defined]
    if claim is None:
        del user["email_verified"]
        assert isinstance(asked(user), Member) == let_in


@pytest.mark.parametrize("claim", [None, False, 1, "true", "True"])
def test_only_a_plain_yes_is_signed_in(claim):
    assert asked(KIM | {"is_logged_in": claim}) == Anonymous()


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"provider": "gone"}, "The provider you signed in with is not in use here any more. Sign out, then in again."),
        (
            {"email": "kim"},
            "Your account came without an e-mail address that netdash can read. Sign in with another.",
        ),
        (
            {"email_verified": False},
            "Your provider does not say that kim@example.com is verified, so it could be anybody's. "
            "Verify it there, then sign out and in again, or sign in with another account.",
        ),
        (
            {"email": "Stranger@example.com"},
            "stranger@example.com is not on the list of who may use this netdash. Ask your coach to add it.",
        ),
    ],
)
def test_whoever_is_not_let_in_reads_why_and_what_to_do(claims, why):
    assert asked(KIM | claims) == NotInvited(why)


def test_a_member_reads_as_what_they_are():
    assert Member("kim@example.com").words == "Signed in as kim@example.com"
    assert Member("kim@example.com", coach=True).words == "Signed in as kim@example.com, a coach"


@given(st.emails())
def test_an_address_read_twice_is_the_same(email):
    address = address_of(email)
    assert address is None or address_of(address) == address == email.lower()


def test_an_address_may_be_as_long_as_mail_allows_and_no_longer():
    longest = f"kim@{'a.' * 123}test"
    assert len(longest) == 254
    assert address_of(longest) == longest
    assert address_of(f"x{longest}") is None
