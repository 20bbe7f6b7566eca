"""Client authentication: exactly one method, and the one the client is registered with.

RFC 6749 §2.3, RFC 7521 §4.2, RFC 7523. A wrong secret and an unknown client look the same from
outside. Further reasons for a refusal are told only after the right secret.
"""

import base64
import json
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote_plus

from idp.relying_parties.assertions import key_id_of
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
from idp.web.oidc.errors import ErrorCode, ProtocolError, invalid_client
from idp.web.oidc.parameters import CLIENT_AUTHENTICATION, Parameters

_LONGEST_KEY_ID: Final = 100
ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
OTHER_METHOD: Final = "The client is registered for another way of client authentication."
NOT_ACTIVE: Final = "The client is not active."


@dataclass(frozen=True, slots=True)
class PresentedCredentials:
    """The credentials of a request: the method, the client id it claims, and the proof."""

    method: str
    client_id: str
    proof: str = ""


def presented(authorization: str | None, form: Parameters) -> PresentedCredentials:
    """The one credential of a request. Raises `invalid_request`, `invalid_client`.

    Raises `invalid_request` when there are two (RFC 6749 §2.3), `invalid_client` when none can be
    read.
    """
    by_assertion = "client_assertion" in form.values or "client_assertion_type" in form.values
    by_secret = "client_secret" in form.values
    if (authorization is not None) + by_assertion + by_secret > 1:
        raise ProtocolError(
            ErrorCode.INVALID_REQUEST, "Two ways of client authentication were used."
        )
    if authorization is not None:
        shown = _basic(authorization)
    elif by_assertion:
        shown = _assertion(form)
    else:
        return _in_body(form)
    if form.get("client_id") not in {None, shown.client_id}:
        raise invalid_client()  # RFC 7521 §4.2: both name the same client
    return shown


def _in_body(form: Parameters) -> PresentedCredentials:
    client_id = form.get("client_id")
    if client_id is None:
        raise invalid_client()
    secret = form.get("client_secret")
    if secret is None:
        return PresentedCredentials("none", client_id)
    return PresentedCredentials("client_secret_post", client_id, secret)


def _basic(header: str) -> PresentedCredentials:
    """HTTP Basic over form-encoded name and secret (RFC 6749 §2.3.1)."""
    scheme, _, credentials = header.partition(" ")
    if scheme.lower() != "basic":
        raise invalid_client()
    try:
        pair = base64.b64decode(credentials.strip(), validate=True).decode("ascii")
        named, _, secret = pair.partition(":")
        shown = PresentedCredentials(
            "client_secret_basic",
            unquote_plus(named, errors="strict"),
            unquote_plus(secret, errors="strict"),
        )
    except ValueError:
        raise invalid_client() from None
    for name, value in (("client_id", shown.client_id), ("client_secret", shown.proof)):
        if not CLIENT_AUTHENTICATION[name].fullmatch(value):
            raise invalid_client()
    return shown


def _assertion(form: Parameters) -> PresentedCredentials:
    """RFC 7523 section 2.2; the client id in it is unverified until the signature is checked."""
    assertion = form.get("client_assertion") or ""
    if form.get("client_assertion_type") != ASSERTION_TYPE:
        raise invalid_client()
    payload = assertion.partition(".")[2].partition(".")[0]
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    except (ValueError, RecursionError):
        raise invalid_client() from None
    subject = claims.get("sub") if isinstance(claims, dict) else None
    if not isinstance(subject, str) or not CLIENT_AUTHENTICATION["client_id"].fullmatch(subject):
        raise invalid_client()
    return PresentedCredentials("private_key_jwt", subject, assertion)


def _signed_by(shown: PresentedCredentials) -> str | None:
    """The method and the id of the key, for the history; None where no key with an id signed."""
    kid = key_id_of(shown.proof) if shown.method == "private_key_jwt" else None
    named = kid is not None and kid.isprintable() and len(kid) <= _LONGEST_KEY_ID
    return f"{shown.method} {kid}" if named else None


@dataclass(frozen=True, slots=True)
class ClientAuthentication:
    """Authenticates the client of a request.

    `here`: further URLs that this endpoint accepts as the audience of an assertion.
    """

    relying_parties: RelyingParties
    token_endpoint: str
    here: tuple[str, ...] = ()

    def client(self, authorization: str | None, form: Parameters) -> Client:
        """The authenticated client; raises `invalid_client` or `invalid_request`."""
        shown = presented(authorization, form)
        client = self.relying_parties.client(shown.client_id)
        client = None if client is None else self._proven(client, shown)
        if client is None:
            raise invalid_client()
        if not client.authenticates_by(shown.method):
            raise invalid_client(OTHER_METHOD)
        if not self.relying_parties.may_ask(client):
            raise invalid_client("" if client.is_public else NOT_ACTIVE)
        signed = _signed_by(shown)
        return client if signed is None else replace(client, authenticated_by=signed)

    def _proven(self, client: Client, shown: PresentedCredentials) -> Client | None:
        """The client, with the key that proved it; None where it is not proven."""
        match shown.method:
            case "client_secret_basic" | "client_secret_post":
                return client if self.relying_parties.secret_matches(client, shown.proof) else None
            case "private_key_jwt" if client.authenticates_by(shown.method):
                key = self.relying_parties.proving_key(
                    client, shown.proof, token_endpoint=self.token_endpoint, here=self.here
                )
                return None if key is None else replace(client, proven_by=key)
            case method:
                return client if method == "none" and client.authenticates_by(method) else None
