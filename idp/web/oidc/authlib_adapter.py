"""The only module that imports Authlib: its grants and endpoints, over parsed requests.

Authlib dispatches the grants, checks redirect URI, response type, scope and PKCE, and handles
introspection and revocation requests. It never sees raw input (it answers 500 to some of it), never
authenticates a client, never makes or stores a token, and none of its error texts is sent.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from authlib.oauth2.rfc6749 import (
    AuthorizationServer,
    ClientMixin,
    InvalidGrantError,
    InvalidRequestError,
    InvalidScopeError,
    OAuth2Error,
    OAuth2Request,
    UnauthorizedClientError,
)
from authlib.oauth2.rfc6749.grants import (
    AuthorizationCodeGrant,
    ClientCredentialsGrant,
    RefreshTokenGrant,
)
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge, create_s256_code_challenge
from authlib.oauth2.rfc7662 import IntrospectionEndpoint

from idp.kernel.clock import Clock
from idp.kernel.refusals import Refused
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
from idp.tokens.domain import CodeBinding, TokenResponse
from idp.tokens.service import Tokens
from idp.web.oidc.client_authentication import NOT_ACTIVE, ClientAuthentication
from idp.web.oidc.errors import (
    DisplayedError,
    ErrorCode,
    ProtocolError,
    RedirectedError,
    malformed,
    missing,
)
from idp.web.oidc.parameters import Parameters
from idp.web.oidc.protocol_request import ProtocolRequest

logging.getLogger("authlib").setLevel(logging.WARNING)  # at DEBUG it writes whole tokens

_ADDRESS: Final = "https://localhost/"
"""Authlib refuses plain http by itself; here the settings decide that at the start."""

NO_CHALLENGE: Final = "The parameter code_challenge is missing: PKCE with S256 is required."
NO_CHALLENGE_NO_NONCE: Final = "The parameter code_challenge or nonce is missing."
NOT_S256: Final = "The parameter code_challenge_method has to be S256."

_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "authorization_code": ("code", "redirect_uri"),
    "refresh_token": ("refresh_token",),
}
"""Parameters without which a grant is refused, whatever else was sent."""

_PKCE: Final = re.compile(r"[A-Za-z0-9\-._~]{43,128}")

_Answer = tuple[int, TokenResponse | Refused, tuple[()]]


class _ClientAdapter(ClientMixin):
    """A client with the methods Authlib calls."""

    __slots__ = ("client",)

    def __init__(self, client: Client) -> None:
        self.client = client

    def get_default_redirect_uri(self) -> None:
        """None: `redirect_uri` is required (OpenID Connect Core 3.1.2.1)."""

    def get_allowed_scope(self, scope: str | None) -> str | None:
        allowed = [word for word in (scope or "").split() if word in self.client.scopes]
        return " ".join(allowed) or None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return self.client.may_return_to(redirect_uri)

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code" and self.check_grant_type("authorization_code")

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in self.client.grant_types


_EMPTY: Final = vars(OAuth2Request("", _ADDRESS))


class _ParsedRequest(OAuth2Request):
    """A parsed request with the attributes Authlib reads."""

    def __init__(
        self, parameters: Parameters, *, method: str, authorization: str | None = None
    ) -> None:
        self.__dict__.update(_EMPTY)  # without its constructor, which reads the address each time
        self.method = method
        self.payload = BasicOAuth2Payload(parameters.values)
        self.parameters = parameters
        self.authorization = authorization

    @property
    def args(self) -> Mapping[str, str]:
        return {}

    @property
    def form(self) -> Mapping[str, str]:
        return self.parameters.values


class _S256Only(CodeChallenge):
    """PKCE by S256, demanded at both endpoints (RFC 7636, RFC 9700 §2.1.1).

    Only an exempted client may leave the challenge out (Q17); one that was sent is always proven,
    and a verifier without one is refused (RFC 9700 §4.8.2).
    """

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:  # noqa: ANN401, ARG002
        asked: Parameters = grant.request.parameters
        challenge = asked.get("code_challenge")
        if challenge is None:
            self._require_challenge_or_nonce(grant, asked)
        elif not _PKCE.fullmatch(challenge):
            raise RedirectedError(ErrorCode.INVALID_REQUEST, malformed(["code_challenge"]))
        elif asked.get("code_challenge_method") != "S256":
            raise RedirectedError(ErrorCode.INVALID_REQUEST, NOT_S256)

    def _require_challenge_or_nonce(self, grant: Any, asked: Parameters) -> None:  # noqa: ANN401
        parties: RelyingParties = grant.server.relying_parties
        client = grant.request.client.client
        if "code_challenge_method" in asked.values or not parties.may_omit_challenge(
            client, nonce=True
        ):
            raise RedirectedError(ErrorCode.INVALID_REQUEST, NO_CHALLENGE)
        if not parties.may_omit_challenge(client, nonce="nonce" in asked.values):
            raise RedirectedError(ErrorCode.INVALID_REQUEST, NO_CHALLENGE_NO_NONCE)

    def validate_code_verifier(self, grant: Any, result: None) -> None:  # noqa: ANN401, ARG002
        verifier = grant.request.form.get("code_verifier")
        seen: CodeBinding = grant.request.authorization_code.seen
        if verifier is None and not seen.code_challenge:
            return
        if verifier is None:
            raise ProtocolError(ErrorCode.INVALID_GRANT, missing("code_verifier"))
        if not _PKCE.fullmatch(verifier):
            raise ProtocolError(ErrorCode.INVALID_GRANT, malformed(["code_verifier"]))
        if create_s256_code_challenge(verifier) != seen.code_challenge:
            raise InvalidGrantError


class _Code:
    """A stored code with the methods Authlib calls."""

    __slots__ = ("seen",)

    def __init__(self, seen: CodeBinding) -> None:
        self.seen = seen

    def get_redirect_uri(self) -> str:
        return self.seen.redirect_uri


class _CodeGrant(AuthorizationCodeGrant):
    def query_authorization_code(self, code: str, client: _ClientAdapter) -> _Code | None:
        """A used code, or another client's, goes to the service, which revokes and records it."""
        tokens: Tokens = self.server.tokens
        seen = tokens.code_binding(code)
        if seen is None:
            return None
        if seen.redeemed or seen.client_id != client.client.client_id:
            tokens.redeem(code, client.client, redirect_uri=None)
            return None
        return _Code(seen)

    def create_token_response(self) -> _Answer:
        form = self.request.form
        issued = self.server.tokens.redeem(
            form["code"], self.client.client, redirect_uri=form["redirect_uri"]
        )
        return 200, issued, ()


class _RefreshGrant(RefreshTokenGrant):
    def __init__(self, request: _ParsedRequest, server: "Adapter") -> None:
        super().__init__(request, server)
        # Before the client is loaded, which may wait for a stalled database.
        self.arrived_at = server.clock.now()

    def validate_token_request(self) -> None:
        self.request.client = self._validate_request_client()
        if "refresh_token" not in self.request.form:
            raise InvalidRequestError

    def create_token_response(self) -> _Answer:
        asked: Parameters = self.request.parameters
        issued = self.server.tokens.refresh(
            asked.values["refresh_token"],
            self.client.client,
            scope=asked.words("scope") or None,
            resource=asked.get("resource"),
            arrived_at=self.arrived_at,
        )
        return 200, issued, ()


class _ClientGrant(ClientCredentialsGrant):
    def validate_token_request(self) -> None:
        super().validate_token_request()
        if self.client.client.auth_method == "none":
            raise UnauthorizedClientError

    def create_token_response(self) -> _Answer:
        asked: Parameters = self.request.parameters
        issued = self.server.tokens.client_credentials(
            self.client.client, scope=asked.words("scope"), resource=asked.get("resource")
        )
        if "scope" in asked.values and not isinstance(issued, Refused) and not issued.scope:
            raise InvalidScopeError
        return 200, issued, ()


class _Revocation(RevocationEndpoint):
    def authenticate_token(self, request: _ParsedRequest, client: _ClientAdapter) -> str:
        del client
        return _shown_token(request)

    def revoke_token(self, token: str, request: _ParsedRequest) -> None:
        self.server.tokens.revoke(token, request.client.client)


class _Introspection(IntrospectionEndpoint):
    def authenticate_token(
        self, request: _ParsedRequest, client: _ClientAdapter
    ) -> tuple[str, Client]:
        return _shown_token(request), client.client

    def create_introspection_payload(self, token: tuple[str, Client]) -> Mapping[str, Any]:
        tokens: Tokens = self.server.tokens
        return tokens.introspect(*token)


def _shown_token(request: _ParsedRequest) -> str:
    token = request.form.get("token")
    if token is None:
        raise ProtocolError(ErrorCode.INVALID_REQUEST, missing("token"))
    return token


class Adapter(AuthorizationServer):
    """Authlib's server over our services; our methods first."""

    def __init__(
        self,
        *,
        relying_parties: RelyingParties,
        tokens: Tokens,
        clients: ClientAuthentication,
        clock: Clock,
    ) -> None:
        super().__init__()
        self.clock = clock
        self.relying_parties = relying_parties
        self.tokens = tokens
        self.clients = clients
        self.register_grant(_CodeGrant, [_S256Only()])
        self.register_grant(_RefreshGrant)
        self.register_grant(_ClientGrant)
        self.register_endpoint(_Revocation)
        self.register_endpoint(_Introspection)

    # -- methods called by our endpoints -----------------------------------------------------

    def resolve_client(self, asked: Parameters) -> Client:
        """The client whose registered redirect URI equals the request's, character by character.

        Raises `DisplayedError`: until here no redirect URI is proven (RFC 6749 §4.1.2.1).
        """
        question = _ParsedRequest(asked, method="GET")
        party = self.query_client(asked.get("client_id") or "")
        if party is None:
            raise DisplayedError(ErrorCode.INVALID_CLIENT, self._unknown(asked))
        try:
            _CodeGrant.validate_authorization_redirect_uri(question, party)
        except OAuth2Error:
            raise DisplayedError(ErrorCode.INVALID_REQUEST, _redirect_uri_fault(asked)) from None
        return party.client

    def _unknown(self, asked: Parameters) -> str:
        """Why the client is refused, for the log and for authenticated clients."""
        client_id = asked.get("client_id")
        if client_id is None:
            return _not_there(asked, "client_id")
        known = self.relying_parties.client(client_id) is not None
        return NOT_ACTIVE if known else "The client is not known."

    def validate_request(self, asked: Parameters) -> None:
        """Check response type, scope and PKCE; raises `RedirectedError`."""
        question = _ParsedRequest(asked, method="GET")
        try:
            self.get_authorization_grant(question).validate_authorization_request()
        except OAuth2Error as fault:
            raise RedirectedError(ErrorCode(fault.error)) from None

    def grant(self, request: ProtocolRequest, form: Parameters) -> TokenResponse | Refused:
        """The token service's answer to an authenticated client; raises `ProtocolError`."""
        if "grant_type" not in form.values:
            raise ProtocolError(ErrorCode.INVALID_REQUEST, missing("grant_type"))
        question = _ParsedRequest(form, method="POST", authorization=request.authorization)
        answer: TokenResponse | Refused = self.create_token_response(question)
        return answer

    def introspect(self, request: ProtocolRequest, form: Parameters) -> Mapping[str, Any]:
        """RFC 7662; raises `ProtocolError`."""
        question = _ParsedRequest(form, method="POST", authorization=request.authorization)
        return self.create_endpoint_response(_Introspection.ENDPOINT_NAME, question)

    def revoke(self, request: ProtocolRequest, form: Parameters) -> None:
        """RFC 7009; raises `ProtocolError`."""
        question = _ParsedRequest(form, method="POST", authorization=request.authorization)
        self.create_endpoint_response(_Revocation.ENDPOINT_NAME, question)

    # -- methods called by Authlib -----------------------------------------------------------

    def create_oauth2_request(self, request: _ParsedRequest) -> _ParsedRequest:
        return request

    def query_client(self, client_id: str) -> _ClientAdapter | None:
        client = self.relying_parties.client(client_id)
        if client is None or not self.relying_parties.may_ask(client):
            return None
        return _ClientAdapter(client)

    def authenticate_client(
        self, request: _ParsedRequest, methods: object, endpoint: str = "token"
    ) -> _ClientAdapter:
        del methods  # only the registered one counts
        client = self.clients.client(request.authorization, request.parameters)
        if endpoint == _Introspection.ENDPOINT_NAME and client.auth_method == "none":
            raise ProtocolError(ErrorCode.UNAUTHORIZED_CLIENT)
        resource = request.parameters.get("resource")
        if resource is not None and resource not in client.resources:
            raise ProtocolError(ErrorCode.INVALID_TARGET)
        request.auth_method = client.auth_method
        return _ClientAdapter(client)

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Authlib's signals are not used."""

    def handle_response(self, status: int, body: Any, headers: object) -> Any:  # noqa: ANN401
        del status, headers
        return body

    def handle_error_response(self, request: _ParsedRequest, error: OAuth2Error) -> NoReturn:
        form: Mapping[str, str] = request.form
        needed = _NEEDED.get(form.get("grant_type", ""), ())
        absent = next((name for name in needed if name not in form), None)
        names_it = absent is not None and error.error in {"invalid_request", "invalid_grant"}
        sentence = missing(absent) if absent is not None and names_it else ""
        raise ProtocolError(ErrorCode(error.error), sentence) from None


def _redirect_uri_fault(asked: Parameters) -> str:
    """Why a redirect URI is not one of the client's."""
    if "redirect_uri" in asked.values:
        return "The redirect_uri is not registered for this client, character by character."
    return _not_there(asked, "redirect_uri")


def _not_there(asked: Parameters, name: str) -> str:
    return malformed([name]) if name in asked.bad else missing(name)
