"""Who calls: exactly one way of proving the client, and the one it is registered with.

RFC 6749 §2.3, RFC 7521 §4.2, RFC 7523 §3. A wrong secret, an unknown client and another method
than the registered one look the same from outside.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import unquote_plus

from idp.kernel.clock import Clock
from idp.platform.jose import verify_foreign
from idp.proofs.domain import ProofKind
from idp.proofs.service import Proofs
from idp.relying_parties.domain import Client
from idp.relying_parties.service import RelyingParties
from idp.web.oidc.errors import Code, ProtocolError, invalid_client
from idp.web.oidc.parameters import CLIENT_AUTHENTICATION, Parameters

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_ALGORITHMS: Final = ("ES256", "PS256", "EdDSA", "RS256")
_LONGEST_LIFE: Final = timedelta(minutes=10)
_SKEW: Final = timedelta(seconds=60)
_LONGEST_JTI: Final = 256


@dataclass(frozen=True, slots=True)
class Presented:
    """What the caller shows: the method, the name it claims, and the proof."""

    method: str
    client_id: str
    proof: str = ""


def presented(authorization: str | None, form: Parameters) -> Presented:
    """The one credential of a request.

    Raises `invalid_request` when there are two (RFC 6749 §2.3), `invalid_client` when none can
    be read.
    """
    ways = [authorization is not None, "client_secret" in form.values, _has_assertion(form)]
    if sum(ways) > 1:
        raise ProtocolError(Code.INVALID_REQUEST, "Two ways of client authentication were used.")
    if authorization is not None:
        return _basic(authorization, form.get("client_id"))
    if _has_assertion(form):
        return _assertion(form)
    client_id = form.get("client_id")
    if client_id is None:
        raise invalid_client()
    secret = form.get("client_secret")
    if secret is None:
        return Presented("none", client_id)
    return Presented("client_secret_post", client_id, secret)


def _has_assertion(form: Parameters) -> bool:
    return "client_assertion" in form.values or "client_assertion_type" in form.values


def _basic(header: str, named: str | None) -> Presented:
    """HTTP Basic over form-encoded name and secret (RFC 6749 §2.3.1)."""
    scheme, _, credentials = header.partition(" ")
    if scheme.lower() != "basic":
        raise invalid_client()
    try:
        pair = base64.b64decode(credentials.strip(), validate=True).decode("ascii")
        raw_id, colon, raw_secret = pair.partition(":")
        client_id = unquote_plus(raw_id, errors="strict")
        secret = unquote_plus(raw_secret, errors="strict")
    except ValueError:
        raise invalid_client() from None
    if not colon or not _well_formed(client_id, secret):
        raise invalid_client()
    if named not in {None, client_id}:
        raise ProtocolError(Code.INVALID_REQUEST, "Two clients are named.")
    return Presented("client_secret_basic", client_id, secret)


def _well_formed(client_id: str, secret: str) -> bool:
    rules = CLIENT_AUTHENTICATION
    return bool(rules["client_id"].fullmatch(client_id)) and bool(
        rules["client_secret"].fullmatch(secret)
    )


def _assertion(form: Parameters) -> Presented:
    if form.get("client_assertion_type") != ASSERTION_TYPE:
        raise invalid_client()
    assertion = form.get("client_assertion") or ""
    subject = _part(assertion, 1).get("sub")
    if not isinstance(subject, str):
        raise invalid_client()
    if form.get("client_id") not in {None, subject}:
        raise ProtocolError(Code.INVALID_REQUEST, "Two clients are named.")
    return Presented("private_key_jwt", subject, assertion)


def _part(token: str, index: int) -> Mapping[str, Any]:
    """The header (0) or the claims (1) before anything about them is proven."""
    parts = token.split(".")
    if len(parts) != 3:  # noqa: PLR2004 - header, claims, signature
        raise invalid_client()
    try:
        decoded = json.loads(base64.urlsafe_b64decode(parts[index] + "=="))
    except (ValueError, RecursionError):
        raise invalid_client() from None
    if not isinstance(decoded, dict):
        raise invalid_client()
    return decoded


@dataclass(frozen=True, slots=True)
class ClientAuthentication:
    """Proves the client of a request to the token, PAR, introspection or revocation endpoint."""

    relying_parties: RelyingParties
    proofs: Proofs
    clock: Clock
    audiences: frozenset[str]

    def client(self, authorization: str | None, form: Parameters) -> Client:
        """The proven client; raises `invalid_client` or `invalid_request`."""
        shown = presented(authorization, form)
        client = self.relying_parties.client(shown.client_id)
        if client is None or client.auth_method != shown.method:
            raise invalid_client()
        if not self._proven(client, shown) or not self.relying_parties.may_ask(client):
            raise invalid_client()
        return client

    def _proven(self, client: Client, shown: Presented) -> bool:
        match shown.method:
            case "client_secret_basic" | "client_secret_post":
                return self.relying_parties.secret_matches(client, shown.proof)
            case "private_key_jwt":
                return self._signed_by(client, shown.proof)
            case _:
                return shown.method == "none"

    def _signed_by(self, client: Client, assertion: str) -> bool:
        """RFC 7523 §3; each assertion is accepted once (hostile cases J01 to J08)."""
        kid = _part(assertion, 0).get("kid")
        keys = self.relying_parties.keys(client, kid=kid if isinstance(kid, str) else None)
        verified = verify_foreign(assertion, keys=keys, algorithms=ASSERTION_ALGORITHMS)
        if verified is None:
            return False
        expires_at = self._good_until(verified.claims, client)
        jti = verified.claims.get("jti")
        if expires_at is None or not isinstance(jti, str) or not 0 < len(jti) <= _LONGEST_JTI:
            return False
        return self.proofs.spend(
            ProofKind.CLIENT_ASSERTION, jti, audience=client.client_id, expires_at=expires_at
        )

    def _good_until(self, claims: Mapping[str, Any], client: Client) -> datetime | None:
        """When the assertion ends, or None when it is not about this client, us and now."""
        now = self.clock.now()
        about = claims.get("iss") == claims.get("sub") == client.client_id
        ours = isinstance(aud := claims.get("aud"), str) and aud in self.audiences
        ends, starts = _instant(claims.get("exp")), _instant(claims.get("nbf", 0))
        made = _instant(claims.get("iat", 0))
        if not about or not ours or ends is None or starts is None or made is None:
            return None
        timely = now - _SKEW < ends <= now + _LONGEST_LIFE + _SKEW
        return ends + _SKEW if timely and max(starts, made) <= now + _SKEW else None


def _instant(seconds: object) -> datetime | None:
    """A NumericDate (RFC 7519 §2), or None when it is none."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
