"""The objects of OpenAPI 3.1.0 as models, and the rules between them that its text states.

Only what the specification allows is allowed: an unknown field of an object, or an unknown keyword
of a schema (JSON Schema 2020-12, and the base vocabulary of OpenAPI), is refused.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, model_validator


def _regular_expression(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError("not a regular expression") from error
    return text


def _absolute(text: str) -> str:
    if not (urlsplit(text).scheme and urlsplit(text).netloc):
        raise ValueError("not an absolute URL")
    return text


Name = Annotated[str, Field(pattern=r"^[a-zA-Z0-9._-]+$")]
Status = Annotated[str, Field(pattern=r"^([1-5][0-9]{2}|[1-5]XX|default)$")]
Pattern = Annotated[str, AfterValidator(_regular_expression)]
Url = Annotated[str, AfterValidator(_absolute)]
Count = Annotated[int, Field(ge=0, strict=True)]
Type = Literal["null", "boolean", "object", "array", "number", "string", "integer"]


class _Object(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Schema(_Object):
    """Section 4.8.24, and JSON Schema 2020-12."""

    ref: str | None = Field(None, alias="$ref")
    comment: str | None = Field(None, alias="$comment")
    defs: "dict[str, AnySchema] | None" = Field(None, alias="$defs")
    type: Type | list[Type] | None = None
    enum: Annotated[list[Any], Field(min_length=1)] | None = None
    const: Any = None
    title: str | None = None
    description: str | None = None
    default: Any = None
    deprecated: StrictBool | None = None
    examples: list[Any] | None = None
    read_only: StrictBool | None = Field(None, alias="readOnly")
    write_only: StrictBool | None = Field(None, alias="writeOnly")
    format: str | None = None
    pattern: Pattern | None = None
    min_length: Count | None = Field(None, alias="minLength")
    max_length: Count | None = Field(None, alias="maxLength")
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = Field(None, alias="exclusiveMinimum")
    exclusive_maximum: float | None = Field(None, alias="exclusiveMaximum")
    multiple_of: Annotated[float, Field(gt=0)] | None = Field(None, alias="multipleOf")
    properties: "dict[str, AnySchema] | None" = None
    pattern_properties: "dict[Pattern, AnySchema] | None" = Field(None, alias="patternProperties")
    additional_properties: "AnySchema | None" = Field(None, alias="additionalProperties")
    property_names: "AnySchema | None" = Field(None, alias="propertyNames")
    required: list[str] | None = None
    min_properties: Count | None = Field(None, alias="minProperties")
    max_properties: Count | None = Field(None, alias="maxProperties")
    items: "AnySchema | None" = None
    prefix_items: "list[AnySchema] | None" = Field(None, alias="prefixItems")
    min_items: Count | None = Field(None, alias="minItems")
    max_items: Count | None = Field(None, alias="maxItems")
    unique_items: StrictBool | None = Field(None, alias="uniqueItems")
    all_of: "list[AnySchema] | None" = Field(None, alias="allOf")
    any_of: "list[AnySchema] | None" = Field(None, alias="anyOf")
    one_of: "list[AnySchema] | None" = Field(None, alias="oneOf")
    negated: "AnySchema | None" = Field(None, alias="not")
    discriminator: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _required_is_there(self) -> "Schema":
        unknown = set(self.required or ()) - set(self.properties or ())
        if unknown:
            raise ValueError(f"required, but described nowhere: {sorted(unknown)}")
        return self


AnySchema = StrictBool | Schema


class Info(_Object):
    """Section 4.8.2."""

    title: str
    version: str
    summary: str | None = None
    description: str | None = None


class Server(_Object):
    """Section 4.8.5, without variables."""

    url: Url
    description: str | None = None


class MediaType(_Object):
    """Section 4.8.14."""

    media_schema: AnySchema = Field(alias="schema")


Content = Annotated[dict[str, MediaType], Field(min_length=1)]


class Parameter(_Object):
    """Section 4.8.12."""

    name: str
    place: Literal["query", "header", "path", "cookie"] = Field(alias="in")
    description: str | None = None
    required: StrictBool = False
    parameter_schema: AnySchema = Field(alias="schema")

    @model_validator(mode="after")
    def _of_a_path_is_required(self) -> "Parameter":
        if self.place == "path" and not self.required:
            raise ValueError("a parameter of the path is required")
        if self.place == "header" and self.name.lower() in {"accept", "content-type"}:
            raise ValueError("is ignored (section 4.8.12.2)")
        return self


class RequestBody(_Object):
    """Section 4.8.13."""

    description: str | None = None
    content: Content
    required: StrictBool = False


class Header(_Object):
    """Section 4.8.21."""

    description: str | None = None
    header_schema: AnySchema = Field(alias="schema")


class ResponseObject(_Object):
    """Section 4.8.17."""

    description: str
    headers: dict[str, Header] | None = None
    content: Content | None = None
    reasons: list[str] | None = Field(None, alias="x-reasons")


class OperationObject(_Object):
    """Section 4.8.10."""

    operation_id: str = Field(alias="operationId")
    summary: str | None = None
    description: str | None = None
    tags: list[str] | None = None
    parameters: list[Parameter] = []
    request_body: RequestBody | None = Field(None, alias="requestBody")
    responses: Annotated[dict[Status, ResponseObject], Field(min_length=1)]
    security: list[dict[Name, list[str]]] = []
    deprecated: StrictBool | None = None


class PathItem(_Object):
    """Section 4.8.9."""

    get: OperationObject | None = None
    put: OperationObject | None = None
    post: OperationObject | None = None
    delete: OperationObject | None = None
    options: OperationObject | None = None
    head: OperationObject | None = None
    patch: OperationObject | None = None

    @property
    def operations(self) -> list[OperationObject]:
        found = (getattr(self, name) for name in type(self).model_fields)
        return [each for each in found if each is not None]


class Flow(_Object):
    """Section 4.8.29, of client credentials."""

    token_url: Url = Field(alias="tokenUrl")
    refresh_url: Url | None = Field(None, alias="refreshUrl")
    scopes: dict[str, str]


class Flows(_Object):
    """Section 4.8.28."""

    client_credentials: Flow = Field(alias="clientCredentials")


class SecurityScheme(_Object):
    """Section 4.8.27, of OAuth 2.0."""

    type: Literal["oauth2"]
    description: str | None = None
    flows: Flows


class Components(_Object):
    """Section 4.8.7, with what the document uses."""

    schemas: dict[Name, AnySchema]
    security_schemes: dict[Name, SecurityScheme] = Field(alias="securitySchemes")


class OpenApi(_Object):
    """Section 4.8.1."""

    openapi: Annotated[str, Field(pattern=r"^3\.1\.\d+$")]
    info: Info
    servers: list[Server]
    paths: dict[Annotated[str, Field(pattern="^/")], PathItem]
    components: Components


def faults(document: Mapping[str, Any]) -> list[str]:
    """The rules between objects that the document breaks. Raises ValidationError for an object."""
    read = OpenApi.model_validate(document)
    every = [(path, each) for path, item in read.paths.items() for each in item.operations]
    ids = Counter(each.operation_id for _, each in every)
    found = [f"{name}: not unique" for name, times in ids.items() if times > 1]
    found += [fault for path, each in every for fault in _of_operation(path, each, read)]
    found += [f"{each}: leads nowhere" for each in _references(document) if not _leads(each, read)]
    shapes = Counter(re.sub(r"\{[^}]*\}", "{}", path) for path in read.paths)
    return found + [f"{path}: twice" for path, times in shapes.items() if times > 1]


def _of_operation(path: str, operation: OperationObject, read: OpenApi) -> Iterator[str]:
    name = operation.operation_id
    templates = set(re.findall(r"\{([^}]*)\}", path))
    if templates != {each.name for each in operation.parameters if each.place == "path"}:
        yield f"{name}: parameters of the path are others than its templates"
    times = Counter((each.place, each.name) for each in operation.parameters)
    if any(each > 1 for each in times.values()):
        yield f"{name}: a parameter twice"
    if not any(status.startswith("2") for status in operation.responses):
        yield f"{name}: no answer of success"
    for requirement in operation.security:
        for scheme, scopes in requirement.items():
            known = read.components.security_schemes.get(scheme)
            if known is None or set(scopes) - known.flows.client_credentials.scopes.keys():
                yield f"{name}: a scheme or scope that is not declared"


def _leads(reference: str, read: OpenApi) -> bool:
    place, _, name = reference.rpartition("/")
    return place == "#/components/schemas" and name in read.components.schemas


def _references(document: object) -> Iterator[str]:
    match document:
        case dict():
            for name, value in document.items():
                if name == "$ref" and isinstance(value, str):
                    yield value
                yield from _references(value)
        case list():
            for each in document:
                yield from _references(each)
        case _:
            return
