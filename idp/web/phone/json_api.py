"""The API's conventions: bounded JSON or JWS bodies, JSON answers, refusals as a code."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Blueprint, Response, request

from idp.kernel.refusals import Reason, Refused
from idp.platform.database import RETRY_AFTER_SECONDS, Unavailable
from idp.platform.logs import logger
from idp.web.body_limits import BoundedBlueprint

_LOG: Final = logger(__name__)
JOSE: Final = "application/jose"
_WRONG: Final = 422
_STATUS: Final[Mapping[Reason, int]] = {
    Reason.NOT_FOUND: 404,
    Reason.EXPIRED: 410,
    Reason.USED_BEFORE: 409,
    Reason.STATE_ALREADY_HOLDS: 409,
    Reason.TOO_MANY_TRIES: 429,
    Reason.MEANS_DISABLED: 403,
    Reason.CREDENTIAL_FLAGGED: 403,
    Reason.CHANNEL_NOT_ALLOWED: 403,
    Reason.GUARDIAN_LEVEL2_REQUIRED: 403,
    Reason.IN_PERSON_REQUIRED: 403,
    Reason.NO_GUARDIANSHIP: 403,
}
UNREADABLE: Final = "unreadable"


def app_blueprint(name: str, import_name: str, *, takes: Mapping[str, int]) -> Blueprint:
    """A blueprint for the application, without cookies and so without CSRF tokens.

    `takes`: the longest body of each endpoint that takes a longer one, in bytes.
    """
    blueprint = BoundedBlueprint(name, import_name, takes=takes)
    blueprint.register_error_handler(Unavailable, _unavailable)
    return blueprint


def _unavailable(_: Unavailable) -> Response:
    _LOG.error("database unavailable")
    return later_response(Reason.SERVICE_UNAVAILABLE, seconds=RETRY_AFTER_SECONDS)


def jws_endpoint(answer: Callable[[str], Response]) -> Callable[[], Response]:
    """An endpoint that takes a JWS as its whole body."""

    def read() -> Response:
        if request.mimetype != JOSE:
            return json_response({"error": UNREADABLE}, status=415)
        return answer(request.get_data(cache=False).decode("ascii", "replace"))

    return read


def json_endpoint(answer: Callable[[Mapping[str, Any]], Response]) -> Callable[[], Response]:
    """An endpoint that takes a JSON object as its whole body."""

    def read() -> Response:
        if request.mimetype != "application/json":
            return json_response({"error": UNREADABLE}, status=415)
        try:
            value = json.loads(request.get_data(cache=False))
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            return json_response({"error": UNREADABLE}, status=400)
        return answer(value)

    return read


def json_response(value: Mapping[str, Any], *, status: int = 200) -> Response:
    """A JSON answer with `Cache-Control: no-store`."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    response = Response(body, status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def later_response(reason: Reason, *, seconds: int) -> Response:
    """503: the same question is answered later, in so many seconds."""
    answer = json_response({"error": reason.value}, status=503)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def refusal_response(refused: Refused) -> Response:
    """The error code for the application; the reason is in the person's history."""
    return json_response(
        {"error": refused.reason.value}, status=_STATUS.get(refused.reason, _WRONG)
    )
