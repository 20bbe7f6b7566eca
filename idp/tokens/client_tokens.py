"""Access tokens of client_credentials, shown to an API of this provider itself (RFC 6750)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from idp.kernel.clock import Clock
from idp.kernel.refusals import Reason, Refused
from idp.platform.keyring import Keyring
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
from idp.tokens.domain.access_token import family_id_in, has_expired
from idp.tokens.revoked_tokens import RevokedTokens
from idp.tokens.signing import ACCESS_TOKEN_TYPE, CLIENT_KEY


@dataclass(frozen=True, slots=True)
class ClientToken:
    """A live token: its client, and those of its scopes that are still registered."""

    client: Client
    scope: frozenset[str]
    jti: str


@dataclass(frozen=True)
class ClientTokens:
    clock: Clock
    keyring: Keyring
    relying_parties: RelyingParties
    revoked_tokens: RevokedTokens

    def verify(self, token: str, *, audience: str) -> ClientToken | Refused:
        """The client that shows its own access token to this audience.

        The client is read as stored now, so a change of another process counts at once. Refused:
        NOT_PROVEN (not ours, expired, revoked, a person's, for another audience that the client
        has, or for one that it has no more, proven by a key that the client has no more, or by
        none, or issued before the client was suspended), CLIENT_SUSPENDED.
        """
        claims = self.keyring.verify(token, typ=ACCESS_TOKEN_TYPE)
        if claims is None or has_expired(claims, self.clock.now()):
            return Refused(Reason.NOT_PROVEN)
        if claims["aud"] != audience or family_id_in(claims["jti"]) is not None:
            return Refused(Reason.NOT_PROVEN)
        client = self.relying_parties.stored(claims["client_id"])
        if client is None or audience not in client.resources:
            return Refused(Reason.NOT_PROVEN)
        if not self.relying_parties.may_ask(client):
            return Refused(Reason.CLIENT_SUSPENDED)
        has_key = self.relying_parties.has_key(client, claims.get(CLIENT_KEY, ""))
        ended = _is_older(claims, client.tokens_from)
        if not has_key or ended or self.revoked_tokens.is_revoked(claims["jti"]):
            return Refused(Reason.NOT_PROVEN)
        scope = client.scopes.intersection(claims.get("scope", "").split())
        return ClientToken(client, scope, claims["jti"])


def _is_older(claims: Mapping[str, Any], than: datetime | None) -> bool:
    """Whether a token was issued before this moment, in whole seconds as its `iat` is."""
    return than is not None and claims["iat"] < int(than.timestamp())
