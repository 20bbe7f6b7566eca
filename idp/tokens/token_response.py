"""Sign a token response (RFC 6749 section 5.1), after checking its grant."""

from dataclasses import dataclass
from typing import Any, Final

from idp.assurance.levels import Level
from idp.consent.domain.request import OFFLINE_ACCESS
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import Actor
from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.client import Client
from idp.tokens.domain.client_requirements import ClientRequirements
from idp.tokens.domain.grant import Granted, TokenResponse
from idp.tokens.families import Family
from idp.tokens.grant_validity import ActiveGrant
from idp.tokens.signing import TokenSigner

REFRESH: Final = "refresh_token"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsignedResponse:
    """The claims of a token response, before it is signed.

    Signing happens before the commit, so that the code or token stays unused when no key is
    available.
    """

    family: Family
    active: ActiveGrant
    level: Level
    scope: tuple[str, ...]
    resource: str | None
    refresh_token: str | None
    nonce: str | None
    claims: dict[str, Any]


@dataclass(frozen=True)
class TokenResponses:
    """Joins the transaction that used up the code, token or request."""

    signer: TokenSigner
    history: History

    def sign(self, client: Client, unsigned: UnsignedResponse) -> TokenResponse:
        access = self.signer.access_token(
            client,
            unsigned.family,
            level=unsigned.level,
            scope=unsigned.scope,
            resource=unsigned.resource,
            consent=unsigned.active.consent,
        )
        id_token = None
        if "openid" in unsigned.scope:
            id_token = self.signer.id_token(
                client,
                unsigned.family,
                level=unsigned.level,
                account_level=unsigned.active.asserted_level,
                nonce=unsigned.nonce,
                claims=unsigned.claims,
            )
        return TokenResponse(
            access.token, access.expires_in, unsigned.scope, unsigned.refresh_token, id_token
        )

    def record(
        self, happening: EventType, family: Family, *, actor: Actor, **facts: object
    ) -> None:
        self.history.append(
            happening,
            actor=actor,
            subject_id=family.subject_id,
            client_id=family.client_id,
            transaction_id=family.granted.transaction_id,
            facts={"consent_id": family.consent_id, "family": family.id, **facts},
        )


def meets(
    requirements: ClientRequirements,
    granted: Granted,
    active: ActiveGrant,
    *,
    held: Level,
    resource: str | None,
) -> ActiveGrant | Refused:
    """The grant, if the sign-in meets the client's present requirements, and its resources too."""
    unmet = requirements.unmet_reason(granted, held=held, account_level=active.account_level)
    if unmet is None and requirements.allows_resource(resource):
        return active
    return Refused(unmet or Reason.NOT_AUTHORISED)


def may_refresh(granted: Granted, client: Client, active: ActiveGrant) -> bool:
    """Offline access: requested, registered, and consented to (OpenID Connect Core section 11).

    Never by a guardian's confirmation, which is for one use (D14.2-1).
    """
    return not granted.guardians and (
        OFFLINE_ACCESS in granted.scope
        and OFFLINE_ACCESS in client.scopes
        and REFRESH in client.grant_types
        and OFFLINE_ACCESS in active.consent.items
    )
