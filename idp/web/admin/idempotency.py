"""Idempotency keys: a write that is sent again is answered again and not done again.

The header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) is the client's own random
value for one write. The answer is kept for a day, sealed under a key that is derived from it, in
the unit of work of the write.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from flask import Response, request

from idp.one_time.domain import OneTimeTokenKind
from idp.platform.jose import encode
from idp.platform.secrets import keyed_digest
from idp.web.admin.problems import ProblemDetails, uncached
from idp.web.current import services
from idp.web.pages.problem_types import RequestFault

HEADER: Final = "Idempotency-Key"
PATTERN: Final = r"^[A-Za-z0-9._:-]{8,128}$"
KEPT_FOR: Final = timedelta(hours=24)
_KEY: Final = re.compile(PATTERN)
_KIND: Final = OneTimeTokenKind.ANSWER_OF_KEY
_HEADERS: Final = ("ETag", "Location", "Content-Type")


def once(client_id: str, answer: Callable[[], Response]) -> Response:
    """The answer to this write, or the one that the same write was given before.

    Joins the open unit of work. Raises ProblemDetails for a malformed key, and for one that came
    with another write.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return answer()
    if not _KEY.fullmatch(key):
        raise ProblemDetails(
            400, RequestFault.IDEMPOTENCY_KEY_MALFORMED, f"{HEADER} has to match {PATTERN}."
        )
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


def _again(kept: Any) -> Response:  # noqa: ANN401 - the JSON that `once` kept
    if kept["request"] != _digest():
        raise ProblemDetails(
            422,
            RequestFault.IDEMPOTENCY_KEY_REUSED,
            f"This {HEADER} came with another request before.",
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
