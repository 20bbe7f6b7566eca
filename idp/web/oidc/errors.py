"""Protocol errors: standard codes, fixed sentences, three ways to answer them.

A sentence is written here or by the code that raises; it never repeats text of the request.
`ProtocolError` is answered as JSON, `DisplayedError` on our own page because the client or its
return address is not proven, `RedirectedError` at the proven return address with `state` and `iss`.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from idp.platform.database import RETRY_AFTER_SECONDS

TOO_MUCH: Final = "The request is larger than any that is answered."

_JSON_HEADERS: Final = (
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
)


class ErrorCode(StrEnum):
    """The wire codes (RFC 6749, 6750, 7009, 8707, 9126, 9470; Core 3.1.2.6; CIBA Core 11, 13)."""

    ACCESS_DENIED = "access_denied"
    ACCOUNT_SELECTION_REQUIRED = "account_selection_required"
    AUTHORIZATION_PENDING = "authorization_pending"
    CONSENT_REQUIRED = "consent_required"
    EXPIRED_LOGIN_HINT_TOKEN = "expired_login_hint_token"
    EXPIRED_TOKEN = "expired_token"
    INSUFFICIENT_SCOPE = "insufficient_scope"
    INVALID_BINDING_MESSAGE = "invalid_binding_message"
    INVALID_CLIENT = "invalid_client"
    INVALID_GRANT = "invalid_grant"
    INVALID_REQUEST = "invalid_request"
    INVALID_REQUEST_URI = "invalid_request_uri"
    INVALID_SCOPE = "invalid_scope"
    INVALID_TARGET = "invalid_target"
    INVALID_TOKEN = "invalid_token"
    LOGIN_REQUIRED = "login_required"
    REQUEST_NOT_SUPPORTED = "request_not_supported"
    REQUEST_URI_NOT_SUPPORTED = "request_uri_not_supported"
    SERVER_ERROR = "server_error"
    SLOW_DOWN = "slow_down"
    TEMPORARILY_UNAVAILABLE = "temporarily_unavailable"
    UNAUTHORIZED_CLIENT = "unauthorized_client"
    UNKNOWN_USER_ID = "unknown_user_id"
    UNMET_LEVEL = "unmet_authentication_requirements"
    UNSUPPORTED_GRANT_TYPE = "unsupported_grant_type"
    UNSUPPORTED_RESPONSE_TYPE = "unsupported_response_type"


SENTENCES: dict[ErrorCode, str] = {
    ErrorCode.ACCESS_DENIED: "The person or the provider declined the request.",
    ErrorCode.ACCOUNT_SELECTION_REQUIRED: "The person has to choose for whom they act.",
    ErrorCode.AUTHORIZATION_PENDING: "The person has not answered yet.",
    ErrorCode.CONSENT_REQUIRED: "The person has to consent.",
    ErrorCode.EXPIRED_LOGIN_HINT_TOKEN: (
        "The person's code is used or too old; a new one is needed."
    ),
    ErrorCode.EXPIRED_TOKEN: "The time of the request is up.",
    ErrorCode.INSUFFICIENT_SCOPE: "The access token does not carry the scope this needs.",
    ErrorCode.INVALID_BINDING_MESSAGE: "The binding message needs plain words and one number.",
    ErrorCode.INVALID_CLIENT: "The client could not be authenticated.",
    ErrorCode.INVALID_GRANT: "The grant is not valid, not of this client, used before or expired.",
    ErrorCode.INVALID_REQUEST: "The request is missing a parameter or is malformed.",
    ErrorCode.INVALID_REQUEST_URI: "The pushed request is not of this client, used up or expired.",
    ErrorCode.INVALID_SCOPE: "No requested scope is available to this client.",
    ErrorCode.INVALID_TARGET: "The resource is not registered for this client.",
    ErrorCode.INVALID_TOKEN: "The access token is not valid here.",
    ErrorCode.LOGIN_REQUIRED: "The person has to sign in.",
    ErrorCode.REQUEST_NOT_SUPPORTED: "Request objects by value are not supported.",
    ErrorCode.REQUEST_URI_NOT_SUPPORTED: "Only request URIs of our pushed requests are supported.",
    ErrorCode.SERVER_ERROR: "The provider met an error of its own.",
    ErrorCode.SLOW_DOWN: "The person has not answered yet; ask less often from now on.",
    ErrorCode.TEMPORARILY_UNAVAILABLE: "The provider is busy; try again later.",
    ErrorCode.UNAUTHORIZED_CLIENT: "The client may not do this.",
    ErrorCode.UNKNOWN_USER_ID: "The hint does not identify a person.",
    ErrorCode.UNMET_LEVEL: "The required authentication level cannot be met.",
    ErrorCode.UNSUPPORTED_GRANT_TYPE: "The grant type is not supported.",
    ErrorCode.UNSUPPORTED_RESPONSE_TYPE: "Only the response type code is supported.",
}


class ProtocolError(Exception):
    """A refusal in JSON; `sentence` is one of ours, `headers` are added to the answer."""

    def __init__(
        self,
        code: ErrorCode,
        sentence: str = "",
        *,
        status: int = 400,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence or SENTENCES[code]
        self.status = status
        self.headers = headers or {}


class DisplayedError(Exception):
    """Client or redirect URI not verified: shown on our page only (RFC 6749 section 4.1.2.1)."""

    def __init__(self, code: ErrorCode, sentence: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence or SENTENCES[code]


class RedirectedError(Exception):
    """An error for the relying party at its verified redirect URI, which the view adds."""

    def __init__(self, code: ErrorCode, sentence: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence or SENTENCES[code]


def invalid_client(sentence: str = "") -> ProtocolError:
    """RFC 6749 §5.2; always 401 with a challenge.

    A `sentence` is for an authenticated client only; others do not learn which part was wrong.
    """
    challenge = {"WWW-Authenticate": 'Basic realm="clients"'}
    return ProtocolError(ErrorCode.INVALID_CLIENT, sentence, status=401, headers=challenge)


def missing(name: str) -> str:
    """The sentence for missing parameters."""
    return f"The parameter {name} is missing."


def malformed(names: Collection[str]) -> str:
    """The sentence for malformed parameters."""
    return f"Malformed: {', '.join(sorted(names))}."


def repeated(names: Collection[str]) -> str:
    """The sentence for repeated parameters (RFC 6749 section 3.1)."""
    return f"Sent more than once: {', '.join(sorted(names))}."


def wrong_method(*allowed: str) -> ProtocolError:
    """RFC 9110 §15.5.6."""
    headers = {"Allow": ", ".join(allowed)}
    return ProtocolError(
        ErrorCode.INVALID_REQUEST, "This method is not answered here.", status=405, headers=headers
    )


@dataclass(slots=True)
class ProtocolResponse:
    """An answer in JSON; `headers` are name and value, to be added to."""

    status: int
    body: bytes
    headers: list[tuple[str, str]]


def as_json(fault: ProtocolError) -> ProtocolResponse:
    """The wire form of RFC 6749 §5.2."""
    body = {"error": fault.code, "error_description": fault.sentence}
    answer = json_answer(body, status=fault.status)
    answer.headers.extend(fault.headers.items())
    return answer


def json_answer(body: object, *, status: int = 200) -> ProtocolResponse:
    """A JSON answer with `Cache-Control: no-store` (RFC 6749 §5.1)."""
    text = json.dumps(body, separators=(",", ":"), ensure_ascii=False)
    return ProtocolResponse(status, text.encode(), list(_JSON_HEADERS))


def of_absence() -> ProtocolResponse:
    """The database is away: 503 with `Retry-After` (RFC 9110 section 15.6.4)."""
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return as_json(ProtocolError(ErrorCode.TEMPORARILY_UNAVAILABLE, status=503, headers=headers))


def of_http(fault: HTTPException) -> ProtocolResponse:
    """The error for a request body that is too large or was cut off."""
    status = 413 if isinstance(fault, RequestEntityTooLarge) else 400
    return as_json(ProtocolError(ErrorCode.INVALID_REQUEST, status=status))
