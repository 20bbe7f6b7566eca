"""The page of each problem type of the admin API (RFC 9457)."""

from dataclasses import dataclass

from flask import Response, abort

from idp.web.pages.language import negotiate_language
from idp.web.pages.problem_types import MEANINGS, reason_named
from idp.web.pages.rendering import render


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """`reason` is the stable text in the problem, `meaning` a message id."""

    reason: str
    meaning: str


def problem(reason: str) -> Response:
    """GET /public/problems/<reason>."""
    known = reason_named(reason)
    if known is None:
        abort(404)
    view = ProblemPage(known.value, MEANINGS[known])
    return render("public/problem", view, lang=negotiate_language())
