"""The coach's view of who may come in, as a pure question: coaches read it, and nobody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash.access.policy import Entries, GuestList, Member, guest_list
from netdash.access.sign_in import AllowList, SignIn
from netdash.errors import CoachesOnlyError

SIGN_IN = SignIn(
    providers=("google",),
    members=AllowList(frozenset({"zoe@example.com", "ann@example.com"}), frozenset({"example.org"})),
    coaches=AllowList(frozenset({"coach@example.com"}), frozenset({"coaches.example"})),
)


@pytest.mark.parametrize("address", ["coach@example.com", "any@coaches.example"])
def test_a_coach_reads_both_lists_in_order(address):
    assert guest_list(Member(address, coach=True), SIGN_IN) == GuestList(
        Entries(("ann@example.com", "zoe@example.com"), ("example.org",)),
        Entries(("coach@example.com",), ("coaches.example",)),
    )


@given(
    st.one_of(st.sampled_from(["ann@example.com", "x@example.org", "Coach@example.com"]), st.emails()), st.booleans()
)
def test_nobody_but_a_coach_reads_them_whatever_they_were_when_they_came(address, flag):
    if address in SIGN_IN.coaches:
        return
    with pytest.raises(
        CoachesOnlyError, match=r"^This page is for coaches\. Your workspace is all in the other pages\.$"
    ):
        guest_list(Member(address, coach=flag), SIGN_IN)


@pytest.mark.parametrize(
    ("member", "sign_in"), [(None, None), (None, SIGN_IN), (Member("coach@example.com", coach=True), None)]
)
def test_where_nobody_signs_in_there_is_no_coach(member, sign_in):
    with pytest.raises(CoachesOnlyError, match=r"^This page is for the coach of a cohort, and nobody signs in"):
        guest_list(member, sign_in)
