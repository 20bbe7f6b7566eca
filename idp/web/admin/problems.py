"""Errors of the admin API as problem details (RFC 9457)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Response

from idp.kernel.refusals import Reason, Refused
from idp.web.current import settings
from idp.web.pages.problem_types import MEANINGS, RequestFault, type_of

MEDIA_TYPE: Final = "application/problem+json"

STATUS: Final[Mapping[Reason, int]] = {
    Reason.NOT_FOUND: 404,
    Reason.NOT_AUTHORISED: 403,
    Reason.COMMANDS_PROPOSE: 403,
    Reason.FOUR_EYES: 403,
    Reason.STATE_ALREADY_HOLDS: 409,
    Reason.NAME_LOOKS_ALIKE: 409,
    Reason.PAGE_CHANGED: 412,
    Reason.EXPIRED: 410,
    Reason.TOO_MANY_TRIES: 429,
    Reason.SERVICE_UNAVAILABLE: 503,
}
"""The status of each refusal; any other is a fault of the content, 422."""


class ProblemDetails(Exception):
    """An operation that ends in an error; nothing of it is kept.

    `reason` is stable and has a page (`idp.web.pages.problem_types`); `detail` is a sentence of
    ours, never text of the request. `errors` name the members at fault by JSON pointers (RFC 6901).
    """

    def __init__(
        self,
        status: int,
        reason: Reason | RequestFault,
        detail: str,
        *,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}


class RefusedByVerb(ProblemDetails):
    """What a service refused: its unit of work is kept, with what the refusal recorded."""


def problem_of(refused: Refused, detail: str = "") -> RefusedByVerb:
    """The problem of a service's refusal."""
    status = STATUS.get(refused.reason, 422)
    return RefusedByVerb(status, refused.reason, detail or f"Refused: {refused.reason}.")


def problem_response(problem: ProblemDetails) -> Response:
    """`type` is the address of the page of the reason, `title` what the reason means."""
    said: dict[str, Any] = {
        "type": type_of(problem.reason, settings().issuer),
        "title": MEANINGS[problem.reason],
        "status": problem.status,
        "detail": problem.detail,
        "reason": problem.reason,
    }
    if problem.errors:
        said["errors"] = [dict(each) for each in problem.errors]
    response = Response(json.dumps(said, ensure_ascii=False), problem.status, mimetype=MEDIA_TYPE)
    response.headers.update(problem.headers)
    return uncached(response)


def uncached(response: Response) -> Response:
    """The answer with the headers that every answer of this API has."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
