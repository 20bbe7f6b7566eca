"""Sign access tokens (RFC 9068) and ID tokens: the claims of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from idp.assurance.acr import acr
from idp.assurance.levels import Level
from idp.consent.domain.record import Consent
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.jose import encode
from idp.platform.keyring import Keyring
from idp.platform.secrets import keyed_digest, random_token
from idp.relying_parties.domain.client import Client
from idp.relying_parties.domain.disclosure import ACT
from idp.tokens.domain.lifetimes import ACCESS_TOKEN_LIFETIME, ID_TOKEN_LIFETIME
from idp.tokens.families import Family

ACCESS_TOKEN_TYPE: Final = "at+jwt"
ID_TOKEN_TYPE: Final = "JWT"
ACCESS_TOKEN_ALG: Final = "ES256"
CLIENT_KEY: Final = "client_jkt"
"""A claim of our own: the thumbprint of the key that proved the client (RFC 7638)."""


@dataclass(frozen=True, slots=True)
class SignedAccessToken:
    """An access token and its lifetime in seconds."""

    token: str
    expires_in: int


@dataclass(frozen=True)
class TokenSigner:
    keyring: Keyring
    issuer: str
    clock: Clock
    pairwise_key: bytes = field(repr=False)

    def sub(self, base: Id, client: Client) -> str:
        """The pairwise subject: the same in one sector, unlinkable between two (Core 8.1, D4.4).

        `base`: the person's own id, or that of the registration by which the sector knows them: of
        a family `sub_base`, else `PairwiseSubjects.base`.
        """
        return _pseudonym(self.pairwise_key, f"sub {client.sector} {base}")

    def sid(self, session_id: Id, client_id: str) -> str:
        """The pairwise session id: stable for one client, unlinkable between two."""
        return _pseudonym(self.pairwise_key, f"sid {client_id} {session_id}")

    def access_token(
        self,
        client: Client,
        family: Family,
        *,
        level: Level,
        scope: tuple[str, ...],
        resource: str | None,
        consent: Consent,
    ) -> SignedAccessToken:
        """An access token (RFC 9068) that expires no later than its consent."""
        granted = family.granted
        claims = self._authentication_claims(client, family, level)
        claims |= {"jti": f"{family.id}.{random_token()}", "txn": granted.transaction_id}
        return self._signed(
            client, claims, scope=scope, resource=resource, until=consent.expires_at
        )

    def client_access_token(
        self, client: Client, *, scope: tuple[str, ...], resource: str | None
    ) -> SignedAccessToken:
        """An access token for the client itself (RFC 6749 section 4.4): no person, no family.

        CLIENT_KEY names the key that proved the client, where one did.
        """
        claims = {"sub": client.client_id, "jti": random_token()}
        if client.proven_by is not None:
            claims[CLIENT_KEY] = client.proven_by
        return self._signed(client, claims, scope=scope, resource=resource, until=None)

    def id_token(
        self,
        client: Client,
        family: Family,
        *,
        level: Level,
        account_level: int | None,
        nonce: str | None,
        claims: Mapping[str, Any],
    ) -> str:
        """An ID token (OpenID Connect Core section 2) in the client's algorithm.

        `assurance_level` and `account_level` are independent and both asserted (X16.5).
        """
        now = int(self.clock.now().timestamp())
        body = {
            **claims,
            **self._authentication_claims(client, family, level),
            "iss": self.issuer,
            "aud": client.client_id,
            "iat": now,
            "exp": now + int(ID_TOKEN_LIFETIME.total_seconds()),
            "sid": self.sid(family.session_id, client.client_id),
            "txn": family.granted.transaction_id,
        }
        optional = {"nonce": nonce, "account_level": account_level}
        body |= {name: value for name, value in optional.items() if value is not None}
        return self.keyring.sign(body, typ=ID_TOKEN_TYPE, alg=client.id_token_alg)

    def _authentication_claims(
        self, client: Client, family: Family, level: Level
    ) -> dict[str, Any]:
        """Claims of the event; an expired level is not asserted (G18)."""
        granted = family.granted
        claims: dict[str, Any] = {
            "sub": self.sub(family.sub_base, client),
            "auth_time": int(granted.auth_time.timestamp()),
            "amr": list(granted.amr),
        }
        if granted.acting is not None:
            claims[ACT] = {"sub": self.sub(granted.acting.sub_base, client)}
        if level is not Level.NONE:
            claims |= {"acr": acr(self.issuer, level), "assurance_level": int(level)}
        return claims

    def _signed(
        self,
        client: Client,
        claims: Mapping[str, Any],
        *,
        scope: tuple[str, ...],
        resource: str | None,
        until: datetime | None,
    ) -> SignedAccessToken:
        now = self.clock.now()
        ends_at = (
            now + ACCESS_TOKEN_LIFETIME
            if until is None
            else min(now + ACCESS_TOKEN_LIFETIME, until)
        )
        body = {
            **claims,
            "iss": self.issuer,
            "aud": resource or self.issuer,
            "client_id": client.client_id,
            "iat": int(now.timestamp()),
            "exp": int(ends_at.timestamp()),
        }
        if scope:  # RFC 9068 section 2.2.3; an empty one is omitted (RFC 6749 appendix A.4)
            body["scope"] = " ".join(scope)
        token = self.keyring.sign(body, typ=ACCESS_TOKEN_TYPE, alg=ACCESS_TOKEN_ALG)
        return SignedAccessToken(token, int(ends_at.timestamp()) - int(now.timestamp()))


def _pseudonym(key: bytes, text: str) -> str:
    return encode(keyed_digest(key, text))
