"""Whom a deployment lets in, as its coach may see it."""

from __future__ import annotations

from dataclasses import dataclass

from netdash.access.policy import Member
from netdash.access.sign_in import AllowList, SignIn
from netdash.errors import CoachesOnlyError


@dataclass(frozen=True)
class Entries:
    """One list of the secrets, sorted: single addresses, and domains of which every address counts."""

    addresses: tuple[str, ...]
    domains: tuple[str, ...]


@dataclass(frozen=True)
class GuestList:
    """The members and the coaches."""

    members: Entries
    coaches: Entries


def guest_list(member: Member | None, sign_in: SignIn | None) -> GuestList:
    """Return who may come in. Raises CoachesOnlyError for anybody who is not on the present list of coaches."""
    if sign_in is None or member is None:
        raise CoachesOnlyError("This page is for the coach of a cohort, and nobody signs in to this netdash.")
    if member.address not in sign_in.coaches:
        raise CoachesOnlyError("This page is for coaches. Your workspace is all in the other pages.")
    return GuestList(_sorted(sign_in.members), _sorted(sign_in.coaches))


def _sorted(allowed: AllowList) -> Entries:
    return Entries(tuple(sorted(allowed.addresses)), tuple(sorted(allowed.domains)))
