"""The OpenAPI 3.1 document of the admin API, made from the operations and their models."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from idp import __version__
from idp.relying_parties.domain.registration import ADMIN_SCOPE
from idp.web.admin.idempotency import HEADER, PATTERN
from idp.web.admin.operation import MOST, PREFIX, Operation
from idp.web.admin.problems import MEDIA_TYPE
from idp.web.pages.problem_types import MEANINGS

_REF: Final = "#/components/schemas/{model}"
_SCHEME: Final = "client_credentials"
_PROBLEM: Final[Mapping[str, Any]] = {
    "description": "What is wrong, as problem details (RFC 9457); `reason` is a stable string.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "reason"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri",
            "description": "The page of the reason.",
        },
        "title": {"type": "string", "description": "What the reason means."},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "reason": {"type": "string", "enum": [*sorted(MEANINGS)]},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail", "pointer"],
                "properties": {"detail": {"type": "string"}, "pointer": {"type": "string"}},
            },
        },
    },
}
_ERRORS: Final[Mapping[str, str]] = {
    "400": "The request is malformed.",
    "401": "The access token is missing or not valid.",
    "403": "The access token lacks the scope, or only a person may do it.",
    "429": "The client has sent too many requests; Retry-After says when to go on.",
    "503": "The database cannot be reached; nothing was changed.",
}
_ERRORS_OF_WRITES: Final[Mapping[str, str]] = {
    "409": "It is so already, or something of that name exists.",
    "410": "It has expired.",
    "422": "A member is not acceptable, or a rule refuses it.",
}
_ERRORS_OF_BODIES: Final[Mapping[str, str]] = {
    "413": "The body is too large.",
    "415": "The body has another media type.",
}
_ERRORS_OF_CONDITIONS: Final[Mapping[str, str]] = {
    "412": "It was changed since it was read.",
    "428": "If-Match is missing.",
}

_ENDS_BY_ITSELF: Final = frozenset({"429", "503"})
_WAITS: Final[Mapping[str, Any]] = {
    "Retry-After": {
        "description": "Seconds after which to send it again.",
        "schema": {"type": "integer", "minimum": 1},
    }
}


def document(operations: Iterable[Operation], *, issuer: str) -> dict[str, Any]:
    """The document for an issuer."""
    all_operations = tuple(operations)
    schemas, references = _schemas(all_operations)
    paths: dict[str, Any] = {}
    for each in all_operations:
        paths.setdefault(PREFIX + each.path, {})[each.method.lower()] = _described(each, references)
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
            "schemas": {**schemas, "Problem": _PROBLEM},
            "securitySchemes": {_SCHEME: _scheme(all_operations, issuer)},
        },
    }


def _schemas(operations: tuple[Operation, ...]) -> tuple[dict[str, Any], dict[Any, Any]]:
    asked: dict[tuple[type[BaseModel], Any], None] = {}
    for each in operations:
        if each.body is not None:
            asked[each.body, "validation"] = None
        asked[each.items or each.answer, "serialization"] = None
    references, made = models_json_schema(list(asked), ref_template=_REF)
    return made["$defs"], references


def _scheme(operations: tuple[Operation, ...], issuer: str) -> dict[str, Any]:
    scopes = {f"{ADMIN_SCOPE}{each.power}": f"The power {each.power}" for each in operations}
    token = {"tokenUrl": f"{issuer}/token", "scopes": dict(sorted(scopes.items()))}
    return {
        "type": "oauth2",
        "description": (
            "RFC 6749 section 4.4 with private_key_jwt (RFC 7523) and the parameter "
            f"resource={issuer}/admin (RFC 8707)."
        ),
        "flows": {"clientCredentials": token},
    }


def _described(operation: Operation, references: Mapping[Any, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "security": [{_SCHEME: [f"{ADMIN_SCOPE}{operation.power}"]}],
        "parameters": [*_parameters(operation)],
        "responses": {
            str(operation.status): {
                "description": "Done.",
                "content": {"application/json": {"schema": _answer(operation, references)}},
            },
            **_errors(operation),
        },
    }
    if operation.body is not None:
        schema = references[operation.body, "validation"]
        described["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    return described


def _parameters(operation: Operation) -> Iterable[dict[str, Any]]:
    for part in operation.path.split("/"):
        if part.startswith("{"):
            yield {"name": part[1:-1], "in": "path", "required": True, "schema": {"type": "string"}}
    if operation.items is not None:
        yield {"name": "cursor", "in": "query", "schema": {"type": "string", "maxLength": 256}}
        limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": 50}
        yield {"name": "limit", "in": "query", "schema": limit}
    if operation.writes:
        yield {"name": HEADER, "in": "header", "schema": {"type": "string", "pattern": PATTERN}}
    if operation.conditional:
        yield {"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}}


def _answer(operation: Operation, references: Mapping[Any, Any]) -> dict[str, Any]:
    if operation.items is None:
        found: dict[str, Any] = references[operation.answer, "serialization"]
        return found
    return {
        "type": "object",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": references[operation.items, "serialization"]},
            "next": {"type": ["string", "null"]},
        },
    }


def _errors(operation: Operation) -> dict[str, Any]:
    told = dict(_ERRORS)
    if "{" in operation.path:
        told["404"] = "Nothing has this identifier."
    if operation.writes:
        told |= _ERRORS_OF_WRITES
    if operation.body is not None:
        told |= _ERRORS_OF_BODIES
    if operation.conditional:
        told |= _ERRORS_OF_CONDITIONS
    schema = {"$ref": _REF.format(model="Problem")}
    return {
        status: {
            "description": text,
            "content": {MEDIA_TYPE: {"schema": schema}},
            **({"headers": _WAITS} if status in _ENDS_BY_ITSELF else {}),
        }
        for status, text in sorted(told.items())
    }
