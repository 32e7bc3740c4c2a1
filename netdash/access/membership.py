"""Whether somebody who signed in is on the lists, from what their provider says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from netdash.access.sign_in import SignIn, address_of


@dataclass(frozen=True)
class Member:
    """Let in to the workspace of this address, in lower case; whichever provider vouched for it."""

    address: str
    coach: bool = False

    @property
    def words(self) -> str:
        """Say who is signed in."""
        return f"Signed in as {self.address}" + (", a coach" if self.coach else "")


@dataclass(frozen=True)
class Anonymous:
    """Not let in before they sign in."""


@dataclass(frozen=True)
class NotInvited:
    """Signed in, and not let in; the sentence says why."""

    sentence: str


def decide(user: Mapping[str, object], sign_in: SignIn) -> Member | Anonymous | NotInvited:
    """Say whether the claims about a user make them a member; a claim that is not there or odd never helps."""
    if user.get("is_logged_in") is not True:
        return Anonymous()
    provider = user.get("provider")
    if not isinstance(provider, str) or provider not in sign_in.providers:
        return NotInvited("The provider you signed in with is not in use here any more. Sign out, then in again.")
    address = address_of(user.get("email"))
    if address is None:
        return NotInvited("Your account came without an e-mail address that netdash can read. Sign in with another.")
    if not _is_verified(user.get("email_verified"), always=provider in sign_in.verified):
        return NotInvited(
            f"Your provider does not say that {address} is verified, so it could be anybody's. "
            "Verify it there, then sign out and in again, or sign in with another account."
        )
    coach = address in sign_in.coaches
    if coach or address in sign_in.members:
        return Member(address, coach)
    return NotInvited(f"{address} is not on the list of who may use this netdash. Ask your coach to add it.")


def _is_verified(said: object, *, always: bool) -> bool:
    """Read the claim: some providers send it as text. A provider that says no is believed, listed or not."""
    return always if said is None else said is True or said == "true"
