"""Introspection (RFC 7662): the state of a token, for the client that it was issued to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.assurance.levels import Level, level_still_held
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.clock import Clock
from idp.kernel.refusals import Refused
from idp.platform.keyring import Keyring
from idp.platform.secrets import constant_time_equal
from idp.policy.domain import Switch
from idp.policy.exceptions import exception_for
from idp.policy.service import Policy
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
from idp.tokens.current_requirements import CurrentRequirements
from idp.tokens.domain.access_token import family_id_in, has_expired, meets_today
from idp.tokens.domain.client_requirements import ClientRequirements
from idp.tokens.domain.lifetimes import REFRESH_IDLE_LIFETIME
from idp.tokens.domain.rotation import family_of, token_digest
from idp.tokens.families import Families, Family
from idp.tokens.grant_validity import GrantValidity
from idp.tokens.misuse import ResultMisuse
from idp.tokens.revoked_tokens import RevokedTokens
from idp.tokens.signing import ACCESS_TOKEN_TYPE
from idp.tokens.token_response import may_refresh

INACTIVE: Final[Mapping[str, Any]] = {"active": False}
"""The answer to every client but the client of issue (RFC 7662 section 2.2, L01)."""


@dataclass(frozen=True)
class Introspection:
    clock: Clock
    history: History
    keyring: Keyring
    issuer: str
    families: Families
    revoked_tokens: RevokedTokens
    validity: GrantValidity
    requirements: CurrentRequirements
    relying_parties: RelyingParties
    misuse: ResultMisuse
    policy: Policy

    def introspect(self, token: str, client: Client) -> Mapping[str, Any]:
        if not self.relying_parties.may_ask(client):
            return INACTIVE
        if family_of(token) is not None:
            return self._introspect_refresh(token, client)
        claims = self.keyring.verify(token, typ=ACCESS_TOKEN_TYPE)
        if claims is None:
            self.misuse.report_id_token(token, client)
            return INACTIVE
        if claims["client_id"] != client.client_id:
            return self._under_exception(claims, client)
        requirements = self.requirements.for_client(client)
        if has_expired(claims, self.clock.now()) or not self._is_active(claims, requirements):
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
            today=self.clock.now().date(),
        )
        if exception is None:
            self.misuse.report_access_token(issued_to, client, claims["jti"])
            return INACTIVE
        family, owner = self._family(claims["jti"]), self.relying_parties.client(issued_to)
        if family is None or owner is None or has_expired(claims, self.clock.now()):
            return INACTIVE
        if not self._is_active(claims, self.requirements.for_client(owner)):
            return INACTIVE
        shared = {name: claims[name] for name in sorted(exception.data) if name in claims}
        self.history.append(
            EventType.RESULT_SHARED_BY_LAW,
            actor=client.acting,
            subject_id=family.subject_id,
            client_id=issued_to,
            transaction_id=family.granted.transaction_id,
            facts={"recipient": client.client_id, "basis": exception.basis, "data": list(shared)},
        )
        return {"active": True, "client_id": issued_to, "exp": claims["exp"], **shared}

    def _introspect_refresh(self, token: str, client: Client) -> Mapping[str, Any]:
        family = self._family(token)
        if family is None or family.last_digest is None:
            return INACTIVE
        if not constant_time_equal(token_digest(token), family.last_digest):
            return INACTIVE
        if family.client_id != client.client_id:
            self.misuse.report_refresh_token(family, client)
            return INACTIVE
        requirements = self.requirements.for_client(client)
        if not self._may_refresh(family, client, requirements):
            return INACTIVE
        scope = requirements.registered_scope(family.granted.scope)
        return {"active": True, "client_id": family.client_id, **_scope(scope)}

    def _may_refresh(
        self, family: Family, client: Client, requirements: ClientRequirements
    ) -> bool:
        """Whether a refresh with the last token of the family would not be refused now."""
        granted, now = family.granted, self.clock.now()
        idle = family.rotated_at is None or now - family.rotated_at >= REFRESH_IDLE_LIFETIME
        active = self.validity.load(family.subject_id, client, granted)
        if idle or family.revoked_at is not None or isinstance(active, Refused):
            return False
        if active.security_stamp != family.security_stamp:
            return False
        held = level_still_held(Level(granted.level), granted.auth_time, now)
        unmet = requirements.unmet_reason(granted, held=held, account_level=active.account_level)
        return unmet is None and may_refresh(granted, client, active)

    def _is_active(self, claims: Mapping[str, Any], requirements: ClientRequirements) -> bool:
        """Whether a token's grant is live, and its client may use it today.

        `requirements` are those of the client of issue.
        """
        family_id = family_id_in(claims["jti"])
        if family_id is None:
            return requirements.allows_resource(
                self._resource(claims)
            ) and not self.revoked_tokens.is_revoked(claims["jti"])
        found = self.families.load_with_account(family_id)
        account = None if found is None else self.validity.account(found[1], found[0])
        if (
            found is None
            or account is None
            or not requirements.allows_resource(self._resource(claims))
        ):
            return False
        return meets_today(requirements, found[0], claims, account.level)

    def _resource(self, claims: Mapping[str, Any]) -> str | None:
        """The resource a token is for, None for our own userinfo."""
        audience: str = claims["aud"]
        return None if audience == self.issuer else audience

    def _family(self, jti: str) -> Family | None:
        family_id = family_id_in(jti)
        return None if family_id is None else self.families.by_id(family_id)


def _scope(scope: Iterable[str]) -> dict[str, str]:
    """The `scope` member; omitted when empty (RFC 6749 appendix A.4)."""
    words = " ".join(scope)
    return {"scope": words} if words else {}
