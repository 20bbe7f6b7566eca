"""Revocation (RFC 7009), withdrawal of consent, and logout of sessions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from idp.consent.domain.record import Consent
from idp.consent.service import Consents
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import Actor
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database
from idp.platform.keyring import Keyring
from idp.platform.secrets import constant_time_equal
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
from idp.sessions.service import Sessions
from idp.tokens.domain.rotation import family_of, is_ancestor, token_digest
from idp.tokens.families import Families, Family
from idp.tokens.misuse import ResultMisuse
from idp.tokens.revoked_tokens import RevokedTokens
from idp.tokens.signing import ACCESS_TOKEN_TYPE, TokenSigner


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedSessions:
    """The number of ended sessions and tokens, and the ids of the logout tokens owed."""

    sessions: int
    tokens: int
    logouts: tuple[Id, ...]


@dataclass(frozen=True)
class Revocation:
    database: Database
    keyring: Keyring
    families: Families
    revoked_tokens: RevokedTokens
    signer: TokenSigner
    misuse: ResultMisuse
    consents: Consents
    relying_parties: RelyingParties
    sessions: Sessions
    history: History
    notices: Notices
    rotation_key: bytes = field(repr=False)

    def revoke(self, token: str, client: Client) -> None:
        if family_of(token) is not None:
            self._revoke_refresh(token, client)
            return
        claims = self.keyring.verify(token, typ=ACCESS_TOKEN_TYPE)
        if claims is None:
            self.misuse.report_id_token(token, client)
            return
        if claims["client_id"] != client.client_id:
            self.misuse.report_access_token(claims["client_id"], client, claims["jti"])
            return
        family_id, has_family, _ = claims["jti"].partition(".")
        with self.database.transaction():
            if has_family:
                self._end(
                    self.families.by_id(family_id), reason="revoked_by_client", actor=client.acting
                )
            else:
                ends_at = datetime.fromtimestamp(claims["exp"], UTC)
                self.revoked_tokens.revoke(claims["jti"], expires_at=ends_at)

    def withdraw_consent(
        self, subject_id: Id, consent_id: Id, *, actor: Actor
    ) -> Consent | Refused:
        with self.database.transaction():
            consent = self.consents.withdraw(subject_id, consent_id, actor=actor)
            if isinstance(consent, Refused):
                return consent
            families = self.families.for_subject_and_client(subject_id, consent.client_id)
            ended = self._end_each(families, reason="consent_withdrawn", actor=actor)
            self._queue_logouts(ended)
            self._notify(consent)
            return consent

    def _notify(self, consent: Consent) -> None:
        client = self.relying_parties.client(consent.client_id)
        name = {} if client is None else {"client_name": dict(client.name)}
        self.notices.notify(
            consent.subject_id,
            text_key=NoticeKind.CONSENT_WITHDRAWN,
            facts={"client_id": consent.client_id, **name},
        )

    def end_session(self, session_id: Id, *, deliver: bool, actor: Actor) -> tuple[Id, ...]:
        queued: list[Id] = []
        with self.database.transaction():
            if self.sessions.end(session_id, actor=actor):
                queued = self._end_families_of([session_id], actor)
        if deliver:
            self.notices.deliver_now(queued)
        return tuple(queued)

    def end_sessions(self, subject_id: Id, *, actor: Actor) -> tuple[Id, ...]:
        with self.database.transaction():
            ended = self.sessions.end_all(subject_id, actor=actor)
            return tuple(self._end_families_of(ended, actor))

    def _end_families_of(self, ended: Iterable[Id], actor: Actor) -> list[Id]:
        """End the families of sessions that this call ended, except offline access.

        For a session that another call ended, that one owes the logout tokens.
        """
        families = [family for each in ended for family in self.families.for_session(each)]
        for family in families:
            if not family.offline:
                self._end(family, reason="session_ended", actor=actor)
        return self._queue_logouts(families)

    def end_other_sessions(
        self, subject_id: Id, *, keeps: Id, grows_on: Id, reason: str, actor: Actor
    ) -> EndedSessions:
        with self.database.transaction():
            ended = self.sessions.end_others(subject_id, keeps=keeps, actor=actor)
            living = [
                each
                for each in self.families.for_subject(subject_id)
                if each.session_id != grows_on
            ]
            for family in living:
                self._end(family, reason=reason, actor=actor)
            there = [family for each in ended for family in self.families.for_session(each)]
            queued = self._queue_logouts([*living, *there])
        return EndedSessions(sessions=len(ended), tokens=len(living), logouts=tuple(queued))

    def end_client(self, client_id: str, *, actor: Actor) -> int:
        with self.database.transaction():
            families = self.families.for_client(client_id)
            ended = self._end_each(families, reason="client_removed", actor=actor)
            self._queue_logouts(ended)
        return len(ended)

    def _revoke_refresh(self, token: str, client: Client) -> None:
        """Any token of the family revokes it, when its own client presents it (RFC 7009)."""
        family = self.families.by_id(token.partition(".")[0])
        if family is None or family.last_digest is None:
            return
        ours = constant_time_equal(token_digest(token), family.last_digest) or is_ancestor(
            self.rotation_key, token, family.last_digest, generation=family.generation
        )
        if not ours:
            return
        if family.client_id != client.client_id:
            self.misuse.report_refresh_token(family, client)
            return
        with self.database.transaction():
            self._end(family, reason="revoked_by_client", actor=client.acting)

    def _end_each(self, families: Iterable[Family], *, reason: str, actor: Actor) -> list[Family]:
        """The families this call ended; a concurrent call owes the logout tokens of others."""
        return [family for family in families if self._end(family, reason=reason, actor=actor)]

    def _end(self, family: Family | None, *, reason: str, actor: Actor) -> bool:
        if family is None or not self.families.revoke(family.id):
            return False
        self.history.append(
            EventType.TOKENS_REVOKED,
            actor=actor,
            subject_id=family.subject_id,
            client_id=family.client_id,
            transaction_id=family.granted.transaction_id,
            facts={"family": family.id, "reason": reason},
        )
        return True

    def _queue_logouts(self, families: Iterable[Family]) -> list[Id]:
        """One logout token per session and client with a logout URI (Back-Channel Logout 1.0)."""
        sessions = {(each.client_id, each.session_id): each for each in families}
        queued = (self._queue_logout(family) for family in sessions.values())
        return [notice_id for notice_id in queued if notice_id is not None]

    def _queue_logout(self, family: Family) -> Id | None:
        client = self.relying_parties.client(family.client_id)
        if client is None or client.backchannel_logout_uri is None:
            return None
        claims: dict[str, Any] = {
            "sub": self.signer.sub(family.sub_base, client),
            "sid": self.signer.sid(family.session_id, client.client_id),
        }
        return self.notices.queue_logout(
            client_id=client.client_id,
            uri=client.backchannel_logout_uri,
            claims=claims,
            alg=client.id_token_alg,
        )
