"""Exchange a code for tokens (RFC 6749 section 4.1.3), or a grant that needed none."""

from dataclasses import dataclass

from idp.assurance.levels import Level
from idp.consent.domain.request import OFFLINE_ACCESS
from idp.history.domain import EventType
from idp.kernel.actors import ActingClient
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.platform.secrets import random_token
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
from idp.tokens.codes import Codes, Redeemed
from idp.tokens.current_requirements import CurrentRequirements
from idp.tokens.domain.grant import Grant, TokenResponse
from idp.tokens.domain.rotation import first_token
from idp.tokens.families import Families
from idp.tokens.grant_validity import GrantValidity
from idp.tokens.pairwise import PairwiseSubjects
from idp.tokens.token_response import TokenResponses, UnsignedResponse, may_refresh, meets
from idp.tokens.unanswered import UnansweredGrants
from idp.violations.domain import ViolationKind
from idp.violations.service import Violations


@dataclass(frozen=True)
class CodeExchange:
    database: Database
    clock: Clock
    codes: Codes
    families: Families
    responses: TokenResponses
    validity: GrantValidity
    requirements: CurrentRequirements
    relying_parties: RelyingParties
    violations: Violations
    unanswered_grants: UnansweredGrants
    pairwise: PairwiseSubjects

    def redeem(
        self, code: str, client: Client, *, redirect_uri: str | None
    ) -> TokenResponse | Refused:
        if not self.relying_parties.may_ask(client):
            return Refused(Reason.CLIENT_SUSPENDED)
        redeemed = answer = None
        try:
            with self.database.transaction():
                redeemed = self.codes.redeem(
                    code, client_id=client.client_id, redirect_uri=redirect_uri
                )
                if redeemed is None:
                    return self._not_redeemed(code, client, redirect_uri)
                answer = self._first(redeemed, client)
        except Exception:
            if redeemed is not None and answer is not None:
                # It may have been committed all the same, but the client got no answer.
                self.unanswered_grants.note(redeemed.family_id, self.clock.now())
            raise
        self.unanswered_grants.answered(redeemed.family_id)
        return answer

    def revoke_unanswered(self, family_id: Id, *, actor: ActingClient) -> bool:
        """Revoke the first tokens of a grant whose answer was lost; returns whether it was.

        The retry is probably the honest client's: no case is opened, and it has to begin again.
        Joins the caller's transaction.
        """
        family = self.families.by_id(family_id)
        if family is None or not self.unanswered_grants.take(family_id, self.clock.now()):
            return False
        if self.families.revoke(family_id):
            self.responses.record(
                EventType.TOKENS_REVOKED, family, actor=actor, reason=Reason.USED_BEFORE
            )
        return True

    def issue(self, grant: Grant, client: Client, *, family_id: Id) -> TokenResponse | Refused:
        """Issue tokens; joins the transaction that used up the code or the CIBA request."""
        if not self.relying_parties.may_ask(client):
            return Refused(Reason.CLIENT_SUSPENDED)
        with self.database.transaction():
            return self._first(Redeemed(family_id, grant), client)

    def _first(self, redeemed: Redeemed, client: Client) -> TokenResponse | Refused:
        """The first tokens of a grant; joins the caller's transaction."""
        unsigned = self._begin(redeemed, client)
        return unsigned if isinstance(unsigned, Refused) else self.responses.sign(client, unsigned)

    def _begin(self, redeemed: Redeemed, client: Client) -> UnsignedResponse | Refused:
        grant = redeemed.grant
        active = self.validity.load_in_session(
            grant.subject_id, client, grant, session_id=grant.session_id
        )
        requirements, level = self.requirements.for_client(client), Level(grant.level)
        if not isinstance(active, Refused):
            active = meets(requirements, grant, active, held=level, resource=grant.resource)
        if isinstance(active, Refused):
            return active
        token = None
        if may_refresh(grant, client, active):
            token = first_token(redeemed.family_id, random_token())
        family = self.families.begin(
            redeemed.family_id,
            grant,
            refresh_token=token,
            security_stamp=active.security_stamp,
            sub_base=self.pairwise.base(grant.subject_id, client, aliased=active.sub_aliased),
        )
        level = requirements.asserted_level(grant, level)
        self.responses.record(
            EventType.TOKENS_ISSUED,
            family,
            actor=client.acting,
            level=int(level),
            offline=family.offline,
        )
        return UnsignedResponse(
            family=family,
            active=active,
            level=level,
            scope=tuple(
                each
                for each in requirements.registered_scope(grant.scope)
                if token or each != OFFLINE_ACCESS
            ),
            resource=grant.resource,
            refresh_token=token,
            nonce=grant.nonce,
            claims=self.validity.claims(family, active, grant.id_token_claims, actor=client.acting),
        )

    def _not_redeemed(self, code: str, client: Client, redirect_uri: str | None) -> Refused:
        """Why the conditional write changed nothing, and its consequences."""
        known = self.codes.find(code)
        if known is None:
            return Refused(Reason.NOT_FOUND)
        if known.binding.client_id != client.client_id:
            kind, reason = ViolationKind.CODE_SHOWN_BY_OTHER, Reason.NOT_AUTHORISED
        elif known.binding.redeemed and self.families.by_id(known.family_id) is None:
            # No tokens were issued: invalidated by another client's attempt (G01), or refused to
            # its owner. So this is the owner's first use or a retry, not a replay.
            return Refused(Reason.USED_BEFORE)
        elif known.binding.redirect_uri == redirect_uri and self.revoke_unanswered(
            known.family_id, actor=client.acting
        ):
            return Refused(Reason.USED_BEFORE)
        elif known.binding.redeemed:
            kind, reason = ViolationKind.CODE_REPLAYED, Reason.USED_BEFORE
        elif known.binding.redirect_uri != redirect_uri:
            return Refused(Reason.NOT_PROVEN)
        else:
            return Refused(Reason.EXPIRED)
        self.codes.invalidate(code)
        self.families.revoke(known.family_id)
        self.violations.open(
            kind,
            issued_to=known.binding.client_id,
            actor=client.acting,
            subject_id=known.subject_id,
            evidence={"family": known.family_id},
        )
        return Refused(reason)
