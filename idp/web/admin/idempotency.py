"""Idempotency keys: a write that is sent again is answered again and not done again.

The header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) is the client's own random
value for one write. The answer is kept for a day, sealed under a key that is derived from it, in
the unit of work of the write.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from flask import Response, request
from pydantic import ValidationError

from idp.one_time.domain import OneTimeTokenKind
from idp.platform.jose import encode
from idp.platform.secrets import keyed_digest
from idp.web.admin.parameters import OperationParameters, left_out, read_parameters
from idp.web.admin.problems import ProblemDetails, uncached
from idp.web.current import services
from idp.web.pages.problem_types import RequestFault

_HEADER: Final = "Idempotency-Key"
_PATTERN: Final = r"^[A-Za-z0-9._:-]{8,128}$"
KEPT_FOR: Final = timedelta(hours=24)
_KIND: Final = OneTimeTokenKind.ANSWER_OF_KEY
_HEADERS: Final = ("ETag", "Location", "Content-Type")


class IdempotencyKey(OperationParameters):
    """The header of a write that may be sent again."""

    key: str = left_out(
        "Your own value for this write, which is then done once in a day.",
        alias=_HEADER,
        pattern=_PATTERN,
    )


def once(client_id: str, answer: Callable[[], Response]) -> Response:
    """The answer to this write, or the one that the same write was given before.

    Joins the open unit of work. Raises ProblemDetails for a malformed key, and for one that came
    with another write.
    """
    if _HEADER not in request.headers:
        return answer()
    key = _key()
    opened, handle = services(), _handle(client_id, key)
    opened.database.advisory_lock(f"idempotency {handle}")
    kept = opened.one_time_tokens.peek(_KIND, handle, audience=client_id)
    if kept is not None:
        return _again(kept.content)
    response = answer()
    content = {
        "request": _digest(),
        "status": response.status_code,
        "body": response.get_data(as_text=True),
        "headers": {name: response.headers[name] for name in _HEADERS if name in response.headers},
    }
    opened.one_time_tokens.keep(
        _KIND, handle, audience=client_id, valid_for=KEPT_FOR, content=content
    )
    return response


def _key() -> str:
    try:
        return read_parameters(IdempotencyKey, {_HEADER: request.headers[_HEADER]}).key
    except ValidationError:
        raise ProblemDetails(
            RequestFault.IDEMPOTENCY_KEY_MALFORMED, f"{_HEADER} has to match {_PATTERN}."
        ) from None


def _again(kept: Any) -> Response:  # noqa: ANN401 - the JSON that `once` kept
    if kept["request"] != _digest():
        raise ProblemDetails(
            RequestFault.IDEMPOTENCY_KEY_REUSED,
            f"This {_HEADER} came with another request before.",
        )
    response = Response(kept["body"], kept["status"])
    response.headers.update(kept["headers"])
    return uncached(response)


def _handle(client_id: str, key: str) -> str:
    return encode(keyed_digest(services().keyring.derive("idempotency"), f"{client_id} {key}"))


def _digest() -> str:
    said = [request.method, request.path, request.query_string.decode("latin-1")]
    head = " ".join([*said, request.headers.get("If-Match", "")]).encode()
    return hashlib.sha256(head + b"\n" + request.get_data()).hexdigest()
