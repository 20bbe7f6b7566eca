"""The OpenAPI 3.1 document of the admin API, made from the operations and their models.

Nothing of a request or an answer is described here: a parameter, a body, an answer and a problem
are described by the model that validates or serialises them, and the problems of an operation by
the reasons that it names.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from idp import __version__
from idp.access.powers import FOR_PROGRAMS
from idp.relying_parties.domain.registration import ADMIN_SCOPE
from idp.web.admin.limiting import FIELDS
from idp.web.admin.operation import JSON, PREFIX, Operation
from idp.web.admin.parameters import OperationParameters
from idp.web.admin.problems import MEDIA_TYPE, ProblemDocument
from idp.web.admin.surface import LONGEST_BODY

Mode = Literal["validation", "serialization"]

_REF: Final = "#/components/schemas/{model}"
_SCHEME: Final = "client_credentials"
REASONS: Final = "x-reasons"
"""The field of a response with the reasons that its problem can have."""
_STATUSES: Final[Mapping[int, str]] = {
    400: "The request is malformed.",
    401: "The access token is missing or not valid.",
    403: "The access token lacks the scope, or only a person may do it.",
    404: "Nothing has this identifier.",
    409: "It is so already, or something of that name exists.",
    410: "It has expired.",
    412: "It was changed since it was read.",
    413: "The body is too large.",
    415: "The body has another media type.",
    422: "A member is not acceptable, or a rule refuses it.",
    428: "If-Match is missing.",
    429: "The client has sent too many requests; Retry-After says when to go on.",
    503: "The database cannot be reached; nothing was changed.",
}
_UNKNOWN_CALLER: Final = 401
_CHALLENGES: Final = frozenset({_UNKNOWN_CALLER, 403})
_ENDS_BY_ITSELF: Final = frozenset({429, 503})


def document(operations: Iterable[Operation], *, issuer: str) -> dict[str, Any]:
    """The document for an issuer."""
    all_operations = tuple(operations)
    made = _Schemas(all_operations)
    paths: dict[str, Any] = {}
    for each in all_operations:
        paths.setdefault(PREFIX + each.path, {})[each.method.lower()] = _described(each, made)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Minh Danh admin API",
            "version": __version__,
            "description": "What a command does, for automation. It proposes and never approves.",
        },
        "servers": [{"url": issuer}],
        "paths": paths,
        "components": {
            "schemas": made.named,
            "securitySchemes": {_SCHEME: _scheme(issuer)},
        },
    }


class _Schemas:
    """The schemas of all models. `named` are those that others lead to."""

    def __init__(self, operations: tuple[Operation, ...]) -> None:
        asked: dict[tuple[type[BaseModel], Mode], None] = {(ProblemDocument, "serialization"): None}
        places: dict[type[OperationParameters], None] = {}
        for each in operations:
            if each.body is not None:
                asked[each.body, "validation"] = None
            asked[each.answer, "serialization"] = None
            places |= dict.fromkeys((each.identifiers, each.query, *each.headers))
        asked |= {(each, "validation"): None for each in places}
        references, made = models_json_schema(list(asked), ref_template=_REF)
        _drop_null_defaults(made)
        self._references: Mapping[Any, Any] = references
        self.named: dict[str, Any] = made["$defs"]
        self._parameters = {each: self.named.pop(self._name(each)) for each in places}

    def of(self, model: type[BaseModel], mode: Mode) -> Mapping[str, Any]:
        """The reference to the schema of a model."""
        found: Mapping[str, Any] = self._references[model, mode]
        return found

    def parameters(self, model: type[OperationParameters], place: str) -> Iterator[dict[str, Any]]:
        """The parameters of a place, each with its own schema."""
        whole = self._parameters[model]
        for name, schema in whole.get("properties", {}).items():
            needed = {"required": True} if name in whole.get("required", ()) else {}
            told = {"description": schema["description"]} if "description" in schema else {}
            own = {key: each for key, each in schema.items() if key not in {"title", "description"}}
            yield {"name": name, "in": place, **needed, **told, "schema": own}

    def _name(self, model: type[OperationParameters]) -> str:
        return str(self._references[model, "validation"]["$ref"]).rpartition("/")[2]


def _drop_null_defaults(schema: object) -> None:
    """What may be left out is not null by that, and a patch with null does something else."""
    match schema:
        case dict():
            if "default" in schema and schema["default"] is None:
                del schema["default"]
            for each in schema.values():
                _drop_null_defaults(each)
        case list():
            for each in schema:
                _drop_null_defaults(each)
        case _:
            pass


def _scheme(issuer: str) -> dict[str, Any]:
    """Every scope there is, those of the moves of cases too (`move_case`)."""
    scopes = {f"{ADMIN_SCOPE}{each}": f"The power {each}" for each in sorted(FOR_PROGRAMS)}
    token = {"tokenUrl": f"{issuer}/token", "scopes": scopes}
    return {
        "type": "oauth2",
        "description": (
            "RFC 6749 section 4.4 with private_key_jwt (RFC 7523) and the parameter "
            f"resource={issuer}/admin (RFC 8707)."
        ),
        "flows": {"clientCredentials": token},
    }


def _described(operation: Operation, made: _Schemas) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "tags": [operation.path.split("/")[1]],
        "security": [{_SCHEME: [f"{ADMIN_SCOPE}{operation.power}"]}],
        "parameters": [
            *made.parameters(operation.identifiers, "path"),
            *made.parameters(operation.query, "query"),
            *(each for model in operation.headers for each in made.parameters(model, "header")),
        ],
        "responses": {str(operation.status): _done(operation, made), **_problems(operation, made)},
    }
    if operation.body is not None:
        schema = made.of(operation.body, "validation")
        described["requestBody"] = {
            "required": True,
            "description": f"At most {LONGEST_BODY} bytes.",
            "content": {each: {"schema": schema} for each in operation.media_types},
        }
    return described


def _done(operation: Operation, made: _Schemas) -> dict[str, Any]:
    headers = dict(FIELDS)
    if not operation.is_list:
        headers["ETag"] = "The entity tag, for If-Match."
    if operation.location is not None:
        headers["Location"] = "Where it is read."
    return {
        "description": "Done.",
        "headers": _headers(headers),
        "content": {JSON: {"schema": made.of(operation.answer, "serialization")}},
    }


def _problems(operation: Operation, made: _Schemas) -> dict[str, Any]:
    """For each status a problem, and the reasons that lead to it.

    They are an extension (section 4.9): a schema of its own for each set of them is more than
    makers of clients can merge with that of all problems.
    """
    schema = made.of(ProblemDocument, "serialization")
    return {
        str(status): {
            "description": _STATUSES[status],
            "headers": _problem_headers(status),
            "content": {MEDIA_TYPE: {"schema": schema}},
            REASONS: sorted(reasons),
        }
        for status, reasons in operation.reasons.items()
    }


def _problem_headers(status: int) -> dict[str, Any]:
    headers = {} if status == _UNKNOWN_CALLER else dict(FIELDS)
    if status in _CHALLENGES:
        headers["WWW-Authenticate"] = "What the access token lacks (RFC 6750 section 3)."
    if status in _ENDS_BY_ITSELF:
        headers["Retry-After"] = "Seconds after which to send it again."
    return _headers(headers)


def _headers(told: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: {"description": text, "schema": {"type": "string"}} for name, text in told.items()
    }
