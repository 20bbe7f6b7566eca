"""Revoke credentials that a person lost, and everything that ends with them (D32.3)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from idp.accounts.domain import Basis
from idp.assurance.pieces import ShownPiece
from idp.authorization.endings import Endings
from idp.factors.domain import Credential, CredentialKind
from idp.factors.service import Credentials
from idp.kernel.actors import Actor, Through, Unproven
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.platform.database import Database


@dataclass(frozen=True, slots=True)
class RevocationResult:
    """What one report stopped; `logouts` are ids of logout tokens still to be delivered."""

    stopped: tuple[Credential, ...]
    sessions: int
    tokens: int
    logouts: tuple[Id, ...]

    @property
    def stopped_something(self) -> bool:
        """Whether this report found something to stop."""
        return bool(self.stopped or self.sessions or self.tokens)


@dataclass(frozen=True)
class CredentialRevocation:
    """Stops credentials reported lost; any session of the person may ask, whatever its level."""

    database: Database
    credentials: Credentials
    endings: Endings

    def stop(
        self,
        subject_id: Id,
        kinds: Collection[CredentialKind],
        *,
        keeps: Id | None,
        only: Id | None = None,
        resumable: bool = False,
        cancels: bool = False,
        actor: Actor,
    ) -> RevocationResult:
        """Stop all credentials of these kinds and the one of `only`; end other sessions and grants.

        With `cancels` (the link of a letter) the credential of `only` is cancelled instead, if it
        is not effective yet. A session alone only stops it.

        `keeps` is the session they report from; what else ends stands in `Endings`. `resumable`:
        the report can be retracted. The history entry of the report, its letter and the delivery of
        the logouts are the caller's. Stopped credentials stay as they are.
        """
        with self.database.transaction():
            self.endings.lock_account(subject_id)
            if only is not None and cancels:
                # An effective one, or the only way in, is not cancelled but stopped below.
                self.credentials.cancel_pending(subject_id, only)
            stopped = self.credentials.stop_lost(
                subject_id, kinds, only=only, resumable=resumable, actor=actor
            )
            gone = {each.id for each in stopped}
            self.endings.forget_browsers(subject_id, keeps=keeps)
            ended = self.endings.end(
                subject_id, actor=actor, keeps=keeps, stopped=gone, reason="device_lost"
            )
            return RevocationResult(stopped, ended.sessions, ended.tokens, ended.logouts)

    def stop_one(
        self, subject_id: Id, credential_id: Id, *, keeps: Id | None, actor: Actor
    ) -> RevocationResult | Refused:
        """Stop one means, and end what the person has open elsewhere; `keeps` as in `stop`.

        The delivery of the logouts is the caller's. Refused as `Credentials.stop_one`.
        """
        verb = partial(self.credentials.stop_one, actor=actor)
        return self._revoke(subject_id, verb, credential_id, keeps=keeps, actor=actor)

    def cancel_pending(
        self,
        subject_id: Id,
        credential_id: Id,
        *,
        keeps: Id | None,
        by: Basis | None = None,
        shown: Collection[ShownPiece] = (),
    ) -> RevocationResult | Refused:
        """Cancel a credential that is not effective yet, and end other sessions and grants.

        `keeps`, `by` and `shown` are of the session it is asked from, None for a letter. The
        delivery of the logouts is the caller's. Refused as `Credentials.cancel_pending`.
        """
        verb = partial(self.credentials.cancel_pending, by=by, shown=shown)
        actor = Unproven(through=Through.LETTER) if by is None else by.actor
        return self._revoke(subject_id, verb, credential_id, keeps=keeps, actor=actor)

    def _revoke(
        self,
        subject_id: Id,
        verb: Callable[[Id, Id], Credential | Refused],
        credential_id: Id,
        *,
        keeps: Id | None,
        actor: Actor,
    ) -> RevocationResult | Refused:
        with self.database.transaction():
            gone = verb(subject_id, credential_id)
            if isinstance(gone, Refused):
                return gone
            ended = self.endings.end(
                subject_id,
                actor=actor,
                keeps=keeps,
                stopped={gone.id},
                reason="means_taken_away",
            )
            return RevocationResult((gone,), ended.sessions, ended.tokens, ended.logouts)
