"""Answers to an access token: claims at userinfo, its state at introspection (RFC 7662)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.assurance.levels import Level, level_still_held
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.keyring import Keyring
from idp.platform.secrets import constant_time_equal
from idp.policy.domain import Switch
from idp.policy.exceptions import exception_for
from idp.policy.service import Policy
from idp.relying_parties.domain.client import Client
from idp.relying_parties.domain.disclosure import ABOUT_THE_SIGN_IN
from idp.relying_parties.service import RelyingParties
from idp.subjects.service import Subjects
from idp.tokens.current_requirements import CurrentRequirements
from idp.tokens.domain.claims import (
    assert_consented,
    claim_values,
    items_in,
    matches,
    requested_claims,
)
from idp.tokens.domain.client_requirements import ClientRequirements
from idp.tokens.domain.grant import MATCHES, Granted
from idp.tokens.domain.rotation import family_of, token_digest
from idp.tokens.families import Families, Family, FamilyWithGrant
from idp.tokens.grant_validity import ActiveGrant, GrantValidity
from idp.tokens.revoked_tokens import RevokedTokens
from idp.tokens.signing import ACCESS_TOKEN_TYPE, ID_TOKEN_TYPE
from idp.violations.domain import ViolationKind
from idp.violations.service import Violations

INACTIVE: Final[Mapping[str, Any]] = {"active": False}
"""All that anybody but the client of issue learns (RFC 7662 section 2.2, hostile case L01)."""


@dataclass(frozen=True)
class TokenAnswers:
    context: ServiceContext
    keyring: Keyring
    issuer: str
    families: Families
    revoked_tokens: RevokedTokens
    validity: GrantValidity
    requirements: CurrentRequirements
    subjects: Subjects
    relying_parties: RelyingParties
    violations: Violations
    policy: Policy

    def userinfo(self, access_token: str) -> Mapping[str, Any] | Refused:
        claims = self.keyring.verify(access_token, typ=ACCESS_TOKEN_TYPE)
        if claims is None or claims["aud"] != self.issuer or self._has_expired(claims):
            return Refused(Reason.NOT_PROVEN)
        scope = claims.get("scope", "").split()
        if "openid" not in scope:
            return Refused(Reason.SCOPE_NOT_AVAILABLE)
        live = self._with_grant(claims)
        client = self.relying_parties.client(claims["client_id"])
        if live is None or client is None or not self.relying_parties.may_ask(client):
            return Refused(Reason.NOT_PROVEN)
        active = self.validity.read(live.account, live.consent)
        if isinstance(active, Refused):
            return active
        requirements = self.requirements.for_client(client)
        if not _met(requirements, live.family.granted, claims, active.account_level):
            return Refused(Reason.NOT_PROVEN)
        scope = list(requirements.registered_scope(tuple(scope)))
        return self._answer(claims, scope, live, active.approved_for(client))

    def introspect(self, token: str, client: Client) -> Mapping[str, Any]:
        if not self.relying_parties.may_ask(client):
            return INACTIVE
        if family_of(token) is not None:
            return self._introspect_refresh(token, client)
        claims = self.keyring.verify(token, typ=ACCESS_TOKEN_TYPE)
        if claims is None:
            self.report_id_token(token, client)
            return INACTIVE
        if claims["client_id"] != client.client_id:
            return self._under_exception(claims, client)
        requirements = self.requirements.for_client(client)
        if self._has_expired(claims) or not self._is_active(claims, requirements):
            return INACTIVE
        scope = requirements.registered_scope(tuple(claims.get("scope", "").split()))
        told = {name: value for name, value in claims.items() if name != "scope"}
        return {"active": True, "token_type": "Bearer", **told, **_scope(scope)}

    def _under_exception(self, claims: Mapping[str, Any], client: Client) -> Mapping[str, Any]:
        """Introspection by another client: inactive, unless the register of exceptions allows data.

        Each disclosure under an exception is in the person's history (D19.4-1).
        """
        issued_to = claims["client_id"]
        exception = exception_for(
            self.policy.value(Switch.SHARING_EXCEPTIONS),
            issued_to=issued_to,
            recipient=client.client_id,
            today=self.context.clock.now().date(),
        )
        if exception is None:
            self.report_misuse(issued_to, client, claims["jti"])
            return INACTIVE
        family, owner = self._family(claims["jti"]), self.relying_parties.client(issued_to)
        if family is None or owner is None or self._has_expired(claims):
            return INACTIVE
        if not self._is_active(claims, self.requirements.for_client(owner)):
            return INACTIVE
        shared = {name: claims[name] for name in sorted(exception.data) if name in claims}
        self.context.history.append(
            EventType.RESULT_SHARED_BY_LAW,
            subject_id=family.subject_id,
            client_id=issued_to,
            transaction_id=family.granted.transaction_id,
            facts={"recipient": client.client_id, "basis": exception.basis, "data": list(shared)},
        )
        return {"active": True, "client_id": issued_to, "exp": claims["exp"], **shared}

    def report_misuse(self, issued_to: str, client: Client, jti: str) -> None:
        """An access token: a violation case that names both parties and the person (D19.4-1)."""
        with self.context.database.transaction():
            family = self._family(jti)
            whose = None if family is None else family.subject_id
            self._open_case(issued_to, client, whose, {"jti": jti})

    def report_refresh_misuse(self, family: Family, client: Client) -> None:
        """The same of a refresh token, which its family names."""
        self._open_case(family.client_id, client, family.subject_id, {"family": family.id})

    def _open_case(
        self, issued_to: str, client: Client, subject_id: Id | None, evidence: Mapping[str, str]
    ) -> None:
        self.violations.open(
            ViolationKind.TOKEN_SHOWN_BY_OTHER,
            issued_to=issued_to,
            shown_by=client.client_id,
            subject_id=subject_id,
            evidence=evidence,
        )

    def _answer(
        self,
        claims: Mapping[str, Any],
        scope: list[str],
        live: FamilyWithGrant,
        active: ActiveGrant,
    ) -> dict[str, Any]:
        now, family = self.context.clock.now(), live.family
        asked = family.granted.userinfo_claims
        names = requested_claims(scope, asked, active.consent, now)
        answer: dict[str, Any] = {"sub": claims["sub"]}
        about = {"account_level": active.account_level, **claims}
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
        """The first answer to each access token is history; repeats disclose nothing new."""
        if family.seen_jti == jti or not items_in(answer):
            return
        with self.context.database.transaction():
            if self.families.mark_answered(family.id, jti):
                self.validity.record_disclosure(family, active.consent, answer)

    def _introspect_refresh(self, token: str, client: Client) -> Mapping[str, Any]:
        family = self._family(token)
        if family is None or family.last_digest is None:
            return INACTIVE
        if not constant_time_equal(token_digest(token), family.last_digest):
            return INACTIVE
        if family.client_id != client.client_id:
            self.report_refresh_misuse(family, client)
            return INACTIVE
        granted, requirements = family.granted, self.requirements.for_client(client)
        held = level_still_held(Level(granted.level), granted.auth_time, self.context.clock.now())
        found = self.families.load_with_account(family.id)
        account = None if found is None else self.validity.account(found[1])
        if account is None or requirements.unmet_reason(
            granted, held=held, account_level=account.level
        ):
            return INACTIVE
        scope = requirements.registered_scope(granted.scope)
        return {"active": True, "client_id": family.client_id, **_scope(scope)}

    def report_id_token(self, token: str, client: Client) -> None:
        """Open a case for an ID token presented by a client that is not its audience."""
        claims = self.keyring.verify(token, typ=ID_TOKEN_TYPE)
        if claims is not None and claims.get("aud") != client.client_id:
            self._open_case(str(claims.get("aud")), client, None, {"txn": str(claims.get("txn"))})

    def result_in(self, token: str) -> str | None:
        """The client a result of ours was issued to; None for a text that is none."""
        claims = self.keyring.verify(token, typ=ACCESS_TOKEN_TYPE)
        if claims is not None:
            return str(claims["client_id"])
        claims = self.keyring.verify(token, typ=ID_TOKEN_TYPE)
        return None if claims is None else str(claims.get("aud"))

    def shown_as_factor(self, token: str, client: Client) -> None:
        """Open the case of a client that shows such a result as a grant; one while it is open."""
        self.violations.open(
            ViolationKind.RESULT_AS_FACTOR,
            issued_to=self.result_in(token),
            shown_by=client.client_id,
        )

    def _has_expired(self, claims: Mapping[str, Any]) -> bool:
        return bool(self.context.clock.now().timestamp() >= claims["exp"])

    def _is_active(self, claims: Mapping[str, Any], requirements: ClientRequirements) -> bool:
        """Whether a token's grant is live, and its client may use it today.

        `requirements` are those of the client of issue.
        """
        family_id, dot, _ = claims["jti"].partition(".")
        if not dot:
            return requirements.allows_resource(
                self._resource(claims)
            ) and not self.revoked_tokens.is_revoked(claims["jti"])
        found = self.families.load_with_account(family_id)
        account = None if found is None else self.validity.account(found[1])
        if (
            found is None
            or account is None
            or not requirements.allows_resource(self._resource(claims))
        ):
            return False
        return _met(requirements, found[0], claims, account.level)

    def _resource(self, claims: Mapping[str, Any]) -> str | None:
        """The resource a token is for, None where that is our own userinfo."""
        audience: str = claims["aud"]
        return None if audience == self.issuer else audience

    def _family(self, jti: str) -> Family | None:
        family_id, dot, _ = jti.partition(".")
        return self.families.by_id(family_id) if dot else None

    def _with_grant(self, claims: Mapping[str, Any]) -> FamilyWithGrant | None:
        """The live family with account, consent and identity, in one read."""
        family_id, dot, _ = claims["jti"].partition(".")
        found = self.families.load_with_grant(family_id) if dot else None
        return None if found is None or found.family.revoked_at is not None else found


def _met(
    requirements: ClientRequirements,
    granted: Granted,
    claims: Mapping[str, Any],
    account_level: int | None,
) -> bool:
    """Whether a token's sign-in is what its client requires today; the token names its level."""
    held = Level(claims.get("assurance_level", Level.NONE))
    return requirements.unmet_reason(granted, held=held, account_level=account_level) is None


def _scope(scope: Iterable[str]) -> dict[str, str]:
    """The member of an answer; an empty scope has no form (RFC 6749 appendix A.4)."""
    words = " ".join(scope)
    return {"scope": words} if words else {}
