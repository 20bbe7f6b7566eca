"""How many requests a client of the admin API may send, told in the fields of each answer."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from math import ceil
from typing import Final

from flask import Response

from idp.factors.address_limits import RequestAllowance
from idp.kernel.actors import ActingClient
from idp.web.admin.problems import ProblemDetails, problem_response
from idp.web.current import services
from idp.web.pages.problem_types import RequestFault

FIELDS: Final[Mapping[str, str]] = {
    "RateLimit-Policy": "How many requests a client may send in how many seconds.",
    "RateLimit": "How many are left (r), for how many seconds (t).",
}
"""The fields of each answer to a client, and what they say."""


def limited(actor: ActingClient, answer: Callable[[], Response]) -> Response:
    """The answer to this client, or 429 where it has sent too much in this minute.

    With the fields RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers), and of a
    429 Retry-After, in seconds.
    """
    allowance = services().request_limits.take(actor.client_id)
    seconds = _seconds_left(allowance)
    response = _too_many(allowance, seconds) if allowance.exceeded else _answered(answer)
    response.headers["RateLimit-Policy"] = f'"client";q={allowance.most};w=60'
    response.headers["RateLimit"] = f'"client";r={allowance.left};t={seconds}'
    return response


def _answered(answer: Callable[[], Response]) -> Response:
    try:
        return answer()
    except ProblemDetails as problem:
        return problem_response(problem)


def _too_many(allowance: RequestAllowance, seconds: int) -> Response:
    return problem_response(
        ProblemDetails(
            RequestFault.TOO_MANY_REQUESTS,
            f"A client may send {allowance.most} requests a minute.",
            headers={"Retry-After": str(seconds)},
        )
    )


def _seconds_left(allowance: RequestAllowance) -> int:
    left: timedelta = allowance.ends_at - services().clock.now()
    return max(1, ceil(left.total_seconds()))
