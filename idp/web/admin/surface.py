"""HTTP of the admin API: one view for every operation."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

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
from idp.web.admin.operation import JSON, PREFIX, Call, Operation
from idp.web.admin.operation import View as Shown
from idp.web.admin.parameters import Condition, OperationParameters, read_parameters
from idp.web.admin.problems import ProblemDetails, RefusedByVerb, problem_response, uncached
from idp.web.body_limits import BoundedBlueprint
from idp.web.current import services, settings
from idp.web.pages.problem_types import RequestFault

_LOG: Final = logger(__name__)
LONGEST_BODY: Final = 262_144
"""Bytes of a body."""
_IF_MATCH: Final = "If-Match"
View = Callable[..., Response]
P = TypeVar("P", bound=OperationParameters)


def admin_blueprint(import_name: str) -> Blueprint:
    """A blueprint without cookies, and so without CSRF tokens, that answers errors as problems."""
    blueprint = BoundedBlueprint("admin", import_name, usual=LONGEST_BODY)
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
        Reason.NOT_FOUND, f"No operation has this address; see {PREFIX}/openapi.json."
    )
    return limited(authenticated(), lambda: problem_response(problem))


def wrong_method(allowed: Sequence[str], *, public: bool = False) -> View:
    """The view of all other methods of an address (RFC 9110 section 15.5.6)."""

    def answer(**path: str) -> Response:
        del path
        problem = ProblemDetails(
            RequestFault.METHOD_NOT_ALLOWED,
            f"This address takes {', '.join(allowed)}.",
            headers={"Allow": ", ".join(allowed)},
        )
        if public:
            return problem_response(problem)
        return limited(authenticated(), lambda: problem_response(problem))

    return answer


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
    response = Response(shown.model_dump_json(), operation.status, mimetype=JSON)
    uncached(response)
    if not operation.is_list:
        response.headers["ETag"] = entity_tag(shown)
    if operation.location is not None:
        response.headers["Location"] = settings().issuer + PREFIX + operation.location(shown)
    return response


def _call(operation: Operation, actor: ActingClient, path: Mapping[str, str]) -> Call:
    query = _query(operation.query)
    return Call(
        actor=actor,
        path=_identifiers(operation.identifiers, path),
        query=query,
        body=None if operation.body is None else _body(operation, operation.body),
        require=_require if operation.conditional else _no_condition,
    )


def _identifiers(model: type[P], path: Mapping[str, str]) -> P:
    try:
        return read_parameters(model, path)
    except ValidationError:
        raise ProblemDetails(Reason.NOT_FOUND, "Nothing has this identifier.") from None


def _query(model: type[P]) -> P:
    asked = request.args.to_dict(flat=False)
    if any(len(values) > 1 for values in asked.values()):
        raise ProblemDetails(RequestFault.QUERY_MALFORMED, "A parameter is repeated.")
    try:
        return read_parameters(model, {name: values[0] for name, values in asked.items()})
    except ValidationError as error:
        named = sorted({str(each["loc"][0]) for each in error.errors()} & model.model_fields.keys())
        told = f"Not acceptable: {', '.join(named)}." if named else "A parameter is unknown."
        raise ProblemDetails(RequestFault.QUERY_MALFORMED, told) from None


def _require(shown: Shown) -> None:
    """`If-Match` is needed, and has to name this representation (RFC 6585 section 3)."""
    told = request.headers.get(_IF_MATCH)
    if told is None:
        raise ProblemDetails(
            RequestFault.PRECONDITION_REQUIRED, "If-Match with the entity tag is needed."
        )
    try:
        wanted = read_parameters(Condition, {_IF_MATCH: told.strip()}).if_match
    except ValidationError:
        raise ProblemDetails(
            Reason.PAGE_CHANGED, "If-Match takes one entity tag, as it was answered."
        ) from None
    if wanted != entity_tag(shown):
        raise ProblemDetails(Reason.PAGE_CHANGED, "It was changed since; read it again.")


def _no_condition(shown: Shown) -> None:
    raise AssertionError(f"an operation without a condition asks for one: {type(shown).__name__}")


def _body(operation: Operation, model: type[BaseModel]) -> BaseModel:
    if request.mimetype not in operation.media_types:
        known = ", ".join(operation.media_types)
        accepted = {"Accept-Patch": known} if operation.method == "PATCH" else {}
        raise ProblemDetails(
            RequestFault.MEDIA_TYPE, f"The body has to be {known}.", headers=accepted
        )
    raw = request.get_data()
    try:
        document = read_json(raw)
    except (ValueError, RecursionError):
        raise _no_json() from None
    if has_unstorable_text(document):
        raise ProblemDetails(
            RequestFault.BODY_FAULTY, "A text has characters that cannot be stored."
        )
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        raise _faulty(error, document) from None
    except (ValueError, RecursionError):
        raise _no_json() from None


def _no_json() -> ProblemDetails:
    return ProblemDetails(RequestFault.BODY_MALFORMED, "The body is not JSON in UTF-8.")


def _faulty(error: ValidationError, document: object) -> ProblemDetails:
    """Each fault with the pointer of its member; never what was sent."""
    errors = [
        {
            "detail": fault["msg"] if fault["type"] != "value_error" else "not acceptable",
            "pointer": _pointer(fault["loc"], document, missing=fault["type"] == "missing"),
        }
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return ProblemDetails(
        RequestFault.BODY_FAULTY, "Members of the body are not acceptable.", errors=errors
    )


def _pointer(place: Sequence[int | str], document: Any, *, missing: bool) -> str:  # noqa: ANN401
    """The pointer of a fault: the part of its place that is in the document.

    The model's own words follow where a member may have one of several types.
    """
    steps: list[str] = []
    for step in place:
        match document, step:
            case (dict(), str()) if step in document:
                document = document[step]
            case (list(), int()) if step < len(document):
                document = document[step]
            case (dict(), str()) if missing and step == place[-1]:
                pass
            case _:
                break
        steps.append(_escaped(str(step)))
    return "#/" + "/".join(steps)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _of_http(fault: HTTPException) -> Response:
    status = fault.code or 500
    return problem_response(ProblemDetails(RequestFault.HTTP, fault.name, status=status))


def _unavailable(_: Unavailable) -> Response:
    _LOG.error("database unavailable")
    return problem_response(
        ProblemDetails(
            Reason.SERVICE_UNAVAILABLE,
            "The database cannot be reached; nothing was changed.",
            headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
        )
    )


def _failed(_: Exception) -> Response:
    _LOG.exception("an operation failed")
    return problem_response(
        ProblemDetails(RequestFault.SERVER_ERROR, "The provider met an error of its own.")
    )
