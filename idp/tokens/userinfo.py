"""Userinfo (OpenID Connect Core section 5.3): the claims of an access token."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idp.kernel.actors import ActingClient
from idp.kernel.clock import Clock
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.platform.keyring import Keyring
from idp.relying_parties.domain.disclosure import ABOUT_THE_SIGN_IN, ACT
from idp.relying_parties.service import RelyingParties
from idp.subjects.service import Subjects
from idp.tokens.current_requirements import CurrentRequirements
from idp.tokens.domain.access_token import family_id_in, has_expired, meets_today
from idp.tokens.domain.claims import (
    assert_consented,
    claim_values,
    items_in,
    matches,
    requested_claims,
)
from idp.tokens.domain.grant import MATCHES
from idp.tokens.families import Families, Family, FamilyWithGrant
from idp.tokens.grant_validity import ActiveGrant, GrantValidity
from idp.tokens.signing import ACCESS_TOKEN_TYPE


@dataclass(frozen=True)
class UserinfoClaims:
    database: Database
    clock: Clock
    keyring: Keyring
    issuer: str
    families: Families
    validity: GrantValidity
    requirements: CurrentRequirements
    subjects: Subjects
    relying_parties: RelyingParties

    def for_token(self, access_token: str) -> Mapping[str, Any] | Refused:
        claims = self.keyring.verify(access_token, typ=ACCESS_TOKEN_TYPE)
        if claims is None or claims["aud"] != self.issuer or has_expired(claims, self.clock.now()):
            return Refused(Reason.NOT_PROVEN)
        scope = claims.get("scope", "").split()
        if "openid" not in scope:
            return Refused(Reason.SCOPE_NOT_AVAILABLE)
        live = self._with_grant(claims)
        client = self.relying_parties.client(claims["client_id"])
        if live is None or client is None or not self.relying_parties.may_ask(client):
            return Refused(Reason.NOT_PROVEN)
        active = self.validity.read(live.account, live.consent, live.family.granted)
        if isinstance(active, Refused):
            return active
        requirements = self.requirements.for_client(client)
        if not meets_today(requirements, live.family.granted, claims, active.account_level):
            return Refused(Reason.NOT_PROVEN)
        scope = list(requirements.registered_scope(tuple(scope)))
        return self._answer(claims, scope, live, active.approved_for(client))

    def _answer(
        self,
        claims: Mapping[str, Any],
        scope: list[str],
        live: FamilyWithGrant,
        active: ActiveGrant,
    ) -> dict[str, Any]:
        now, family = self.clock.now(), live.family
        asked = family.granted.userinfo_claims
        names = requested_claims(scope, asked, active.consent, now)
        answer: dict[str, Any] = {"sub": claims["sub"]}
        if ACT in claims:
            answer[ACT] = claims[ACT]
        about = {"account_level": active.asserted_level, **claims}
        answer |= {
            name: about[name]
            for name in ABOUT_THE_SIGN_IN.intersection(asked)
            if about.get(name) is not None
        }
        if names or family.comparisons_sealed is not None:
            data = self.subjects.opened(live.identity).data
            answer |= claim_values(data, names)
            compared = self.families.comparisons(family)
            if found := matches(data, compared, active.consent, now):
                answer[MATCHES] = found
        assert_consented(answer, active.consent, now)
        self._record_first(claims["jti"], family, active, answer)
        return answer

    def _record_first(
        self, jti: str, family: Family, active: ActiveGrant, answer: Mapping[str, Any]
    ) -> None:
        """Write the first answer to each access token to history; repeats disclose nothing new."""
        if family.seen_jti == jti or not items_in(answer):
            return
        with self.database.transaction():
            if self.families.mark_answered(family.id, jti):
                bearer = ActingClient(client_id=family.client_id, authenticated_by="access_token")
                self.validity.record_disclosure(family, active.consent, answer, actor=bearer)

    def _with_grant(self, claims: Mapping[str, Any]) -> FamilyWithGrant | None:
        """The live family with account, consent and identity, in one read."""
        family_id = family_id_in(claims["jti"])
        found = None if family_id is None else self.families.load_with_grant(family_id)
        return None if found is None or found.family.revoked_at is not None else found
