"""HTTP of the admin API: one view for every operation."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from flask import Blueprint, Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import HTTPException

from idp.kernel.actors import ActingClient
from idp.kernel.json_text import read_json
from idp.kernel.refusals import Reason
from idp.kernel.texts import has_unstorable_text
from idp.platform.database import RETRY_AFTER_SECONDS, Unavailable
from idp.platform.logs import logger
from idp.web.admin.authorization import authenticated, demand
from idp.web.admin.idempotency import once
from idp.web.admin.limiting import limited
from idp.web.admin.operation import MOST, PREFIX, Call, Operation
from idp.web.admin.operation import View as Shown
from idp.web.admin.problems import ProblemDetails, RefusedByVerb, problem_response, uncached
from idp.web.current import services
from idp.web.pages.problem_types import RequestFault

_LOG: Final = logger(__name__)
_LONGEST_BODY: Final = 262_144
_SHOWN: Final = 50
_QUERY: Final = frozenset({"cursor", "limit"})
_LIMIT: Final = re.compile(r"[1-9][0-9]{0,2}")
View = Callable[..., Response]


def admin_blueprint(import_name: str) -> Blueprint:
    """A blueprint without cookies, and so without CSRF tokens, that answers errors as problems."""
    blueprint = Blueprint("admin", import_name)
    blueprint.before_request(_limit_body)
    blueprint.register_error_handler(ProblemDetails, problem_response)
    blueprint.register_error_handler(HTTPException, _of_http)
    blueprint.register_error_handler(Unavailable, _unavailable)
    blueprint.register_error_handler(Exception, _failed)
    return blueprint


def view_of(operation: Operation) -> View:
    """The view of an operation: token, query, body; then one unit of work for a write."""

    def answer(**path: str) -> Response:
        actor = authenticated()
        return limited(actor, lambda: _performed(operation, actor, path))

    return answer


def options_of(allowed: Sequence[str]) -> View:
    """The view of OPTIONS of an address: the methods it takes (RFC 9110 section 9.3.7)."""

    def answer(**path: str) -> Response:
        del path
        return uncached(Response(status=204, headers={"Allow": ", ".join(allowed)}))

    return answer


def entity_tag(shown: Shown) -> str:
    """A strong entity tag of a representation (RFC 9110 section 8.8.3)."""
    return f'"{hashlib.sha256(shown.entity.encode()).hexdigest()[:32]}"'


def absent(rest: str = "") -> Response:
    """Whatever is not an operation, for a client of the API."""
    del rest
    problem = ProblemDetails(
        404, Reason.NOT_FOUND, f"No operation has this address; see {PREFIX}/openapi.json."
    )
    return limited(authenticated(), lambda: problem_response(problem))


def wrong_method(allowed: Sequence[str], *, public: bool = False) -> View:
    """The view of all other methods of an address (RFC 9110 section 15.5.6)."""

    def answer(**path: str) -> Response:
        del path
        problem = ProblemDetails(
            405,
            RequestFault.METHOD_NOT_ALLOWED,
            f"This address takes {', '.join(allowed)}.",
            headers={"Allow": ", ".join(allowed)},
        )
        if public:
            return problem_response(problem)
        return limited(authenticated(), lambda: problem_response(problem))

    return answer


def _limit_body() -> None:
    request.max_content_length = _LONGEST_BODY


def _performed(operation: Operation, actor: ActingClient, path: Mapping[str, str]) -> Response:
    demand(operation.power, actor)
    call = _call(operation, actor, path)
    if not operation.writes:
        return _answered(operation, call)
    with services().database.transaction():
        return once(actor.client_id, lambda: _done(operation, call))


def _done(operation: Operation, call: Call) -> Response:
    """A write's answer. What a verb refuses is kept, as its entry in the history is."""
    try:
        return _answered(operation, call)
    except RefusedByVerb as refused:
        return problem_response(refused)


def _answered(operation: Operation, call: Call) -> Response:
    shown = operation.run(call)
    response = Response(shown.model_dump_json(), operation.status, mimetype="application/json")
    uncached(response)
    if operation.items is None:
        response.headers["ETag"] = entity_tag(shown)
    return response


def _call(operation: Operation, actor: ActingClient, path: Mapping[str, str]) -> Call:
    cursor, limit = _page_asked(operation)
    return Call(
        actor=actor,
        path=path,
        body=None if operation.body is None else _body(operation.body),
        cursor=cursor,
        limit=limit,
        require=_require if operation.conditional else _no_condition,
    )


def _require(shown: Shown) -> None:
    """`If-Match` is needed, and has to name this representation (RFC 6585 section 3)."""
    wanted = request.headers.get("If-Match")
    if wanted is None:
        raise ProblemDetails(
            428, RequestFault.PRECONDITION_REQUIRED, "If-Match with the entity tag is needed."
        )
    if wanted.strip() != entity_tag(shown):
        raise ProblemDetails(412, Reason.PAGE_CHANGED, "It was changed since; read it again.")


def _no_condition(shown: Shown) -> None:
    raise AssertionError(f"an operation without a condition asks for one: {type(shown).__name__}")


def _page_asked(operation: Operation) -> tuple[str | None, int]:
    known = _QUERY if operation.items is not None else frozenset()
    asked = request.args.to_dict(flat=False)
    if any(name not in known or len(values) > 1 for name, values in asked.items()):
        raise ProblemDetails(
            400, RequestFault.QUERY_MALFORMED, "The query has unknown or repeated parameters."
        )
    cursor, limit = request.args.get("cursor"), request.args.get("limit", str(_SHOWN))
    if not (_LIMIT.fullmatch(limit) and int(limit) <= MOST):
        raise ProblemDetails(
            400, RequestFault.QUERY_MALFORMED, f"limit is a number from 1 to {MOST}."
        )
    if cursor is not None and not operation.is_cursor(cursor):
        raise ProblemDetails(
            400, RequestFault.QUERY_MALFORMED, "cursor is not one that was answered here."
        )
    return cursor, int(limit)


def _body(model: type[BaseModel]) -> BaseModel:
    if request.mimetype != "application/json":
        raise ProblemDetails(415, RequestFault.MEDIA_TYPE, "The body has to be application/json.")
    raw = request.get_data()
    try:
        document = read_json(raw)
    except (ValueError, RecursionError):
        raise ProblemDetails(
            400, RequestFault.BODY_MALFORMED, "The body is not JSON in UTF-8."
        ) from None
    if has_unstorable_text(document):
        raise ProblemDetails(
            422, RequestFault.BODY_FAULTY, "A text has characters that cannot be stored."
        )
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        raise _faulty(error) from None
    except (ValueError, RecursionError):
        raise ProblemDetails(
            400, RequestFault.BODY_MALFORMED, "The body is not JSON in UTF-8."
        ) from None


def _faulty(error: ValidationError) -> ProblemDetails:
    """Each fault with the pointer of its member; never what was sent."""
    errors = [
        {
            "detail": fault["msg"] if fault["type"] != "value_error" else "not acceptable",
            "pointer": "#/" + "/".join(_escaped(str(each)) for each in fault["loc"]),
        }
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return ProblemDetails(
        422, RequestFault.BODY_FAULTY, "Members of the body are not acceptable.", errors=errors
    )


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _of_http(fault: HTTPException) -> Response:
    status = fault.code or 500
    return problem_response(ProblemDetails(status, RequestFault.HTTP, fault.name))


def _unavailable(_: Unavailable) -> Response:
    _LOG.error("database unavailable")
    return problem_response(
        ProblemDetails(
            503,
            Reason.SERVICE_UNAVAILABLE,
            "The database cannot be reached; nothing was changed.",
            headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
        )
    )


def _failed(_: Exception) -> Response:
    _LOG.exception("an operation failed")
    return problem_response(
        ProblemDetails(500, RequestFault.SERVER_ERROR, "The provider met an error of its own.")
    )
