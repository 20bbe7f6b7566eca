"""Ports for revocation, implemented in `authorization`."""

from collections.abc import Collection
from typing import Protocol

from idp.accounts.domain import Basis
from idp.assurance.pieces import ShownPiece
from idp.kernel.actors import Actor
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused


class ChangeEndings(Protocol):
    """Every change of credentials begins with one of the first two and ends with the third.

    All of it belongs inside the transaction of the verb that makes the change.
    """

    def lock_account(self, subject_id: Id) -> None:
        """Lock the account; no sign-in, enrolment or other change of this person is under way."""

    def begin_change(self, basis: Basis) -> Refused | None:
        """The same for an act authorized earlier, if that is still valid.

        Refused: FRESH_SIGN_IN_REQUIRED (the session is over, or the means changed since),
        ACCOUNT_LOCKED, GUARDIAN_NEEDED (D14.2-1), NOT_FOUND.
        """

    def means_changed(
        self, subject_id: Id, *, by: Basis | None, actor: Actor, stopped: Collection[Id] = ()
    ) -> None:
        """End what was authorized by the changed credentials, except the asking session.

        `stopped`: the credentials that are not accepted any more.
        """

    def forget_browsers(self, subject_id: Id, *, keeps: Id | None) -> None:
        """Forget the person's known browsers, but that of the session `keeps`."""

    def shown_by(self, basis: Basis) -> tuple[ShownPiece, ...] | None:
        """The evidence of the asking session's sign-in; None once its one change is made."""

    def change_made(self, basis: Basis) -> None:
        """Use up the purpose of the asking session's sign-in: it allows one change only."""


def begin_change(endings: ChangeEndings, subject_id: Id, by: Basis | None) -> Refused | None:
    """Lock the account and check the authorization of a change.

    Without a basis an officer or the operator makes the change. It comes before the first row of
    the change, inside its transaction. Refused as `ChangeEndings.begin_change`; raises ValueError
    for the basis of another person.
    """
    if by is None:
        endings.lock_account(subject_id)
        return None
    if by.subject_id != subject_id:
        raise ValueError("the basis of a change is another person's")
    return endings.begin_change(by)
