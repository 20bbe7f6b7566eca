"""Tokens: issue, redeem, refresh, userinfo, introspect, revoke.

Round trips besides begin and commit: redeem one update, one read, one statement of two inserts;
refresh one update and one read, and once a day an insert; userinfo and introspection one read;
client_credentials nothing but a signature.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from idp.consent.domain.record import Consent
from idp.kernel.actors import ActingClient, Actor
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.client import Client
from idp.relying_parties.domain.disclosure import CLAIMS_BY_SCOPE, PROTOCOL_SCOPES
from idp.relying_parties.service import RelyingParties
from idp.tokens.client_tokens import ClientToken, ClientTokens
from idp.tokens.code_exchange import CodeExchange
from idp.tokens.codes import Codes
from idp.tokens.domain.grant import CodeBinding, Grant, TokenResponse
from idp.tokens.families import Families, OpenedService
from idp.tokens.introspection import Introspection
from idp.tokens.misuse import ResultMisuse
from idp.tokens.pairwise import PairwiseSubjects
from idp.tokens.refresh import TokenRefresh
from idp.tokens.revocation import EndedSessions, Revocation
from idp.tokens.revoked_tokens import RevokedTokens
from idp.tokens.signing import TokenSigner
from idp.tokens.unanswered import UnansweredGrants
from idp.tokens.userinfo import UserinfoClaims

ABOUT_A_PERSON: Final = PROTOCOL_SCOPES | CLAIMS_BY_SCOPE.keys()


@dataclass(frozen=True)
class Tokens:
    """The only entry for everything issued to relying parties."""

    clock: Clock
    relying_parties: RelyingParties
    signer: TokenSigner
    codes: Codes
    families: Families
    revoked_tokens: RevokedTokens
    unanswered_grants: UnansweredGrants
    code_exchange: CodeExchange
    token_refresh: TokenRefresh
    userinfo_claims: UserinfoClaims
    introspection: Introspection
    misuse: ResultMisuse
    revocation: Revocation
    client_tokens: ClientTokens
    pairwise: PairwiseSubjects

    def issue_code(self, grant: Grant, code: str | None = None) -> str:
        """A code for the relying party, single use, 60 seconds; see `Codes.issue`."""
        return self.codes.issue(grant, code)

    def code_binding(self, code: str) -> CodeBinding | None:
        """The binding of a code; reading does not use it up."""
        known = self.codes.find(code)
        return None if known is None else known.binding

    def redeem(
        self, code: str, client: Client, *, redirect_uri: str | None
    ) -> TokenResponse | Refused:
        """Issue tokens for a code, after one conditional write that uses it up.

        Refused: NOT_FOUND, EXPIRED, NOT_PROVEN (another redirect URI; the code stays good),
        USED_BEFORE (a second use: the tokens of the first are revoked, a case opened),
        NOT_AUTHORISED (another client: the code is invalidated, a case opened), CLIENT_SUSPENDED,
        ACCOUNT_LOCKED, ACCOUNT_NOT_ACTIVATED, GUARDIAN_NEEDED, DECLINED (no live consent), and as
        `ClientRequirements` where the client requires more by now. The PKCE verifier is proven
        before this.
        """
        return self.code_exchange.redeem(code, client, redirect_uri=redirect_uri)

    def issue(self, grant: Grant, client: Client, *, family_id: Id) -> TokenResponse | Refused:
        """Tokens for a grant without a code (CIBA); the caller has used the request up.

        Refused: CLIENT_SUSPENDED, and as `GrantValidity.read` and `ClientRequirements`.
        """
        return self.code_exchange.issue(grant, client, family_id=family_id)

    def note_unanswered(self, family_id: Id) -> None:
        """Note that the answer for this grant was lost: the call failed after issuing."""
        self.unanswered_grants.note(family_id, self.clock.now())

    def note_answered(self, family_id: Id) -> None:
        """The call succeeded: forget `note_unanswered`."""
        self.unanswered_grants.answered(family_id)

    def revoke_unanswered(self, family_id: Id, *, actor: ActingClient) -> bool:
        """See `CodeExchange.revoke_unanswered`."""
        return self.code_exchange.revoke_unanswered(family_id, actor=actor)

    def family_exists(self, family_id: Id) -> bool:
        """Whether tokens were ever issued for this grant."""
        return self.families.by_id(family_id) is not None

    def revoke_family(self, family_id: Id) -> None:
        """Revoke all tokens of one grant."""
        self.families.revoke(family_id)

    def refresh(
        self,
        token: str,
        client: Client,
        *,
        scope: tuple[str, ...] | None = None,
        resource: str | None = None,
        arrived_at: datetime | None = None,
    ) -> TokenResponse | Refused:
        """New tokens for a refresh token, which its successor replaces (RFC 9700 section 4.14).

        An authenticated client gets the same successor again within 30 seconds of the answer; a
        public one gets none, and the family is revoked. Later, or with an older token, a case is
        opened besides. `arrived_at`: when the request came, if that was not just now. `auth_time`
        and `amr` stay, an expired level is not asserted (G18). Refused: NOT_FOUND, EXPIRED,
        USED_BEFORE, NOT_AUTHORISED, SCOPE_NOT_AVAILABLE, CLIENT_SUSPENDED, and as
        `GrantValidity.read` and `ClientRequirements`: a `minimum_level` is one of every answer
        (D20.1).
        """
        return self.token_refresh.refresh(
            token, client, scope=scope, resource=resource, arrived_at=arrived_at
        )

    def client_credentials(
        self, client: Client, *, scope: tuple[str, ...] = (), resource: str | None = None
    ) -> TokenResponse | Refused:
        """A token for the client itself; never with a scope about a person (hostile case G13).

        Without `scope`, all that is registered. Refused: CLIENT_SUSPENDED, NOT_AUTHORISED.
        """
        if not self.relying_parties.may_ask(client):
            return Refused(Reason.CLIENT_SUSPENDED)
        if resource is not None and resource not in client.resources:
            return Refused(Reason.NOT_AUTHORISED)
        own = client.scopes - ABOUT_A_PERSON
        granted = tuple(each for each in (scope or sorted(own)) if each in own)
        signed = self.signer.client_access_token(client, scope=granted, resource=resource)
        return TokenResponse(signed.token, signed.expires_in, granted)

    def client_token(self, token: str, *, audience: str) -> ClientToken | Refused:
        """See `ClientTokens.verify`."""
        return self.client_tokens.verify(token, audience=audience)

    def userinfo(self, access_token: str) -> Mapping[str, Any] | Refused:
        """Claims about the person, checked against the live consent.

        Refused: NOT_PROVEN (not ours, expired, or revoked), SCOPE_NOT_AVAILABLE (no `openid`), and
        as `GrantValidity.read`. Raises MoreThanConsented on a bug.
        """
        return self.userinfo_claims.for_token(access_token)

    def introspect(self, token: str, client: Client) -> Mapping[str, Any]:
        """RFC 7662 for the client of issue.

        For any other client it is inactive and opens a case, except under a registered legal
        exception.
        """
        return self.introspection.introspect(token, client)

    def is_result(self, token: str) -> bool:
        """Whether this is an ID or access token of ours, of any client and age."""
        return self.misuse.client_of_result(token) is not None

    def shown_as_factor(self, token: str, client: Client) -> None:
        """Open a case for a client that presents a result as a grant or a factor (D19.4-2).

        One open case for each pair of client of issue and presenting client.
        """
        self.misuse.report_result_as_factor(token, client)

    def revoke(self, token: str, client: Client) -> None:
        """Revoke a token and its family (RFC 7009); an unknown token is no error."""
        self.revocation.revoke(token, client)

    def sub(self, subject_id: Id, client: Client, *, aliased: bool = True) -> str:
        """The pairwise subject by which this client's sector knows the person.

        `aliased` as of `PairwiseSubjects.base`; who has not read it looks up.
        """
        return self.signer.sub(self.sub_base(subject_id, client, aliased=aliased), client)

    def sub_base(self, subject_id: Id, client: Client, *, aliased: bool) -> Id:
        """The subject from whose id that is made, as `PairwiseSubjects.base`."""
        return self.pairwise.base(subject_id, client, aliased=aliased)

    def sid(self, session_id: Id, client: Client) -> str:
        """The pairwise session id for this client."""
        return self.signer.sid(session_id, client.client_id)

    def withdraw_consent(
        self, subject_id: Id, consent_id: Id, *, actor: Actor
    ) -> Consent | Refused:
        """Withdraw consent and, in one act, every token and session based on it (X15.2)."""
        return self.revocation.withdraw_consent(subject_id, consent_id, actor=actor)

    def opened_from(self, session_ids: Collection[Id]) -> dict[Id, list[OpenedService]]:
        """By session, the relying parties that were signed in to from it, the latest first."""
        return self.families.opened_from(session_ids)

    def end_session(self, session_id: Id, *, deliver: bool, actor: Actor) -> tuple[Id, ...]:
        """End a session, its tokens, and by back-channel logout its sessions elsewhere.

        Offline access outlives a session. Returns the logout tokens owed for it, none where it
        had ended before. With `deliver`, outside a transaction, they are tried as `deliver_now`
        does.
        """
        return self.revocation.end_session(session_id, deliver=deliver, actor=actor)

    def end_sessions(self, subject_id: Id, *, actor: Actor) -> tuple[Id, ...]:
        """End every session of a person, as `end_session` does, in one act; what is owed for it.

        Joins the transaction that locked the account, after which its caller delivers.
        """
        return self.revocation.end_sessions(subject_id, actor=actor)

    def end_client(self, client_id: str, *, actor: Actor) -> int:
        """End all grants of a relying party and owe its logout tokens; returns how many families.

        For a party that is removed; it is written to the history of each of its people.
        """
        return self.revocation.end_client(client_id, actor=actor)

    def end_other_sessions(
        self, subject_id: Id, *, keeps: Id, grows_on: Id, reason: str, actor: Actor
    ) -> EndedSessions:
        """End every session but `keeps`, and all grants not made in `grows_on` (D32.3).

        Offline access too. Codes end with their sessions. `reason` is written to the history.
        """
        return self.revocation.end_other_sessions(
            subject_id, keeps=keeps, grows_on=grows_on, reason=reason, actor=actor
        )

    def has_grants(self, subject_id: Id, *, but_of: Id) -> bool:
        """Whether a grant lives that was not made in this session; offline access counts."""
        return any(each.session_id != but_of for each in self.families.for_subject(subject_id))

    def carry_over(self, session_id: Id, *, security_stamp: int) -> None:
        """Carry grants of a session over to its account's new stamp."""
        self.families.carry_over(session_id, security_stamp=security_stamp)

    def purge_expired(self) -> int:
        """Delete expired codes and revocations; returns how many."""
        return self.codes.purge_expired() + self.revoked_tokens.purge_expired()

    def purge_expired_families(self) -> int:
        """Delete families of tokens past use; returns how many."""
        return self.families.purge_expired()
