"""Errors of the admin API as problem details (RFC 9457)."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final

from flask import Response
from pydantic import BaseModel, ConfigDict, Field

from idp.kernel.refusals import Reason, Refused
from idp.web.current import settings
from idp.web.pages.problem_types import MEANINGS, RequestFault, type_of

MEDIA_TYPE: Final = "application/problem+json"
_URI: Final = {"format": "uri"}

STATUS: Final[Mapping[Reason | RequestFault, int]] = {
    **dict.fromkeys(Reason, 422),
    Reason.NOT_FOUND: 404,
    Reason.NOT_AUTHORISED: 403,
    Reason.COMMANDS_PROPOSE: 403,
    Reason.FOUR_EYES: 403,
    Reason.STATE_ALREADY_HOLDS: 409,
    Reason.NAME_LOOKS_ALIKE: 409,
    Reason.PAGE_CHANGED: 412,
    Reason.CASE_MOVED: 412,
    Reason.EXPIRED: 410,
    Reason.TOO_MANY_TRIES: 429,
    Reason.SERVICE_UNAVAILABLE: 503,
    RequestFault.BODY_FAULTY: 422,
    RequestFault.BODY_MALFORMED: 400,
    RequestFault.CERTIFICATE_NOT_ACCEPTABLE: 422,
    RequestFault.HTTP: 413,
    RequestFault.IDEMPOTENCY_KEY_MALFORMED: 400,
    RequestFault.IDEMPOTENCY_KEY_REUSED: 422,
    RequestFault.INSUFFICIENT_SCOPE: 403,
    RequestFault.INVALID_TOKEN: 401,
    RequestFault.MEDIA_TYPE: 415,
    RequestFault.METHOD_NOT_ALLOWED: 405,
    RequestFault.PRECONDITION_REQUIRED: 428,
    RequestFault.QUERY_MALFORMED: 400,
    RequestFault.SERVER_ERROR: 500,
    RequestFault.TOKEN_MISSING: 401,
    RequestFault.TOO_MANY_REQUESTS: 429,
    RequestFault.VALUE_NOT_ACCEPTABLE: 422,
}
"""The status of each reason; a refusal that is not about the state is one of the content, 422.

Of HTTP that of a body that is too large, the only one that an operation meets.
"""


class MemberFault(BaseModel):
    """What is wrong with one member of a body."""

    model_config = ConfigDict(extra="forbid")

    detail: str
    pointer: Annotated[str, Field(description="A JSON pointer as a URI fragment (RFC 6901).")]


class ProblemDocument(BaseModel):
    """What is wrong, as problem details (RFC 9457); `reason` is stable."""

    model_config = ConfigDict(extra="forbid")

    type: Annotated[
        str, Field(description="The address of a page of the reason.", json_schema_extra=_URI)
    ]
    title: Annotated[str, Field(description="What the reason means.")]
    status: int
    detail: str
    reason: Reason | RequestFault
    errors: list[MemberFault] = Field(default_factory=list)


class ProblemDetails(Exception):
    """An operation that ends in an error; nothing of it is kept.

    `reason` is stable and has a page (`idp.web.pages.problem_types`); `detail` is a sentence of
    ours, never text of the request. `errors` name the members at fault by JSON pointers (RFC 6901).
    `status` is that of the reason, unless it is another one of HTTP.
    """

    def __init__(
        self,
        reason: Reason | RequestFault,
        detail: str,
        *,
        status: int | None = None,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(reason)
        self.status = status_of(reason) if status is None else status
        self.reason = reason
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}


class RefusedByVerb(ProblemDetails):
    """What a service refused: its unit of work is kept, with what the refusal recorded."""


def status_of(reason: Reason | RequestFault) -> int:
    """The status of a problem with this reason."""
    return STATUS[reason]


def problem_of(refused: Refused, detail: str = "") -> RefusedByVerb:
    """The problem of a service's refusal."""
    return RefusedByVerb(refused.reason, detail or f"Refused: {refused.reason}.")


def problem_response(problem: ProblemDetails) -> Response:
    """`type` is the address of the page of the reason, `title` what the reason means."""
    errors = {"errors": [MemberFault(**each) for each in problem.errors]} if problem.errors else {}
    said = ProblemDocument(
        type=type_of(problem.reason, settings().issuer),
        title=MEANINGS[problem.reason],
        status=problem.status,
        detail=problem.detail,
        reason=problem.reason,
        **errors,
    )
    text = said.model_dump_json(exclude_unset=True)
    response = Response(text, problem.status, mimetype=MEDIA_TYPE)
    response.headers.update(problem.headers)
    return uncached(response)


def uncached(response: Response) -> Response:
    """The answer with the headers that every answer of this API has."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
