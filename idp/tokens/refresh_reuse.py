"""Reuse of a rotated refresh token: retry, replay or forgery (RFC 9700 section 4.14.2)."""

from dataclasses import dataclass, field
from datetime import datetime

from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.secrets import constant_time_equal
from idp.relying_parties.domain.client import Client
from idp.tokens.domain.rotation import fell_into_outage, is_ancestor, is_retry, token_digest
from idp.tokens.families import Families, Family
from idp.tokens.unanswered import UnansweredRotations
from idp.violations.domain import ViolationKind
from idp.violations.service import Violations


@dataclass(frozen=True, slots=True)
class PresentedToken:
    """A refresh token, its client, and the arrival of the request."""

    token: str
    client: Client
    arrived_at: datetime


@dataclass(frozen=True)
class RefreshReuse:
    """Joins the transaction that found the token not to be the last."""

    context: ServiceContext
    families: Families
    violations: Violations
    unanswered: UnansweredRotations
    rotation_key: bytes = field(repr=False)

    def classify(self, family_id: Id, shown: PresentedToken, made: str) -> Family | Refused:
        """Classify a token that is not the last: retry, replay, another client's, or forged.

        A retry is the token right before the last one, shown by its own client within
        REFRESH_GRACE_PERIOD of the answer. An authenticated client gets the same successor, so of
        many parallel refreshes one rotates and the others get its result. A public client may be a
        thief: it gets none, and the family ends, as it is unknown which of two holds the successor
        (RFC 9700 section 4.14.2).
        """
        client, token = shown.client, shown.token
        family = self.families.by_id(family_id)
        if family is None or family.last_digest is None or family.rotated_at is None:
            return Refused(Reason.NOT_FOUND)
        is_last = constant_time_equal(token_digest(token), family.last_digest)
        if not is_last and not self._is_ancestor(family, token, family.last_digest):
            return Refused(Reason.NOT_FOUND)
        if family.client_id != client.client_id:
            return self._violated(ViolationKind.TOKEN_SHOWN_BY_OTHER, family, client)
        if family.revoked_at is not None or is_last:
            return Refused(Reason.EXPIRED)
        if not constant_time_equal(token_digest(made), family.last_digest):
            return self._violated(ViolationKind.REFRESH_REPLAYED, family, client)
        return self._retried(family, family.rotated_at, shown, made)

    def _retried(
        self, family: Family, rotated_at: datetime, shown: PresentedToken, made: str
    ) -> Family | Refused:
        """The token right before the last one, shown by its own client."""
        now, client = self.context.clock.now(), shown.client
        if self.unanswered.take(family.id, made, now):
            self.families.date_rotation(family.id, made, now)
            return family
        timely = is_retry(rotated_at, arrived_at=shown.arrived_at, now=now)
        if not (timely or self._lost_in_outage(rotated_at, now)):
            return self._violated(ViolationKind.REFRESH_REPLAYED, family, client)
        return self._revoked(family, client) if client.is_public else family

    def _lost_in_outage(self, rotated_at: datetime, now: datetime) -> bool:
        """Whether another process may have rotated it while the database answered no process."""
        absence = self.context.database.last_absence()
        if absence is None:
            return False
        return fell_into_outage(rotated_at, now - absence[0], now - absence[1], now)

    def note_unanswered(self, family_id: Id, made: str) -> None:
        """The successor `made` may have been committed, and its client got no answer."""
        self.unanswered.note(family_id, made, self.context.clock.now())

    def date_unanswered(self) -> None:
        """After an absence of the database: start the grace period of lost rotations now."""
        lost = self.unanswered.undated()
        if lost:
            with self.context.database.transaction():
                for family_id, made in sorted(lost.items()):
                    self.families.date_rotation(family_id, made, self.context.clock.now())
            self.unanswered.dated(lost)

    def _revoked(self, family: Family, client: Client) -> Refused:
        """Without a case: it may well be an honest retry, whose person signs in again."""
        if self.families.revoke(family.id):
            self.context.history.append(
                EventType.TOKENS_REVOKED,
                actor=client.acting,
                subject_id=family.subject_id,
                client_id=family.client_id,
                transaction_id=family.granted.transaction_id,
                facts={"family": family.id, "reason": Reason.USED_BEFORE},
            )
        return Refused(Reason.USED_BEFORE)

    def _is_ancestor(self, family: Family, token: str, last: bytes) -> bool:
        return is_ancestor(self.rotation_key, token, last, generation=family.generation)

    def _violated(self, kind: ViolationKind, family: Family, client: Client) -> Refused:
        self.families.revoke(family.id)
        self.violations.open(
            kind,
            issued_to=family.client_id,
            actor=client.acting,
            subject_id=family.subject_id,
            evidence={"family": family.id},
        )
        replayed = kind is ViolationKind.REFRESH_REPLAYED
        return Refused(Reason.USED_BEFORE if replayed else Reason.NOT_AUTHORISED)
