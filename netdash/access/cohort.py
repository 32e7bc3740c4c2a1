"""Whom a deployment lets in, as its coach may see it."""

from __future__ import annotations

from dataclasses import dataclass

from netdash.access.policy import Member
from netdash.access.sign_in import AllowList, SignIn
from netdash.errors import CoachesOnlyError


@dataclass(frozen=True)
class Listed:
    """One list of the secrets in reading order: single addresses, and domains that stand for all of theirs."""

    addresses: tuple[str, ...]
    domains: tuple[str, ...]


@dataclass(frozen=True)
class GuestList:
    """Both lists."""

    members: Listed
    coaches: Listed


def guest_list(member: Member | None, sign_in: SignIn | None) -> GuestList:
    """Return who may come in. Raises CoachesOnlyError for whoever is no coach by the lists as they are now."""
    if sign_in is None or member is None:
        raise CoachesOnlyError("This page is for the coach of a cohort, and nobody signs in to this netdash.")
    if member.address not in sign_in.coaches:
        raise CoachesOnlyError("This page is for coaches. Your workspace is all in the other pages.")
    return GuestList(_in_order(sign_in.members), _in_order(sign_in.coaches))


def _in_order(listed: AllowList) -> Listed:
    return Listed(tuple(sorted(listed.addresses)), tuple(sorted(listed.domains)))
